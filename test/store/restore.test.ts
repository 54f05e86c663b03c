import {
  copyFileSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CampaignId, RecipientId } from '#core/kernel/ids.ts';
import { sumCounts } from '#core/outbox/states.ts';
import { createStoreApi, type StoreApi } from '#main/store/api.ts';
import { listBackups, makeBackup } from '#main/store/backup.ts';
import { backupsFolder } from '#main/store/data-files.ts';
import { openDatabase } from '#main/store/database.ts';
import { openForWriting } from '#main/store/open-checks.ts';
import { latestBackup, restoreDatabase, startAnew } from '#main/store/restore.ts';
import { campaignTo, codeOf, openStore, type TestStore } from '#test/support/open-store.ts';
import { testNow } from '#test/support/plan.ts';
import { exchangeStep, settlementOf } from '#test/support/sending.ts';

/** Claims `want` people and settles the first `accepted` of them. */
function send(api: StoreApi, campaignId: CampaignId, want: number, accepted = want): void {
  const step = { campaignId, now: testNow, settled: [], want };
  const { claimed } = exchangeStep(api, step);
  const settled = claimed
    .slice(0, accepted)
    .map((one) => settlementOf(one, { at: testNow + 5, state: 'accepted', messageId: `m-${one.requestId}` }));
  exchangeStep(api, { ...step, settled, want: 0 });
}

/** A campaign of 40: five accepted before the backup; seven accepted, one rejected and two on their way after it. */
function sentAfterBackup(): { readonly store: TestStore; readonly id: CampaignId; readonly backup: string } {
  const store = openStore();
  const { api, db } = store;
  const { id } = campaignTo(api, 40);
  api.campaigns.move(id, 'running', testNow, { startedAt: testNow });
  send(api, id, 5);
  makeBackup(db, testNow + 10);
  send(api, id, 7);
  send(api, id, 2, 0);
  return { store, id, backup: latestBackup(store.path) };
}

function reopen(path: string) {
  const db = openForWriting(path);
  return { db, api: createStoreApi(db), close: () => db.close() };
}

const later = testNow + 1_000;
const whoIs = (api: StoreApi, id: CampaignId, state: 'accepted' | 'in_doubt' | 'queued') =>
  api.campaigns.recipients(id, { states: [state], query: '' }, 0, 100).rows.map((row) => row.id);

