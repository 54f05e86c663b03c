import { writeFileSync } from 'node:fs';
import { judgePhone } from '#core/phone/judge-phone.ts';
import type { SeededRandom } from '#test/support/seeded-random.ts';

/** A file of people as an office writes it, and what must become of it. */
export interface PeopleFile {
  readonly path: string;
  /** Everyone who must be sealed: digits, as the ledger and the results name them. */
  readonly digits: readonly string[];
  readonly duplicate: number;
  readonly invalid: number;
}

const mostPeople = 1_000;
const names = ['Anna', 'José', "Siobhán O'Hara", 'Ng, Wei', 'Åsa "Bo" Öberg', ''];

/** Writes `count` people nobody has met before: every block has numbers of its own. */
export function writePeople(path: string, block: number, count: number, random: SeededRandom): PeopleFile {
  if (count > mostPeople || block >= 900) throw new Error('not that many different numbers are known here');
  const digits: string[] = [];
  const lines: string[] = ['Name;Phone;City'];
  const add = (phone: string): void => {
    lines.push(`${quoted(random.pick(names))};${quoted(phone)};${random.pick(['Delft', 'Göteborg', ''])}`);
  };
  let duplicate = 0;
  let invalid = 0;
  for (let i = 0; i < count; i++) {
    const [national, written] = numberOf(block * mostPeople + i, random);
    const judged = judgePhone(written, 'NL');
    if (!judged.ok || judged.phone !== national) throw new Error(`${written} is not read as ${national}`);
    digits.push(national.slice(1));
    add(written);
    if (random.next() < 0.03) {
      add(national);
      duplicate++;
    }
    if (random.next() < 0.03) {
      add(random.pick(['', '#N/A', '12', 'unknown']));
      invalid++;
    }
  }
  writeFileSync(path, `${lines.join('\r\n')}\r\n`);
  return { path, digits, duplicate, invalid };
}

/** A valid number in E.164, and a way to write it. */
function numberOf(index: number, random: SeededRandom): readonly [string, string] {
  const seven = String(index).padStart(7, '0');
  switch (random.pick(['nl', 'gb', 'de'] as const)) {
    case 'nl':
      return [`+3161${seven}`, random.pick([`061${seven}`, `+31 6 1${seven}`, `0031 (0)61${seven}`, `06-1${seven}`])];
    case 'gb':
      return [`+447400${seven.slice(1)}`, random.pick([`+44 7400 ${seven.slice(1)}`, `0044 7400${seven.slice(1)}`])];
    case 'de':
      return [`+491512${seven}`, random.pick([`+49 1512 ${seven}`, `+49-1512-${seven}`])];
  }
}

function quoted(cell: string): string {
  return /[";]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
