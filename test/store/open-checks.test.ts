import { copyFileSync, existsSync, readFileSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { uptime } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CampaignId } from '#core/kernel/ids.ts';
import { createStoreApi } from '#main/store/api.ts';
import { listBackups, readBackup } from '#main/store/backup.ts';
import { backupsFolder, markPath, readyPath } from '#main/store/data-files.ts';
import { openDatabase } from '#main/store/database.ts';
import { newestSchema, schemaVersion } from '#main/store/migrate.ts';
import { openForWriting } from '#main/store/open-checks.ts';
import { openMark } from '#main/store/open-marks.ts';
import { createUpkeepApi } from '#main/store/upkeep.ts';
import { lookAtWal } from '#main/store/wal-look.ts';
import { campaignTo, codeOf } from '#test/support/open-store.ts';
import { testNow } from '#test/support/plan.ts';
import { exchangeStep } from '#test/support/sending.ts';
import { tempDir } from '#test/support/temp-dir.ts';

const firstSchema = readFileSync(
  join(import.meta.dirname, '../../src/main/store/migrations/0001-first-release.sql'),
  'utf8',
);

function open(path: string) {
  const db = openForWriting(path);
  const mark = openMark(db);
  const close = () => {
    mark.close();
    db.close();
  };
  return { db, api: createStoreApi(db, mark), close };
}

/** As a process leaves it that is killed while it sends: the log is beside the file, and each claim is a commit of its own. */
function killedWhileSending(): { readonly path: string; readonly id: CampaignId } {
  const first = join(tempDir(), 'slipway.db');
  const store = open(first);
  const { id } = campaignTo(store.api, 30);
  store.db.get('PRAGMA wal_checkpoint(TRUNCATE)');
  for (let i = 0; i < 5; i++) exchangeStep(store.api, { campaignId: id, now: testNow, settled: [], want: 2 });
  const path = join(tempDir(), 'slipway.db');
  for (const end of ['', '-wal', '-mark']) copyFileSync(first + end, path + end);
  store.close();
  return { path, id };
}

const opened = (path: string) => codeOf(() => open(path).close());

/** What is damaged must be so at the next start too, and the evidence still there. */
function staysDamaged(path: string, file = path): void {
  const before = existsSync(file) ? readFileSync(file) : null;
  expect(opened(path)).toBe('storage_damaged');
  expect(opened(path)).toBe('storage_damaged');
  if (before !== null) expect(readFileSync(file).equals(before)).toBe(true);
}

describe('opening what a killed process left', () => {
  it('finds every claim', () => {
    const { path, id } = killedWhileSending();
    const { api, close } = open(path);
    expect(api.campaigns.get(id).counts).toMatchObject({ sending: 10, queued: 20 });
    close();
    expect(opened(path)).toBe('nothing was thrown');
  });

  it('a log with a flipped bit before its last commit is damage, and no return to an earlier state', () => {
    const { path } = killedWhileSending();
    const wal = readFileSync(`${path}-wal`);
    for (const at of [3, 17, 40, 32 + 24 + 100, 32 + 4120 + 2_000]) {
      const flipped = Buffer.from(wal);
      flipped[at] = (flipped[at] ?? 0) ^ 0x10;
      writeFileSync(`${path}-wal`, flipped);
      staysDamaged(path, `${path}-wal`);
    }
  });

  it.each([
    ['cut at the end of a commit', (path: string) => truncateSync(`${path}-wal`, commitEnd(`${path}-wal`))],
    ['gone', (path: string) => rmSync(`${path}-wal`)],
    ['empty', (path: string) => truncateSync(`${path}-wal`, 0)],
  ])('a log that is %s contradicts the mark', (_what, spoil) => {
    const { path } = killedWhileSending();
    const examine = () => createUpkeepApi(path).upkeep.examine().problem;
    expect(examine()).toBeNull();
    spoil(path);
    expect(lookAtWal(path)).toBeNull();
    expect(examine()).toMatch(/^request 10 was sent, and the file ends with request/);
    staysDamaged(path, markPath(path));
  });

  it('a last commit that was being written is not missed: nobody was sent before it was whole', () => {
    const { path, id } = killedWhileSending();
    // The kill came before the mark was written, in the middle of the commit.
    writeFileSync(markPath(path), Buffer.from([8, 0, 0, 0, 0, 0, 0, 0]));
    truncateSync(`${path}-wal`, readFileSync(`${path}-wal`).length - 1_000);
    const { api, close } = open(path);
    expect(api.campaigns.get(id).counts).toMatchObject({ sending: 8, queued: 22 });
    close();
  });

  it('after a power cut a torn end is what SQLite takes it for', () => {
    const { path } = killedWhileSending();
    const wal = readFileSync(`${path}-wal`);
    wal[60] = (wal[60] ?? 0) ^ 1;
    writeFileSync(`${path}-wal`, wal);
    expect(lookAtWal(path)).toMatch(/^the log breaks/);
    const beforeStart = Date.now() / 1000 - uptime() - 100;
    utimesSync(`${path}-wal`, beforeStart, beforeStart);
    expect(lookAtWal(path)).toBeNull();
  });

  it('frames of a transaction that was never committed are no damage', () => {
    const { path } = killedWhileSending();
    const { db, close } = open(path);
    db.script('PRAGMA cache_size = 10');
    db.script('BEGIN');
    for (let i = 0; i < 300; i++) db.run('INSERT INTO settings VALUES (?, ?)', `n${i}`, `"${'x'.repeat(2_000)}"`);
    db.script('ROLLBACK');
    db.run("INSERT INTO settings VALUES ('after', '1')");
    const copy = join(tempDir(), 'slipway.db');
    for (const end of ['', '-wal', '-mark']) copyFileSync(path + end, copy + end);
    close();
    expect(readFileSync(`${copy}-wal`).length).toBeGreaterThan(100_000);
    expect(opened(copy)).toBe('nothing was thrown');
  });

  it('an older copy of the file, put back by hand, contradicts the mark', () => {
    const { path, id } = killedWhileSending();
    open(path).close();
    const old = readFileSync(path);
    const { api, close } = open(path);
    exchangeStep(api, { campaignId: id, now: testNow, settled: [], want: 1 });
    close();
    writeFileSync(path, old);
    staysDamaged(path, path);
  });
});

