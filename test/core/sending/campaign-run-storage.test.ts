import { describe, expect, it } from 'vitest';
import { appError, Failure } from '#core/kernel/errors.ts';
import { begin, finish, outcomes, senderBench } from '#test/support/sender-bench.ts';

describe('a run and a disk that takes nothing (P7)', () => {
  it('waits, and goes on when there is space again: nothing is sent unrecorded, nothing twice', async () => {
    const bench = senderBench({ count: 20, window: 4, latency: 10, rate: 10_000 });
    await begin(bench);
    await bench.clock.advance(25);
    const before = bench.sent.length;
    bench.outbox.broken = 'storage_full';
    await bench.clock.advance(2_000);
    expect(bench.sent.length).toBe(before);
    bench.outbox.broken = null;
    await bench.clock.advance(30_000);
    expect(bench.end()).toEqual({ kind: 'finished' });
    expect(bench.sent.length).toBe(20);
    expect(bench.outbox.counts()).toMatchObject({ accepted: 20 });
  });

  it('a refusal that comes while the disk is tried again is kept: nobody leaves when there is space', async () => {
    let count = 0;
    const bench = senderBench({
      count: 40,
      window: 4,
      rate: 10_000,
      script: async () => {
        const mine = ++count;
        await new Promise<void>((resolve) => bench.clock.after(mine === 1 ? 5 : mine === 2 ? 20 : 400, resolve));
        return mine === 3 ? outcomes.throttled(60_000) : outcomes.accepted(`m${mine}`);
      },
    });
    await begin(bench);
    await bench.clock.advance(6);
    bench.outbox.broken = 'storage_full';
    await bench.clock.advance(420);
    const refused = bench.sent.length;
    bench.outbox.broken = null;
    await bench.clock.advance(50_000);
    expect(bench.sent.length).toBe(refused);
    await bench.clock.advance(30_000);
    expect(bench.end()).toEqual({ kind: 'finished' });
    expect(bench.outbox.counts()).toMatchObject({ accepted: 40 });
  });

  it('another campaign’s refusal is kept as well', async () => {
    const bench = senderBench({ count: 40, window: 4, latency: 10, rate: 10_000 });
    await begin(bench);
    await bench.clock.advance(25);
    bench.outbox.broken = 'storage_full';
    await bench.clock.advance(100);
    const before = bench.sent.length;
    bench.pace.onRefusal(60_000);
    bench.outbox.broken = null;
    await bench.clock.advance(50_000);
    expect(bench.sent.length).toBe(before);
    await bench.clock.advance(30_000);
    expect(bench.end()).toEqual({ kind: 'finished' });
  });

  it('pauses when it stays full', async () => {
    const bench = senderBench({ count: 20 });
    bench.outbox.broken = 'storage_full';
    const end = await finish(bench);
    expect(end).toMatchObject({ kind: 'paused', reason: 'storage', detail: 'the disk takes nothing' });
    expect(bench.sent).toEqual([]);
    expect(bench.clock.monotonic()).toBeGreaterThan(3_000);
  });

  it('ends only when everything in flight was answered, and hands on what could not be written', async () => {
    const bench = senderBench({
      count: 20,
      window: 4,
      latency: 60_000,
      rate: 10_000,
      script: () => outcomes.accepted('id'),
    });
    await begin(bench);
    await bench.clock.advance(60_000);
    expect(bench.sent.length).toBe(5);
    bench.outbox.broken = 'storage_failed';
    bench.outbox.beforeCommit = () => Promise.resolve();
    await bench.clock.advance(300_000);
    const end = bench.end();
    expect(end).toMatchObject({ kind: 'paused', reason: 'storage' });
    // Four answers came, and the disk knows none of them.
    expect(bench.outbox.counts()).toMatchObject({ accepted: 1, sending: 4 });

    bench.outbox.broken = null;
    const unsaved = end?.kind === 'paused' ? end.unsaved : [];
    expect(unsaved).toHaveLength(4);
    let over = false;
    void bench
      .again({ unsaved })
      .run()
      .then(() => {
        over = true;
      });
    for (let i = 0; i < 100 && !over; i++) await bench.clock.advance(10_000);
    expect(bench.outbox.counts()).toMatchObject({ accepted: 20, sending: 0, in_doubt: 0 });
    expect(bench.sent.length).toBe(20);
  });

  it('sleeps while it stands down and an answer is awaited', async () => {
    let count = 0;
    const bench = senderBench({
      count: 20,
      window: 4,
      rate: 10_000,
      script: async () => {
        const mine = ++count;
        await new Promise<void>((resolve) => bench.clock.after(mine <= 2 ? 5 * mine : 60_000, resolve));
        return outcomes.accepted(`m${mine}`);
      },
    });
    await begin(bench);
    await bench.clock.advance(7);
    bench.outbox.broken = 'storage_full';
    await bench.clock.advance(30_000);
    let timers = 0;
    const real = bench.clock.after.bind(bench.clock);
    bench.clock.after = (ms, task) => {
      timers++;
      return real(ms, task);
    };
    await bench.clock.advance(20_000);
    expect([bench.end(), timers]).toEqual([null, 0]);
    await bench.clock.advance(60_000);
    expect(bench.end()).toMatchObject({ kind: 'paused', reason: 'storage' });
  });

  it('a stop while it waits for the disk still writes down what is known', async () => {
    const bench = senderBench({ count: 20, window: 4, latency: 10, rate: 10_000 });
    await begin(bench);
    await bench.clock.advance(25);
    bench.outbox.broken = 'storage_full';
    await bench.clock.advance(100);
    const before = bench.sent.length;
    bench.run.stop('person');
    bench.outbox.broken = null;
    await bench.clock.advance(60_000);
    expect(bench.sent.length).toBe(before);
    expect(bench.end()).toMatchObject({ kind: 'paused', reason: 'person' });
    const { accepted, queued, sending } = bench.outbox.counts();
    expect([accepted, sending, accepted + queued]).toEqual([bench.sent.length, 0, 20]);
  });

  it.each([
    ['internal', 'internal'],
    ['storage_damaged', 'storage_damaged'],
  ] as const)('%s is no full disk: not tried again, and told as what it is', async (code, reason) => {
    const bench = senderBench({ count: 20, window: 4, latency: 10, rate: 10_000 });
    await begin(bench);
    await bench.clock.advance(25);
    let tries = 0;
    bench.outbox.exchange = () => {
      tries++;
      return Promise.reject(new Failure(appError(code, 'CHECK constraint failed')));
    };
    await bench.clock.advance(30_000);
    expect(bench.end()).toMatchObject({ kind: 'paused', reason, detail: 'CHECK constraint failed' });
    // Once, and once more when everybody had their answer: what is known may still be written down.
    expect(tries).toBe(2);
    const end = bench.end();
    expect(end?.kind === 'paused' && end.unsaved.length).toBe(bench.outbox.counts().sending);
  });

  it('a bug in the outbox is not taken for a full disk', async () => {
    const bench = senderBench({ count: 3 });
    bench.outbox.beforeCommit = () => Promise.reject(new Error('a bug'));
    await expect(bench.run.run()).rejects.toThrow('a bug');
    expect(bench.sent).toEqual([]);
  });

  it('an outbox that gives nobody out although somebody waits is left alone', async () => {
    const bench = senderBench({ count: 2, script: () => outcomes.accepted() });
    const real = bench.outbox.exchange.bind(bench.outbox);
    bench.outbox.exchange = async (step) => ({ ...(await real({ ...step, want: 0 })), claimed: [] });
    expect(await finish(bench)).toMatchObject({ kind: 'paused', reason: 'internal' });
  });
});
