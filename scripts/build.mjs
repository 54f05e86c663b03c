#!/usr/bin/env node
// `npm run build`: the app into out/, whatever is there.

import { ensureBuilt } from './lib/build.mjs';
import { main } from './lib/say.mjs';
import { setUp } from './setup.mjs';

await main(async () => {
  await setUp({ quiet: true });
  await ensureBuilt({ always: true });
});
