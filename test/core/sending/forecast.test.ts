import { describe, expect, it } from 'vitest';
import { type Forecast, foresee, noForecast, toldSecondsLeft } from '#core/sending/forecast.ts';
import { emptyMeter, mark, secondsLeft } from '#core/sending/meter.ts';

interface Seen {
  readonly at: number;
  readonly told: number;
  /** What the rate of the last ten seconds says, as it is. */
  readonly plain: number;
  readonly truth: number;
}

/** What is told of a campaign ten times a second, fed with what each second settled. */
function watch(perSecond: readonly number[]): readonly Seen[] {
  let meter = emptyMeter;
  let forecast: Forecast = noForecast;
  let settled = 0;
  const seen: Seen[] = [];
  const people = perSecond.reduce((sum, one) => sum + one, 0);
  const ends = perSecond.length * 1_000;
  perSecond.forEach((count, second) => {
    for (let tick = 1; tick <= 10; tick++) {
      const now = second * 1_000 + tick * 100;
      settled += count / 10;
      meter = mark(meter, now, settled);
      forecast = foresee(forecast, meter, now, people - settled);
      const told = toldSecondsLeft(forecast, now, people - settled);
      const plain = secondsLeft(meter, now, people - settled);
      if (told !== null && plain !== null) seen.push({ at: now, told, plain, truth: (ends - now) / 1_000 });
    }
  });
  return seen;
}

/**
 * Settled people in each second of a real run: 50 a second allowed, a service on loopback whose answers took 20 to 900 ms
 * and which now and then refused one, so that the pace was halved and grew again.
 */
const recorded = [
  23, 51, 46, 36, 53, 39, 37, 41, 40, 34, 41, 46, 41, 46, 51, 36, 32, 18, 23, 24, 33, 37, 43, 39, 8, 25, 24, 35, 38, 42,
  41, 58, 43, 49, 38, 35, 4, 10, 16, 13, 16, 22, 6, 7, 10, 14, 18, 15, 14, 19, 6, 23, 13, 6, 12, 10, 12, 19, 17, 7, 18,
  17, 24, 34, 29, 36, 8, 13, 18, 16, 19, 17, 21, 20, 23, 23, 27, 26, 17, 28, 28, 55, 29, 32, 32, 37, 10, 13, 21, 26,
];

describe('the time left that is told', () => {
  /** How often the told end moves by more than a second: what makes a person look twice. */
  const moves = (seen: readonly Seen[], of: (one: Seen) => number) =>
    seen.filter((one, at) => Math.abs(end(one, of) - end(seen[at - 1] ?? one, of)) > 1).length;
  const end = (one: Seen, of: (one: Seen) => number) => one.at / 1_000 + of(one);
  const offBy = (seen: readonly Seen[], of: (one: Seen) => number) =>
    seen.reduce((sum, one) => sum + Math.abs(of(one) - one.truth), 0) / seen.length;

  it('moves seldom under a rate that was recorded, and is no further from the truth than what dances', () => {
    const seen = watch(recorded);
    const plain = moves(seen, ({ plain }) => plain);
    expect(plain).toBeGreaterThan(70);
    expect(moves(seen, ({ told }) => told)).toBeLessThanOrEqual(plain / 6);
    expect(offBy(seen, ({ told }) => told)).toBeLessThanOrEqual(offBy(seen, ({ plain }) => plain) * 1.15);
  });

  it('follows a pace that really changes', () => {
    const seen = watch([...Array(30).fill(100), ...Array(120).fill(25)]);
    const after = seen.find(({ at }) => at >= 75_000);
    expect(Math.abs((after?.told ?? 0) - (after?.truth ?? 0))).toBeLessThan(20);
  });

  it('is not told before there is something to see, and never nothing while somebody waits', () => {
    expect(watch([10, 10, 10, 10])[0]?.at).toBeGreaterThanOrEqual(2_000);
    expect(toldSecondsLeft({ pace: 5, doneAt: 100, at: 0 }, 5_000, 3)).toBe(1);
    expect(toldSecondsLeft(noForecast, 0, 0)).toBe(0);
    expect(toldSecondsLeft(noForecast, 0, 5)).toBeNull();
  });

  it('waits through a standstill without an end that is past', () => {
    const seen = watch([...Array(10).fill(50), ...Array(60).fill(0), ...Array(70).fill(50)]);
    for (const { told } of seen.slice(0, -1)) expect(told).toBeGreaterThanOrEqual(1);
    const last = seen.at(-100);
    expect(Math.abs((last?.told ?? 0) - (last?.truth ?? 0))).toBeLessThanOrEqual(6);
  });
});
