#!/usr/bin/env node
// `npm run bench -- [NAME] [--json]`: the figures, on the built app; a window's figure gets a screen of its own.

import { ensureBuilt } from './lib/build.mjs';
import { become } from './lib/child.mjs';
import { startDesktop } from './lib/desktop.mjs';
import { hasDisplay, inRoot, nodeBinary, root } from './lib/paths.mjs';
import { main } from './lib/say.mjs';
import { setUp } from './setup.mjs';

/**
 * Node's own nursery grows to 128 MB, which no process of Electron has: its main process has 16 (both measured, Node 24 and
 * Electron 33). Memory and the time that clearing it takes are to be those of the app.
 */
const asInElectron = '--max-semi-space-size=8';
/** Figures of the window. */
const windowed = ['app', 'import-app', 'send-app'];

await main(async () => {
  const args = process.argv.slice(2);
  const names = args.filter((word) => !word.startsWith('-'));
  const needsScreen = !hasDisplay() && (names.length === 0 || names.some((name) => windowed.includes(name)));
  await setUp({ test: needsScreen, quiet: true });
  await ensureBuilt();
  const desktop = needsScreen ? await startDesktop() : undefined;
  try {
    const env = desktop?.env ?? process.env;
    return await become(nodeBinary(), [asInElectron, inRoot('bench', 'index.ts'), ...args], { cwd: root, env });
  } finally {
    await desktop?.stop();
  }
});
