import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '#main/store/database.ts';
import { brokenJson } from '#main/store/json-values.ts';
import { openForWriting } from '#main/store/open-checks.ts';
import { createUpkeepApi } from '#main/store/upkeep.ts';
import { codeOf } from '#test/support/open-store.ts';
import { servicesBench } from '#test/support/services-bench.ts';
import { tempDir } from '#test/support/temp-dir.ts';

function breakValue(path: string, sql: string): void {
  const db = new DatabaseSync(path);
  db.exec(`PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON; ${sql}`);
  db.close();
}

const broken = ["'{'", "''", "'undefined'", "'{a:1}'", "'NaN'"];

describe('settings that are not JSON', () => {
  it.each(broken)(
    '%s: the app starts with defaults and says so once; doctor and backups had refused it',
    async (value) => {
      const first = await servicesBench();
      await first.services.store.calls.settings.write('country', 'SE');
      await first.services.store.calls.settings.write('backupsKept', 3);
      await first.close();
      const path = join(first.dataDir, 'slipway.db');
      breakValue(path, `UPDATE settings SET value = ${value} WHERE name = 'backupsKept'`);
      const { upkeep } = createUpkeepApi(path);
      expect(upkeep.examine().problem).toBe('a value of settings.value is not JSON');
      expect(codeOf(() => upkeep.backup(Date.now()))).toBe('storage_damaged');

      const warnings: string[] = [];
      const next = await servicesBench({ dataDir: first.dataDir, onWarning: (words) => warnings.push(words) });
      const { settings } = next.services.store.calls;
      expect([await settings.read('backupsKept'), await settings.read('country')]).toEqual([null, 'SE']);
      expect(warnings).toEqual(['settings that were not JSON have their defaults: backupsKept']);
      await next.services.backups.make();
      expect(next.services.backups.problem).toBeNull();
      await next.close();
      await servicesBench({ dataDir: first.dataDir, onWarning: (words) => warnings.push(words) });
      expect(warnings).toHaveLength(1);
      expect(upkeep.examine().problem).toBeNull();
    },
  );

  it('one that is JSON of another shape has its default too', async () => {
    const bench = await servicesBench();
    for (const name of ['receipts_listener', 'practice', 'country', 'backupsKept', 'restored']) {
      for (const value of [7, 'x', [], {}, null]) {
        await bench.services.store.calls.settings.write(name, value);
        await bench.services.receipts.start().catch((thrown: unknown) => expect(thrown).toBeUndefined());
      }
    }
  });
});

describe('the JSON values of every table', () => {
  it('knows each column that the migrations call JSON', () => {
    const folder = join(import.meta.dirname, '../../src/main/store/migrations');
    const named = new Set<string>();
    for (const file of readdirSync(folder).filter((name) => name.endsWith('.sql'))) {
      for (const line of readFileSync(join(folder, file), 'utf8').split('\n')) {
        const [, column] = /^\s*(?:ALTER TABLE \w+ ADD COLUMN )?(\w+)\s+TEXT\b.*--.*\bJSON\b/.exec(line) ?? [];
        if (column !== undefined) named.add(column);
      }
    }
    expect(named.size).toBeGreaterThan(10);
    const source = readFileSync(join(import.meta.dirname, '../../src/main/store/json-values.ts'), 'utf8');
    for (const column of named) expect(source).toContain(`'${column}'`);
  });

  it.each([
    [
      'accounts.paths',
      "INSERT INTO accounts (uid, name, kind, base_url, paths, rate_per_second, concurrency, sms_type, default_sender, active, created_at) VALUES ('u', 'n', 'live', 'https://x', '{', 1, 1, 'plain', '', 0, 0)",
    ],
    ['import_mappings.columns', "INSERT INTO import_mappings SELECT 'k', 'no json', 'NL', 0"],
  ])('%s is looked at', (name, sql) => {
    const path = join(tempDir(), 'slipway.db');
    openForWriting(path).close();
    breakValue(path, sql);
    const db = openDatabase(path, 'read');
    expect(brokenJson(db)).toBe(`a value of ${name} is not JSON`);
    db.close();
  });
});
