import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel, Worker } from 'node:worker_threads';
import iconv from 'iconv-lite';
import { afterAll, describe, expect, it } from 'vitest';
import type { StagedBatch } from '#core/contacts/import-types.ts';
import { reasonOfCode } from '#core/contacts/row-code.ts';
import type { ReadOptions } from '#core/csv/reading.ts';
import { toAppError } from '#core/kernel/errors.ts';
import type { ColumnMapping } from '#core/mapping/mapping.ts';
import { judgeFile, previewFile, type RunWatch, readRecords } from '#main/import/run.ts';
import { RunControl } from '#main/import/run-control.ts';
import { plainReading } from '#test/support/open-store.ts';
import { unpacked } from '#test/support/unpacked.ts';
import { type FakeStoreOptions, fakeStore, importHere, importSpawner } from './spawn-import.ts';

const spawn = importHere;
const folder = mkdtempSync(join(tmpdir(), 'slipway-import-'));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
function file(content: string | Uint8Array, name = `file-${files++}.csv`): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const preview = (path: string, chosen: Partial<ReadOptions> = {}, country: string | null = 'NL') =>
  previewFile(spawn, { path, chosen, country });

async function failureOf(work: Promise<unknown>) {
  try {
    await work;
  } catch (thrown) {
    return toAppError(thrown);
  }
  throw new Error('it did not fail');
}

async function cellsOf(path: string, chosen: Partial<ReadOptions> = {}): Promise<readonly (readonly string[])[]> {
  const all: (readonly string[])[] = [];
  for await (const batch of readRecords(spawn, { path, chosen })) all.push(...batch);
  return all;
}

const utf8: ReadOptions = plainReading;
const nameAndMobile: ColumnMapping = {
  columns: [
    { index: 0, name: 'Name', target: 'first_name' },
    { index: 1, name: 'Mobile', target: 'phone' },
  ],
  phoneOrder: [1],
};

async function judge(
  path: string,
  options = utf8,
  watch: RunWatch = {},
  storing: FakeStoreOptions = {},
  mapping = nameAndMobile,
  start = spawn,
) {
  const { port1, port2 } = new MessageChannel();
  const store = fakeStore(port1, storing);
  const closed = new Promise((resolve) => port1.on('close', resolve));
  try {
    const summary = await judgeFile(start, { path, options, mapping, country: 'NL', store: port2 }, watch);
    return { summary, store };
  } catch (thrown) {
    return { error: toAppError(thrown), store };
  } finally {
    await closed;
  }
}

const rowsOf = (batches: readonly StagedBatch[]) =>
  batches.flatMap((batch) =>
    unpacked(batch.cells).map((cells, row) => ({
      line: batch.lines[row],
      reason: reasonOfCode(batch.codes[row] as number),
      phone: batch.phones[row],
      cells,
    })),
  );

