#!/usr/bin/env node
// `npm run unit [-- vitest's arguments]`: everything that needs no window, in the toolchain's Node.
// `npm run unit:electron`: what runs in Electron's Node in the product, in that Node.

import { become } from './lib/child.mjs';
import { root } from './lib/paths.mjs';
import { main } from './lib/say.mjs';
import { vitestCommand } from './lib/vitest.mjs';
import { setUp } from './setup.mjs';

await main(async () => {
  await setUp({ quiet: true });
  const args = process.argv.slice(2).filter((word) => word !== '--electron');
  const { file, full, env } = await vitestCommand({ electron: process.argv.includes('--electron'), args });
  return become(file, full, { cwd: root, env });
});
