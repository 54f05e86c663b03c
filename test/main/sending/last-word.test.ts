import { describe, expect, it } from 'vitest';
import type { CampaignId } from '#core/kernel/ids.ts';
import type { CampaignManager } from '#main/sending/campaign-manager.ts';
import type { StoreClient } from '#main/store/protocol.ts';
import { managerOnDisk } from '#test/support/full-store.ts';
import { networkGate } from '#test/support/gate.ts';
import { type BenchSettings, type ServicesBench, servicesBench } from '#test/support/services-bench.ts';
import { practice, until } from '../../practice/helpers.ts';

/** The shortest waits: two seconds between questions, none between attempts. */
const quick: BenchSettings = { goOnByItself: true, random: { next: () => 0 } };

/** Longer than any question to the service or the disk waits. */
const aWhile = () => new Promise((resolve) => setTimeout(resolve, 2_500));
const aMoment = () => new Promise((resolve) => setTimeout(resolve, 50));

const standsFor = async (store: StoreClient, id: CampaignId) => {
  const { state, pauseReason } = await store.campaigns.get(id);
  return pauseReason ?? state;
};

const again = (bench: ServicesBench, settings = quick) =>
  servicesBench({ ...settings, dataDir: bench.dataDir, keychain: bench.keychain });

const becomes = (store: StoreClient, id: CampaignId, wanted: string) =>
  expect.poll(() => standsFor(store, id), { timeout: 10_000, interval: 20 }).toBe(wanted);

/** A campaign to sixty in the middle of which, `seen` of them out, the disk fills up. */
async function fillsUp(seen = 4, concurrency = 2) {
  const service = await practice({ latencyMs: 20 });
  const bench = await servicesBench();
  const on = managerOnDisk(bench);
  const { id } = await bench.sealed(await bench.account(service.url), 60, { concurrency });
  await on.campaigns.launch(id);
  await until(() => service.status().sendsSeen >= seen);
  on.disk.full = true;
  return { service, bench, id, ...on };
}

describe('a person’s last word holds', () => {
  it.each<[string, (campaigns: CampaignManager, id: CampaignId) => Promise<unknown>, string]>([
    ['Pause', (campaigns, id) => campaigns.pause(id), 'person'],
    ['Stop', (campaigns, id) => campaigns.cancel(id), 'cancelled'],
  ])('%s just after waking, while the answer of before the sleep is awaited', async (_button, press, stands) => {
    const service = await practice({ latencyMs: 400 });
    const bench = await servicesBench(quick);
    const { campaigns, store } = bench.services;
    const { id } = await bench.sealed(await bench.account(service.url), 30, { concurrency: 2 });
    await campaigns.launch(id);
    await until(() => service.status().sendsSeen >= 1);
    const asleep = campaigns.suspend();
    campaigns.wake();
    await aMoment();
    await press(campaigns, id);
    await asleep;
    const sent = service.status().sendsSeen;
    await aWhile();
    expect([await standsFor(store.calls, id), service.status().sendsSeen]).toEqual([stands, sent]);
  });

  it('Pause while the disk is full: kept, written when there is room, and true at the next start', async () => {
    const { service, bench, campaigns, store, disk, id } = await fillsUp();
    await campaigns.pause(id);
    expect(await campaigns.progress(id)).toMatchObject({ state: 'paused', pauseReason: 'person' });
    const sent = service.status().sendsSeen;
    disk.full = false;
    await becomes(store, id, 'person');
    await campaigns.stopAll('quit');
    await bench.close();

    const next = await again(bench);
    await next.services.campaigns.restore(next.services.interrupted, true);
    await aMoment();
    expect(await next.services.store.calls.campaigns.get(id)).toMatchObject({
      state: 'paused',
      pauseReason: 'person',
      counts: { in_doubt: 0 },
    });
    expect(service.status().sendsSeen).toBe(sent);
  });

  it('Keep paused after the disk was full: the same, also where the disk is full when it is pressed', async () => {
    const { campaigns, store, disk, id } = await fillsUp();
    expect(await campaigns.settled(id)).toMatchObject({ pauseReason: 'storage' });
    await campaigns.pause(id);
    disk.full = false;
    await becomes(store, id, 'person');
    await aWhile();
    expect(await standsFor(store, id)).toBe('person');
  });

  it('Keep paused on an answer that was unclear, over a restart', async () => {
    const service = await practice();
    const gate = await networkGate(service.url, 'portal');
    const bench = await servicesBench(quick);
    const { id } = await bench.sealed(await bench.account(gate.url), 6, { concurrency: 2 });
    await bench.services.campaigns.launch(id);
    expect(await bench.services.campaigns.settled(id)).toMatchObject({ pauseReason: 'unclear_answer' });
    await bench.services.campaigns.pause(id);
    await bench.close();
    const next = await again(bench);
    await next.services.campaigns.restore(next.services.interrupted, true);
    await gate.become('open');
    next.services.campaigns.networkChanged();
    await aWhile();
    expect([await standsFor(next.services.store.calls, id), service.status().sendsSeen]).toEqual(['person', 0]);
  });

  it('Pause before a start has come to it: the campaign that was cut off stays', async () => {
    const service = await practice({ latencyMs: 30 });
    const bench = await servicesBench(quick);
    const { id } = await bench.sealed(await bench.account(service.url), 60, { concurrency: 2 });
    await bench.services.campaigns.launch(id);
    await until(() => service.status().sendsSeen >= 4);
    await bench.close();
    const next = await again(bench);
    const sent = service.status().sendsSeen;
    await next.services.campaigns.pause(id);
    await next.services.campaigns.restore(next.services.interrupted, true);
    await aMoment();
    expect([await standsFor(next.services.store.calls, id), service.status().sendsSeen]).toEqual(['person', sent]);
  });

  it('the key is removed: what its account sends stops', async () => {
    const service = await practice({ latencyMs: 20 });
    const bench = await servicesBench(quick);
    const { campaigns, store } = bench.services;
    const account = await bench.account(service.url);
    const { id } = await bench.sealed(account, 60, { concurrency: 2 });
    await campaigns.launch(id);
    await until(() => service.status().sendsSeen >= 4);
    await campaigns.pauseAccount(account, 'key_missing');
    const sent = service.status().sendsSeen;
    await aMoment();
    expect([await standsFor(store.calls, id), service.status().sendsSeen]).toEqual(['key_missing', sent]);
  });
});

