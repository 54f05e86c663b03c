import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { repairRow } from '#core/contacts/repair-row.ts';
import { ImportService } from '#main/import/import-service.ts';
import { storedRules } from '#main/import/stored-rules.ts';
import { connectStore } from '#main/store/client.ts';
import { openDatabase } from '#main/store/database.ts';
import { systemClock } from '#main/system.ts';
import { plainReading } from '#test/support/open-store.ts';
import { storeHere } from '#test/support/store-worker.ts';
import { tempDir } from '#test/support/temp-dir.ts';
import { importHere } from './spawn-import.ts';

it('refuses to save the left-out rows of an import once they are no longer kept', async () => {
  const folder = tempDir();
  const store = await connectStore(storeHere, { path: join(folder, 'slipway.db'), mode: 'write' });
  onTestFinished(() => store.close());
  const imports = new ImportService(store, importHere, systemClock);
  const path = join(folder, 'p.csv');
  writeFileSync(path, 'Phone\n0612345678\n12\n');
  const mapping = { columns: [{ index: 0, name: 'Phone', target: 'phone' as const }], phoneOrder: [0] };
  const { id, rowsKept } = await imports.judge({ path, options: plainReading, mapping, country: 'NL' });
  const words = { line: 'Line', reason: 'Reason', reasonOf: () => 'why' };
  expect([rowsKept, await imports.writeRejects(id, join(folder, 'kept.csv'), words)]).toEqual([true, 1]);
  expect(readFileSync(join(folder, 'kept.csv'), 'utf8')).toContain('12,3,why');
  await store.calls.book.sweep(Date.now() + 31 * 86_400_000);
  expect((await store.calls.imports.get(id)).rowsKept).toBe(false);
  await expect(imports.writeRejects(id, join(folder, 'late.csv'), words)).rejects.toMatchObject({
    error: { code: 'not_found', details: { what: 'rows' } },
  });
  expect(existsSync(join(folder, 'late.csv'))).toBe(false);
});

it('keeps the warnings of the first look with the import, and reads imports of versions that kept none', async () => {
  const folder = tempDir();
  const path = join(folder, 'p.csv');
  writeFileSync(path, 'Phone\n0612345678\n12\n');
  const database = join(folder, 'slipway.db');
  const mapping = { columns: [{ index: 0, name: 'Phone', target: 'phone' as const }], phoneOrder: [0] };
  const warnings = [
    { code: 'encoding_guessed' as const, count: 1, line: 2, details: { encoding: 'windows-1252' } },
    { code: 'two_readings' as const, count: 3, line: null, details: {} },
  ];
  const request = { path, options: plainReading, mapping, country: 'NL' };

  const first = await connectStore(storeHere, { path: database, mode: 'write' });
  const imports = new ImportService(first, importHere, systemClock);
  const { id, summary } = await imports.judge({ ...request, warnings });
  expect(summary.warnings).toEqual(warnings);
  // Editing a row counts anew; the warnings of the file stay.
  await first.calls.staged.mend(id, 1, ['0612345679']);
  expect((await first.calls.imports.get(id)).summary).toMatchObject({ accepted: 2, warnings });
  await first.close();

  const db = openDatabase(database, 'write');
  db.run(
    `INSERT INTO imports (file_name, at, state, mapping, country, summary)
     SELECT 'old.csv', at, 'judged', mapping, country, json_remove(summary, '$.warnings') FROM imports WHERE id = ?`,
    id,
  );
  db.close();

  const again = await connectStore(storeHere, { path: database, mode: 'write' });
  onTestFinished(() => again.close());
  const listed = await again.calls.imports.list();
  expect(listed.map(({ fileName, summary: kept }) => [fileName, kept.warnings])).toEqual([
    ['old.csv', []],
    ['p.csv', warnings],
  ]);
});

it('gives what its rows were judged by to another thread, and offers the legacy reading of damaged bytes', async () => {
  const folder = tempDir();
  const path = join(folder, 'p.csv');
  const rows = Array.from({ length: 9 }, (_, row) => `Zoë;061234560${row}\n`).join('');
  writeFileSync(
    path,
    Buffer.concat([Buffer.from(`Naam;Mobiel\n${rows}`), Buffer.from('Ren\xe9;0612345610\n', 'latin1')]),
  );
  const store = await connectStore(storeHere, { path: join(folder, 'slipway.db'), mode: 'write' });
  onTestFinished(() => store.close());
  const imports = new ImportService(store, importHere, systemClock);
  const mapping = {
    columns: [
      { index: 0, name: 'Naam', target: 'full_name' as const },
      { index: 1, name: 'Mobiel', target: 'phone' as const },
    ],
    phoneOrder: [1],
  };
  const options = { ...plainReading, delimiter: ';' };
  const { id, summary } = await imports.judge({ path, options, mapping, country: 'NL' });
  expect(summary).toMatchObject({ accepted: 9, reasons: [{ reason: 'bytes_unreadable', count: 1, repairable: 1 }] });
  expect(summary.warnings).toMatchObject([
    { code: 'bytes_unreadable', count: 1, line: 11, details: { column: 'Naam' } },
  ]);
  const judging = await store.calls.staged.judging(id);
  // As a message between threads takes it.
  expect(structuredClone(judging)).toEqual(judging);
  const { rows: left } = await store.calls.staged.rows(id, 'bytes_unreadable', 0, 10);
  const rules = storedRules(judging);
  expect(left.map(({ line, cells }) => [line, repairRow(cells, rules)])).toEqual([[11, ['René', '0612345610']]]);
  await store.calls.tasks.repair(id, null);
  const done = await store.calls.imports.get(id);
  expect(done.summary).toMatchObject({ accepted: 10, invalid: 0, warnings: [] });
  const kept = await store.calls.staged.rows(id, 'ready', 9, 1);
  expect(kept.rows[0]?.cells).toEqual(['René', '0612345610']);
});
