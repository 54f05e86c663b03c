import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { managerOnDisk } from '#test/support/full-store.ts';
import { plainReading } from '#test/support/open-store.ts';
import { type ServicesBench, servicesBench } from '#test/support/services-bench.ts';
import { tempDir } from '#test/support/temp-dir.ts';
import { practice, until } from '../../practice/helpers.ts';

describe('quitting in the middle', () => {
  it('waits for the answers; the next start says where it stood and goes on without repeating anyone', async () => {
    const service = await practice({ latencyMs: 20 });
    const first = await servicesBench();
    const { id } = await first.sealed(await first.account(service.url), 50, { concurrency: 4 });
    await first.services.campaigns.launch(id);
    await until(() => service.status().sendsSeen >= 10);
    await first.close();
    const went = service.ledger.totals().recipients;
    expect(went).toBeLessThan(50);

    const second = await servicesBench({ dataDir: first.dataDir, keychain: first.keychain });
    const { campaigns, interrupted } = second.services;
    expect(interrupted).toMatchObject([
      { id, state: 'paused', pauseReason: 'quit', counts: { accepted: went, in_doubt: 0 } },
    ]);
    await campaigns.restore(interrupted, true);
    expect(await campaigns.settled(id)).toMatchObject({ state: 'finished', counts: { accepted: 50 } });
    expect(service.ledger.totals()).toMatchObject({ recipients: 50, repeated: 0 });
  });

  it('after it nothing starts any more', async () => {
    const service = await practice();
    const bench = await servicesBench();
    const { id } = await bench.sealed(await bench.account(service.url), 3);
    await bench.services.campaigns.stopAll('quit');
    await expect(bench.services.campaigns.launch(id)).rejects.toMatchObject({ error: { code: 'cancelled' } });
    expect(service.status().sendsSeen).toBe(0);
  });
});

describe('a crash in the middle', () => {
  /** The data folder as a power cut would leave it: what is on disk while people are being sent. */
  async function cutOff(bench: ServicesBench): Promise<string> {
    const copy = join(tempDir(), 'data');
    cpSync(bench.dataDir, copy, { recursive: true });
    await bench.close();
    return copy;
  }

  it('puts those in flight in doubt, at most the window, and repeats nobody', async () => {
    const service = await practice({ latencyMs: 60 });
    const bench = await servicesBench();
    const { id } = await bench.sealed(await bench.account(service.url), 40, { concurrency: 4 });
    await bench.services.campaigns.launch(id);
    await until(() => service.status().sendsSeen >= 9);
    const seen = service.status().sendsSeen;
    const dataDir = await cutOff(bench);

    const next = await servicesBench({ dataDir, keychain: bench.keychain });
    const [campaign] = next.services.interrupted;
    expect(campaign).toMatchObject({ id, pauseReason: 'interrupted' });
    const { accepted = 0, in_doubt = 0, queued = 0 } = campaign?.counts ?? {};
    expect([accepted + in_doubt + queued, in_doubt <= 4, in_doubt > 0]).toEqual([40, true, true]);
    expect(accepted + in_doubt).toBeGreaterThanOrEqual(seen);
  });

  it('in the middle of an import leaves no import, and no draft half sealed', async () => {
    const bench = await servicesBench();
    const { imports } = bench.services.store.calls;
    const mapping = { columns: [], phoneOrder: [] };
    await imports.begin({ fileName: 'cut.csv', options: plainReading, mapping, country: null }, Date.now());
    const dataDir = await cutOff(bench);
    const next = await servicesBench({ dataDir });
    expect(await next.services.store.calls.imports.list()).toEqual([]);
  });
});

describe('a campaign for later', () => {
  it('starts at its time, also after a restart, and not before', async () => {
    const service = await practice();
    const first = await servicesBench();
    const at = Date.now() + 1_500;
    const { id } = await first.sealed(await first.account(service.url), 3, { scheduleAt: at });
    expect(await first.services.campaigns.launch(id)).toMatchObject({ state: 'scheduled' });
    expect(await first.services.campaigns.progress(id)).toMatchObject({ waiting: { why: 'schedule', until: at } });
    await first.close();

    const second = await servicesBench({ dataDir: first.dataDir, keychain: first.keychain });
    await second.services.campaigns.restore(second.services.interrupted, true);
    expect((await second.services.store.calls.campaigns.get(id)).state).toBe('scheduled');
    expect(await second.services.campaigns.settled(id)).toMatchObject({ state: 'finished', counts: { accepted: 3 } });
    expect(Math.min(...service.ledger.list().map((sent) => sent.at))).toBeGreaterThanOrEqual(at);
  });

  it('paused before its time stays paused, cancelled stays cancelled', async () => {
    const service = await practice();
    const bench = await servicesBench();
    const { campaigns } = bench.services;
    const account = await bench.account(service.url);
    const soon = { scheduleAt: Date.now() + 900 };
    const [one, two] = [await bench.sealed(account, 1, soon), await bench.sealed(account, 1, soon)];
    await campaigns.launch(one.id);
    await campaigns.launch(two.id);
    await campaigns.pause(one.id);
    await campaigns.cancel(two.id);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(service.status().sendsSeen).toBe(0);
    expect(await campaigns.settled(one.id)).toMatchObject({ state: 'paused', pauseReason: 'person' });
    expect(await campaigns.settled(two.id)).toMatchObject({ state: 'cancelled', counts: { cancelled: 1 } });
  });

  it('whose key is gone at its time says so', async () => {
    const service = await practice();
    const bench = await servicesBench();
    const { campaigns, accounts } = bench.services;
    const account = await bench.account(service.url);
    const { id } = await bench.sealed(account, 1, { scheduleAt: Date.now() + 900 });
    await campaigns.launch(id);
    await accounts.removeKey(account);
    expect(await campaigns.settled(id)).toMatchObject({ state: 'paused', pauseReason: 'key_missing' });
  });
});

describe('a disk that takes nothing for a while (P7)', () => {
  it('what was answered meanwhile is written down by the next run: nobody in doubt, nobody twice', async () => {
    const service = await practice({ latencyMs: 15 });
    const bench = await servicesBench();
    const { campaigns, disk } = managerOnDisk(bench, { goOnByItself: false });
    const { id } = await bench.sealed(await bench.account(service.url), 60, { concurrency: 6 });
    await campaigns.launch(id);
    await until(() => service.status().sendsSeen >= 20);
    disk.full = true;
    const paused = await campaigns.settled(id);
    expect(paused).toMatchObject({ state: 'paused', pauseReason: 'storage' });
    const went = service.ledger.totals().recipients;
    expect(paused.counts.sending).toBeGreaterThan(0);
    await expect(campaigns.cancel(id)).rejects.toMatchObject({ error: { code: 'storage_full' } });

    disk.full = false;
    await campaigns.resume(id);
    expect(await campaigns.settled(id)).toMatchObject({
      state: 'finished',
      counts: { accepted: 60, in_doubt: 0, sending: 0 },
    });
    expect(went).toBeLessThan(60);
    expect(service.ledger.totals()).toMatchObject({ recipients: 60, repeated: 0 });
  });
});
