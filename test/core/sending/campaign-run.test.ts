import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SendOutcome } from '#core/gateway/port.ts';
import { sumCounts } from '#core/outbox/states.ts';
import { type Bench, begin, finish, outcomes, senderBench } from '#test/support/sender-bench.ts';

const phonesOf = ({ sent }: Bench): readonly string[] => sent.flatMap(({ phones }) => phones);

describe('a run', () => {
  it('sends everybody once and ends when all are settled', async () => {
    const bench = senderBench({ count: 25 });
    expect(await finish(bench)).toEqual({ kind: 'finished' });
    expect(new Set(phonesOf(bench)).size).toBe(25);
    expect(bench.sent.length).toBe(25);
    expect(bench.outbox.counts()).toMatchObject({ accepted: 25, queued: 0, sending: 0 });
  });

  it('is not over while an answer is still to come', async () => {
    const bench = senderBench({ count: 1, latency: 5_000 });
    await begin(bench);
    await bench.clock.advance(4_990);
    expect([bench.end(), bench.outbox.counts().sending]).toEqual([null, 1]);
    await bench.clock.advance(20);
    expect([bench.end()?.kind, bench.outbox.counts().accepted]).toEqual(['finished', 1]);
  });

  it('has every intent written down before the first byte (P3)', async () => {
    const bench = senderBench({ count: 30, latency: 20, window: 8 });
    await finish(bench);
    expect(bench.sent.flatMap(({ states }) => states).every((state) => state === 'sending')).toBe(true);
  });

  it('sends nothing while the disk takes its time', async () => {
    const bench = senderBench({ count: 3 });
    let free = (): void => undefined;
    bench.outbox.beforeCommit = () => new Promise((resolve) => (free = resolve));
    await begin(bench);
    await bench.clock.advance(60_000);
    expect(bench.sent).toEqual([]);
    free();
    await bench.clock.advance(0);
    expect(bench.sent).toHaveLength(1);
  });

  it.each([1, 2, 7, 16])('never has more than %d unsettled at once, on disk or on the wire (P5)', async (window) => {
    const bench = senderBench({ count: 60, window, latency: 30, rate: 10_000 });
    // A disk that takes as long as the service does: answers gather while a step is being written.
    bench.outbox.beforeCommit = () => new Promise((resolve) => bench.clock.after(25, resolve));
    await finish(bench);
    expect(bench.most.sending).toBe(window);
    expect(bench.most.inFlight).toBeLessThanOrEqual(window);
  });

  it('sends its first request alone, and the others once that was answered', async () => {
    const bench = senderBench({ count: 20, latency: 100, window: 8, rate: 10_000 });
    await begin(bench);
    await bench.clock.advance(99);
    expect(bench.sent.length).toBe(1);
    await bench.clock.advance(50);
    // The window opens from four, one wider with each good answer.
    expect(bench.sent.length).toBe(6);
  });

  it('writes many answers in one step, and claims with it', async () => {
    const bench = senderBench({ count: 200, window: 16, latency: 10, rate: 10_000 });
    bench.outbox.beforeCommit = () => new Promise((resolve) => bench.clock.after(10, resolve));
    await finish(bench);
    expect(bench.outbox.steps.length).toBeLessThan(60);
  });

  it('hands the next step over before the requests of the last one leave, where answers wait', async () => {
    const bench = senderBench({ count: 200, window: 16, latency: 10, rate: 10_000 });
    let handedOverFirst = 0;
    bench.outbox.beforeCommit = () => {
      const claimed = 200 - bench.outbox.counts().queued;
      if (bench.sent.length < claimed) handedOverFirst++;
      return new Promise((resolve) => bench.clock.after(12, resolve));
    };
    expect(await finish(bench)).toEqual({ kind: 'finished' });
    expect(handedOverFirst).toBeGreaterThan(5);
    expect([bench.most.sending, new Set(phonesOf(bench)).size, bench.sent.length]).toEqual([16, 200, 200]);
  });

  it('holds the rate from the first request on', async () => {
    const bench = senderBench({ count: 40, rate: 10, window: 16, latency: 1 });
    await finish(bench);
    const times = bench.sent.map(({ at }) => at);
    for (const [i, from] of times.entries()) {
      const second = times.slice(i).filter((at) => at < from + 1_000);
      expect(second.length).toBeLessThanOrEqual(11);
    }
    expect(times.at(-1)).toBeGreaterThanOrEqual(3_850);
  });

  it('tells about every change, and how long it waits', async () => {
    const bench = senderBench({
      count: 2,
      script: (_request, n) => (n === 1 ? outcomes.throttled(5_000) : outcomes.accepted()),
    });
    await finish(bench);
    expect(bench.waits.find((waiting) => waiting !== null)).toMatchObject({ why: 'throttled' });
    expect(bench.log).toEqual([['throttled', { seconds: 5 }]]);
    expect(bench.waits.at(-1)).toBeNull();
  });

  it('keeps everybody who fell away at the gate out of it, and still ends', async () => {
    const bench = senderBench({ count: 6, bestBefore: null });
    for (const person of ['+31610000000', '+31610000003', '+31610000005']) bench.outbox.suppress(person);
    expect((await finish(bench)).kind).toBe('finished');
    expect(bench.outbox.counts()).toMatchObject({ accepted: 3, suppressed: 3 });
  });

  it('ends when the best-before passes in the middle', async () => {
    const bench = senderBench({ count: 100, rate: 10, bestBefore: Date.UTC(2026, 0, 5, 9, 0, 3) });
    expect((await finish(bench)).kind).toBe('finished');
    const { accepted, expired } = bench.outbox.counts();
    expect([accepted + expired, accepted > 25 && accepted <= 31]).toEqual([100, true]);
    expect(Math.max(...bench.sent.map(({ at }) => at))).toBeLessThan(3_000);
  });

  it('loses nobody and repeats nobody unless it was refused unsent, whatever the service does', async () => {
    const any = fc.constantFrom<SendOutcome>(
      outcomes.accepted(),
      outcomes.accepted(),
      outcomes.accepted(),
      outcomes.rejected,
      outcomes.serverError,
      outcomes.html,
      outcomes.offline,
      outcomes.throttled(300),
      outcomes.throttled(null),
      outcomes.stop('key_wrong'),
    );
    const setting = fc.record({
      count: fc.integer({ min: 1, max: 30 }),
      window: fc.integer({ min: 1, max: 9 }),
      latency: fc.integer({ min: 0, max: 40 }),
      answers: fc.array(any, { minLength: 1, maxLength: 60 }),
    });
    await fc.assert(
      fc.asyncProperty(setting, async ({ count, window, latency, answers }) => {
        const bench = senderBench({
          count,
          window,
          latency,
          notSentAllowed: 4,
          script: (_request, n) => answers[n - 1] ?? outcomes.accepted(),
        });
        const end = await finish(bench);
        const counts = bench.outbox.counts();
        expect(sumCounts(counts)).toBe(count);
        expect(counts.sending).toBe(0);
        expect(end.kind === 'finished').toBe(counts.queued === 0 && end.kind === 'finished');
        if (end.kind === 'finished') expect(counts.queued).toBe(0);
        expect(bench.most.sending).toBeLessThanOrEqual(window);
        // Only an attempt that surely changed nothing may be followed by another one to the same person.
        const unsent = ['not_sent', 'throttled', 'stop'];
        const tried = new Map<string, string[]>();
        for (const [i, { phones }] of bench.sent.entries()) {
          const kind = (answers[i] ?? outcomes.accepted()).kind;
          for (const phone of phones) tried.set(phone, [...(tried.get(phone) ?? []), kind]);
        }
        for (const kinds of tried.values()) {
          expect(kinds.slice(0, -1).every((kind) => unsent.includes(kind))).toBe(true);
        }
      }),
      { numRuns: 150 },
    );
  });
});