describe('opening a file that is not all there', () => {
  it.each([
    ['missing', (path: string) => rmSync(path), 'storage_missing'],
    ['empty', (path: string) => truncateSync(path, 0), 'storage_missing'],
    ['a header', (path: string) => truncateSync(path, 100), 'storage_damaged'],
    ['a page', (path: string) => truncateSync(path, 4_096), 'storage_damaged'],
    ['half', (path: string) => truncateSync(path, Math.floor(readFileSync(path).length / 2)), 'storage_damaged'],
    ['all but a byte', (path: string) => truncateSync(path, readFileSync(path).length - 1), 'storage_damaged'],
  ])('%s: told, never a silent empty queue', (_what, spoil, code) => {
    const { path } = killedWhileSending();
    open(path).close();
    spoil(path);
    expect([opened(path), opened(path)]).toEqual([code, code]);
  });

  it('a first start in an empty folder is none of that', () => {
    const path = join(tempDir(), 'slipway.db');
    expect([opened(path), existsSync(backupsFolder(path))]).toEqual(['nothing was thrown', true]);
    // Killed before it had written anything.
    const killed = join(tempDir(), 'slipway.db');
    writeFileSync(killed, '');
    expect(opened(killed)).toBe('nothing was thrown');
  });

  it('a log without its file is told', () => {
    const path = join(tempDir(), 'slipway.db');
    writeFileSync(`${path}-wal`, 'something');
    expect(opened(path)).toBe('storage_missing');
  });
});

describe('opening an older file', () => {
  it('keeps a backup of it as it was', () => {
    const path = join(tempDir(), 'slipway.db');
    const old = openDatabase(path, 'write');
    old.script(firstSchema);
    old.script(
      "PRAGMA user_version = 1; INSERT INTO contacts (phone, created_at, updated_at) VALUES ('+31610000000', 1, 1)",
    );
    old.close();
    const { db, close } = open(path);
    expect(schemaVersion(db)).toBe(newestSchema);
    close();
    const [backup, ...more] = listBackups(path);
    expect([backup?.schema, more]).toEqual([1, []]);
    expect(readBackup(join(backupsFolder(path), backup?.name ?? ''))).toEqual({ schema: 1, contacts: 1, campaigns: 0 });
    open(path).close();
    expect(listBackups(path)).toHaveLength(1);
  });
});

describe('a restore that was cut off', () => {
  it('before its file was whole: nothing happened', () => {
    const { path, id } = killedWhileSending();
    writeFileSync(`${path}.preparing`, 'half a file');
    const { api, close } = open(path);
    expect(api.campaigns.get(id).sealed).toBe(30);
    close();
    expect(existsSync(`${path}.preparing`)).toBe(false);
  });

  it('after it: is finished, and the log of the old file is not read into the new one', () => {
    const { path } = killedWhileSending();
    const fresh = open(join(tempDir(), 'slipway.db'));
    fresh.api.settings.write('new', true);
    fresh.close();
    copyFileSync(fresh.db.path, readyPath(path, 'damaged', testNow));
    const { api, close } = open(path);
    expect([api.settings.read('new'), api.campaigns.last()]).toEqual([true, null]);
    close();
    for (const end of ['', '-wal', '-mark'])
      expect(existsSync(`${path}.damaged-2026-01-05T09-00-00-000Z${end}`)).toBe(true);
  });
});

/** Where the last but two commits of a log end. */
function commitEnd(wal: string): number {
  const bytes = readFileSync(wal);
  const ends: number[] = [];
  for (let at = 32; at < bytes.length; at += 4_120) if (bytes.readUInt32BE(at + 4) !== 0) ends.push(at + 4_120);
  return ends.at(-3) ?? 0;
}
