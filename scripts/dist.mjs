#!/usr/bin/env node
// `npm run dist:dir`: the packaged app, unpacked, in dist/; needs no network. `npm run dist`: this system's installers.
// Its arguments are electron-builder's.

import { ensureBuilt } from './lib/build.mjs';
import { become } from './lib/child.mjs';
import { inRoot, nodeBinary, root } from './lib/paths.mjs';
import { main } from './lib/say.mjs';
import { setUp } from './setup.mjs';

await main(async () => {
  await setUp({ quiet: true });
  await ensureBuilt();
  const args = [inRoot('node_modules', 'electron-builder', 'cli.js'), '--publish', 'never', ...process.argv.slice(2)];
  return become(nodeBinary(), args, { cwd: root });
});
