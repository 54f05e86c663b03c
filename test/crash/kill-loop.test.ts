import { availableParallelism } from 'node:os';
import { expect, it } from 'vitest';
import { killLoop } from './kill-loop.ts';
import { printTable } from './long.ts';
import { sumOf } from './tally.ts';

const kills = Number(process.env.SLIPWAY_KILLS ?? 20);
const seed = Number(process.env.SLIPWAY_KILL_SEED ?? Date.now() % 1_000_000);
/** Loops side by side, each with a service and a data folder of its own. */
const shards = Math.max(1, Math.min(4, availableParallelism(), Math.floor(kills / 15)));

it(`${kills} kills at random moments, and more at named points, lose nobody and repeat nobody (seed ${seed})`, {
  timeout: 60_000 + kills * 8_000,
}, async () => {
  const began = performance.now();
  const loops = Array.from({ length: shards }, (_, i) =>
    killLoop({
      kills: Math.ceil(kills / shards),
      people: 150,
      seed: seed + i,
      say: (line) => process.stderr.write(`${line}\n`),
    }),
  );
  const verdicts = await Promise.all(loops);
  const tally = sumOf(verdicts.map((verdict) => verdict.tally));
  const { people, accepted, inDoubt, inDoubtAndSent, ways } = tally;
  printTable(
    `Kills (seed ${seed}, ${shards} at a time, ${Math.round((performance.now() - began) / 1000)} s): ` +
      `${tally.kills} kills at random and ${tally.killsAtPoints} at named points, of ${tally.campaigns} campaigns to ${people} people: ` +
      `${accepted} accepted, ${inDoubt} in doubt (${inDoubtAndSent} of them sent)`,
    ['killed', 'times', 'put in doubt', 'most at once, of its window'],
    [...ways].sort().map(([way, { kills: times, doubts, largestShare }]) => {
      return [way, times, doubts, `${Math.round(largestShare * 100)} %`];
    }),
  );
  expect(verdicts.flatMap(({ problems }) => problems)).toEqual([]);
  expect(tally.kills).toBeGreaterThanOrEqual(kills);
  expect(people).toBe(tally.campaigns * 150);
  expect(accepted + inDoubt).toBe(people);
  // A loop that never struck in the middle of sending would prove nothing.
  expect(ways.get('at any moment of sending')?.kills).toBeGreaterThan(kills / 4);
  expect(inDoubt).toBeGreaterThan(0);
});
