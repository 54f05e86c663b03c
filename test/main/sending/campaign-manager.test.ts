import { createServer } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '#main/store/database.ts';
import { stateOnDisk } from '#test/support/sending.ts';
import { servicesBench } from '#test/support/services-bench.ts';
import { storeThreads } from '#test/support/store-worker.ts';
import { listen, practice, until } from '../../practice/helpers.ts';

describe('a campaign on its way', () => {
  it('goes from a person’s word to its end, and tells about it at most ten times a second', async () => {
    const service = await practice({ latencyMs: 5 });
    const bench = await servicesBench();
    const { campaigns, store } = bench.services;
    const { id } = await bench.sealed(await bench.account(service.url), 200, { concurrency: 8 });
    const began = Date.now();
    expect(await campaigns.launch(id)).toMatchObject({ state: 'running' });
    expect([campaigns.running, campaigns.isRunning(id)]).toEqual([1, true]);
    const done = await campaigns.settled(id);
    expect(done).toMatchObject({ state: 'finished', requests: 200, counts: { accepted: 200 } });
    expect(service.ledger.totals()).toMatchObject({ recipients: 200, repeated: 0 });
    expect(bench.most.inFlight).toBeLessThanOrEqual(8);
    expect(bench.progress.length).toBeLessThanOrEqual((Date.now() - began) / 100 + 3);
    expect(bench.progress.at(-1)).toMatchObject({ state: 'finished', counts: { accepted: 200 } });
    expect((await store.calls.campaigns.readLog(id)).map(({ code }) => code)).toEqual([
      'finished',
      'started',
      'balance_before',
      'sealed',
    ]);
    expect(done.seconds).toBeGreaterThan(0);
    expect([campaigns.running, bench.most.open]).toEqual([0, 0]);
  });

  it('started twice at once is one run: the window stays what it is', async () => {
    const service = await practice({ latencyMs: 15 });
    const bench = await servicesBench();
    const { campaigns } = bench.services;
    const { id } = await bench.sealed(await bench.account(service.url), 60, { concurrency: 2 });
    await Promise.allSettled([campaigns.launch(id), campaigns.launch(id), campaigns.resume(id), campaigns.resume(id)]);
    expect(campaigns.running).toBe(1);
    expect((await campaigns.settled(id)).state).toBe('finished');
    expect(bench.most.inFlight).toBe(2);
    expect(service.ledger.totals()).toMatchObject({ recipients: 60, repeated: 0 });
    await expect(campaigns.launch(id)).rejects.toThrow(/finished/);
    await expect(campaigns.resume(id)).rejects.toThrow(/finished/);
    expect(bench.most.open).toBe(0);
  });

  it('paused while it was just starting stays paused', async () => {
    const service = await practice({ latencyMs: 10 });
    const bench = await servicesBench();
    const { campaigns } = bench.services;
    const { id } = await bench.sealed(await bench.account(service.url), 50, { concurrency: 4 });
    const launched = campaigns.launch(id);
    await campaigns.pause(id);
    await launched;
    expect(await campaigns.settled(id)).toMatchObject({ state: 'paused', pauseReason: 'person' });
    expect(service.ledger.totals().recipients).toBeLessThanOrEqual(4);
  });

  it('pauses with what is in flight awaited, and goes on where it stood', async () => {
    const service = await practice({ latencyMs: 25 });
    const bench = await servicesBench();
    const { campaigns, store } = bench.services;
    const { id } = await bench.sealed(await bench.account(service.url), 40, { concurrency: 4 });
    await campaigns.launch(id);
    await until(() => service.status().sendsSeen >= 12);
    await campaigns.pause(id);
    const paused = await store.calls.campaigns.get(id);
    expect(paused).toMatchObject({ state: 'paused', pauseReason: 'person', counts: { sending: 0, in_doubt: 0 } });
    expect(paused.counts.accepted).toBe(service.ledger.totals().recipients);
    expect(await campaigns.progress(id)).toMatchObject({ state: 'paused', rate: 0, pauseReason: 'person' });
    await campaigns.resume(id);
    expect((await campaigns.settled(id)).counts.accepted).toBe(40);
    expect(service.ledger.totals()).toMatchObject({ recipients: 40, repeated: 0 });
    const log = await store.calls.campaigns.readLog(id);
    const codes = log.map(({ code }) => code).filter((code) => !code.startsWith('balance'));
    expect(codes).toEqual(['finished', 'resumed', 'paused', 'started', 'sealed']);
  });

  it('cancelled in the middle sends nobody more', async () => {
    const service = await practice({ latencyMs: 25 });
    const bench = await servicesBench();
    const { campaigns } = bench.services;
    const { id } = await bench.sealed(await bench.account(service.url), 40, { concurrency: 4 });
    await campaigns.launch(id);
    await until(() => service.status().sendsSeen >= 8);
    const cancelled = await campaigns.cancel(id);
    const went = service.ledger.totals().recipients;
    expect(cancelled).toMatchObject({
      state: 'cancelled',
      counts: { accepted: went, cancelled: 40 - went, queued: 0 },
    });
    await new Promise((resolve) => setTimeout(resolve, 80));
    expect(service.ledger.totals().recipients).toBe(went);
    await expect(campaigns.resume(id)).rejects.toThrow(/cancelled/);
  });

  it('whom a person orders again goes again, and nobody else', async () => {
    const service = await practice({ faults: [{ kind: 'no_id', from: 3, count: 1 }] });
    const bench = await servicesBench();
    const { campaigns, store } = bench.services;
    const { id } = await bench.sealed(await bench.account(service.url), 5, { concurrency: 1 });
    await campaigns.launch(id);
    expect((await campaigns.settled(id)).counts).toMatchObject({ accepted: 4, in_doubt: 1 });
    await store.calls.campaigns.resolve(id, 'all', 'again', 'Robin', Date.now());
    await campaigns.resume(id);
    expect(await campaigns.settled(id)).toMatchObject({ state: 'finished', counts: { accepted: 5, in_doubt: 0 } });
    // The doubt had been sent after all: that is why only a person may order it.
    expect(service.ledger.totals()).toMatchObject({ recipients: 6, repeated: 1 });
  });

  it('one that is not sealed cannot be sent', async () => {
    const service = await practice();
    const bench = await servicesBench();
    const { store, campaigns } = bench.services;
    const sealed = await bench.sealed(await bench.account(service.url), 1);
    const draft = await store.calls.campaigns.create(sealed, Date.now());
    await expect(campaigns.launch(draft.id)).rejects.toThrow(/draft/);
    await expect(campaigns.resume(draft.id)).rejects.toThrow(/draft/);
  });

  it.each([
    ['without a key', 'key_missing', 'key_missing'],
    ['with a locked keychain', 'keychain_locked', 'keychain_locked'],
  ] as const)('%s it says so, and waits', async (name, code, reason) => {
    const service = await practice();
    const bench = await servicesBench();
    const { accounts, campaigns, store } = bench.services;
    const account = await bench.account(service.url);
    const { id } = await bench.sealed(account, 3);
    if (name === 'without a key') await accounts.removeKey(account);
    else bench.keychain.become('locked');
    await expect(campaigns.launch(id)).rejects.toMatchObject({ error: { code } });
    expect(await store.calls.campaigns.get(id)).toMatchObject({ state: 'paused', pauseReason: reason });
    expect(service.status().requestsSeen).toBe(0);
    bench.keychain.become('ready');
    await accounts.setKey(account, 'practice-key');
    await campaigns.resume(id);
    expect((await campaigns.settled(id)).counts.accepted).toBe(3);
  });

  it('two at once on one account keep its pace together', async () => {
    const service = await practice();
    const bench = await servicesBench();
    const { campaigns, accounts } = bench.services;
    const account = await bench.account(service.url);
    await accounts.update(account, { ratePerSecond: 40 });
    const both = [
      await bench.sealed(account, 20, { ratePerSecond: null }),
      await bench.sealed(account, 20, { ratePerSecond: null }),
    ];
    const began = Date.now();
    for (const { id } of both) await campaigns.launch(id);
    for (const { id } of both) expect((await campaigns.settled(id)).counts.accepted).toBe(20);
    expect(Date.now() - began).toBeGreaterThan(900);
  });
});

