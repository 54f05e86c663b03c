import { readFileSync } from 'node:fs';
import { judgePhone } from '#core/phone/judge-phone.ts';
import { cleanPhone, cleanWritten } from '#core/phone/clean-phone.ts';
import { judgeWithLibrary } from '../test/core/phone/judge-with-library.ts';
const lines = readFileSync('node_modules/.cache/slipway-bench/million-3.csv', 'utf8').split('\n').slice(1, 200001);
const phones = lines.map((l) => l.split(',')[2] as string).filter(Boolean);
const flat = phones.map((p) => Buffer.from(p).toString());
function time(name: string, f: (s: string) => unknown, list: string[]) {
  const out: number[] = [];
  for (let r = 0; r < 5; r++) { const t = performance.now(); for (const p of list) f(p); out.push((performance.now() - t) * 1000 / list.length); }
  console.log(name, out.map((x) => x.toFixed(3)).join(' '));
}
time('clean fast', cleanPhone, flat);
time('clean slow', cleanWritten, flat.slice(0, 20000));
time('judge', (p) => judgePhone(p, 'NL'), flat);
time('library', (p) => judgeWithLibrary(p, 'NL'), flat.slice(0, 10000));
const groups: Record<string, string[]> = {};
for (const p of flat) { const k = p.replace(/^00/, '+').slice(0, 3); (groups[k] ??= []).push(p); }
for (const [k, l] of Object.entries(groups)) time(k, (p) => judgePhone(p, 'NL'), l);
