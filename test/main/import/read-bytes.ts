import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Reader } from '#core/csv/likely-encoding.ts';
import type { CsvRecord, ReadOptions } from '#core/csv/reading.ts';
import { type Examined, examine } from '#main/import/examine.ts';
import { withFile } from '#main/import/open-file.ts';
import { recordParts } from '#main/import/record-stream.ts';

/** Who says nothing about themselves. */
const reader = { country: null, locale: null };

/** A file of these bytes for as long as `use` takes. */
async function withBytes<T>(bytes: Uint8Array, use: (path: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-bytes-'));
  try {
    const path = join(folder, 'file.csv');
    writeFileSync(path, bytes);
    return await use(path);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function examineBytes(
  bytes: Uint8Array,
  chosen: Partial<ReadOptions> = {},
  by: Reader = reader,
): Promise<Examined> {
  return withBytes(bytes, (path) => withFile(path, (file) => examine(file, chosen, by)));
}

/** Every record of the table; `chunk` in bytes. Read by what `examine` says for `chosen`. */
export function readBytes(
  bytes: Uint8Array,
  chosen: Partial<ReadOptions> = {},
  chunk?: number,
): Promise<readonly CsvRecord[]> {
  return withBytes(bytes, (path) =>
    withFile(path, async (file) => {
      const found = await examine(file, chosen, reader);
      const records: CsvRecord[] = [];
      const options = { ...found.shape, encoding: found.encoding.encoding };
      for await (const part of recordParts(file, options, new AbortController().signal, chunk)) {
        records.push(...part.records);
      }
      return records;
    }),
  );
}
