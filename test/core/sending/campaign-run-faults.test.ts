import { describe, expect, it } from 'vitest';
import type { SendOutcome } from '#core/gateway/port.ts';
import type { CampaignRun } from '#core/sending/campaign-run.ts';
import { type Bench, begin, finish, outcomes, senderBench } from '#test/support/sender-bench.ts';

const paused = (reason: string) => ({ kind: 'paused', reason });
/** The service's answers in order; the last one stays. */
const answers =
  (...list: readonly SendOutcome[]) =>
  (_request: unknown, n: number): SendOutcome =>
    list[Math.min(n, list.length) - 1] ?? outcomes.accepted();

describe('a run and a service that misbehaves', () => {
  it('waits as long as a 429 says, then sends the same person again', async () => {
    const bench = senderBench({ count: 3, window: 1, script: answers(outcomes.throttled(7_000), outcomes.accepted()) });
    expect((await finish(bench)).kind).toBe('finished');
    const [first, second] = bench.sent;
    expect(second?.phones).toEqual(first?.phones);
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(7_000);
    expect(bench.outbox.counts().accepted).toBe(3);
  });

  it('sends nothing at all while a 429 holds, with a window in flight', async () => {
    let refused = 0;
    const bench = senderBench({
      count: 40,
      window: 8,
      latency: 50,
      script: (_request, n) => (n >= 5 && n <= 9 && refused++ < 5 ? outcomes.throttled(10_000) : outcomes.accepted()),
    });
    await finish(bench);
    const gaps = bench.sent.slice(1).map(({ at }, i) => at - (bench.sent[i]?.at ?? 0));
    expect(Math.max(...gaps)).toBeGreaterThanOrEqual(9_900);
    expect(bench.outbox.counts().accepted).toBe(40);
    expect(bench.log.filter(([code]) => code === 'throttled')).toHaveLength(1);
  });

  it('is slower after a refusal', async () => {
    const bench = senderBench({
      count: 30,
      rate: 20,
      window: 4,
      script: answers(outcomes.throttled(1_000), outcomes.accepted()),
    });
    await finish(bench);
    const afterwards = bench.sent.slice(1);
    const seconds = ((afterwards.at(-1)?.at ?? 0) - (afterwards[0]?.at ?? 0)) / 1000;
    expect(afterwards.length / seconds).toBeLessThan(13);
  });

  it.each([
    ['a page of somebody else', outcomes.html, 100],
    ['a broken gateway in between', outcomes.serverError, 100],
    ['a refusal of the service', outcomes.rejected, 1],
    ['an acceptance', outcomes.accepted(), 1],
  ])('a limit that stands in %s is believed only where it is the service’s', async (_name, outcome, rate) => {
    const hints = { limitPerMinute: 60, remaining: 1 };
    const bench = senderBench({ count: 1, rate: 100, script: () => ({ outcome, rate: hints, reply: null }) });
    await finish(bench);
    expect(bench.pace.rate).toBe(rate);
  });

  it.each(['key_wrong', 'no_permission', 'out_of_credit', 'service_wrong_address'] as const)(
    '%s stops after the request that heard it, and burns nobody (P9)',
    async (code) => {
      const bench = senderBench({ count: 50, window: 8, latency: 20, script: answers(outcomes.stop(code)) });
      expect(await finish(bench)).toMatchObject(paused(code));
      expect(bench.sent.length).toBe(1);
      expect(bench.outbox.counts()).toMatchObject({ queued: 50, sending: 0, in_doubt: 0 });
    },
  );

  it('a key that goes bad in the middle costs no more than what is in flight (P9)', async () => {
    const bench = senderBench({
      count: 100,
      window: 8,
      latency: 20,
      rate: 10_000,
      script: (_request, n) => (n > 20 ? outcomes.stop('key_wrong') : outcomes.accepted()),
    });
    expect(await finish(bench)).toMatchObject(paused('key_wrong'));
    expect(bench.sent.length).toBeLessThanOrEqual(20 + 8);
    expect(bench.outbox.counts()).toMatchObject({ accepted: 20, queued: 80 });
  });

  it('a web page on the first request leaves one in doubt and nothing else', async () => {
    const bench = senderBench({ count: 50, window: 8, script: answers(outcomes.html) });
    expect(await finish(bench)).toMatchObject(paused('unclear_answer'));
    expect(bench.outbox.counts()).toMatchObject({ in_doubt: 1, queued: 49 });
  });

  it('three doubts in a row stop it; nobody in doubt is sent again', async () => {
    const bench = senderBench({
      count: 50,
      window: 1,
      script: (_request, n) => (n > 5 ? outcomes.serverError : outcomes.accepted()),
    });
    expect(await finish(bench)).toMatchObject(paused('three_doubts'));
    expect(bench.outbox.counts()).toMatchObject({ accepted: 5, in_doubt: 3, queued: 42 });
    expect(bench.log.map(([code]) => code)).toEqual(['in_doubt', 'in_doubt', 'in_doubt']);
  });

  it('a broken service costs one doubt a resume, not a window', async () => {
    const bench = senderBench({ count: 50, window: 8, script: answers(outcomes.serverError) });
    await finish(bench);
    expect(await drive(bench, bench.again())).toMatchObject(paused('unclear_answer'));
    expect(bench.outbox.counts()).toMatchObject({ in_doubt: 2, queued: 48 });
  });

  it('a lost network pauses it after as many tries as allowed, with nobody in doubt', async () => {
    const bench = senderBench({ count: 10, window: 4, notSentAllowed: 6, script: answers(outcomes.offline) });
    expect(await finish(bench)).toMatchObject(paused('offline'));
    expect(bench.sent.length).toBe(6);
    expect(bench.outbox.counts()).toMatchObject({ queued: 10 });
    const times = bench.sent.map(({ at }) => at);
    const gaps = times.slice(1).map((at, i) => at - (times[i] ?? 0));
    // Half of 0.5, 1, 2, 4, 8 seconds with these dice.
    expect(gaps.map((gap) => Math.round(gap / 100) / 10)).toEqual([0.3, 0.5, 1, 2, 4]);
  });

  it('a network lost for a moment is waited for', async () => {
    const lost = (_request: unknown, n: number) => (n > 3 && n < 7 ? outcomes.offline : outcomes.accepted());
    const bench = senderBench({ count: 10, window: 1, notSentAllowed: 6, script: lost });
    expect((await finish(bench)).kind).toBe('finished');
    expect(bench.outbox.counts().accepted).toBe(10);
  });

  it('a gateway that throws leaves that person in doubt, and goes on', async () => {
    const bench = senderBench({
      count: 5,
      window: 1,
      script: (_request, n) => {
        if (n === 3) throw new Error('a bug');
        return outcomes.accepted();
      },
    });
    expect((await finish(bench)).kind).toBe('finished');
    expect(bench.outbox.counts()).toMatchObject({ accepted: 4, in_doubt: 1 });
  });
});

