import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  available,
  type Bucket,
  createBucket,
  giveBack,
  msUntilNext,
  refill,
  take,
  withRate,
} from '#core/sending/token-bucket.ts';

/** What a bucket may hold: a twentieth of a second's worth, one at least. */
const capacity = (rate: number): number => Math.max(1, rate / 20);

describe('token bucket', () => {
  it('holds its rate from the first request on: no burst at the start', () => {
    const bucket = createBucket(10, 0);
    expect(available(bucket)).toBe(1);
    expect(available(refill(take(bucket, 1), 99))).toBe(0);
    expect(available(refill(take(bucket, 1), 102))).toBe(1);
  });

  it.each([
    [10, 1],
    [100, 5],
    [0.1, 1],
  ])('at %d a second it saves up no more than %d', (rate, most) => {
    expect(available(refill(createBucket(rate, 0), 3_600_000))).toBe(most);
  });

  it('says when to ask again, and is right', () => {
    for (const rate of [0.1, 0.3, 1, 3, 7, 60, 333]) {
      const empty = take(createBucket(rate, 0), 1);
      const wait = msUntilNext(empty);
      expect(available(refill(empty, wait))).toBeGreaterThanOrEqual(1);
      expect(available(refill(empty, wait - 2))).toBe(0);
      expect(msUntilNext(createBucket(rate, 0))).toBe(0);
    }
  });

  it('takes back no more than it can hold', () => {
    expect(available(giveBack(createBucket(10, 0), 50))).toBe(1);
    expect(available(giveBack(take(createBucket(100, 0), 1), 3))).toBe(3);
  });

  it('keeps what it has when the rate changes, within the new capacity', () => {
    const full = refill(createBucket(100, 0), 1_000);
    expect(available(withRate(full, 10, 1_000))).toBe(1);
    const empty = take(createBucket(1, 0), 1);
    // Half a second at the old rate is half a token; the other half comes at the new one.
    expect(available(refill(withRate(empty, 10, 500), 549))).toBe(0);
    expect(available(refill(withRate(empty, 10, 500), 553))).toBe(1);
  });

  it.each([0.5, 1, 3, 10, 50, 200, 1_000])(
    'at %d a second no ten seconds (a minute at slow rates) have more than it allows, nor five in a hundred less',
    (rate) => {
      const stretch = rate < 10 ? 60_000 : 10_000;
      let bucket = createBucket(rate, 0);
      const sent: number[] = [];
      // Asked late now and then, so that the bucket fills: that is when a burst could come.
      for (let now = 0; now < 4 * stretch; now += now % 5_000 < 4_700 ? 1 : 45) {
        bucket = refill(bucket, now);
        for (let i = available(bucket); i > 0; i--) sent.push(now);
        bucket = take(bucket, available(bucket));
      }
      const allowed = (rate * stretch) / 1_000;
      for (let from = 0; from <= 3 * stretch; from += stretch / 50) {
        const count = sent.filter((at) => at >= from && at < from + stretch).length;
        expect(count).toBeLessThanOrEqual(allowed);
        expect(count).toBeGreaterThanOrEqual(Math.floor(allowed * 0.95));
      }
    },
  );

  it('does not run backwards', () => {
    const bucket = take(refill(createBucket(10, 0), 1_000), 1);
    expect(refill(bucket, 500)).toEqual(bucket);
  });

  it('never lets more than its capacity and the rate through, in any window, however it is asked', () => {
    const ask = fc.record({
      after: fc.integer({ min: 0, max: 400 }),
      want: fc.integer({ min: 0, max: 50 }),
      back: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.double({ min: 0.1, max: 500, noNaN: true }), fc.array(ask, { maxLength: 80 }), (rate, asks) => {
        let bucket: Bucket = createBucket(rate, 0);
        let now = 0;
        const sent: { readonly at: number; readonly count: number }[] = [];
        for (const { after, want, back } of asks) {
          now += after;
          bucket = refill(bucket, now);
          const taken = Math.min(want, available(bucket));
          bucket = take(bucket, taken);
          // Tokens taken for nobody come back.
          if (back) bucket = giveBack(bucket, taken);
          else sent.push({ at: now, count: taken });
        }
        for (const [from, first] of sent.entries()) {
          let count = 0;
          for (const { at, count: more } of sent.slice(from)) {
            count += more;
            const allowed = (rate * (at - first.at)) / 1000 + capacity(rate);
            expect(count).toBeLessThanOrEqual(allowed + 1e-6);
          }
        }
        const total = sent.reduce((sum, { count }) => sum + count, 0);
        expect(total).toBeLessThanOrEqual((rate * now) / 1000 + 1 + 1e-6);
      }),
      { numRuns: 300 },
    );
  });
});