describe('previewFile', () => {
  it('proposes how to read a file and what its columns mean', async () => {
    const path = file(
      '\ufeffFirst name;Home phone;Mobile;City\r\nZoë;020 1234567;06 12345678;"Den\nHaag"\r\nBo;;;\r\n',
      'members.csv',
    );
    const national = { mode: 'national', full: 0, national: 1, abroad: 0 };
    expect(await preview(path)).toEqual({
      fileName: 'members.csv',
      size: 86,
      options: { encoding: 'utf-8', delimiter: ';', quote: '"', skip: 0, header: true },
      encodingFrom: 'bom',
      columns: ['First name', 'Home phone', 'Mobile', 'City'],
      rows: [
        { line: 2, cells: ['Zoë', '020 1234567', '06 12345678', 'Den\nHaag'] },
        { line: 4, cells: ['Bo', '', '', ''] },
      ],
      mapping: {
        columns: [
          { index: 0, name: 'First name', target: 'first_name' },
          { index: 1, name: 'Home phone', target: 'phone', numbers: 'national' },
          { index: 2, name: 'Mobile', target: 'phone', numbers: 'national' },
          { index: 3, name: 'City', target: 'field' },
        ],
        phoneOrder: [2, 1],
        phoneChoice: 'best',
      },
      confidence: ['certain', 'certain', 'certain', 'certain'],
      numbers: [null, national, national, null],
      fingerprint: expect.stringMatching(/^[0-9a-f]{28}$/) as string,
      warnings: [],
      otherReading: null,
    });
  });

  it('names the columns of a file without a header, wider rows too', async () => {
    const found = await preview(file('Ann,0612345678\nBo,0612345679,x\n'));
    expect(found).toMatchObject({ options: { header: false }, columns: ['Column 1', 'Column 2', 'Column 3'] });
    expect(found.mapping.phoneOrder).toEqual([1]);
    expect(found.rows).toHaveLength(2);
  });

  it('does what a person chose', async () => {
    const path = file(Buffer.from('a|b,c\nJos\xe9|0612345678\n', 'latin1'));
    const found = await preview(path, { encoding: 'ISO-8859-15', delimiter: ',', header: false });
    expect(found).toMatchObject({
      options: { encoding: 'iso-8859-15', delimiter: ',', quote: '"', skip: 0, header: false },
      encodingFrom: 'person',
      columns: ['Column 1', 'Column 2'],
    });
    expect(found.rows[1]?.cells).toEqual(['José|0612345678']);
  });

  it('shows at most twenty rows of a big file', async () => {
    const path = file(`Name,Mobile\n${'Ann,0612345678\n'.repeat(400_000)}`);
    expect((await preview(path)).rows).toHaveLength(20);
  });

  it.each([
    ['utf-8', 'strict', Buffer.from('Náme,Mobile\nZoë,1\n')],
    ['utf-16le', 'bom', Buffer.from('\ufeffNáme,Mobile\nZoë,1\n', 'utf16le')],
    ['utf-16be', 'bom', Buffer.from('\ufeffNáme,Mobile\nZoë,1\n', 'utf16le').swap16()],
    ['utf-16le', 'guess', Buffer.from('Náme,Mobile\nZoë,1\n', 'utf16le')],
    ['windows-1252', 'guess', iconv.encode('Náme,Mobile\nZoë,1\n', 'windows-1252')],
  ])('reads %s by %s', async (encoding, from, bytes) => {
    const found = await preview(file(bytes));
    expect(found.options.encoding).toBe(encoding);
    expect(found.encodingFrom).toBe(from);
    expect([found.columns[0], found.rows[0]?.cells[0]]).toEqual(['Náme', 'Zoë']);
  });

  it.each([
    ['windows-1250', 'Imię;Miasto\nŻaneta Świątek;Kraków\nŁucja;Gdańsk\n'],
    ['windows-1251', 'Имя;Город\nИван;Москва\nСергей;Казань\n'],
    ['shift_jis', '名前;電話\n山田太郎;東京都\n鈴木一郎;大阪府\n'],
    ['windows-1252', 'Prénom;Ville\nRené “Dédé”;Besançon €\n'],
    ['cp850', 'Name;Stadt\nJürgen Groß;Köln\nBjörn;Münster\n'],
    ['gb18030', '姓名;城市\n张伟;北京\n王芳;上海市\n'],
  ])('guesses %s', async (encoding, text) => {
    const found = await preview(file(iconv.encode(text, encoding)));
    expect(found.rows[0]?.cells.join(';')).toBe(text.split('\n')[1]);
  });

  it('looks beyond a head of plain ASCII', async () => {
    const path = file(iconv.encode(`Name,Mobile\n${'Ann,0612345678\n'.repeat(40_000)}Zoë,1\nRené,2\n`, 'windows-1252'));
    expect((await preview(path)).options.encoding).toBe('windows-1252');
    const late = file(`Name,Mobile\n${'Ann,0612345678\n'.repeat(40_000)}Zoë,1\n`);
    expect((await preview(late)).options.encoding).toBe('utf-8');
  });

  it.each([
    ['file_empty', ''],
    ['file_empty', '\ufeff'],
    ['file_empty', '\r\n\r\n\n'],
    ['file_header_only', 'Name,Mobile\r\n'],
    ['file_is_spreadsheet', 'PK\u0003\u0004aaaa[Content_Types].xml'],
    ['file_is_compressed', 'PK\u0003\u0004aaaareadme.txt'],
    ['file_is_not_text', '%PDF-1.7\n'],
    ['file_unclosed_quote', 'Name,Mobile\n"Ann,0612345678\nBo,0612345679\n'],
    ['file_record_too_long', `Name,Mobile\n"Ann,0612345678\n${'Bo,0612345679\n'.repeat(200_000)}`],
    ['file_record_too_long', `Name,Mobile\n${'x'.repeat(3_000_000)}`],
  ])('%s', async (code, content) => {
    expect(await failureOf(preview(file(content)))).toMatchObject({ code });
  });

  it('says what is wrong with the path or the wish', async () => {
    expect(await failureOf(preview(join(folder, 'gone.csv')))).toMatchObject({ code: 'file_missing' });
    mkdirSync(join(folder, 'folder.csv'));
    expect(await failureOf(preview(join(folder, 'folder.csv')))).toMatchObject({ code: 'file_unreadable' });
    const good = file('Name,Mobile\nAnn,0612345678\n');
    expect(await failureOf(preview(good, { encoding: 'klingon' }))).toMatchObject({ code: 'invalid_input' });
    expect(await failureOf(preview(good, { delimiter: '"' }))).toMatchObject({ code: 'invalid_input' });
    expect(await failureOf(preview(good, {}, 'XX'))).toMatchObject({ code: 'invalid_input' });
  });
});

