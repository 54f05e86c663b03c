// Fetches Electron's official runtime the way its own package does, but gives up on a host that does not answer.
// Runs in the toolchain's Node: Electron's installer asks for Node 22 and the system's may be older.

import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { inRoot, readJson } from '../lib/paths.mjs';

/** Milliseconds without a byte after which the host counts as unreachable. */
const PATIENCE = 15_000;

const folder = inRoot('node_modules', 'electron');
const require = createRequire(inRoot('node_modules', 'electron', 'install.js'));
process.env.ELECTRON_GET_NO_PROGRESS = '1';
if (process.env.HTTPS_PROXY || process.env.https_proxy) process.env.ELECTRON_GET_USE_PROXY ??= '1';

const controller = new AbortController();
let timer = setTimeout(() => controller.abort(), PATIENCE);
const sign = () => {
  clearTimeout(timer);
  timer = setTimeout(() => controller.abort(), PATIENCE);
};

try {
  const { downloadArtifact } = await import(pathToFileURL(require.resolve('@electron/get')).href);
  // The archive lands in Electron's own cache, checked against the checksums its package carries.
  await downloadArtifact({
    version: readJson(`${folder}/package.json`).version,
    artifactName: 'electron',
    cacheRoot: process.env.electron_config_cache,
    checksums: readJson(`${folder}/checksums.json`),
    platform: process.platform,
    arch: process.arch,
    downloadOptions: { signal: controller.signal, quiet: true, getProgressCallback: sign },
  });
} catch (error) {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  const words = controller.signal.aborted ? `no answer for ${PATIENCE / 1000} s` : `${cause}`.split('\n')[0];
  console.error(words);
  process.exit(1);
} finally {
  clearTimeout(timer);
}

const installed = spawnSync(process.execPath, [`${folder}/install.js`], { stdio: 'inherit' });
process.exit(installed.status ?? 1);
