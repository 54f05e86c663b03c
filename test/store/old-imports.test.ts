import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { reasonOfCode } from '#core/contacts/row-code.ts';
import type { ImportId } from '#core/kernel/ids.ts';
import { openDatabase } from '#main/store/database.ts';
import { migrateImports } from '#main/store/migrate-imports.ts';
import { addAccount, openStore, publishAll, run, sealedCampaign } from '#test/support/open-store.ts';
import { phone, planWith, testNow } from '#test/support/plan.ts';
import { tempDir } from '#test/support/temp-dir.ts';

const readMigration = (name: string) =>
  readFileSync(join(import.meta.dirname, `../../src/main/store/migrations/${name}.sql`), 'utf8');
const firstSchema = readMigration('0001-first-release');

/** A data folder as the first schema left it: a judged import of 4,500 rows, a committed one, and an id that is used up. */
function oldFile(): string {
  const path = join(tempDir(), 'slipway.db');
  const db = openDatabase(path, 'write');
  db.script(firstSchema);
  db.script('PRAGMA user_version = 1');
  const mapping = {
    columns: [
      { index: 0, name: 'Phone', target: 'phone' },
      { index: 1, name: 'First', target: 'first_name' },
    ],
    phoneOrder: [0],
  };
  const summary = {
    records: 4_502,
    accepted: 4_500,
    invalid: 1,
    duplicate: 1,
    landline: 7,
    reasons: [
      { reason: 'phone_damaged', count: 1, samples: [{ line: 9, value: '1E+11' }] },
      { reason: 'duplicate', count: 1, samples: [] },
    ],
    seconds: 1,
  };
  const add = (id: number, state: string) =>
    db.run(
      'INSERT INTO imports (id, file_name, at, state, mapping, country, summary) VALUES (?, ?, ?, ?, ?, ?, ?)',
      id,
      `f${id}.csv`,
      testNow,
      state,
      JSON.stringify(mapping),
      'NL',
      JSON.stringify(summary),
    );
  add(1, 'judged');
  add(2, 'committed');
  add(9, 'judged');
  db.run('DELETE FROM imports WHERE id = 9');
  const row = (seq: number, verdict: number, number: string | null, reason: string | null, cells: readonly string[]) =>
    db.run(
      `INSERT INTO import_rows (import_id, seq, line, verdict, phone, reason, cells, first_name, last_name, fields)
       VALUES (1, ?, ?, ?, ?, ?, ?, '', '', '{}')`,
      seq,
      seq + 1,
      verdict,
      number,
      reason,
      JSON.stringify(cells),
    );
  db.transaction(() => {
    for (let i = 0; i < 4_500; i++) row(i + 1, 0, `+${31_610_000_000 + i}`, null, [`0${610_000_000 + i}`, `P“${i}”\0`]);
    row(4_501, 2, null, 'phone_damaged', ['1E+11', 'Bo']);
    row(4_502, 1, '+31610000000', 'duplicate', ['0610000000', 'Cy']);
  });
  db.close();
  return path;
}

describe('imports of the first schema', () => {
  it('keep every row, its reason and its counts', () => {
    const { api } = openStore(oldFile());
    const id = 1 as ImportId;
    expect(api.imports.list().map((one) => [one.id, one.state])).toEqual([
      [2, 'committed'],
      [1, 'judged'],
    ]);
    expect(api.imports.get(id).summary).toMatchObject({
      accepted: 4_500,
      notes: [{ note: 'landline', count: 7 }],
      reasons: [{ reason: 'damaged_scientific', count: 1, repairable: 0 }, { reason: 'duplicate' }],
    });
    const { total, rows } = api.staged.rows(id, 'ready', 4_499, 10);
    expect(total).toBe(4_500);
    expect(rows).toMatchObject([
      { row: 4_499, line: 4_501, cells: ['0610004499', 'P“4499”\0'], phone: 31_610_004_499 },
    ]);
    expect(api.staged.rows(id, 'damaged_scientific', 0, 10).rows).toMatchObject([
      { line: 4_502, cells: ['1E+11', 'Bo'] },
    ]);
    expect(api.staged.rows(id, 'duplicate', 0, 10).rows.map(({ code }) => reasonOfCode(code))).toEqual(['duplicate']);
  });

  it('can still be published, and written to', () => {
    const { api } = openStore(oldFile());
    const id = 1 as ImportId;
    const audience = { groups: [], imports: [id], phones: [] };
    expect(api.audience.survey(planWith(1 as never, { audience, template: 'Hi {{First}}' })).people).toBe(4_500);
    expect(run(api.tasks.plan(id, { onDuplicate: 'update', onRepeat: 'skip' })).added).toBe(4_500);
    expect(publishAll(api, id).added).toBe(4_500);
    expect(phone(31_610_000_000)).toBe('+31610000000');
  });

  it('an id that was given out is never given out again', () => {
    const { api } = openStore(oldFile());
    const mapping = { columns: [], phoneOrder: [] };
    const options = { encoding: 'utf-8', delimiter: ',', quote: '"', skip: 0, header: true } as const;
    expect(api.imports.begin({ fileName: 'new.csv', mapping, options, country: null }, testNow)).toBe(10);
  });
});

describe('imports of the third schema', () => {
  it('are undone by the clock: they kept no order', () => {
    const path = join(tempDir(), 'slipway.db');
    const db = openDatabase(path, 'write');
    db.script(firstSchema);
    db.script(readMigration('0002-imports'));
    migrateImports(db);
    db.script(readMigration('0003-sending'));
    db.script('PRAGMA user_version = 3');
    db.script(`
      INSERT INTO contacts (id, phone, first_name, created_at, updated_at) VALUES (1, '+31610000001', 'Ann', 50, 50);
      INSERT INTO imports (id, file_name, at, state, mapping, summary, written_at, fields_made)
        VALUES (1, 'f.csv', 50, 'committed', '{"columns":[],"phoneOrder":[]}', '{}', 50, '[]');
      INSERT INTO import_added (import_id, first_id, last_id, people) VALUES (1, 1, 1, 1)`);
    db.close();
    const { api } = openStore(path);
    const audience = { groups: [], imports: [], phones: [phone(31_610_000_001)] };
    const one = { reverted: 0, keptEdited: 0, keptMessaged: 0, gone: 0 };
    expect(api.undoing.undoPlan(1 as ImportId)).toEqual({ ...one, reverted: 1 });
    sealedCampaign(api, planWith(addAccount(api), { audience }));
    expect(api.undoing.undoPlan(1 as ImportId)).toEqual({ ...one, keptMessaged: 1 });
  });
});
