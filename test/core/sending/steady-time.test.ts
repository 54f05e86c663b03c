import { describe, expect, it } from 'vitest';
import { ManualClock } from '#core/kernel/manual-clock.ts';
import { SteadyTime } from '#core/sending/steady-time.ts';
import { begin, outcomes, senderBench } from '#test/support/sender-bench.ts';

const minute = 60_000;

describe('the latest it can be', () => {
  it('is the wall clock’s time while that goes on, and when it is set forward', async () => {
    const clock = new ManualClock();
    const time = new SteadyTime(clock);
    await clock.advance(5 * minute);
    expect(time.latest()).toBe(clock.now());
    clock.jump(60 * minute);
    expect(time.latest()).toBe(clock.now());
  });

  it('goes on where it was when the clock is set back', async () => {
    const clock = new ManualClock();
    const time = new SteadyTime(clock);
    const began = clock.now();
    clock.jump(-60 * minute);
    await clock.advance(5 * minute);
    expect(time.latest()).toBe(began + 5 * minute);
    // Until the clock has caught up.
    await clock.advance(60 * minute);
    expect(time.latest()).toBe(began + 65 * minute);
    clock.jump(90 * minute);
    expect(time.latest()).toBe(clock.now());
  });

  it('follows a small correction', () => {
    const clock = new ManualClock();
    const time = new SteadyTime(clock);
    clock.jump(-20_000);
    expect(time.latest()).toBe(clock.now());
  });
});

describe('a Retry-After', () => {
  it.each([
    ['forward', 120 * minute],
    ['back', -120 * minute],
  ])('of a minute lasts a minute when the clock is set %s', async (_way, by) => {
    const bench = senderBench({
      window: 1,
      count: 3,
      rate: 1_000,
      script: (_request, nth) => (nth === 1 ? outcomes.throttled(minute) : outcomes.accepted()),
    });
    await begin(bench);
    expect(bench.sent).toHaveLength(1);
    bench.clock.jump(by);
    await bench.clock.advance(minute - 1_000);
    expect(bench.sent).toHaveLength(1);
    await bench.clock.advance(2_000);
    expect(bench.sent.length).toBeGreaterThan(1);
    expect(bench.sent[1]?.at).toBeGreaterThanOrEqual(minute);
  });
});

describe('after a long sleep', () => {
  it('no requests have been saved up: the pace is what it was', async () => {
    const bench = senderBench({ window: 1, count: 50, rate: 10, latency: 1 });
    await begin(bench);
    await bench.clock.advance(1_000);
    const before = bench.sent.length;
    // One timer of a machine that slept fires late by eight hours, all at once.
    bench.clock.jump(480 * minute);
    await bench.clock.advance(1_000);
    expect(bench.sent.length - before).toBeLessThanOrEqual(11);
  });
});
