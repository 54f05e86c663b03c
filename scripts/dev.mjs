#!/usr/bin/env node
// `npm run dev`: the window with the renderer reloading as its files change.

import { become } from './lib/child.mjs';
import { inRoot, isRoot, nodeBinary, root } from './lib/paths.mjs';
import { main } from './lib/say.mjs';
import { setUp } from './setup.mjs';

await main(async () => {
  await setUp({ quiet: true });
  const viteArgs = ['dev', ...(isRoot() ? ['--noSandbox'] : []), ...process.argv.slice(2)];
  return become(nodeBinary(), [inRoot('node_modules', 'electron-vite', 'bin', 'electron-vite.js'), ...viteArgs], {
    cwd: root,
  });
});
