// How the unit and integration suites are started.

import { electronBinary, inRoot, nodeBinary } from './paths.mjs';
import { capture } from './run.mjs';

/** The oldest Node major that Vitest itself runs on. */
const VITEST_NODE = 22;

/**
 * @param {{electron: boolean, args: readonly string[]}} options electron: in Electron's own Node
 * @returns {Promise<{file: string, full: string[], env: NodeJS.ProcessEnv}>}
 */
export async function vitestCommand({ electron, args }) {
  const full = [inRoot('node_modules', 'vitest', 'vitest.mjs'), 'run', ...args];
  if (!electron) return { file: nodeBinary(), full, env: process.env };
  const binary = electronBinary();
  const env = { ...process.env, SLIPWAY_TEST_ELECTRON: binary };
  const asNode = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  const { stdout } = await capture(binary, ['-p', 'process.versions.node.split(".")[0]'], { env: asNode });
  // Where Electron's Node is new enough Vitest runs in it whole; an older one only gets the workers.
  if (Number(stdout) >= VITEST_NODE) return { file: binary, full, env: { ...env, ELECTRON_RUN_AS_NODE: '1' } };
  return { file: nodeBinary(), full, env };
}
