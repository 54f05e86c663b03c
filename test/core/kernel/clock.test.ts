import { describe, expect, it } from 'vitest';
import { sleep } from '#core/kernel/clock.ts';
import { ManualClock } from '#core/kernel/manual-clock.ts';

describe('the clock that is pushed by hand', () => {
  it('runs timers in the order of their time, then of their making, at their own moment', async () => {
    const clock = new ManualClock(0);
    const rung: string[] = [];
    const ring = (name: string) => () => rung.push(`${name} ${clock.now()}`);
    clock.after(30, ring('c'));
    clock.after(10, ring('a'));
    clock.after(10, ring('b'));
    clock.after(20, () => clock.after(5, ring('nested')));
    await clock.advance(29);
    expect(rung).toEqual(['a 10', 'b 10', 'nested 25']);
    await clock.advance(1);
    expect(rung.at(-1)).toBe('c 30');
    expect(clock.waiting).toBe(0);
  });

  it('lets promises settle between timers', async () => {
    const clock = new ManualClock(0);
    const seen: number[] = [];
    const twice = async () => {
      await sleep(clock, 10);
      seen.push(clock.monotonic());
      await sleep(clock, 10);
      seen.push(clock.monotonic());
    };
    void twice();
    await clock.advance(100);
    expect(seen).toEqual([10, 20]);
  });

  it('a cancelled timer does not ring, and a jump of the wall clock rings none', async () => {
    const clock = new ManualClock(1_000);
    let rung = 0;
    clock.after(10, () => rung++).cancel();
    clock.after(50, () => rung++);
    clock.jump(3_600_000);
    await clock.advance(10);
    expect([rung, clock.now(), clock.monotonic()]).toEqual([0, 3_601_010, 10]);
  });
});

describe('sleep', () => {
  it('ends early when told to, and leaves no timer behind', async () => {
    const clock = new ManualClock();
    const stop = new AbortController();
    let awake = false;
    void sleep(clock, 1_000, stop.signal).then(() => {
      awake = true;
    });
    stop.abort();
    await clock.advance(0);
    expect([awake, clock.waiting]).toEqual([true, 0]);
    await sleep(clock, 1_000, stop.signal);
    expect(clock.waiting).toBe(0);
  });
});
