import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listBackups, makeBackup, verifyBackup } from '#main/store/backup.ts';
import { backupsFolder } from '#main/store/data-files.ts';
import { openDatabase } from '#main/store/database.ts';
import { migrateTo, newestSchema } from '#main/store/migrate.ts';
import { openForWriting } from '#main/store/open-checks.ts';
import { restoreDatabase } from '#main/store/restore.ts';
import { schemaDifference } from '#main/store/schema-check.ts';
import { campaignTo, codeOf, openStore } from '#test/support/open-store.ts';
import { testNow } from '#test/support/plan.ts';
import { tempDir } from '#test/support/temp-dir.ts';

/** A store with backups of so many days, of which as many are wanted. */
function withBackups(count: number, wanted: number) {
  const store = openStore();
  campaignTo(store.api, 3);
  store.api.settings.write('backupsKept', wanted);
  for (let day = 0; day < count; day++) {
    store.api.settings.write('day', day);
    makeBackup(store.db, testNow + day);
  }
  store.close();
  return store;
}

describe('restoring the oldest of the backups', () => {
  it.each([
    [7, 7],
    [3, 3],
    [20, 20],
    [4, 1],
  ])(
    'of %i with %i wanted: it is what is there then, it stays, and no other goes than the number says',
    (count, wanted) => {
      const { path } = withBackups(count, wanted);
      const kept = listBackups(path).map(({ name }) => name);
      const oldest = kept.at(-1) ?? '';
      restoreDatabase(path, join(backupsFolder(path), oldest), testNow + 1_000);
      const after = listBackups(path).map(({ name }) => name);
      expect(after).toContain(oldest);
      // One was made of what was replaced; beyond the wanted number only the source is kept.
      expect(after.length).toBeLessThanOrEqual(wanted + 1);
      expect(after.filter((name) => kept.includes(name)).length).toBeGreaterThanOrEqual(
        Math.min(kept.length, wanted - 1),
      );
      const db = openForWriting(path);
      expect(db.get<{ value: string }>("SELECT value FROM settings WHERE name = 'day'")?.value).toBe(
        String(Math.max(0, count - kept.length)),
      );
      db.close();
    },
  );
});

describe('a backup that brings something along', () => {
  it.each([
    ['a trigger', 'CREATE TRIGGER t AFTER INSERT ON contacts BEGIN DELETE FROM suppressions; END', 'trigger t'],
    ['a view', 'CREATE VIEW v AS SELECT * FROM contacts', 'view v'],
    ['a table', 'CREATE TABLE extra (x)', 'table extra'],
    ['an index', 'CREATE INDEX i ON contacts (first_name)', 'index i'],
    [
      'another trigger for every start',
      'CREATE TRIGGER s AFTER UPDATE ON settings BEGIN DELETE FROM contacts; END',
      'trigger s',
    ],
  ])('%s: is not restored, and nothing was changed', (_what, sql, named) => {
    const { path } = withBackups(2, 7);
    const hostile = join(tempDir(), 'hostile.db');
    const made = openDatabase(join(backupsFolder(path), listBackups(path)[0]?.name ?? ''), 'read');
    made.run('VACUUM INTO ?', hostile);
    made.close();
    const db = openDatabase(hostile, 'write');
    db.script(sql);
    db.script('PRAGMA journal_mode = DELETE');
    expect(schemaDifference(db)).toContain(named);
    db.close();
    expect(codeOf(() => verifyBackup(hostile))).toBe('storage_damaged');
    expect(codeOf(() => restoreDatabase(path, hostile, testNow + 5))).toBe('storage_damaged');
    const present = openForWriting(path);
    expect(schemaDifference(present)).toBeNull();
    present.close();
  });

  it('a missing index, and a table of another shape, are found too', () => {
    const { db } = openStore();
    db.script('DROP INDEX recipients_outbox');
    expect(schemaDifference(db)).toContain('recipients_outbox');
  });

  it('every schema that was released is as its migrations make it, step by step or at once', () => {
    for (let version = 1; version <= newestSchema; version++) {
      const db = openDatabase(join(tempDir(), 'old.db'), 'write');
      for (let step = 1; step <= version; step++) migrateTo(db, step);
      expect(schemaDifference(db)).toBeNull();
      db.close();
    }
  });
});
