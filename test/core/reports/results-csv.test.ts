import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRecordReader } from '#core/csv/record-reader.ts';
import {
  activeCell,
  inertCell,
  type ResultRow,
  resultColumns,
  resultsHeader,
  resultsLine,
} from '#core/reports/results-csv.ts';

const titles = Object.fromEntries(resultColumns.map((column) => [column, column])) as Record<keyof ResultRow, string>;

/** Reads text with the reader every import uses. */
function parse(text: string): readonly (readonly string[])[] {
  const reader = createRecordReader({ delimiter: ',', quote: '"' });
  return [...reader.push(text).records, ...reader.end().records].map(({ cells }) => cells);
}

/** What spreadsheets take for the beginning of a formula, their full-width twins among them. */
const leads = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
const blanks = ['', ' ', '   ', '\u00a0', '\t', '\n', '\r\n', ' \n '];

describe('a cell that no spreadsheet runs (P21)', () => {
  it.each(leads.flatMap((lead) => blanks.map((blank) => [JSON.stringify(blank + lead)[0], blank + lead] as const)))(
    'begins with an apostrophe: %# %j',
    (_shown, start) => {
      expect(inertCell(`${start}cmd|' /C calc'!A0`)).toBe(`'${start}cmd|' /C calc'!A0`);
    },
  );

  it.each(['', 'Anna', '0612345678', "O'Brien", "'t Hof", '5 - 3', 'a=b', '😀', '"=1"', '7+', 'mail@example.org'])(
    'is left alone when harmless: %s',
    (text) => {
      expect(inertCell(text)).toBe(text);
    },
  );

  it('never begins, behind blanks, with a formula’s sign', () => {
    const risky = fc.array(fc.constantFrom(...leads, ' ', 'A', '1', '"', ',', '\n', "'", '|'), { maxLength: 8 });
    fc.assert(
      fc.property(risky, (parts) => {
        expect(inertCell(parts.join('')).trimStart()).not.toMatch(/^[=+\-@＝＋－＠]/);
      }),
      { numRuns: 2_000 },
    );
  });

  it('comes back as it was, unless a person wrote the apostrophe', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.constantFrom(...leads, ''), (tail, lead) => {
        const text = lead + tail;
        if (!text.startsWith("'")) expect(activeCell(inertCell(text))).toBe(text);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('a results file', () => {
  const row: ResultRow = {
    recipient: '31612345678',
    state: 'accepted',
    name: 'Ng, "Wei"',
    messageId: 'msg-1',
    words: '=1+1\nand more',
    at: '2026-01-05T09:00:00.000Z',
    text: 'Line one\r\nline two',
  };

  it('names its columns, recipient and state first', () => {
    expect(parse(resultsHeader(titles))).toEqual([['recipient', 'state', 'name', 'messageId', 'words', 'at', 'text']]);
  });

  it('reads back cell by cell', () => {
    const [cells] = parse(resultsLine(row));
    expect(cells?.map(activeCell)).toEqual(resultColumns.map((column) => row[column].replaceAll('\r\n', '\r\n')));
  });

  it('reads back whatever a name, a reason or a text holds', () => {
    const any = fc.string({
      unit: fc.constantFrom('a', 'é', '"', ',', ';', '\n', '\r', '\t', '=', ' ', '😀', '\u0000', "'"),
    });
    fc.assert(
      fc.property(fc.array(fc.tuple(any, any, any), { minLength: 1, maxLength: 5 }), (people) => {
        const rows = people.map(([name, words, text]) => ({ ...row, name, words, text }));
        const records = parse(resultsHeader(titles) + rows.map(resultsLine).join(''));
        expect(records.length).toBe(rows.length + 1);
        for (const [i, { name, words, text }] of rows.entries()) {
          const cells = records[i + 1] ?? [];
          expect(cells.length).toBe(7);
          expect([cells[2], cells[4], cells[6]]).toEqual([name, words, text].map(inertCell));
        }
      }),
      { numRuns: 300 },
    );
  });
});
