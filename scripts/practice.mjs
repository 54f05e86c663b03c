#!/usr/bin/env node
// `npm run practice [-- options]`: the practice service alone, straight from the source.

import { become } from './lib/child.mjs';
import { inRoot, nodeBinary } from './lib/paths.mjs';
import { main } from './lib/say.mjs';
import { setUp } from './setup.mjs';

await main(async () => {
  await setUp({ quiet: true });
  return become(nodeBinary(), [inRoot('src', 'main', 'practice', 'standalone.ts'), ...process.argv.slice(2)]);
});
