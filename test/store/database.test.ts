import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { describe, expect, it } from 'vitest';
import { Failure } from '#core/kernel/errors.ts';
import { openDatabase } from '#main/store/database.ts';
import { migrate, schemaVersion } from '#main/store/migrate.ts';
import { codeOf, openStore } from '#test/support/open-store.ts';
import { tempDir } from '#test/support/temp-dir.ts';

describe('opening a database', () => {
  it('makes every commit durable, and checks it (P4)', () => {
    const { db } = openStore();
    const pragma = (name: string) => Object.values(db.get<Record<string, unknown>>(`PRAGMA ${name}`) ?? {})[0];
    expect([pragma('synchronous'), pragma('journal_mode'), pragma('foreign_keys'), pragma('fullfsync')]).toEqual([
      2,
      'wal',
      1,
      1,
    ]);
  });

  it('makes pages of 8 KB, leaves those of an older file as they are, and folds 4 MB of log in either way', () => {
    const old = join(tempDir(), 'old.db');
    const before = new DatabaseSync(old);
    before.exec('PRAGMA page_size = 4096; CREATE TABLE kept (text TEXT)');
    before.close();
    const sizes = (path: string) => {
      const db = openDatabase(path, 'write');
      const found = ['page_size', 'wal_autocheckpoint'].map(
        (name) => Object.values(db.get<object>(`PRAGMA ${name}`) ?? {})[0],
      );
      db.close();
      return found;
    };
    expect(sizes(old)).toEqual([4096, 1024]);
    expect(sizes(join(tempDir(), 'new.db'))).toEqual([8192, 512]);
  });

  it('brings a fresh file to the newest schema, once', () => {
    const { db } = openStore();
    const version = schemaVersion(db);
    expect(version).toBeGreaterThan(0);
    const schema = () => db.all('SELECT name, sql FROM sqlite_schema ORDER BY name');
    const before = schema();
    migrate(db);
    expect([schemaVersion(db), schema()]).toEqual([version, before]);
  });

  it('refuses a file of a newer version, and leaves it alone', () => {
    const { db, path, close } = openStore();
    db.script('PRAGMA user_version = 999');
    expect(codeOf(() => migrate(db))).toBe('storage_newer');
    close();
    const again = openDatabase(path, 'read');
    expect(schemaVersion(again)).toBe(999);
    again.close();
  });

  it('a migration that fails half way changes nothing (P12)', () => {
    const path = join(tempDir(), 'slipway.db');
    const db = openDatabase(path, 'write');
    // The newest table of the schema is taken already, so the script stops near its end.
    db.script('CREATE TABLE push_rows (id INTEGER)');
    expect(() => migrate(db)).toThrow();
    expect(db.all('SELECT name FROM sqlite_schema')).toEqual([{ name: 'push_rows' }]);
    expect(schemaVersion(db)).toBe(0);
    db.close();
  });

  it.each(['write', 'read'] as const)('a file that is no database is damaged, not empty (%s)', (mode) => {
    const path = join(tempDir(), 'slipway.db');
    writeFileSync(path, 'this was never a database, and it is longer than a header is '.repeat(40));
    const open = () => {
      const db = openDatabase(path, mode);
      try {
        schemaVersion(db);
      } finally {
        db.close();
      }
    };
    expect(codeOf(open)).toBe('storage_damaged');
    expect(readFileSync(path, 'utf8')).toContain('never a database');
  });

  it('a folder in its place cannot be opened', () => {
    const dir = tempDir();
    mkdirSync(join(dir, 'slipway.db'));
    expect(codeOf(() => openDatabase(join(dir, 'slipway.db'), 'write'))).toBe('storage_failed');
  });

  it('a reader sees what was committed, and cannot write', () => {
    const { api, path } = openStore();
    api.settings.write('country', 'NL');
    const reader = openDatabase(path, 'read');
    expect(reader.get('SELECT value FROM settings')).toEqual({ value: '"NL"' });
    expect(codeOf(() => reader.run('DELETE FROM settings'))).toBe('storage_failed');
    reader.close();
  });

  it('says that the disk is full', () => {
    const { db } = openStore();
    const pages = db.get<{ page_count: number }>('PRAGMA page_count')?.page_count ?? 0;
    db.script(`PRAGMA max_page_count = ${pages + 2}`);
    const fill = () => {
      for (let i = 0; i < 1_000; i++) db.run('INSERT INTO settings VALUES (?, ?)', `n${i}`, 'x'.repeat(1_000));
    };
    expect(codeOf(() => db.transaction(fill))).toBe('storage_full');
    expect(db.get('SELECT count(*) AS n FROM settings')).toEqual({ n: 0 });
  });

  it('says that somebody else is writing', () => {
    const { db, path } = openStore();
    const other = new DatabaseSync(path, { timeout: 0 });
    other.exec('BEGIN IMMEDIATE');
    db.script('PRAGMA busy_timeout = 0');
    expect(codeOf(() => db.transaction(() => undefined))).toBe('already_running');
    other.exec('ROLLBACK');
    other.close();
    db.transaction(() => undefined);
  });
});

describe('a transaction', () => {
  it('rolls back whatever is thrown, and the next one works', () => {
    const { db, api } = openStore();
    const bug = new Error('a bug');
    expect(() =>
      db.transaction(() => {
        api.settings.write('a', 1);
        throw bug;
      }),
    ).toThrow(bug);
    expect(api.settings.read('a')).toBeNull();
    db.transaction(() => api.settings.write('a', 2));
    expect(api.settings.read('a')).toBe(2);
  });

  it('inside another one shares its fate', () => {
    const { db, api } = openStore();
    expect(() =>
      db.transaction(() => {
        db.transaction(() => api.settings.write('inner', 1));
        throw new Failure({ code: 'conflict', message: 'no' });
      }),
    ).toThrow('no');
    expect(api.settings.read('inner')).toBeNull();
  });

  it('a mistake in the SQL is a bug, not a condition of the machine', () => {
    const { db } = openStore();
    expect(() => db.run('INSERT INTO nowhere VALUES (1)')).toThrow(/nowhere/);
    expect(() => db.run('INSERT INTO nowhere VALUES (1)')).not.toThrow(Failure);
  });
});

describe('settings', () => {
  it('keep what JSON can, replace, and are null while nothing was written', () => {
    const { api } = openStore();
    expect(api.settings.read('theme')).toBeNull();
    api.settings.write('theme', { dark: true, list: [1, 'ü'] });
    api.settings.write('theme', { dark: false });
    expect(api.settings.read('theme')).toEqual({ dark: false });
  });
});
