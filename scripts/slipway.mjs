#!/usr/bin/env node
// The `slipway` command in the source tree: `npm run --silent slipway -- <command> [options]`.
// Sets up and builds first when that is missing or stale, saying so on stderr only; stdout is the command's alone.

import { ensureBuilt } from './lib/build.mjs';
import { become } from './lib/child.mjs';
import { electronCommand, electronEnv } from './lib/electron.mjs';
import { main } from './lib/say.mjs';
import { setUp } from './setup.mjs';

await main(async () => {
  await setUp({ quiet: true });
  await ensureBuilt();
  const args = process.argv.slice(2);
  const [file, full] = electronCommand(args.length > 0 ? args : ['--help']);
  // 3: stopped before the end, as the command itself says it.
  return become(file, full, { env: electronEnv(), stopCode: 3 });
});
