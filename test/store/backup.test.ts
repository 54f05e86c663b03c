import { existsSync, mkdirSync, readdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dropHalfBackups, listBackups, makeBackup, makeCopy, readBackup, verifyBackup } from '#main/store/backup.ts';
import { backupsFolder } from '#main/store/data-files.ts';
import { openDatabase } from '#main/store/database.ts';
import { newestSchema } from '#main/store/migrate.ts';
import { campaignTo, codeOf, openStore } from '#test/support/open-store.ts';
import { phone, testNow } from '#test/support/plan.ts';
import { tempDir } from '#test/support/temp-dir.ts';

const person = (i: number) => ({
  id: null,
  phone: phone(31_620_000_000 + i),
  firstName: `P${i}`,
  lastName: '',
  fields: {},
});

function filled() {
  const store = openStore();
  for (let i = 0; i < 20; i++) store.api.contacts.save(person(i), testNow);
  campaignTo(store.api, 50);
  return store;
}

describe('a backup', () => {
  it('is a whole database of its own, named by its date and schema', () => {
    const { db, path } = filled();
    const made = makeBackup(db, testNow);
    expect(made).toMatchObject({ name: `slipway-2026-01-05T09-00-00-000Z-schema${newestSchema}.db`, at: testNow });
    const file = join(backupsFolder(path), made.name);
    expect(verifyBackup(file)).toEqual({ schema: newestSchema, contacts: 20, campaigns: 1 });
    // One file: nothing beside it that could be left behind when somebody copies it.
    expect(readdirSync(backupsFolder(path))).toEqual([made.name]);
    expect(listBackups(path)).toEqual([made]);
  });

  it('is made while the writer is in the middle of something, and has what was committed', () => {
    const { db, api, path } = filled();
    const reader = openDatabase(path, 'read');
    const made = db.transaction(() => {
      api.contacts.save(person(99), testNow);
      const inBetween = makeBackup(reader, testNow);
      api.contacts.save(person(100), testNow);
      return inBetween;
    });
    expect(readBackup(join(backupsFolder(path), made.name)).contacts).toBe(20);
    makeBackup(reader, testNow + 1);
    reader.close();
    expect(listBackups(path).map(({ name }) => readBackup(join(backupsFolder(path), name)).contacts)).toEqual([22, 20]);
  });

  it('keeps the newest, and lets an old one go only for a new one that is whole', () => {
    const { api, db, path } = filled();
    api.settings.write('backupsKept', 3);
    for (let i = 0; i < 5; i++) makeBackup(db, testNow + i);
    expect(listBackups(path).map(({ at }) => at - testNow)).toEqual([4, 3, 2]);
    // What it says of its people is not what it has.
    db.run("UPDATE campaign_counts SET people = people + 1 WHERE state = 'queued'");
    expect(codeOf(() => makeBackup(db, testNow + 9))).toBe('storage_damaged');
    expect(listBackups(path).map(({ at }) => at - testNow)).toEqual([4, 3, 2]);
    expect(readdirSync(backupsFolder(path))).toHaveLength(3);
  });

  it.each([
    ['a count', "UPDATE campaign_counts SET people = people - 1, state = 'accepted' WHERE state = 'queued'"],
    ['a state', "UPDATE recipients SET state = 'queuee' WHERE id = 7"],
    ['a number', "UPDATE recipients SET phone = '+31610000999' WHERE id = 7"],
    ['a text', "UPDATE texts SET body = 'Hellp'"],
    ['a text that is gone', 'DELETE FROM texts'],
  ])('is refused when %s is not as it was sealed', (_what, change) => {
    const { db } = filled();
    db.script(change);
    expect(codeOf(() => makeBackup(db, testNow))).toBe('storage_damaged');
  });

  it('to a place of one’s own does not write over a file', () => {
    const { db } = filled();
    const to = join(tempDir(), 'copy.db');
    expect(makeCopy(db, to)).toMatchObject({ contacts: 20 });
    expect(codeOf(() => makeCopy(db, to))).toBe('conflict');
    expect(codeOf(() => makeCopy(db, join(tempDir(), 'nowhere', 'copy.db')))).toBe('file_write_failed');
  });

  it('that somebody was killed over is swept away, one that is being made is not', () => {
    const { path } = filled();
    mkdirSync(backupsFolder(path));
    const put = (pid: number) => writeFileSync(join(backupsFolder(path), `.making-${pid}-x.db`), 'half');
    put(process.pid);
    put(999_999_999);
    put(process.ppid);
    dropHalfBackups(path);
    expect(readdirSync(backupsFolder(path))).toEqual([`.making-${process.ppid}-x.db`]);
    expect(listBackups(path)).toEqual([]);
  });
});

describe('what is no backup', () => {
  it.each([
    ['a text file', (file: string) => writeFileSync(file, 'never a database '.repeat(500))],
    ['an empty file', (file: string) => writeFileSync(file, '')],
    ['a file cut short', (file: string) => truncateSync(file, 40_000)],
  ])('%s is told as such', (_what, spoil) => {
    const { db } = filled();
    const file = join(tempDir(), 'copy.db');
    makeCopy(db, file);
    spoil(file);
    expect(codeOf(() => verifyBackup(file))).toBe('storage_damaged');
  });

  it('one of a newer Slipway is told as that', () => {
    const { db } = filled();
    const file = join(tempDir(), 'copy.db');
    makeCopy(db, file);
    const copy = openDatabase(file, 'write');
    copy.script(`PRAGMA user_version = ${newestSchema + 1}; PRAGMA journal_mode = DELETE`);
    copy.close();
    expect(codeOf(() => verifyBackup(file))).toBe('storage_newer');
    expect(existsSync(`${file}-wal`)).toBe(false);
  });
});
