import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { seededRandom } from '#test/support/seeded-random.ts';
import { tempDir } from '#test/support/temp-dir.ts';
import {
  campaignInMidSend,
  freshPath,
  type Image,
  type Known,
  live,
  type Outcome,
  type Seen,
  write,
} from './damaged-folder.ts';
import { long, printTable } from './long.ts';

const seed = Number(process.env.SLIPWAY_DAMAGE_SEED ?? Date.now() % 1_000_000);
const people = long ? 600 : 240;
const outcomes: readonly Outcome[] = ['told at open', 'told at use', 'told by the look-over', 'harmless', 'silent'];

interface Tried extends Seen {
  readonly what: string;
}

function summary(name: string, tried: readonly Tried[]): (string | number)[] {
  const silent = tried.filter(({ outcome }) => outcome === 'silent');
  return [
    name,
    tried.length,
    ...outcomes.map((outcome) => tried.filter((one) => one.outcome === outcome).length),
    silent.filter(({ recipient }) => recipient !== null).length,
    tried.filter(({ wrongSends }) => wrongSends.length > 0).length,
    tried.filter(({ bug }) => bug !== null).length,
  ];
}

const head = ['what', 'tries', ...outcomes, 'of these people', 'sent wrong', 'told as a fault'];

function tryOn(known: Known, dir: string, what: string, spoil: (image: Image) => Image): Tried {
  const path = freshPath(dir);
  write(path, spoil(known.image));
  return { ...live(path, known), what };
}

/** Nobody is sent again, or anything else than was sealed for them; and nothing about them changes in silence. */
function judge(tried: readonly Tried[]): void {
  const wrong = tried.filter(({ wrongSends }) => wrongSends.length > 0);
  expect(wrong.map(({ what, wrongSends, outcome }) => `${what} (${outcome}): ${wrongSends[0]}`)).toEqual([]);
  const silent = tried.filter(({ recipient }) => recipient !== null);
  expect(silent.map(({ what, recipient }) => `${what}: ${recipient}`)).toEqual([]);
}

it(`a flipped bit anywhere sends nobody wrong, and changes no recipient in silence (seed ${seed})`, {
  timeout: 900_000,
}, () => {
  const random = seededRandom(seed);
  const dir = tempDir();
  const start = join(dir, 'start');
  mkdirSync(start);
  const known = campaignInMidSend(start, people);
  // The folder as it is does no harm: what is found below comes from the bit.
  expect(tryOn(known, join(dir, 'try'), 'nothing', (image) => image)).toMatchObject({ outcome: 'harmless', bug: null });
  const flips = (part: keyof Image, count: number): Tried[] =>
    Array.from({ length: count }, () => {
      const at = random.int(0, known.image[part].length - 1);
      const bit = random.int(0, 7);
      return tryOn(known, join(dir, 'try'), `${part} byte ${at} bit ${bit}`, (image) => {
        const bytes = Buffer.from(image[part]);
        bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
        return { ...image, [part]: bytes };
      });
    });
  const [db, wal] = [flips('db', long ? 1_500 : 90), flips('wal', long ? 500 : 25)];
  const cuts = (part: 'db' | 'wal', count: number): Tried[] =>
    Array.from({ length: count }, (_, i) => {
      const { length } = known.image[part];
      // At random, and at the ends of pages, where nothing is torn.
      const to = i % 2 === 0 ? random.int(0, length - 1) : Math.floor(random.int(0, length - 1) / 4_096) * 4_096;
      return tryOn(known, join(dir, 'try'), `${part} cut to ${to}`, (image) => ({
        ...image,
        [part]: image[part].subarray(0, to),
      }));
    });
  const [dbCuts, walCuts] = [cuts('db', long ? 150 : 10), cuts('wal', long ? 150 : 10)];
  printTable(`Damage, seed ${seed}: ${people} people, ${known.gone.size} of them sent`, head, [
    summary('a bit in the database', db),
    summary('a bit in the log', wal),
    summary('the database cut short', dbCuts),
    summary('the log cut short', walCuts),
  ]);
  for (const { what, bug } of [...db, ...wal, ...dbCuts, ...walCuts]) {
    if (bug !== null) process.stderr.write(`told as a fault: ${what}: ${bug}\n`);
  }
  judge([...db, ...wal, ...dbCuts, ...walCuts]);
});
