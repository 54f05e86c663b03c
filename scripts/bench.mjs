#!/usr/bin/env node
// `npm run bench -- [NAME] [--json]`: the figures, on the built app; a window's figure gets a screen of its own.

import { ensureBuilt } from './lib/build.mjs';
import { become } from './lib/child.mjs';
import { startDesktop } from './lib/desktop.mjs';
import { hasDisplay, inRoot, nodeBinary, root } from './lib/paths.mjs';
import { main } from './lib/say.mjs';
import { setUp } from './setup.mjs';

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
    return await become(nodeBinary(), [inRoot('bench', 'index.ts'), ...args], { cwd: root, env });
  } finally {
    await desktop?.stop();
  }
});