describe('quitting while another campaign starts', () => {
  it('stops those that send at once, and does not wait for a start that hangs', async () => {
    const service = await practice({ latencyMs: 20 });
    const bench = await servicesBench();
    const [account, other] = [await bench.account(service.url), await bench.account(service.url)];
    const { campaigns, store } = managerOnDisk(bench, {
      // As a proxy script that never answers.
      gateway: (id, connections) =>
        id === other ? new Promise(() => undefined) : bench.services.accounts.gateway(id, connections),
    });
    const { id } = await bench.sealed(account, 3_000, { concurrency: 4 });
    const hanging = await bench.sealed(other, 3);
    await campaigns.launch(id);
    await until(() => service.status().sendsSeen >= 20);
    void campaigns.launch(hanging.id).catch(() => undefined);
    await aMoment();
    const sent = service.status().sendsSeen;
    await campaigns.stopAll('quit');
    expect(service.status().sendsSeen - sent).toBeLessThanOrEqual(4);
    expect(await standsFor(store, id)).toBe('quit');
    expect(await standsFor(store, hanging.id)).toBe('sealed');
  });
});

describe('answers that the disk did not take', () => {
  it.each(['Keep paused', 'quitting'])('are written with %s: nobody is in doubt at the next start', async (how) => {
    const { service, bench, campaigns, disk, id } = await fillsUp(10, 4);
    const { counts } = await campaigns.settled(id);
    expect(counts.sending).toBeGreaterThan(0);
    disk.full = false;
    if (how === 'Keep paused') await campaigns.pause(id);
    await campaigns.stopAll('quit');
    await bench.close();
    const next = await again(bench);
    const found = await next.services.store.calls.campaigns.get(id);
    expect(found.counts).toMatchObject({ in_doubt: 0, accepted: service.ledger.totals().recipients });
  });
});

describe('a start that the disk does not let through', () => {
  it('a campaign for a time that is stopped while the disk is full is told as stopped, not as scheduled', async () => {
    const service = await practice();
    const bench = await servicesBench();
    const { campaigns, disk } = managerOnDisk(bench);
    const { id } = await bench.sealed(await bench.account(service.url), 3, { scheduleAt: Date.now() + 60_000 });
    await campaigns.launch(id);
    disk.full = true;
    await campaigns.pause(id, 'signal');
    expect(await campaigns.settled(id)).toMatchObject({ state: 'paused', pauseReason: 'signal' });
    disk.full = false;
  });

  it('a campaign for a time tries again, and starts when there is room', { timeout: 40_000 }, async () => {
    const service = await practice();
    const bench = await servicesBench();
    const { campaigns, store, disk } = managerOnDisk(bench);
    const { id } = await bench.sealed(await bench.account(service.url), 3, { scheduleAt: Date.now() + 300 });
    await campaigns.launch(id);
    disk.refuses.add('campaigns.move');
    await until(() => !disk.refuses.has('campaigns.move'));
    expect(await standsFor(store, id)).toBe('scheduled');
    await expect.poll(() => standsFor(store, id), { timeout: 30_000 }).toBe('finished');
  });

  it.each(['the network is back', 'it is awake', 'the disk has room'])('%s: it is tried again', async (what) => {
    const service = await practice({ latencyMs: 20 });
    const gate = await networkGate(service.url, what === 'the network is back' ? 'shut' : 'open');
    const bench = await servicesBench();
    const { campaigns, store, disk } = managerOnDisk(bench);
    const { id } = await bench.sealed(await bench.account(gate.url), 30, { concurrency: 2 });
    await campaigns.launch(id);
    if (what !== 'the network is back') await until(() => service.status().sendsSeen >= 4);
    if (what === 'the disk has room') disk.full = true;
    if (what === 'it is awake') await campaigns.suspend();
    await campaigns.settled(id);
    disk.full = false;
    disk.refuses.add('campaigns.move');
    await gate.become('open');
    campaigns.wake();
    await becomes(store, id, 'finished');
    expect(disk.refuses.size).toBe(0);
    expect(service.ledger.totals()).toMatchObject({ recipients: 30, repeated: 0 });
  });

  it('a line of the log that is refused stops nobody', async () => {
    const service = await practice({ latencyMs: 20 });
    const bench = await servicesBench();
    const { campaigns, store, disk } = managerOnDisk(bench);
    const { id } = await bench.sealed(await bench.account(service.url), 6);
    disk.refuses.add('campaigns.log');
    await campaigns.launch(id);
    expect(campaigns.isRunning(id)).toBe(true);
    await becomes(store, id, 'finished');
  });
});
