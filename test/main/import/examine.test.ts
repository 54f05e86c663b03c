import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import type { ReadOptions } from '#core/csv/reading.ts';
import { toAppError } from '#core/kernel/errors.ts';
import { examineBytes, readBytes } from './read-bytes.ts';

const utf8 = (...lines: readonly string[]) => Buffer.from(lines.map((line) => `${line}\r\n`).join(''));

async function failureOf(work: Promise<unknown>) {
  try {
    await work;
  } catch (thrown) {
    return toAppError(thrown);
  }
  throw new Error('it did not fail');
}

const exported = utf8(
  'Member list 2026',
  '',
  'Exported on 12-03-2026',
  '',
  "'Name';'Mobile'",
  "'Smith; Ann';'0612345678'",
);

describe('examine', () => {
  it('finds everything about a file that says nothing about itself', async () => {
    expect(await examineBytes(exported)).toMatchObject({
      encoding: { encoding: 'utf-8', from: 'strict' },
      shape: { delimiter: ';', quote: "'", skip: 2, header: true },
    });
    const bytes = iconv.encode('Membres à jour\nPrénom;Mobile\nZoë;0612345678\nRené;0612345679\n', 'windows-1252');
    expect(await examineBytes(bytes)).toMatchObject({
      encoding: { encoding: 'windows-1252', from: 'guess' },
      shape: { delimiter: ';', quote: '"', skip: 1, header: true },
    });
  });

  it('reads a wide head of two bytes a character', async () => {
    const rows = 'Ann;0612345678;"Ghent\n2"\r\n'.repeat(20_000);
    const bytes = Buffer.from(`Members;;\r\nName;Mobile;City\r\n${rows}`, 'utf16le');
    expect(await examineBytes(bytes)).toMatchObject({
      encoding: { encoding: 'utf-16le', from: 'guess' },
      shape: { delimiter: ';', quote: '"', skip: 1, header: true },
    });
  });

  it.each<[Partial<ReadOptions>, object]>([
    [{ quote: '' }, { delimiter: ';', quote: '', skip: 2, header: true }],
    [{ quote: '"' }, { delimiter: ';', quote: '"', skip: 2, header: true }],
    [{ skip: 0 }, { skip: 0, header: true, quote: "'" }],
    [{ skip: 3 }, { skip: 3, header: false, quote: "'" }],
    [{ header: false }, { skip: 2, header: false }],
    [
      { delimiter: ' ', skip: 1 },
      { delimiter: ' ', skip: 1 },
    ],
    [{ encoding: 'CP850' }, { skip: 2 }],
  ])('does what a person chose: %j', async (chosen, expected) => {
    const found = await examineBytes(exported, chosen);
    expect(found.shape).toMatchObject(expected);
    if (chosen.encoding !== undefined) expect(found.encoding).toEqual({ encoding: 'cp850', from: 'person' });
  });

  it.each<Partial<ReadOptions>>([
    { delimiter: '"' },
    { delimiter: "'", quote: "'" },
    { delimiter: '\n' },
    { delimiter: ';;' },
    { encoding: 'klingon' },
  ])('refuses %j', async (chosen) => {
    const bytes = utf8('Name,Mobile', 'Ann,0612345678');
    expect(await failureOf(examineBytes(bytes, chosen))).toMatchObject({ code: 'invalid_input' });
  });
});

describe('recordParts', () => {
  const names = async (chosen: Partial<ReadOptions>, chunk?: number) =>
    (await readBytes(exported, chosen, chunk)).map(({ line, cells }) => [line, ...cells]);

  it.each([1, 10, undefined])('leaves out what stands above the table, in pieces of %s', async (chunk) => {
    expect(await names({}, chunk)).toEqual([
      [5, 'Name', 'Mobile'],
      [6, 'Smith; Ann', '0612345678'],
    ]);
    expect(await names({ skip: 3, quote: '' }, chunk)).toEqual([[6, "'Smith", " Ann'", "'0612345678'"]]);
    expect(await names({ skip: 4 }, chunk)).toEqual([]);
    expect(await names({ skip: 1_000 }, chunk)).toEqual([]);
    expect(await names({ skip: 1, delimiter: '^' }, chunk)).toHaveLength(3);
  });

  it('counts skipped records, not lines, over many pieces', async () => {
    const bytes = utf8(...Array.from({ length: 30_000 }, (_, index) => `"a\n${index}",b`));
    const records = await readBytes(bytes, { skip: 20_000, header: false }, 4_096);
    expect(records).toHaveLength(10_000);
    expect(records[0]).toEqual({ line: 40_001, cells: ['a\n20000', 'b'] });
  });

  it('reads what double quotes would swallow', async () => {
    const bytes = utf8('Name;City', 'Ann;Ghent', 'Bo;"', 'Cy;"', 'Di;Breda');
    expect((await readBytes(bytes)).map(({ cells }) => cells[1])).toEqual(['City', 'Ghent', '"', '"', 'Breda']);
  });

  it('names the line of a quote that is not closed, below a title too', async () => {
    const bytes = utf8('Members', 'Name;Mobile', 'Ann;0612345678', '"Bo;0612345679', 'Cy;0612345670');
    expect(await failureOf(readBytes(bytes))).toMatchObject({ code: 'file_unclosed_quote', details: { line: 4 } });
    expect(await readBytes(bytes, { quote: '' })).toHaveLength(4);
  });
});
