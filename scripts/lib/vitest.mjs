// How the suites that need no window are started.

import { electronBinary, inRoot, nodeBinary } from './paths.mjs';
import { capture } from './run.mjs';

/** The oldest Node major that Vitest itself runs on. */
const VITEST_NODE = 22;

/**
 * The command that runs a suite of vitest.config.ts.
 * @param {'unit' | 'electron' | 'crash'} suite
 * @param {readonly string[]} args Vitest's own
 * @returns {Promise<{file: string, args: string[], env: NodeJS.ProcessEnv}>} env: to be added
 */
export async function vitestCommand(suite, args) {
  const full = [inRoot('node_modules', 'vitest', 'vitest.mjs'), 'run', ...args];
  if (suite !== 'electron') return { file: nodeBinary(), args: full, env: { SLIPWAY_SUITE: suite } };
  const binary = electronBinary();
  const asNode = { ELECTRON_RUN_AS_NODE: '1' };
  const probe = ['-p', 'process.versions.node.split(".")[0]'];
  const { stdout } = await capture(binary, probe, { env: { ...process.env, ...asNode } });
  // Where Electron's Node is new enough Vitest runs in it whole; an older one only gets the workers.
  if (Number(stdout) >= VITEST_NODE) return { file: binary, args: full, env: { SLIPWAY_SUITE: suite, ...asNode } };
  return { file: nodeBinary(), args: full, env: { SLIPWAY_SUITE: suite, SLIPWAY_TEST_ELECTRON: binary } };
}
