import { describe, expect, it } from 'vitest';
import type { CampaignId } from '#core/kernel/ids.ts';
import { practice, until } from '#test/practice/helpers.ts';
import { servicesBench } from '#test/support/services-bench.ts';

describe('campaigns on one account', () => {
  it('share its pace by priority, and nobody is left standing', async () => {
    const service = await practice({ latencyMs: 2 });
    const bench = await servicesBench();
    const { accounts, campaigns, store } = bench.services;
    const account = await bench.account(service.url);
    await accounts.update(account, { ratePerSecond: 120, concurrency: 12 });
    const first = await bench.sealed(account, 300, { name: 'first', priority: 'first' });
    const last = await bench.sealed(account, 300, { name: 'last', priority: 'last' });
    await campaigns.launch(last.id);
    await campaigns.launch(first.id);
    const accepted = async (id: CampaignId) => (await store.calls.campaigns.get(id)).counts.accepted;
    for (;;) {
      const [ahead, behind] = [await accepted(first.id), await accepted(last.id)];
      if (ahead >= 160) {
        // Eight to one by weight; the last had the account to itself for a moment.
        expect(behind).toBeGreaterThan(5);
        expect(behind).toBeLessThan(ahead / 2);
        break;
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await campaigns.stopAll('quit');
    expect(bench.most.inFlight).toBeLessThanOrEqual(12);
    const { recipients, repeated } = service.ledger.totals();
    expect(repeated).toBe(0);
    expect(recipients).toBe((await accepted(first.id)) + (await accepted(last.id)));
  });

  it('a rate that a person lowers while a campaign runs is kept from then on', async () => {
    const service = await practice({ latencyMs: 1 });
    const bench = await servicesBench();
    const { accounts, campaigns, paces, store } = bench.services;
    const account = await bench.account(service.url);
    await accounts.update(account, { ratePerSecond: 50 });
    const read = await store.calls.accounts.get(account);
    const { id } = await bench.sealed(account, 2_000, { ratePerSecond: null });
    await campaigns.launch(id);
    await until(() => service.status().sendsSeen > 10);
    await accounts.update(account, { ratePerSecond: 1 });
    const before = service.status().sendsSeen;
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    // Two by the rate, and who was on the way.
    expect(service.status().sendsSeen - before).toBeLessThanOrEqual(4);
    expect((await campaigns.progress(id)).limitPerSecond).toBe(1);
    // Another campaign that began to start before the change does not bring the old rate back.
    expect((await paces.of(read)).rate).toBe(1);
    await campaigns.pause(id);
  });

  it('what a refusal taught is known after a restart', async () => {
    const service = await practice({ latencyMs: 1 });
    const bench = await servicesBench();
    const account = await bench.account(service.url);
    await bench.services.accounts.update(account, { ratePerSecond: 80 });
    const stored = await bench.services.store.calls.accounts.get(account);
    (await bench.services.paces.of(stored)).onRefusal(60_000);
    await bench.close();
    const again = await servicesBench({ dataDir: bench.dataDir, keychain: bench.keychain });
    const pace = await again.services.paces.of(await again.services.store.calls.accounts.get(account));
    expect(pace.rate).toBe(40);
    expect(pace.msUntilNext()).toBeGreaterThan(50_000);
  });

  it('a receipt that says "throttled" slows the account down, though nobody was refused', async () => {
    const service = await practice({ latencyMs: 1 });
    const bench = await servicesBench();
    const { accounts, campaigns, paces, receipts, store } = bench.services;
    const account = await bench.account(service.url);
    await accounts.update(account, { ratePerSecond: 200 });
    const { id } = await bench.sealed(account, 3);
    await campaigns.launch(id);
    await campaigns.settled(id);
    const pace = await paces.of(await store.calls.accounts.get(account));
    expect(pace.rate).toBe(200);
    const [one] = await store.calls.campaigns.results(id, 0, 1);
    const messageId = one?.messageId ?? '';
    await receipts.add([{ messageId, status: 'throttled', meaning: 'throttled', at: 1, reason: null, source: 'file' }]);
    await until(() => pace.rate === 100);
    // The same callback again teaches nothing.
    await receipts.add([{ messageId, status: 'throttled', meaning: 'throttled', at: 1, reason: null, source: 'file' }]);
    expect(pace.rate).toBe(100);
  });
});
