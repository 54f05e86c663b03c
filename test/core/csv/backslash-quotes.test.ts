import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guessQuote } from '#core/csv/quote.ts';
import { createRecordReader } from '#core/csv/record-reader.ts';
import { cellSplitter, rowSplitter } from '#core/csv/row-text.ts';

const dialect = { delimiter: ',', quote: '\\"' } as const;
/** As MySQL and Python's csv module write it: quotes and backslashes behind a backslash. */
const written = (cells: readonly string[]): string =>
  `${cells.map((cell) => `"${cell.replace(/["\\]/g, '\\$&')}"`).join(',')}\n`;

function read(text: string, piece: number) {
  const reader = createRecordReader(dialect, { collect: 1 });
  const records: (readonly string[])[] = [];
  const rows: string[] = [];
  for (let from = 0; from < text.length; from += piece) {
    const part = reader.push(text.slice(from, from + piece));
    records.push(...part.records.map(({ cells }) => cells));
    if (part.rows !== null) rows.push(...part.rows.split('\n'));
  }
  records.push(...reader.end().records.map(({ cells }) => cells));
  return { records, rows, malformed: reader.malformed };
}

describe('quotes behind a backslash', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', 'é', ' ', ',', '"', '\\', '\n', "'", ';'), maxLength: 6 });

  it('are read back whatever a cell holds, wherever the pieces are cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 9 }),
        (table, piece) => {
          const { records, malformed } = read(table.map(written).join(''), piece);
          expect(records).toEqual(table);
          expect(malformed.count).toBe(0);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('are kept as rows that are taken apart with plain quotes', () => {
    const { rows } = read(`"a","said \\"hi\\""\n"b","c\\\\d"\n`, 200);
    expect(rows.map(rowSplitter(dialect))).toEqual([
      ['a', 'said "hi"'],
      ['b', 'c\\d'],
    ]);
    expect(cellSplitter(dialect)('"x ""y""",z')).toEqual([['x "y"', 'z']]);
  });

  it.each([
    ['"a","said \\"hi\\""\n"b","c"\n', '\\"', true],
    ['"a","\\"hi, you\\" she said"\n"b","c"\n', '\\"', true],
    ['"a","C:\\docs\\"\n"b","D:\\"\n', '"', true],
    ['"a","say ""hi"" now"\n"b","c \\"d\\" e"\n', '\\"', false],
    ['"a","plain"\n', '"', true],
    ['a,5\\" pipe\nb,6\\" pipe\n', '"', true],
  ])('%j is %j, certain %j', (head, quote, certain) => {
    expect(guessQuote(head, true, ',')).toEqual({ quote, certain });
  });

  it('never cuts a text that no reading explains, and counts it', () => {
    const text = '"said \\"hi\\" to, you",x\n"ok",y\n';
    const reader = createRecordReader({ delimiter: ',', quote: '"' }, { collect: 1 });
    const cells = [...reader.push(text).records, ...reader.end().records].map((record) => record.cells);
    expect(cells.flat().join()).toContain('hi');
    expect(reader.malformed).toEqual({ count: 1, line: 1 });
  });
});
