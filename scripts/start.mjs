#!/usr/bin/env node
// `npm start [-- arguments]`: the app's window; where there is no display, the sample campaign without one.

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt } from './lib/build.mjs';
import { become } from './lib/child.mjs';
import { electronCommand, electronEnv } from './lib/electron.mjs';
import { hasDisplay, inRoot } from './lib/paths.mjs';
import { main, say } from './lib/say.mjs';
import { setUp } from './setup.mjs';

/** The sample campaign, on the practice service and in a data folder of its own. */
const sample = () => [
  'send',
  '--csv',
  inRoot('resources', 'samples', 'members.csv'),
  '--message',
  'Hi {{First name|there}}, the harbour day is on {{Day|Saturday}}.',
  '--sender',
  'Harbour',
  '--practice',
  '--yes',
  '--data-dir',
  mkdtempSync(join(tmpdir(), 'slipway-sample-')),
];

await main(async () => {
  await setUp({ quiet: true });
  await ensureBuilt();
  let args = process.argv.slice(2);
  if (!hasDisplay() && args.length === 0) {
    args = sample();
    say('There is no display here, so no window can be shown.');
    say('Sending the sample campaign through the built-in practice service instead:\n');
    say(`  slipway ${args.map((word) => (/^[\w./-]+$/.test(word) ? word : JSON.stringify(word))).join(' ')}\n`);
  }
  const [file, full] = electronCommand(args);
  return become(file, full, { env: electronEnv() });
});
