import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { passGate } from '#core/sending/gate.ts';
import { emptyMeter, type Meter, mark, ratePerSecond, secondsLeft } from '#core/sending/meter.ts';

describe('the gate at the moment of sending', () => {
  it.each([
    ['lets everybody else pass', false, null, 'send'],
    ['keeps out who opted out', true, null, 'suppressed'],
    ['keeps out who opted out, late or not', true, 5, 'suppressed'],
    ['is open until the last millisecond', false, 1_001, 'send'],
    ['is shut at the time itself', false, 1_000, 'expired'],
    ['stays shut', false, 999, 'expired'],
  ] as const)('%s', (_name, suppressed, bestBefore, verdict) => {
    expect(passGate({ now: 1_000, suppressed, bestBefore })).toBe(verdict);
  });
});

describe('the meter', () => {
  const at = (...marks: readonly (readonly [number, number])[]): Meter =>
    marks.reduce((meter, [time, settled]) => mark(meter, time, settled), emptyMeter);

  it('says people a second', () => {
    expect(ratePerSecond(at([0, 100], [1_000, 150], [2_000, 200]), 2_000)).toBe(50);
  });

  it('falls while nothing moves', () => {
    const meter = at([0, 0], [1_000, 100]);
    expect(ratePerSecond(meter, 1_000)).toBe(100);
    expect(ratePerSecond(meter, 4_000)).toBe(25);
  });

  it('forgets what is older than its window', () => {
    expect(ratePerSecond(at([0, 0], [500, 1_000], [11_000, 1_010], [12_000, 1_020]), 12_000)).toBe(10);
  });

  it('says nothing before there is something to say', () => {
    expect(ratePerSecond(emptyMeter, 0)).toBe(0);
    expect(ratePerSecond(at([0, 7]), 500)).toBe(0);
    expect(secondsLeft(at([0, 0], [1_000, 10]), 1_999, 50)).toBeNull();
    expect(secondsLeft(at([0, 0], [3_000, 0]), 3_000, 50)).toBeNull();
  });

  it('says the time left', () => {
    expect(secondsLeft(at([0, 0], [2_000, 20]), 2_000, 50)).toBe(5);
    expect(secondsLeft(emptyMeter, 0, 0)).toBe(0);
  });

  it('keeps few marks, and stays near the truth, however often it is fed', () => {
    const gaps = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 500, maxLength: 900 });
    fc.assert(
      fc.property(gaps, (steps) => {
        let meter: Meter = emptyMeter;
        let now = 0;
        // Exactly one person every ten milliseconds.
        for (const step of steps) {
          now += step;
          meter = mark(meter, now, Math.floor(now / 10));
        }
        expect(meter.marks.length).toBeLessThanOrEqual(42);
        expect(Math.abs(ratePerSecond(meter, now) - 100)).toBeLessThan(12);
      }),
      { numRuns: 50 },
    );
  });
});
