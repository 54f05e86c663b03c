import { describe, expect, it } from 'vitest';
import { ManualClock } from '#core/kernel/manual-clock.ts';
import { AccountThrottle } from '#core/sending/account-throttle.ts';

const silence = { limitPerMinute: null, remaining: null };

/** Asks for as much as it can get, the way a sender does, until `ms` have passed; answers when what was given. */
async function drain(clock: ManualClock, throttle: AccountThrottle, ms: number): Promise<readonly number[]> {
  const given: number[] = [];
  const end = clock.monotonic() + ms;
  while (clock.monotonic() < end) {
    for (let i = throttle.take(100); i > 0; i--) given.push(clock.monotonic());
    await clock.advance(Math.max(1, Math.min(throttle.msUntilNext(), end - clock.monotonic())));
  }
  return given;
}

describe('the pace of an account', () => {
  it('is what was allowed, from the first request on', async () => {
    const clock = new ManualClock();
    const given = await drain(clock, new AccountThrottle(clock, 10), 10_000);
    expect(given.length).toBe(100);
    expect(given.filter((at) => at < 1_000).length).toBe(10);
  });

  it('follows the limit the service states', async () => {
    const clock = new ManualClock();
    const throttle = new AccountThrottle(clock, 50);
    throttle.take(1);
    throttle.onReply({ limitPerMinute: 60, remaining: 59 }, true);
    expect(throttle.rate).toBe(1);
    expect((await drain(clock, throttle, 60_000)).length).toBeLessThanOrEqual(61);
  });

  it('is silent as long as it was told, whoever asks', async () => {
    const clock = new ManualClock();
    const throttle = new AccountThrottle(clock, 100);
    throttle.onRefusal(30_000);
    expect(throttle.msUntilNext()).toBe(30_000);
    await clock.advance(29_999);
    expect(throttle.take(1)).toBe(0);
    await clock.advance(1);
    expect(throttle.take(1)).toBe(1);
  });

  it('begins again without a burst, at half the rate', async () => {
    const clock = new ManualClock();
    const throttle = new AccountThrottle(clock, 100);
    await clock.advance(10_000);
    throttle.onRefusal(5_000);
    await clock.advance(5_000);
    expect(throttle.rate).toBe(50);
    const given = await drain(clock, throttle, 1_000);
    expect(given.length).toBeLessThanOrEqual(53);
  });

  it('halves once for a burst of refusals, and keeps the longest wait', async () => {
    const clock = new ManualClock();
    const throttle = new AccountThrottle(clock, 80);
    for (const wait of [1_000, 4_000, 2_000]) throttle.onRefusal(wait);
    expect(throttle.rate).toBe(40);
    expect(throttle.msUntilNext()).toBe(4_000);
    await clock.advance(4_000);
    throttle.onRefusal(1_000);
    expect(throttle.rate).toBe(20);
  });

  it('recovers with calm requests', () => {
    const throttle = new AccountThrottle(new ManualClock(), 80);
    throttle.onRefusal(0);
    const slow = throttle.rate;
    for (let i = 0; i < 20; i++) throttle.onReply(silence, true);
    expect(throttle.rate).toBeGreaterThan(slow);
    for (let i = 0; i < 10_000; i++) throttle.onReply(silence, true);
    expect(throttle.rate).toBe(80);
  });

  it('takes tokens back', () => {
    const throttle = new AccountThrottle(new ManualClock(), 10);
    expect(throttle.take(5)).toBe(1);
    throttle.giveBack(1);
    expect(throttle.take(5)).toBe(1);
  });

  it('does not believe the wall clock', async () => {
    const clock = new ManualClock();
    const throttle = new AccountThrottle(clock, 10);
    throttle.take(1);
    clock.jump(3_600_000);
    expect(throttle.take(1)).toBe(0);
    throttle.onRefusal(10_000);
    clock.jump(3_600_000);
    expect(throttle.take(1)).toBe(0);
    await clock.advance(10_000);
    expect(throttle.take(1)).toBe(1);
  });
});
