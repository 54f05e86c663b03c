import { parseArgs } from 'node:util';
import { benchApp } from './app.bench.ts';
import type { Figure } from './figure.ts';
import { benchImport } from './import.bench.ts';
import { benchImportApp } from './import-app.bench.ts';
import { benchRules } from './rules.bench.ts';
import { benchSend, benchSendMillion, benchSendRate } from './send.bench.ts';
import { benchSendApp } from './send-app.bench.ts';

// npm run bench -- [NAME…] [--json]: each figure is measured beside its baseline in the same run. `scripts/bench.mjs` sets up,
// builds and gives a window's figure a display.
const figures: Readonly<Record<string, () => Promise<readonly Figure[]>>> = {
  import: benchImport,
  'import-app': benchImportApp,
  send: benchSend,
  'send-app': benchSendApp,
  'send-rate': benchSendRate,
  'send-million': benchSendMillion,
  app: benchApp,
  rules: benchRules,
};

const { values, positionals } = parseArgs({
  options: { json: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const chosen = positionals.length > 0 ? positionals : Object.keys(figures);
const unknown = chosen.filter((name) => !Object.hasOwn(figures, name));
if (unknown.length > 0) {
  process.stderr.write(`No figure ${unknown.join(', ')}. There are: ${Object.keys(figures).join(', ')}.\n`);
  process.exit(1);
}
for (const name of chosen) {
  for (const found of (await figures[name]?.()) ?? []) {
    if (values.json) process.stdout.write(`${JSON.stringify(found)}\n`);
    else {
      const { figure, value, unit, baseline, ratio, goal } = found;
      process.stdout.write(
        `${figure.padEnd(16)} ${value} ${unit}, baseline ${baseline} ${unit}, ratio ${ratio} (goal ${goal})\n`,
      );
    }
  }
}
