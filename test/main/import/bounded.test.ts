import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReadOptions } from '#core/csv/reading.ts';
import { type AppError, toAppError } from '#core/kernel/errors.ts';
import { type Examined, examine } from '#main/import/examine.ts';
import { type OpenFile, withFile } from '#main/import/open-file.ts';
import { recordParts } from '#main/import/record-stream.ts';

const megabyte = 1 << 20;
const gigabyte = 1 << 30;
const folder = mkdtempSync(join(tmpdir(), 'slipway-bounded-'));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A file of a gigabyte: `start`, then NULs, which the disk need not hold. */
function sparseFile(name: string, start: string): string {
  const path = join(folder, name);
  const file = openSync(path, 'w');
  writeSync(file, start);
  ftruncateSync(file, gigabyte);
  closeSync(file);
  return path;
}

/** The same file, and how many bytes were read of it. */
function counted(file: OpenFile): { readonly file: OpenFile; bytes(): number } {
  let bytes = 0;
  const read: FileHandle['read'] = async (...how: unknown[]) => {
    const result = await (file.handle.read as (...how: unknown[]) => ReturnType<FileHandle['read']>)(...how);
    bytes += result.bytesRead;
    return result as never;
  };
  const handle = new Proxy(file.handle, {
    get: (target, name) => (name === 'read' ? read : Reflect.get(target, name, target)),
  });
  return { file: { ...file, handle }, bytes: () => bytes };
}

interface Outcome {
  readonly found: Examined;
  readonly error: AppError | null;
  readonly records: number;
  /** Bytes read by the look and by the reading. */
  readonly looked: number;
  readonly read: number;
  /** Bytes of memory the process has more than before, at the most. */
  readonly growth: number;
}

async function readAll(path: string, chosen: Partial<ReadOptions> = {}): Promise<Outcome> {
  const before = process.memoryUsage.rss();
  let most = before;
  let records = 0;
  return withFile(path, async (opened) => {
    const look = counted(opened);
    const found = await examine(look.file, chosen, { country: null, locale: null });
    const reading = counted(opened);
    let error: AppError | null = null;
    try {
      const options = { ...found.shape, encoding: found.encoding.encoding };
      for await (const part of recordParts(reading.file, options, new AbortController().signal)) {
        records += part.records.length;
        most = Math.max(most, process.memoryUsage.rss());
      }
    } catch (thrown) {
      error = toAppError(thrown);
    }
    most = Math.max(most, process.memoryUsage.rss());
    return { found, error, records, looked: look.bytes(), read: reading.bytes(), growth: most - before };
  });
}

describe('a file of a gigabyte', () => {
  const rows = 'Ann,0612345678,Ghent\n'.repeat(400_000);
  let endless = '';
  let unclosed = '';

  beforeAll(async () => {
    endless = sparseFile('endless.csv', `Name,Mobile,City\nAnn,0612345678,Ghent\nBo,${'x'.repeat(2 * megabyte)}`);
    // Ordinary rows for eight megabytes, which is further than anybody looks.
    unclosed = sparseFile('unclosed.csv', `Name,Mobile,City\nAnn,0612345678,Ghent\n"Bo,0612345679,Breda\n${rows}`);
    // Once through the decoder and its tables, so that what is measured is the file's.
    await readAll(sparseFile('warm.csv', `Name,Mobile\n${'x'.repeat(2 * megabyte)}`));
  });

  it('that is one endless line is refused after a few megabytes', async () => {
    const outcome = await readAll(endless);
    expect(outcome.error).toMatchObject({ code: 'file_record_too_long', details: { line: 3 } });
    expect(outcome.read).toBeLessThanOrEqual(4 * megabyte);
    expect(outcome.growth).toBeLessThan(300 * megabyte);
  });

  it.each(['utf-8', 'windows-1252', 'utf-16le', 'gb18030', 'cp437'])(
    'that is one endless line of NULs: %s',
    async (encoding) => {
      const outcome = await readAll(sparseFile('nul.csv', ''), { encoding });
      expect(outcome.error).toMatchObject({ code: 'file_record_too_long', details: { line: 1 } });
      expect(outcome.read).toBeLessThanOrEqual(4 * megabyte);
      expect(outcome.growth).toBeLessThan(300 * megabyte);
    },
  );

  it('with a quote that is never closed is refused after a few megabytes', async () => {
    const outcome = await readAll(unclosed);
    expect(outcome.found.shape).toMatchObject({ delimiter: ',', quote: '"', skip: 0, header: true });
    expect(outcome.error).toMatchObject({ code: 'file_record_too_long', details: { line: 3, what: 'quoted' } });
    expect(outcome.read).toBeLessThanOrEqual(4 * megabyte);
    expect(outcome.growth).toBeLessThan(300 * megabyte);
  });

  it('with a single quote that is never closed, when a person chose single quotes', async () => {
    const path = sparseFile('single.csv', `Name,Mobile,City\nAnn,0612345678,Ghent\n'Bo,0612345679,Breda\n${rows}`);
    const outcome = await readAll(path, { quote: "'" });
    expect(outcome.error).toMatchObject({ code: 'file_record_too_long', details: { line: 3, what: 'quoted' } });
    expect(outcome.read).toBeLessThanOrEqual(4 * megabyte);
  });

  it('is looked at by its head, and by one pass over it where nobody names its encoding', async () => {
    expect((await readAll(unclosed, { encoding: 'utf-8' })).looked).toBeLessThanOrEqual(megabyte);
    expect((await readAll(unclosed)).looked).toBeLessThanOrEqual(gigabyte + 2 * megabyte);
  });
});

describe('more than a hundred megabytes of good rows', () => {
  it('takes no more memory than a small file', async () => {
    const path = join(folder, 'good.csv');
    const blocks = 16;
    const row = 'Ann,0612345678,"Ghent, Belgium",a note of some length so that a row is like any other row\n';
    const block = row.repeat(Math.floor((8 * megabyte) / row.length));
    const file = openSync(path, 'w');
    for (let count = 0; count < blocks; count++) writeSync(file, block);
    closeSync(file);
    const outcome = await readAll(path, { skip: 0 });
    expect(outcome.error).toBe(null);
    expect(outcome.records).toBe((blocks * block.length) / row.length);
    expect(outcome.growth).toBeLessThan(300 * megabyte);
  }, 120_000);
});
