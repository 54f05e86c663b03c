import { once } from 'node:events';
import { createWriteStream, existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';

const rows = 1_000_000;
const cache = join(import.meta.dirname, '..', 'node_modules', '.cache', 'slipway-bench');

/** A small fixed generator (mulberry32), so that every run reads the same file. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const first = ['Amy', 'Jürgen', 'Zoë', 'Pieter', 'Fatma', 'Björn', 'Chloé', 'Rahim', 'Lena', "D'Arcy", 'Noor', 'Tom'];
const last = [
  'de Vries',
  'Müller',
  'García',
  "O'Brien",
  'Janssens',
  'Smith',
  'Khan',
  'Lefèvre',
  'van den Berg',
  'Ünal',
];
const towns = ['Utrecht', 'Antwerpen', 'Köln', 'Lyon', 'Leeds', 'Boston', 'Den Haag', 'Gent', 'Bremen', 'Lille'];

/**
 * A million rows, six columns, some 65 MB, made once from a fixed seed: mobile numbers of six countries, Dutch ones half
 * in national writing, the others internationally with `+` or `00` and several kinds of spacing.
 */
export async function bigFile(): Promise<string> {
  const path = join(cache, 'million-3.csv');
  if (existsSync(path)) return path;
  mkdirSync(cache, { recursive: true });
  const part = `${path}.part`;
  const stream = createWriteStream(part);
  const random = generator(20_261_124);
  const pick = (list: readonly string[]) => list[Math.floor(random() * list.length)] as string;
  const digits = (count: number) => String(Math.floor(random() * 10 ** count)).padStart(count, '0');
  const phone = (): string => {
    const d8 = digits(8);
    const plus = random() < 0.5 ? '+' : '00';
    switch (Math.floor(random() * 6)) {
      case 0:
        return random() < 0.5
          ? `06 ${1 + Math.floor(random() * 5)}${digits(7)}`
          : `${plus}31 6 ${1 + Math.floor(random() * 5)}${digits(7)}`;
      case 1:
        return `${plus}44 74${digits(2)} ${digits(6)}`;
      case 2:
        return `${plus}49 151 ${d8}`;
      case 3:
        return `${plus}33 6 ${digits(2)} ${digits(2)} ${digits(2)} ${digits(2)}`;
      case 4:
        return `${plus}32 47${1 + Math.floor(random() * 9)} ${digits(2)} ${digits(2)} ${digits(2)}`;
      default:
        return `${plus}1 (617) ${2 + Math.floor(random() * 8)}${digits(2)}-${digits(4)}`;
    }
  };
  stream.write('First name,Last name,Mobile,City,Day,Member\n');
  for (let row = 0; row < rows; row += 500) {
    let text = '';
    for (let i = 0; i < 500; i++) {
      text += `${pick(first)},${pick(last)},${phone()},${pick(towns)} ${digits(2)},2026-11-${String(1 + ((row + i) % 28)).padStart(2, '0')},M-${String(row + i).padStart(8, '0')}\n`;
    }
    if (!stream.write(text)) await once(stream, 'drain');
  }
  stream.end();
  await once(stream, 'close');
  renameSync(part, path);
  return path;
}