describe('judgeFile', () => {
  it('streams every record to the store with its line and verdict', async () => {
    const path = file('\ufeffName,Mobile\r\n"Ann\r\nBo",06 12345678\r\n\r\nCy,0031612345678\rDi,n/a\nEd\n');
    const { summary, store } = await judge(path);
    expect(rowsOf(store.batches)).toEqual([
      { line: 2, reason: null, phone: 31_612_345_678, cells: ['Ann\r\nBo', '06 12345678'] },
      { line: 5, reason: 'duplicate', phone: 31_612_345_678, cells: ['Cy', '0031612345678'] },
      { line: 6, reason: 'phone_not_a_number', phone: 0, cells: ['Di', 'n/a'] },
      { line: 7, reason: 'phone_blank', phone: 0, cells: ['Ed'] },
    ]);
    expect(summary).toMatchObject({ records: 4, accepted: 1, duplicate: 1, invalid: 2, notes: [] });
    expect(store.ended).toBe(true);
  });

  it('keeps every record and never more than two batches in flight', async () => {
    const rows = Array.from({ length: 60_000 }, (_, index) => `Név ${index},+316${String(10_000_000 + index)}`);
    const progress: number[] = [];
    const watch: RunWatch = { onProgress: ({ records }) => progress.push(records) };
    const { summary, store } = await judge(file(`Name,Mobile\n${rows.join('\n')}`), utf8, watch, { delay: 3 });
    expect(summary).toMatchObject({ records: 60_000, accepted: 60_000 });
    expect(rowsOf(store.batches).map((row) => row.cells.join(','))).toEqual(rows);
    expect(store.mostWaiting).toBe(2);
    expect(store.batches.every((batch) => batch.lines.length <= 5_000)).toBe(true);
    expect(progress.length).toBeGreaterThan(0);
  });

  it('reads UTF-16 and characters cut by a chunk', async () => {
    const rows = Array.from({ length: 30_000 }, (_, index) => `Zoë😀字${index},x`);
    const text = `Name,Mobile\n${rows.join('\n')}\n`;
    for (const [encoding, bytes] of [
      ['utf-8', Buffer.from(text)],
      ['utf-16le', Buffer.from(`\ufeff${text}`, 'utf16le')],
    ] as const) {
      const { store } = await judge(file(bytes), { ...utf8, encoding });
      expect(rowsOf(store.batches).map((row) => row.cells.join(','))).toEqual(rows);
    }
  });

  it('cancels, hangs up on the store and does not say that it is complete', async () => {
    const control = new RunControl();
    const path = file(`Name,Mobile\n${'Ann,0612345678\n'.repeat(300_000)}`);
    const watch: RunWatch = { control, onProgress: () => control.cancel() };
    const { error, store } = await judge(path, utf8, watch, { delay: 5 });
    expect(error).toMatchObject({ code: 'cancelled' });
    expect(store.ended).toBe(false);
    expect(store.closed).toBe(true);
  });

  it('halts while it is paused, and goes on to the same end', async () => {
    const control = new RunControl();
    const path = file(`Name,Mobile\n${'Ann,0612345678\n'.repeat(120_000)}`);
    let seenWhenHalted = 0;
    let store: { readonly batches: readonly StagedBatch[] } | null = null;
    const { port1, port2 } = new MessageChannel();
    store = fakeStore(port1, { delay: 1 });
    const job = { path, options: utf8, mapping: nameAndMobile, country: 'NL', store: port2 };
    let progressed = 0;
    const done = judgeFile(spawn, job, {
      control,
      onProgress: () => {
        if (++progressed !== 1) return;
        control.pause();
        setTimeout(() => {
          seenWhenHalted = store?.batches.length ?? 0;
          setTimeout(() => {
            expect(store?.batches.length).toBe(seenWhenHalted);
            control.goOn();
          }, 60);
        }, 60);
      },
    });
    expect(await done).toMatchObject({ records: 120_000 });
    expect(seenWhenHalted).toBeGreaterThan(0);
    expect(seenWhenHalted).toBeLessThan(24);
  });

  it('stops with the store\u2019s own error', async () => {
    const path = file(`Name,Mobile\n${'Ann,0612345678\n'.repeat(20_000)}`);
    const refuse = { batch: 1, error: { code: 'storage_full', message: 'disk full' } as const };
    const { error, store } = await judge(path, utf8, {}, { refuse });
    expect(error).toEqual(refuse.error);
    expect(store.ended).toBe(false);
    expect(store.batches.length).toBeLessThan(5);
  });

  it.each([
    ['file_empty', '\n\n', utf8, nameAndMobile],
    ['file_header_only', 'Name,Mobile\n', utf8, nameAndMobile],
    ['file_unclosed_quote', 'Name,Mobile\n"Ann,1\n', utf8, nameAndMobile],
    ['csv_no_phone_column', 'Name,Mobile\nAnn,1\n', utf8, { columns: [], phoneOrder: [] }],
    ['invalid_input', 'Name,Mobile\nAnn,1\n', { ...utf8, encoding: 'klingon' }, nameAndMobile],
  ])('%s', async (code, content, options, mapping) => {
    const { error, store } = await judge(file(content), options, {}, {}, mapping);
    expect(error).toMatchObject({ code });
    expect(store.ended).toBe(false);
  });

  it('takes the first record for a row when there is no header', async () => {
    const { summary } = await judge(file('Ann,0612345678\n'), { ...utf8, header: false });
    expect(summary).toMatchObject({ records: 1, accepted: 1 });
  });
});

