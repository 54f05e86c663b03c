#!/usr/bin/env node
// `npm run unit [-- Vitest's arguments]`: every suite that needs no window, in the toolchain's Node.
// `npm run unit:electron`: those that run in Electron's Node in the product, in that Node.
// `npm run crash`: the kill loops on the built app.

import { ensureBuilt } from './lib/build.mjs';
import { become } from './lib/child.mjs';
import { root } from './lib/paths.mjs';
import { main } from './lib/say.mjs';
import { vitestCommand } from './lib/vitest.mjs';
import { setUp } from './setup.mjs';

await main(async () => {
  await setUp({ quiet: true });
  const words = process.argv.slice(2);
  const suite = words[0] === '--electron' ? 'electron' : words[0] === '--crash' ? 'crash' : 'unit';
  if (suite === 'crash') await ensureBuilt();
  const { file, args, env } = await vitestCommand(suite, suite === 'unit' ? words : words.slice(1));
  return become(file, args, { cwd: root, env: { ...process.env, ...env } });
});
