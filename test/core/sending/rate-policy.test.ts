import { describe, expect, it } from 'vitest';
import type { RateHints } from '#core/gateway/port.ts';
import {
  allowUpTo,
  createRatePolicy,
  currentRate,
  learnAccepted,
  learnHints,
  learnRefusal,
  learnUnstated,
  type RatePolicy,
} from '#core/sending/rate-policy.ts';

const perMinute = (limit: number | null): RateHints => ({ limitPerMinute: limit, remaining: null });

function times(count: number, policy: RatePolicy, change: (policy: RatePolicy) => RatePolicy): RatePolicy {
  let next = policy;
  for (let i = 0; i < count; i++) next = change(next);
  return next;
}

describe('rate policy', () => {
  it('starts at what a person allowed', () => {
    expect(currentRate(createRatePolicy(7))).toBe(7);
  });

  it.each([
    ['slower than allowed counts', 60, 1],
    ['faster than allowed does not', 6_000, 10],
    ['nonsense does not', 0, 10],
    ['silence does not', null, 10],
  ])('a stated limit %s', (_name, limit, rate) => {
    expect(currentRate(learnHints(createRatePolicy(10), perMinute(limit)))).toBe(rate);
  });

  it('a limit once stated stays while later replies are silent, and is replaced by a new one', () => {
    const stated = learnHints(createRatePolicy(10), perMinute(60));
    expect(currentRate(learnHints(stated, perMinute(null)))).toBe(1);
    expect(currentRate(learnHints(stated, perMinute(120)))).toBe(2);
  });

  it('a limit that ten accepted replies in a row no longer name is over; the rate grows from there', () => {
    const stated = learnHints(createRatePolicy(10), perMinute(60));
    const nearly = times(9, stated, learnUnstated);
    expect(currentRate(nearly)).toBe(1);
    // Named once in between: believed anew.
    expect(currentRate(times(9, learnHints(nearly, perMinute(60)), learnUnstated))).toBe(1);
    const over = learnUnstated(nearly);
    expect(currentRate(over)).toBe(1);
    expect(currentRate(times(400, over, learnAccepted))).toBe(10);
  });

  it('a limit above what is allowed leaves no trace when it is over', () => {
    const over = times(10, learnHints(createRatePolicy(10), perMinute(6_000)), learnUnstated);
    expect(currentRate(allowUpTo(over, 200))).toBe(200);
  });

  it('what a refusal taught stands while a person allows less, and after', () => {
    const refused = learnRefusal(createRatePolicy(100), true);
    const less = times(500, allowUpTo(refused, 10), learnAccepted);
    expect([currentRate(less), currentRate(allowUpTo(less, 100))]).toEqual([10, 50]);
  });

  it('a refusal halves the rate; the others of the same burst do not halve it again', () => {
    const once = learnRefusal(createRatePolicy(8), true);
    expect(currentRate(once)).toBe(4);
    expect(currentRate(learnRefusal(once, false))).toBe(4);
    expect(currentRate(learnRefusal(once, true))).toBe(2);
  });

  it('never learns to stand still', () => {
    const slow = times(50, createRatePolicy(8), (policy) => learnRefusal(policy, true));
    expect(currentRate(slow)).toBeCloseTo(0.1);
  });

  it('grows back a little after twenty calm requests, up to what was allowed and no further', () => {
    const refused = learnRefusal(createRatePolicy(8), true);
    expect(currentRate(times(19, refused, learnAccepted))).toBe(4);
    expect(currentRate(times(20, refused, learnAccepted))).toBeCloseTo(4.4);
    expect(currentRate(times(5_000, refused, learnAccepted))).toBe(8);
  });

  it('a refusal in between starts the calm anew', () => {
    const nearly = times(19, learnRefusal(createRatePolicy(8), true), learnAccepted);
    expect(currentRate(learnAccepted(learnRefusal(nearly, false)))).toBe(4);
  });

  it('never exceeds what a person allowed, nor what the service states, however slow that is', () => {
    expect(currentRate(createRatePolicy(0.05))).toBe(0.05);
    expect(currentRate(learnRefusal(createRatePolicy(0.05), true))).toBe(0.05);
    expect(currentRate(learnHints(createRatePolicy(10), perMinute(3)))).toBe(0.05);
  });
});
