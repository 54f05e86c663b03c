import { describe, expect, it } from 'vitest';
import { backoffMs, throttleWaitMs } from '#core/sending/retry.ts';

const always = (value: number) => ({ next: () => value });

describe('waiting before the next try', () => {
  it.each([
    [1, 500],
    [2, 1_000],
    [5, 8_000],
    [8, 60_000],
    [1_000, 60_000],
  ])('the %dth try waits up to %d ms, any time up to it', (attempt, most) => {
    expect(backoffMs(attempt, always(0))).toBe(0);
    expect(backoffMs(attempt, always(0.5))).toBe(most / 2);
    expect(backoffMs(attempt, always(0.999_999))).toBeLessThanOrEqual(most);
  });

  it('obeys Retry-After to the millisecond', () => {
    expect(throttleWaitMs(0, 9, always(0.5))).toBe(0);
    expect(throttleWaitMs(61_234, 1, always(0.5))).toBe(61_234);
  });

  it('without one waits a second at least, and longer each time', () => {
    const waits = [1, 2, 3, 4].map((attempt) => throttleWaitMs(null, attempt, always(0.5)));
    expect(waits).toEqual([1_500, 2_000, 3_000, 5_000]);
    expect(throttleWaitMs(null, 1, always(0))).toBe(1_000);
  });
});
