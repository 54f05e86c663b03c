import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt } from '../scripts/lib/build.mjs';
import { hasDisplay } from '../scripts/lib/paths.mjs';
import { benchApp } from './app.bench.ts';
import type { Figure } from './figure.ts';
import { benchImport } from './import.bench.ts';
import { benchSend } from './send.bench.ts';

// npm run bench -- [NAME…] [--json]: each figure is measured beside its baseline in the same run.
const figures: Readonly<Record<string, () => Promise<readonly Figure[]>>> = {
  import: benchImport,
  send: benchSend,
  app: benchApp,
};

const { values, positionals } = parseArgs({ options: { json: { type: 'boolean', default: false } }, allowPositionals: true });
const chosen = positionals.length > 0 ? positionals : Object.keys(figures);
const unknown = chosen.filter((name) => !Object.hasOwn(figures, name));
if (unknown.length > 0) {
  process.stderr.write(`No figure ${unknown.join(', ')}. There are: ${Object.keys(figures).join(', ')}.\n`);
  process.exit(1);
}
if (chosen.includes('app') && !hasDisplay()) {
  // A display of its own; then the same again.
  const desktop = join(import.meta.dirname, '..', 'scripts', 'with-desktop.mjs');
  const again = spawnSync(process.execPath, [desktop, '--', process.execPath, ...process.argv.slice(1)], { stdio: 'inherit' });
  process.exit(again.status ?? 1);
}
await ensureBuilt();
for (const name of chosen) {
  for (const found of (await figures[name]?.()) ?? []) {
    if (values.json) process.stdout.write(`${JSON.stringify(found)}\n`);
    else {
      const { figure, value, unit, baseline, ratio, goal } = found;
      process.stdout.write(`${figure.padEnd(16)} ${value} ${unit}, baseline ${baseline} ${unit}, ratio ${ratio} (goal ${goal})\n`);
    }
  }
}