describe('a run that is told to stop', () => {
  it('waits for what is in flight and sends nothing more', async () => {
    const bench = senderBench({ count: 50, window: 5, latency: 1_000, rate: 10_000 });
    await begin(bench);
    await bench.clock.advance(1_500);
    expect(bench.sent.length).toBe(6);
    bench.run.stop('person');
    await bench.clock.advance(400);
    expect(bench.end()).toBeNull();
    await bench.clock.advance(200);
    expect(bench.end()).toEqual({ kind: 'paused', reason: 'person', detail: null, unsaved: [] });
    expect([bench.sent.length, bench.outbox.counts().accepted, bench.outbox.counts().sending]).toEqual([6, 6, 0]);
  });

  it('keeps the first reason', async () => {
    const bench = senderBench({ count: 5, latency: 100 });
    await begin(bench);
    await bench.clock.advance(10);
    bench.run.stop('signal');
    bench.run.stop('person');
    await bench.clock.advance(200);
    expect(bench.end()).toMatchObject(paused('signal'));
  });

  it('ends a long wait at once', async () => {
    const bench = senderBench({ count: 5, script: answers(outcomes.throttled(3_600_000)) });
    await begin(bench);
    await bench.clock.advance(1_000);
    bench.run.stop('person');
    await bench.clock.advance(1);
    expect(bench.end()).toMatchObject(paused('person'));
    expect(bench.clock.waiting).toBe(0);
  });

  it('before it began, sends nobody', async () => {
    const bench = senderBench({ count: 5 });
    bench.run.stop('signal');
    expect(await finish(bench)).toMatchObject(paused('signal'));
    expect(bench.sent).toEqual([]);
  });
});

/** Pushes the clock until another run of the bench is over. */
async function drive(bench: Bench, run: CampaignRun) {
  let end: Awaited<ReturnType<CampaignRun['run']>> | null = null;
  void run.run().then((ended) => {
    end = ended;
  });
  for (let i = 0; i < 10_000 && end === null; i++) await bench.clock.advance(10);
  return end;
}
