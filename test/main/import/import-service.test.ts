import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { ImportService } from '#main/import/import-service.ts';
import { connectStore } from '#main/store/client.ts';
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
