import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ImportService } from '#main/import/import-service.ts';
import { previewFile } from '#main/import/run.ts';
import { connectStore } from '#main/store/client.ts';
import { systemClock } from '#main/system.ts';
import { bareRead } from './bare-read.ts';
import { bigFile } from './big-file.ts';
import { type Figure, figure, seconds } from './figure.ts';
import { spawnImport, spawnStore } from './workers.ts';

/** Decode, parse, map, normalise, judge, find duplicates and store a million rows, beside reading them only. */
export async function benchImport(): Promise<readonly Figure[]> {
  const path = await bigFile();
  const baseline = await seconds(() => bareRead(path));
  const dir = mkdtempSync(join(tmpdir(), 'slipway-bench-'));
  const store = await connectStore(spawnStore, { path: join(dir, 'slipway.db'), mode: 'write' });
  try {
    const value = await seconds(async () => {
      const preview = await previewFile(spawnImport, { path, country: 'NL' });
      const imports = new ImportService(store, spawnImport, systemClock);
      const record = await imports.judge({ path, options: preview.options, mapping: preview.mapping, country: 'NL' });
      if (record.summary.records !== 1_000_000) throw new Error(`read ${record.summary.records} records`);
      const { result } = await imports.commit(record.id, { onDuplicate: 'update', onRepeat: 'skip' }, 'Bench');
      if (result?.added !== record.summary.accepted) throw new Error('not everyone came into the book');
    });
    const indexed = await seconds(async () => {
      while (await store.calls.book.index(5_000)) {
        // One slice after the other; the app leaves a breath in between.
      }
    });
    return [
      figure('import', { value, baseline, unit: 's', goal: '<= 5' }),
      figure('import-indexed', { value: value + indexed, baseline, unit: 's', goal: 'reported' }),
    ];
  } finally {
    await store.close();
    rmSync(dir, { recursive: true, force: true });
  }
}
