#!/usr/bin/env node
// Gives a command a screen, a session bus and an unlocked keyring of its own:
//   node scripts/with-desktop.mjs -- <command> [arguments]

import { become } from './lib/child.mjs';
import { startDesktop } from './lib/desktop.mjs';
import { main, Trouble } from './lib/say.mjs';

await main(async () => {
  const args = process.argv.slice(2);
  if (args[0] === '--') args.shift();
  const [file, ...rest] = args;
  if (file === undefined) throw new Trouble('Which command? node scripts/with-desktop.mjs -- <command> [arguments]');
  const desktop = await startDesktop();
  try {
    return await become(file, rest, { env: desktop.env });
  } finally {
    await desktop.stop();
  }
});
