import { readdirSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ImportService } from '#main/import/import-service.ts';
import { writeText } from '#main/import/write-text.ts';
import { systemClock } from '#main/system.ts';
import { importHere } from '#test/main/import/spawn-import.ts';
import { plainReading } from '#test/support/open-store.ts';
import { servicesBench } from '#test/support/services-bench.ts';
import { tempDir } from '#test/support/temp-dir.ts';
import { practice } from '../practice/helpers.ts';
import { noMount, smallDisk } from './small-disk.ts';

const megabyte = 1024 * 1024;
const mapping = { columns: [{ index: 0, name: 'Phone', target: 'phone' as const }], phoneOrder: [0] };

function freeBytes(dir: string): number {
  const { bavail, bsize } = statfsSync(dir);
  return bavail * bsize;
}

/** A file of so many people whose rows are long, so that staging them takes room. */
function manyPeople(count: number): string {
  const path = join(tempDir(), 'many.csv');
  const row = (n: number) => `06${String(10_000_000 + n)},${'x'.repeat(200)}\n`;
  writeFileSync(path, `Phone,Note\n${Array.from({ length: count }, (_, n) => row(n)).join('')}`);
  return path;
}

const why = noMount();
describe.skipIf(why !== null)(`a nearly full disk (${why ?? 'tmpfs'})`, () => {
  it('an import stops before it takes the room that sending needs, keeps nothing, and a campaign is sent whole', async () => {
    const disk = smallDisk(20);
    const service = await practice();
    const bench = await servicesBench({ dataDir: join(disk, 'data') });
    const { id } = await bench.sealed(await bench.account(service.url), 400);
    const { store, campaigns } = bench.services;
    const imports = new ImportService(store, importHere, systemClock);
    const file = { path: manyPeople(60_000), options: plainReading, country: 'NL' };
    const columns = [...mapping.columns, { index: 1, name: 'Note', target: 'field' as const, field: 'note' }];
    await expect(imports.judge({ ...file, mapping: { ...mapping, columns } })).rejects.toMatchObject({
      error: { code: 'storage_full', details: { what: 'import' } },
    });
    expect(await store.calls.imports.list()).toEqual([]);
    // One batch may have been on its way; sending pauses below 2 MB only.
    expect(freeBytes(disk)).toBeGreaterThan(5 * megabyte);
    await campaigns.launch(id);
    expect(await campaigns.settled(id)).toMatchObject({ state: 'finished', counts: { accepted: 400 } });
    expect(service.ledger.totals()).toMatchObject({ recipients: 400, repeated: 0 });
  });

  it('an export stops before it takes that room, and leaves no half file; elsewhere it is written', async () => {
    const disk = smallDisk(12);
    async function* pieces() {
      for (let n = 0; n < 10; n++) yield 'x'.repeat(megabyte);
    }
    await expect(writeText(join(disk, 'results.csv'), pieces(), disk)).rejects.toMatchObject({
      error: { code: 'storage_full', details: { what: 'export' } },
    });
    expect([readdirSync(disk), freeBytes(disk) > 11 * megabyte]).toEqual([[], true]);
    await writeText(join(disk, 'results.csv'), pieces(), tempDir());
    expect(readdirSync(disk)).toEqual(['results.csv']);
  });
});
