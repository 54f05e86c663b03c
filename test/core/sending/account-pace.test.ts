import { describe, expect, it } from 'vitest';
import { ManualClock } from '#core/kernel/manual-clock.ts';
import { AccountPace, type Lane, type PaceShare } from '#core/sending/account-pace.ts';

const silence = { limitPerMinute: null, remaining: null };
const plain: Lane = { weight: 1, rate: null, concurrency: null };
const wide = 1_000;

function paceOf(clock: ManualClock, rate: number, concurrency = wide): AccountPace {
  return new AccountPace(clock, { rate, concurrency });
}

/** Answers good enough for the window to be as wide as it may be. */
function open(pace: AccountPace): void {
  for (let i = 0; i < 2_000; i++) pace.onReply(silence, true);
}

/**
 * Lanes that ask for as much as they can get, with answers that come `latency` ms later, until `ms` have passed.
 * Answers when each lane was given what.
 */
async function drain(
  clock: ManualClock,
  lanes: readonly PaceShare[],
  ms: number,
  latency = 0,
): Promise<readonly (readonly number[])[]> {
  const given = lanes.map((): number[] => []);
  const end = clock.monotonic() + ms;
  while (clock.monotonic() < end) {
    lanes.forEach((lane, at) => {
      for (let i = lane.take(0, Number.POSITIVE_INFINITY); i > 0; i--) {
        given[at]?.push(clock.monotonic());
        if (latency === 0) lane.committed(1, 0);
        else clock.after(latency, () => lane.committed(1, 0));
      }
    });
    await clock.advance(1);
  }
  return given;
}

describe('the pace of an account', () => {
  it('is what was allowed, from the first request on, in any second', async () => {
    const clock = new ManualClock();
    const [given] = await drain(clock, [paceOf(clock, 10).join(plain)], 10_000);
    expect(given?.length).toBe(99);
    for (let from = 0; from < 9_000; from += 100) {
      expect(given?.filter((at) => at >= from && at < from + 1_000).length).toBeLessThanOrEqual(11);
    }
  });

  it('follows the limit the service states', async () => {
    const clock = new ManualClock();
    const pace = paceOf(clock, 50);
    const lane = pace.join(plain);
    lane.take(0, 1);
    lane.onReply({ limitPerMinute: 60, remaining: 59 }, true);
    lane.committed(1, 0);
    expect(pace.rate).toBe(1);
    expect((await drain(clock, [lane], 60_000))[0]?.length).toBeLessThanOrEqual(61);
  });

  it('is silent as long as it was told, whoever asks', async () => {
    const clock = new ManualClock();
    const pace = paceOf(clock, 100);
    const [one, other] = [pace.join(plain), pace.join(plain)];
    one.onRefusal(30_000);
    expect(one.msUntilNext()).toBe(30_000);
    await clock.advance(29_999);
    expect([one.take(0, 9), other.take(0, 9)]).toEqual([0, 0]);
    await clock.advance(1);
    expect(one.take(0, 9)).toBe(1);
  });

  it('begins again without a burst, at half the rate; a burst of refusals halves once and the longest wait counts', async () => {
    const clock = new ManualClock();
    const pace = paceOf(clock, 80);
    const lane = pace.join(plain);
    open(pace);
    await clock.advance(10_000);
    for (const wait of [1_000, 4_000, 2_000]) lane.onRefusal(wait);
    expect(pace.rate).toBe(40);
    expect(lane.msUntilNext()).toBe(4_000);
    await clock.advance(4_000);
    expect((await drain(clock, [lane], 1_000))[0]?.length).toBeLessThanOrEqual(43);
  });

  it('halves once for a burst that asks for no wait at all', async () => {
    const clock = new ManualClock();
    const pace = paceOf(clock, 80);
    for (let i = 0; i < 16; i++) {
      pace.onRefusal(0);
      await clock.advance(10);
    }
    expect(pace.rate).toBe(40);
    await clock.advance(1_000);
    pace.onRefusal(0);
    expect(pace.rate).toBe(20);
  });

  it('recovers with calm requests', () => {
    const pace = paceOf(new ManualClock(), 80);
    pace.onRefusal(0);
    expect(pace.rate).toBe(40);
    for (let i = 0; i < 10_000; i++) pace.onReply(silence, true);
    expect(pace.rate).toBe(80);
  });

  it('takes tokens and places back that nobody was there to use', () => {
    const lane = paceOf(new ManualClock(), 10).join(plain);
    expect(lane.take(0, 5)).toBe(1);
    expect(lane.take(0, 5)).toBe(0);
    lane.committed(0, 1);
    expect(lane.held).toBe(0);
    expect(lane.take(0, 5)).toBe(1);
  });

  it('does not believe the wall clock', async () => {
    const clock = new ManualClock();
    const lane = paceOf(clock, 10).join(plain);
    lane.take(0, 1);
    lane.committed(1, 0);
    clock.jump(3_600_000);
    expect(lane.take(0, 1)).toBe(0);
    lane.onRefusal(10_000);
    clock.jump(3_600_000);
    expect(lane.take(0, 1)).toBe(0);
    await clock.advance(10_000);
    expect(lane.take(0, 1)).toBe(1);
  });

  it('gives more, or less, when a person says so', () => {
    const pace = paceOf(new ManualClock(), 10, 4);
    const lane = pace.join(plain);
    pace.allow({ rate: 100, concurrency: 8 });
    expect([pace.rate, lane.rate]).toEqual([100, 100]);
    pace.allow({ rate: 2, concurrency: 1 });
    expect([pace.rate, pace.places]).toEqual([2, 1]);
  });

  it('gives whoever runs no more places than it has connections for', () => {
    const pace = paceOf(new ManualClock(), 10, 2);
    pace.join(plain);
    pace.allow({ rate: 10, concurrency: 8 });
    open(pace);
    expect(pace.places).toBe(2);
    pace.join(plain);
    open(pace);
    expect(pace.places).toBe(8);
  });
});

