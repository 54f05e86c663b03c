import { expect, it } from 'vitest';
import { killLoop } from './kill-loop.ts';

const kills = Number(process.env.SLIPWAY_KILLS ?? 30);
const seed = Number(process.env.SLIPWAY_KILL_SEED ?? Date.now() % 1_000_000);

it(`${kills} kills at random moments lose nobody and repeat nobody (seed ${seed})`, {
  timeout: 60_000 + kills * 6_000,
}, async () => {
  const verdict = await killLoop({
    kills,
    people: 150,
    seed,
    say: (line) => process.stderr.write(`${line}\n`),
  });
  expect(verdict.problems).toEqual([]);
  expect(verdict.kills).toBe(kills);
  // A loop that never struck in the middle of sending would prove nothing.
  expect(verdict.killsInFlight).toBeGreaterThan(kills / 4);
  expect(verdict.largestShareOfWindow).toBeGreaterThan(0);
});
