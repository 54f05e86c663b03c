import { copyFileSync, readdirSync, readFileSync, rmdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { describe, expect, it } from 'vitest';
import type { AppError } from '#core/kernel/errors.ts';
import { restoreBackup } from '#main/backup/replace-database.ts';
import { databasePath } from '#main/services/open-services.ts';
import { systemClock } from '#main/system.ts';
import { phone } from '#test/support/plan.ts';
import { type ServicesBench, servicesBench } from '#test/support/services-bench.ts';
import { storeHere } from '#test/support/store-worker.ts';
import { practice, until } from '../../practice/helpers.ts';

const backupsOf = ({ dataDir }: ServicesBench) => readdirSync(join(dataDir, 'backups')).sort();
const person = (i: number) => ({
  id: null,
  phone: phone(31_620_000_000 + i),
  firstName: 'P',
  lastName: '',
  fields: {},
});

describe('backups', () => {
  it('one is made when a campaign is finished, also when the app closes at once', async () => {
    const service = await practice();
    const bench = await servicesBench();
    const { id } = await bench.sealed(await bench.account(service.url), 5);
    await bench.services.campaigns.launch(id);
    await bench.services.campaigns.settled(id);
    await bench.close();
    expect(backupsOf(bench)).toHaveLength(1);
  });

  it('at a start: not of an empty book, not twice a day, not when nothing changed', async () => {
    const first = await servicesBench();
    first.services.backups.start({ lookOver: true });
    await first.close();
    expect(backupsOf(first)).toEqual([]);

    const dayMs = 24 * 3_600_000;
    const start = async (days: number): Promise<number> => {
      const clock = { ...systemClock, now: () => Date.now() + days * dayMs };
      const bench = await servicesBench({ dataDir: first.dataDir, clock });
      bench.services.backups.start({ lookOver: true });
      await bench.close();
      return backupsOf(bench).length;
    };
    const write = async (): Promise<void> => {
      const bench = await servicesBench({ dataDir: first.dataDir });
      await bench.services.store.calls.contacts.save(person(backupsOf(bench).length), Date.now());
      await bench.close();
    };
    await write();
    expect(await start(0)).toBe(1);
    expect(await start(0.9)).toBe(1);
    await write();
    expect(await start(0.9)).toBe(1);
    expect(await start(1.1)).toBe(2);
    const path = databasePath(first.dataDir);
    const quiet = Date.now() / 1000 - 1;
    utimesSync(path, quiet, quiet);
    expect(await start(5)).toBe(2);
  });

  it('several campaigns that end together make few, and a person’s own waits its turn', async () => {
    const bench = await servicesBench();
    await bench.services.store.calls.contacts.save(person(1), Date.now());
    const { backups } = bench.services;
    for (let i = 0; i < 9; i++) backups.makeSoon();
    const made = await backups.make();
    expect(backupsOf(bench).length).toBeLessThanOrEqual(2);
    expect((await backups.list())[0]).toMatchObject({ name: made.name, contacts: 1, campaigns: 0 });
  });

  it('what goes wrong in the background is kept, told, and forgotten when it works again', async () => {
    let told = 0;
    const bench = await servicesBench({ onBackups: () => told++ });
    await bench.services.store.calls.contacts.save(person(1), Date.now());
    const { backups } = bench.services;
    // A file where the folder should be.
    const folder = join(bench.dataDir, 'backups');
    rmdirSync(folder);
    writeFileSync(folder, '');
    await expect(backups.make()).rejects.toMatchObject({ error: { code: 'storage_failed' } });
    expect([backups.problem?.code, told]).toEqual(['storage_failed', 1]);
    rmSync(folder);
    await backups.make();
    expect([backups.problem, told]).toEqual([null, 2]);
  });
});

describe('damage that shows while the app runs', () => {
  it('a look at the whole file finds it: sending stops, and it is told once', async () => {
    const service = await practice({ latencyMs: 20 });
    const told: AppError[] = [];
    const bench = await servicesBench({ onDamaged: (error) => told.push(error) });
    const { store, campaigns, backups } = bench.services;
    const { id } = await bench.sealed(await bench.account(service.url), 200, { concurrency: 2 });
    await campaigns.launch(id);
    await until(() => service.status().sendsSeen >= 5);
    // As a flipped bit would: a count that is not what was sealed.
    const other = new DatabaseSync(store.path, { timeout: 5_000 });
    other.exec("UPDATE campaigns SET digest = 'not this'");
    other.close();
    backups.start({ lookOver: true });
    await until(() => told.length > 0);
    await campaigns.settled(id);
    expect(told).toMatchObject([{ code: 'storage_damaged' }]);
    expect(await store.calls.campaigns.get(id)).toMatchObject({ state: 'paused', pauseReason: 'storage_damaged' });
    const seen = service.status().sendsSeen;
    expect(seen).toBeLessThan(200);
    await expect(campaigns.resume(id)).rejects.toMatchObject({ error: { code: 'cancelled' } });
    expect(service.status().sendsSeen).toBe(seen);
  });
});

describe('restoring', () => {
  it('is refused while somebody has the folder open', async () => {
    const bench = await servicesBench();
    await bench.services.store.calls.contacts.save(person(1), Date.now());
    await bench.services.backups.make();
    const before = readFileSync(databasePath(bench.dataDir));
    await expect(restoreBackup(bench.dataDir, storeHere, 'latest', Date.now())).rejects.toMatchObject({
      error: { code: 'already_running' },
    });
    expect(readFileSync(databasePath(bench.dataDir)).equals(before)).toBe(true);
  });

  it('nobody is texted twice: what was sent after the backup is never sent again by itself', async () => {
    const service = await practice({ latencyMs: 5 });
    const bench = await servicesBench();
    const { campaigns, backups } = bench.services;
    const { id } = await bench.sealed(await bench.account(service.url), 60, { concurrency: 2 });
    await backups.make();
    await campaigns.launch(id);
    await until(() => service.status().sendsSeen >= 20);
    await campaigns.pause(id);
    await bench.close();
    const sent = service.ledger.totals().recipients;
    // The newer file is lost altogether.
    copyFileSync(join(bench.dataDir, 'backups', backupsOf(bench)[0] ?? ''), join(bench.dataDir, 'kept.db'));
    for (const end of ['', '-wal', '-shm', '-mark']) rmSync(databasePath(bench.dataDir) + end, { force: true });
    await restoreBackup(bench.dataDir, storeHere, join(bench.dataDir, 'kept.db'), Date.now());

    const again = await servicesBench({ dataDir: bench.dataDir, keychain: bench.keychain });
    expect(again.services.interrupted).toEqual([]);
    await again.services.campaigns.restore(again.services.interrupted, true);
    expect(await again.services.campaigns.settled(id)).toMatchObject({
      state: 'paused',
      pauseReason: 'restored',
      counts: { in_doubt: 60, queued: 0 },
    });
    await again.services.campaigns.resume(id);
    expect(await again.services.campaigns.settled(id)).toMatchObject({ counts: { in_doubt: 60 } });
    expect(service.ledger.totals()).toMatchObject({ recipients: sent, repeated: 0 });
  });
});