describe('places', () => {
  it('are never more than allowed, opened one by one', async () => {
    const clock = new ManualClock();
    const pace = paceOf(clock, 100_000, 6);
    const lane = pace.join(plain);
    await clock.advance(1_000);
    expect(pace.places).toBe(4);
    open(pace);
    expect(pace.places).toBe(6);
    expect(lane.take(0, 99)).toBeLessThanOrEqual(6);
  });

  it('an answer holds its place until it is written down, and its step may use it again', async () => {
    const clock = new ManualClock();
    const pace = paceOf(clock, 10_000, 2);
    const lane = pace.join(plain);
    await clock.advance(1_000);
    expect(lane.take(0, 9)).toBe(2);
    expect(lane.take(0, 9)).toBe(0);
    // Both answered: the step that settles them claims two more.
    expect(lane.take(2, 9)).toBe(2);
    lane.committed(2, 0);
    expect(lane.held).toBe(2);
  });

  it('halve when answers are none, once for one event, and come back slowly', async () => {
    const clock = new ManualClock();
    const pace = paceOf(clock, 1_000, 16);
    open(pace);
    for (let i = 0; i < 5; i++) pace.onTrouble();
    expect(pace.places).toBe(8);
    await clock.advance(1_000);
    pace.onTrouble();
    expect(pace.places).toBe(4);
    for (let i = 0; i < 4; i++) pace.onReply(silence, true);
    expect(pace.places).toBe(4);
    for (let i = 0; i < 8; i++) pace.onReply(silence, true);
    expect(pace.places).toBeGreaterThan(4);
  });

  it.each([
    ['one place, two lanes', 1, [1, 8]],
    ['three places, five lanes', 3, [1, 1, 4, 8, 8]],
  ])('come to everybody by weight where there are fewer than lanes: %s', async (_name, places, weights) => {
    const clock = new ManualClock();
    const pace = paceOf(clock, 10_000, places);
    const lanes = weights.map((weight) => ({
      share: pace.join({ ...plain, weight }),
      out: 0,
      until: 0,
      asks: 0,
      got: 0,
    }));
    await clock.advance(1_000);
    let most = 0;
    // As a run does: settles and asks again in one step, and asks every ten milliseconds while it has nothing.
    for (const end = clock.monotonic() + 60_000; clock.monotonic() < end; await clock.advance(5)) {
      const now = clock.monotonic();
      for (const lane of lanes) {
        const answered = lane.out > 0 && now >= lane.until;
        if (!answered && (lane.out > 0 || now < lane.asks)) continue;
        const settled = answered ? lane.out : 0;
        const taken = lane.share.take(settled, Number.POSITIVE_INFINITY);
        lane.share.committed(settled, 0);
        Object.assign(lane, { out: taken, until: now + 50, asks: now + 10, got: lane.got + taken });
      }
      most = Math.max(most, pace.held);
    }
    const all = lanes.reduce((sum, { got }) => sum + got, 0);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    expect(most).toBe(places);
    // A place stands free for a moment when it changes hands: most of what there is, is used.
    expect(all).toBeGreaterThan((places * 60_000 * 0.8) / 55);
    for (const [at, { got }] of lanes.entries()) {
      expect(got).toBeGreaterThan((all * (weights[at] ?? 0) * 0.5) / total);
    }
  });

  it('one that waits no more keeps nobody from theirs', async () => {
    const clock = new ManualClock();
    const pace = paceOf(clock, 10_000, 1);
    const [one, other] = [pace.join(plain), pace.join({ ...plain, weight: 8 })];
    await clock.advance(1_000);
    expect([one.take(0, 9), other.take(0, 9)]).toEqual([1, 0]);
    expect(one.take(1, 9)).toBe(0);
    one.committed(1, 0);
    expect(one.msUntilNext()).toBe(10);
    await clock.advance(100);
    expect(one.take(0, 9)).toBe(1);
  });

  it('of several lanes are never more than the account’s, whoever came first', async () => {
    const clock = new ManualClock();
    const pace = paceOf(clock, 10_000, 8);
    open(pace);
    const first = pace.join(plain);
    await clock.advance(1_000);
    expect(first.take(0, 99)).toBe(8);
    const second = pace.join(plain);
    await clock.advance(1_000);
    expect(second.take(0, 99)).toBe(0);
    // What the first one's answers free is divided.
    expect(first.take(8, 99)).toBe(4);
    first.committed(8, 0);
    expect(second.take(0, 99)).toBe(4);
    expect(pace.held).toBe(8);
  });
});

