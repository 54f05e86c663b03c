import { execFileSync } from 'node:child_process';
import { appendFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import type { CampaignId } from '#core/kernel/ids.ts';
import { createMemoryKeychain } from '#main/keychain/memory-keychain.ts';
import type { PracticeService } from '#main/practice/service.ts';
import { seededRandom } from '#test/support/seeded-random.ts';
import { type ServicesBench, servicesBench } from '#test/support/services-bench.ts';
import { tempDir } from '#test/support/temp-dir.ts';
import { practice, until } from '../practice/helpers.ts';
import { failingDisk, noCompiler } from './failing-disk.ts';
import { long, printTable } from './long.ts';
import { noMount, smallDisk } from './small-disk.ts';

const rows: (string | number)[][] = [];
afterAll(() => {
  printTable('A disk that takes nothing', ['what', 'people', 'sent before', 'unrecorded', 'twice', 'at the end'], rows);
});

/** Writes until nothing more fits. */
function fill(disk: string): string {
  const ballast = join(disk, 'ballast');
  writeFileSync(ballast, '');
  for (const size of [65_536, 4_096, 1]) {
    try {
      for (;;) appendFileSync(ballast, Buffer.alloc(size, 1));
    } catch {
      // Smaller pieces until not one byte fits.
    }
  }
  return ballast;
}

/** Everybody the service has, against everybody the database says went, or may have gone. */
async function unrecorded(bench: ServicesBench, id: CampaignId, service: PracticeService): Promise<number> {
  const rows = await bench.services.store.calls.campaigns.results(id, 0, 10_000);
  const known = new Set(rows.filter(({ state }) => state !== 'queued').map(({ phone }) => phone.slice(1)));
  return service.ledger
    .list()
    .flatMap(({ to }) => to)
    .filter((digits) => !known.has(digits)).length;
}

const why = noMount();
describe.skipIf(why !== null)(`a full disk (${why ?? 'tmpfs'})`, () => {
  const rounds = long ? 8 : 1;
  const seed = Number(process.env.SLIPWAY_DISK_SEED ?? Date.now() % 1_000_000);

  it(`pauses sending, sends nobody unrecorded, and goes on when there is room (seed ${seed})`, {
    timeout: 60_000 + rounds * 40_000,
  }, async () => {
    const random = seededRandom(seed);
    for (let round = 0; round < rounds; round++) {
      const disk = smallDisk(6);
      const service = await practice({ latencyMs: random.int(2, 30) });
      const bench = await servicesBench({ dataDir: join(disk, 'data') });
      const { campaigns } = bench.services;
      const { id } = await bench.sealed(await bench.account(service.url), 400, { concurrency: random.int(1, 16) });
      await campaigns.launch(id);
      await until(() => service.status().sendsSeen >= random.int(5, 120));
      let ballast = fill(disk);
      // The log may have pages that are used again: sending goes on for as long as it can be written down.
      const end = await campaigns.settled(id);
      expect(end).toMatchObject({ state: 'paused', pauseReason: 'storage' });
      const before = service.ledger.totals().recipients;
      expect(before).toBeLessThan(400);
      await sleep(300);
      expect(service.ledger.totals().recipients).toBe(before);
      if (long) {
        // Nothing starts while it is full, either.
        await campaigns.resume(id).catch(() => undefined);
        await until(() => !campaigns.isRunning(id));
        expect(service.ledger.totals().recipients).toBe(before);
      }
      rmSync(ballast);
      await campaigns.resume(id);
      if (random.next() < 0.5) {
        // Once more, in the middle.
        await until(() => service.ledger.totals().recipients >= before + 20);
        ballast = fill(disk);
        await sleep(400);
        rmSync(ballast);
      }
      let campaign = await campaigns.settled(id);
      if (campaign.state === 'paused') {
        await campaigns.resume(id);
        campaign = await campaigns.settled(id);
      }
      const lost = await unrecorded(bench, id, service);
      const { recipients, repeated } = service.ledger.totals();
      const doubt = campaign.counts.in_doubt;
      rows.push(['tmpfs full, then room', 400, before, lost, repeated, `${campaign.state}, ${doubt} in doubt`]);
      expect([lost, repeated, campaign.state]).toEqual([0, 0, 'finished']);
      expect([recipients, campaign.counts.accepted + doubt]).toEqual([400, 400]);
      await bench.close();
    }
  });

  it('goes on by itself when there is room again, and says so', { timeout: 60_000 }, async () => {
    const disk = smallDisk(8);
    const service = await practice({ latencyMs: 5 });
    // The shortest waits: two seconds between questions.
    const bench = await servicesBench({
      dataDir: join(disk, 'data'),
      goOnByItself: true,
      random: { next: () => 0 },
    });
    const { campaigns, store } = bench.services;
    const { id } = await bench.sealed(await bench.account(service.url), 300, { concurrency: 4 });
    await campaigns.launch(id);
    await until(() => service.status().sendsSeen >= 20);
    const ballast = fill(disk);
    expect(await campaigns.settled(id)).toMatchObject({ state: 'paused', pauseReason: 'storage' });
    const before = service.ledger.totals().recipients;
    // Asked for once or twice by then, and still full.
    await sleep(3_000);
    expect([campaigns.isRunning(id), service.ledger.totals().recipients]).toEqual([false, before]);
    rmSync(ballast);
    await expect
      .poll(async () => (await store.calls.campaigns.get(id)).state, { timeout: 20_000, interval: 50 })
      .toBe('finished');
    const lost = await unrecorded(bench, id, service);
    const { recipients, repeated } = service.ledger.totals();
    rows.push(['tmpfs full, goes on by itself', 300, before, lost, repeated, 'finished']);
    expect([recipients, lost, repeated]).toEqual([300, 0, 0]);
    expect((await store.calls.campaigns.readLog(id)).map(({ code }) => code)).toContain('storage_back');
    await bench.close();
  });

  it('makes no half backup, says so, and starts again with what was there', { timeout: 60_000 }, async () => {
    const disk = smallDisk(24);
    const dataDir = join(disk, 'data');
    const bench = await servicesBench({ dataDir });
    await bench.sealed(await bench.account('https://example.invalid/api'), 2_000);
    await bench.services.backups.make();
    const ballast = fill(disk);
    await expect(bench.services.backups.make()).rejects.toMatchObject({
      error: { code: 'storage_full', details: { what: 'backup' } },
    });
    expect(readdirSync(join(dataDir, 'backups'))).toHaveLength(1);
    await bench.close();
    // A start needs a little room of its own; without any it is refused, and nothing is lost.
    await expect(servicesBench({ dataDir })).rejects.toMatchObject({
      error: { code: expect.stringMatching(/^storage_/) },
    });
    rmSync(ballast);
    const again = await servicesBench({ dataDir });
    expect((await again.services.store.calls.campaigns.last())?.counts.queued).toBe(2_000);
    await again.close();
  });

  it('a folder that cannot be written is told, and nothing is sent', { timeout: 30_000 }, async () => {
    const dir = join(tempDir(), 'data');
    const service = await practice();
    const keychain = createMemoryKeychain();
    const first = await servicesBench({ dataDir: dir, keychain });
    const { id } = await first.sealed(await first.account(service.url), 5);
    await first.close();
    execFileSync('mount', ['--bind', dir, dir]);
    onTestFinished(() => void execFileSync('umount', ['-l', dir]));
    execFileSync('mount', ['-o', 'remount,ro,bind', dir]);
    await expect(servicesBench({ dataDir: dir, keychain })).rejects.toMatchObject({
      error: { code: 'storage_failed' },
    });
    expect(service.status().sendsSeen).toBe(0);
    execFileSync('mount', ['-o', 'remount,rw,bind', dir]);
    const again = await servicesBench({ dataDir: dir, keychain });
    await again.services.campaigns.launch(id);
    expect(await again.services.campaigns.settled(id)).toMatchObject({ state: 'finished', counts: { accepted: 5 } });
    await again.close();
  });
});

// Half a minute of waiting for a disk that stays broken: only at full length.
const notNow = noCompiler ?? (long ? null : 'only with --long');
describe.skipIf(notNow !== null)(`a disk that does not keep what it took (${notNow ?? 'fsync fails'})`, () => {
  it('pauses sending; whoever was sent is known', { timeout: 120_000 }, async () => {
    const { people, before, unrecorded: lost, repeated, states } = await failingDisk(120);
    rows.push(['fsync fails, then works', people, before, lost, repeated, states.join(' → ')]);
    expect([lost, repeated]).toEqual([0, 0]);
    expect(before).toBeGreaterThan(0);
    expect(before).toBeLessThan(people);
    expect(states).toEqual(['paused (storage)', 'finished']);
  });
});
