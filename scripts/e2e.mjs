#!/usr/bin/env node
// `npm run e2e [-- Playwright's arguments]`: the built app in a real Electron, with a screen, a session bus and a
// keyring of its own. `npm run screenshots` takes the pictures only, into artifacts/screens.

import { ensureBuilt } from './lib/build.mjs';
import { become } from './lib/child.mjs';
import { startDesktop } from './lib/desktop.mjs';
import { inRoot, nodeBinary, root } from './lib/paths.mjs';
import { main } from './lib/say.mjs';
import { setUp } from './setup.mjs';

await main(async () => {
  await setUp({ test: true, quiet: true });
  await ensureBuilt();
  const words = process.argv.slice(2);
  const args = words[0] === '--screenshots' ? ['screenshots', ...words.slice(1)] : words;
  const desktop = await startDesktop();
  try {
    const playwright = inRoot('node_modules', '@playwright', 'test', 'cli.js');
    return await become(nodeBinary(), [playwright, 'test', ...args], { cwd: root, env: desktop.env });
  } finally {
    await desktop.stop();
  }
});