describe('a restored backup', () => {
  it('with the newer file whole: who was sent is known, who waited still waits, and nothing goes by itself', () => {
    const { store, id, backup } = sentAfterBackup();
    store.close();
    const report = restoreDatabase(store.path, backup, later);
    expect(report).toMatchObject({ paused: 1, settled: 7, inDoubt: 2, lost: [] });
    const { api, close } = reopen(store.path);
    const campaign = api.campaigns.get(id);
    expect(campaign).toMatchObject({ state: 'paused', pauseReason: 'restored' });
    expect(campaign.counts).toMatchObject({ accepted: 12, in_doubt: 2, queued: 26 });
    expect(sumCounts(campaign.counts)).toBe(campaign.sealed);
    expect(api.campaigns.recover(later)).toEqual([]);
    expect(api.campaigns.readLog(id)[0]).toMatchObject({ code: 'restored', details: { inDoubt: 2, settled: 7 } });
    // A receipt for a message of the time after the backup finds its person.
    const sent = api.campaigns.results(id, 0, 100).filter(({ messageId }) => messageId !== null);
    expect(sent).toHaveLength(12);
    expect(new Set(sent.map(({ messageId }) => messageId)).size).toBe(12);
    close();
  });

  it('without the newer file: everybody who could have been sent since is in doubt, nobody waits', () => {
    const { store, id, backup } = sentAfterBackup();
    store.close();
    const copy = join(store.path, '..', 'elsewhere.db');
    copyFileSync(backup, copy);
    for (const end of ['', '-wal', '-shm']) rmSync(store.path + end, { force: true });
    expect(restoreDatabase(store.path, copy, later)).toMatchObject({
      paused: 1,
      settled: 0,
      inDoubt: 35,
      keptAside: null,
    });
    const { api, close } = reopen(store.path);
    expect(api.campaigns.get(id).counts).toMatchObject({ accepted: 5, in_doubt: 35, queued: 0, sending: 0 });
    // A person decides; then it goes on as any other.
    api.campaigns.resolve(id, whoIs(api, id, 'in_doubt').slice(0, 3) as RecipientId[], 'again', 'Robin', later);
    expect(api.campaigns.get(id).counts).toMatchObject({ in_doubt: 32, queued: 3 });
    close();
  });

  it('with the newer file damaged: what it still knows for certain counts, the rest is in doubt', () => {
    const { store, id, backup } = sentAfterBackup();
    const accepted = whoIs(store.api, id, 'accepted');
    store.db.get('PRAGMA wal_checkpoint(TRUNCATE)');
    store.close();
    // A page of contacts is no page any more; those of the recipients can be read.
    const page = pageOf(store.path, 'accounts');
    const file = openSync(store.path, 'r+');
    writeSync(file, Buffer.alloc(4096, 0x5a), 0, 4096, (page - 1) * 4096);
    expect(codeOf(() => openForWriting(store.path))).toBe('storage_damaged');
    const before = readFileSync(store.path);
    const report = restoreDatabase(store.path, backup, later);
    expect(report).toMatchObject({ paused: 1, settled: 7, inDoubt: 28 });
    expect(report.keptAside).toMatch(/^slipway\.db\.damaged-/);
    expect(readFileSync(join(store.path, '..', report.keptAside ?? '')).equals(before)).toBe(true);
    const { api, close } = reopen(store.path);
    expect(whoIs(api, id, 'accepted')).toEqual(accepted);
    expect(api.campaigns.get(id).counts).toMatchObject({ accepted: 12, in_doubt: 28, queued: 0 });
    close();
  });

  it('keeps the file it replaced, and that one can be chosen in turn', () => {
    const { store, id, backup } = sentAfterBackup();
    store.close();
    const { keptAside } = restoreDatabase(store.path, backup, later);
    expect(keptAside).toMatch(/^slipway\.db\.before-restore-2026-01-05T09-00-01/);
    expect(listBackups(store.path)).toHaveLength(2);
    restoreDatabase(store.path, latestBackup(store.path), later + 1_000);
    const { api, close } = reopen(store.path);
    // Twelve were accepted before the first restore, and nobody since.
    expect(api.campaigns.get(id).counts).toMatchObject({ accepted: 12, in_doubt: 2, queued: 26 });
    close();
  });

  it('keeps who opted out since, and names what is not in it', () => {
    const { store, backup } = sentAfterBackup();
    store.db.run("INSERT INTO suppressions VALUES ('+31650000000', 1, 'person')");
    campaignTo(store.api, 3, { name: 'Later' }, 31_660_000_000);
    store.close();
    expect(restoreDatabase(store.path, backup, later).lost).toEqual(['Later']);
    const { db, api, close } = reopen(store.path);
    expect(db.all('SELECT phone FROM suppressions')).toEqual([{ phone: '+31650000000' }]);
    expect(api.settings.read('restored')).toMatchObject({ from: basename(backup), at: later, lost: ['Later'] });
    close();
  });

  it('campaigns that were over stay over; one that was scheduled or only sealed does not go', () => {
    const store = openStore();
    const { api, db } = store;
    const [over, sealed, timed] = [1, 2, 3].map((n) => campaignTo(api, 4, {}, 31_610_000_000 + n * 100).id) as [
      CampaignId,
      CampaignId,
      CampaignId,
    ];
    api.campaigns.move(over, 'running', testNow);
    send(api, over, 4);
    api.campaigns.move(over, 'finished', testNow, { finishedAt: testNow });
    api.campaigns.move(timed, 'scheduled', testNow);
    makeBackup(db, testNow);
    store.close();
    const backup = latestBackup(store.path);
    const copy = join(store.path, '..', 'elsewhere.db');
    copyFileSync(backup, copy);
    rmSync(store.path);
    restoreDatabase(store.path, copy, later);
    const again = reopen(store.path);
    const states = [over, sealed, timed].map((id) => again.api.campaigns.get(id));
    expect(states.map(({ state, counts }) => [state, counts.queued, counts.in_doubt])).toEqual([
      ['finished', 0, 0],
      ['paused', 0, 4],
      ['paused', 0, 4],
    ]);
    again.close();
  });

  it('is refused when it is none, and nothing is touched', () => {
    const { store, backup } = sentAfterBackup();
    store.close();
    expect(codeOf(() => restoreDatabase(store.path, join(backupsFolder(store.path), 'none.db'), later))).toBe(
      'not_found',
    );
    writeFileSync(`${backup}.txt`, 'no backup');
    expect(codeOf(() => restoreDatabase(store.path, `${backup}.txt`, later))).toBe('storage_damaged');
    // Nothing was touched.
    const { api, close } = reopen(store.path);
    expect(api.campaigns.last()?.counts.accepted).toBe(12);
    close();
  });
});

describe('starting anew', () => {
  it('keeps what was there, and is no loss at the next start', () => {
    const { store } = sentAfterBackup();
    store.close();
    writeFileSync(store.path, '');
    expect(codeOf(() => openForWriting(store.path))).toBe('storage_missing');
    expect(startAnew(store.path, later)).toMatch(/^slipway\.db\.damaged-/);
    const { api, close } = reopen(store.path);
    expect(api.campaigns.last()).toBeNull();
    close();
    expect(readdirSync(join(store.path, '..')).filter((name) => name.includes('preparing'))).toEqual([]);
    expect(existsSync(`${store.path}-wal`)).toBe(false);
  });
});

/** The root page of a table. */
function pageOf(path: string, table: string): number {
  const db = openDatabase(path, 'read');
  const row = db.get<{ rootpage: number }>('SELECT rootpage FROM sqlite_schema WHERE name = ?', table);
  db.close();
  return row?.rootpage ?? 0;
}