describe('with the store in threads of its own, as in the app', () => {
  it('sends everybody once, and everything adds up', async () => {
    const threads = await storeThreads();
    onTestFinished(threads.remove);
    const service = await practice({ latencyMs: 3 });
    const bench = await servicesBench({ spawnStore: threads.spawn });
    const { campaigns, reader } = bench.services;
    const { id } = await bench.sealed(await bench.account(service.url), 400, { concurrency: 16 });
    await campaigns.launch(id);
    expect(await campaigns.settled(id)).toMatchObject({ state: 'finished', requests: 400, counts: { accepted: 400 } });
    expect(service.ledger.totals()).toMatchObject({ recipients: 400, repeated: 0 });
    expect(await reader.calls.campaigns.get(id)).toMatchObject({ counts: { accepted: 400, sending: 0 } });
    await bench.close();
  });
});

describe('intent and bytes (P3)', () => {
  it('every person is "sending" on disk when the first byte of their request arrives', async () => {
    const bench = await servicesBench();
    const seen: string[] = [];
    const server = createServer((request, response) => {
      let text = '';
      request.on('data', (chunk) => {
        text += String(chunk);
      });
      request.on('end', () => {
        // Asked for the balance first.
        if (request.method === 'GET') return void response.writeHead(404).end();
        const { recipient } = JSON.parse(text) as { readonly recipient: string };
        // Another connection sees only what was committed.
        const db = openDatabase(join(bench.dataDir, 'slipway.db'), 'read');
        seen.push(stateOnDisk(db, `+${recipient}`) ?? 'nobody');
        db.close();
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify({ status: 'success', message_id: recipient }));
      });
    });
    const port = await listen(server);
    onTestFinished(() => void server.close());
    const { campaigns } = bench.services;
    const { id } = await bench.sealed(await bench.account(`http://127.0.0.1:${port}/api`), 30, { concurrency: 8 });
    await campaigns.launch(id);
    await campaigns.settled(id);
    expect(seen).toEqual(Array.from({ length: 30 }, () => 'sending'));
  });
});