describe('readRecords', () => {
  it('gives every record as read, the header too', async () => {
    const path = file('a;"b ""c"""\r\n\r\n "x;y" ;\u00a0z \r\n"l\r\nm";\n');
    expect(await cellsOf(path)).toEqual([
      ['a', 'b "c"'],
      [' "x', 'y" ', '\u00a0z '],
      ['l\r\nm', ''],
    ]);
  });

  it('waits for its consumer and ends when the consumer leaves', async () => {
    const path = file('Name,Mobile\nAnn,1\n'.repeat(50_000));
    let batches = 0;
    for await (const batch of readRecords(spawn, { path })) {
      expect(batch.length).toBeLessThanOrEqual(5_000);
      if (++batches === 3) break;
    }
    expect(batches).toBe(3);
    expect(await cellsOf(path)).toHaveLength(100_000);
  });

  it('fails with words', async () => {
    expect(await failureOf(cellsOf(join(folder, 'gone.csv')))).toMatchObject({ code: 'file_missing' });
    expect(await failureOf(cellsOf(file('\n')))).toMatchObject({ code: 'file_empty' });
  });

  it('can be cancelled', async () => {
    const cancel = new AbortController();
    const path = file('Name,Mobile\nAnn,1\n'.repeat(50_000));
    const reading = (async () => {
      for await (const _batch of readRecords(spawn, { path }, cancel.signal)) cancel.abort();
    })();
    expect(await failureOf(reading)).toMatchObject({ code: 'cancelled' });
  });
});

describe('the worker', () => {
  it('does each job in a thread of its own, and hangs up when it is done', async () => {
    const threads = await importSpawner();
    const path = file('Name,Mobile\nAnn,0612345678\n');
    expect((await previewFile(threads, { path, country: 'NL' })).columns).toEqual(['Name', 'Mobile']);
    const { summary, store } = await judge(path, utf8, {}, {}, nameAndMobile, threads);
    expect(summary).toMatchObject({ records: 1, accepted: 1 });
    expect(store.ended && store.closed).toBe(true);
    const batches = [];
    for await (const batch of readRecords(threads, { path })) batches.push(batch);
    expect(batches).toEqual([
      [
        ['Name', 'Mobile'],
        ['Ann', '0612345678'],
      ],
    ]);
    const missing = previewFile(threads, { path: join(folder, 'gone.csv'), country: 'NL' });
    expect(await failureOf(missing)).toMatchObject({ code: 'file_missing' });
  });

  it('can be cancelled in the middle', async () => {
    const threads = await importSpawner();
    const control = new RunControl();
    const path = file(`Name,Mobile\n${'Ann,0612345678\n'.repeat(200_000)}`);
    const watch: RunWatch = { control, onProgress: () => control.cancel() };
    const { error, store } = await judge(path, utf8, watch, {}, nameAndMobile, threads);
    expect(error).toMatchObject({ code: 'cancelled' });
    expect([store.ended, store.closed]).toEqual([false, true]);
  });

  it('is reported when it dies without a word', async () => {
    const dying = () => new Worker('process.exit(9)', { eval: true });
    expect(await failureOf(previewFile(dying, { path: 'x', country: null }))).toMatchObject({ code: 'internal' });
  });
});