describe('several campaigns on one account', () => {
  it('share its rate evenly, and together never exceed it', async () => {
    const clock = new ManualClock();
    const pace = paceOf(clock, 40);
    const lanes = [pace.join(plain), pace.join(plain), pace.join(plain), pace.join(plain)];
    const given = await drain(clock, lanes, 10_000);
    expect(given.flat().length).toBeLessThanOrEqual(401);
    for (const own of given) expect(own.length).toBeGreaterThanOrEqual(95);
  });

  it('go by their weight, and nobody is left standing', async () => {
    const clock = new ManualClock();
    const pace = paceOf(clock, 130);
    const lanes = [8, 4, 1].map((weight) => pace.join({ ...plain, weight }));
    const [first, normal, last] = (await drain(clock, lanes, 10_000)).map((own) => own.length);
    expect(first).toBeGreaterThan(750);
    expect(normal).toBeGreaterThan(370);
    expect(last).toBeGreaterThan(90);
    expect(last).toBeLessThan(110);
  });

  it('use what one of them may not, or leaves', async () => {
    const clock = new ManualClock();
    const pace = paceOf(clock, 100);
    const slow = pace.join({ ...plain, rate: 10 });
    const other = pace.join(plain);
    expect([slow.rate, other.rate]).toEqual([10, 90]);
    slow.leave();
    expect(other.rate).toBe(100);
  });

  it('one with a rate of its own above the account’s has it, the others keep to the account’s', () => {
    const pace = paceOf(new ManualClock(), 10);
    const quick = pace.join({ ...plain, rate: 100 });
    expect(quick.rate).toBe(100);
    const other = pace.join(plain);
    expect([quick.rate, other.rate]).toEqual([90, 10]);
    quick.leave();
    expect(pace.rate).toBe(10);
  });
});

describe('what was learned', () => {
  it('outlives the campaign that was refused, also where its rate was above the account’s', () => {
    const clock = new ManualClock();
    const pace = paceOf(clock, 10);
    const quick = { ...plain, rate: 100 };
    const refused = pace.join(quick);
    refused.onRefusal(1_000);
    expect(pace.rate).toBe(50);
    refused.leave();
    const kept = pace.kept();
    pace.join(quick);
    expect(pace.rate).toBe(50);
    // And over a restart.
    const after = new AccountPace(clock, { rate: 10, concurrency: 4 }, kept);
    after.join(quick);
    expect(after.rate).toBe(50);
    const calm = new AccountPace(clock, { rate: 10, concurrency: 4 }, paceOf(clock, 10).kept());
    calm.join(quick);
    expect(calm.rate).toBe(100);
  });

  it('is the same after a restart: rate, stated limit, and the silence that is left', async () => {
    const clock = new ManualClock();
    const pace = paceOf(clock, 80);
    pace.onReply({ limitPerMinute: 3_000, remaining: 1 }, true);
    pace.onRefusal(20_000);
    await clock.advance(5_000);
    const kept = pace.kept();
    await clock.advance(3_000);
    const after = new AccountPace(clock, { rate: 80, concurrency: 4 }, kept);
    const lane = after.join(plain);
    expect(after.rate).toBe(25);
    expect(lane.msUntilNext()).toBe(12_000);
  });

  it('is forgotten after a day, what the service stated is not', async () => {
    const clock = new ManualClock();
    const pace = paceOf(clock, 80);
    pace.onRefusal(0);
    const stated = paceOf(clock, 80);
    stated.onReply({ limitPerMinute: 60, remaining: 1 }, true);
    clock.jump(3_600_001);
    expect(new AccountPace(clock, { rate: 80, concurrency: 4 }, pace.kept()).rate).toBe(40);
    const old = { ...pace.kept(), at: clock.now() - 3_600_001 };
    expect(new AccountPace(clock, { rate: 80, concurrency: 4 }, old).rate).toBe(80);
    const oldStated = { ...stated.kept(), at: clock.now() - 3_600_001 };
    expect(new AccountPace(clock, { rate: 80, concurrency: 4 }, oldStated).rate).toBe(1);
  });

  it('a silence that a wrong clock made endless ends within a day', () => {
    const clock = new ManualClock();
    const kept = { learned: 10, stated: null, quietUntil: clock.now() + 9e9, at: clock.now() };
    const lane = new AccountPace(clock, { rate: 10, concurrency: 4 }, kept).join(plain);
    expect(lane.msUntilNext()).toBe(86_400_000);
  });
});
