import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { servicesBench } from '#test/support/services-bench.ts';
import { practice, until } from '../../practice/helpers.ts';

async function post(url: string, body: unknown): Promise<number> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  return response.status;
}

/** A campaign that is through, and the address receipts go to. */
async function sent(count: number, receiptsOn = false) {
  const service = await practice({ receiptDelayMs: 10 });
  const bench = await servicesBench();
  const { receipts, campaigns, store } = bench.services;
  const view = await receipts.start();
  if (receiptsOn) service.configure({ callbackUrl: view.url });
  const { id } = await bench.sealed(await bench.account(service.url), count);
  await campaigns.launch(id);
  await campaigns.settled(id);
  const counts = async () => (await store.calls.campaigns.get(id)).counts;
  const ids = service.ledger.list().map((one) => one.id);
  return { bench, service, receipts, id, url: view.url ?? '', counts, ids };
}

describe('receipts, from the service to the results', () => {
  it('come in by the listener and move each person once, while the practice service repeats itself', async () => {
    const { bench, counts, service, receipts } = await sent(5, true);
    await until(() => service.status().receiptsWaiting === 0);
    expect(await counts()).toMatchObject({ delivered: 5, accepted: 0 });
    expect(await receipts.view()).toMatchObject({ state: 'listening', received: 5, error: null });
    expect(bench.changed.length).toBeGreaterThan(0);
  });

  it('the built-in practice service is told where to post by itself', async () => {
    const bench = await servicesBench();
    const { receipts, campaigns, accounts, practice: host, store } = bench.services;
    await receipts.start();
    await host.configure({ receiptDelayMs: 5 });
    const { id } = await bench.sealed((await accounts.ensurePractice()).id, 4);
    await campaigns.launch(id);
    await campaigns.settled(id);
    const running = await host.running();
    await until(() => running?.status().receiptsWaiting === 0);
    expect((await store.calls.campaigns.get(id)).counts).toMatchObject({ delivered: 4 });
  });

  it('early, twice, out of order and unknown ones add up', async () => {
    const { url, ids, counts, receipts, bench } = await sent(3);
    const [a, b] = ids as [string, string];
    const at = (second: number) => new Date(Date.UTC(2026, 0, 5, 9, 0, second)).toISOString();
    const posts = [
      { message_id: a, status: 'Delivered', timestamp: at(9), reason: null },
      { message_id: a, status: 'Queued', timestamp: at(1), reason: null },
      { message_id: a, status: 'Delivered', timestamp: at(9), reason: null },
      { message_id: b, status: 'Undelivered', timestamp: at(2), reason: 'Absent' },
      { message_id: 'nobody', status: 'Delivered', timestamp: at(3), reason: null },
    ];
    for (const body of posts) expect(await post(url, body)).toBe(200);
    expect(await counts()).toMatchObject({ delivered: 1, undelivered: 1, accepted: 1 });
    expect(await receipts.view()).toMatchObject({ received: 4 });
    const summary = await bench.services.store.calls.receipts.summary(Date.now());
    expect(summary).toMatchObject({ total: 4, unmatched: 1, byReason: [{ reason: 'Absent', count: 1 }] });
  });

  it('what the listener answered 200 to is on disk, also after a crash (P6)', async () => {
    const { url, ids, bench, id } = await sent(1);
    expect(await post(url, { message_id: ids[0], status: 'Delivered', timestamp: '', reason: null })).toBe(200);
    await bench.close();
    const next = await servicesBench({ dataDir: bench.dataDir });
    expect((await next.services.store.calls.campaigns.get(id)).counts).toMatchObject({ delivered: 1 });
  });
});

describe('the listener', () => {
  it('keeps its address over restarts, and a new secret shuts the old one out', async () => {
    const { url, ids, receipts } = await sent(1);
    const again = await receipts.start();
    expect(again.url).toBe(url);
    const renewed = await receipts.renewSecret();
    expect(renewed.url).not.toBe(url);
    const body = { message_id: ids[0], status: 'Delivered', timestamp: '', reason: null };
    expect(await post(url, body)).toBe(404);
    expect(await post(renewed.url ?? '', body)).toBe(200);
  });

  it('switched off listens no more', async () => {
    const { url, receipts } = await sent(1);
    const off = await receipts.configure({ enabled: false, port: 0, host: '127.0.0.1', allowedHosts: [] });
    expect(off).toMatchObject({ state: 'off', url: null });
    await expect(post(url, {})).rejects.toThrow();
  });

  it('a taken port is told, and does not keep anybody from sending', async () => {
    const blocker = createServer();
    await new Promise<void>((resolve) => blocker.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void blocker.close());
    const { port } = blocker.address() as AddressInfo;
    const bench = await servicesBench();
    const { receipts, campaigns, accounts } = bench.services;
    const view = await receipts.configure({ enabled: true, port, host: '127.0.0.1', allowedHosts: [] });
    expect(view).toMatchObject({ state: 'failed', url: null, port });
    expect(view.error).not.toBeNull();
    const { id } = await bench.sealed((await accounts.ensurePractice()).id, 2);
    await campaigns.launch(id);
    expect((await campaigns.settled(id)).counts.accepted).toBe(2);
  });
});
