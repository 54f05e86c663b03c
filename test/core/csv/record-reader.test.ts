import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CsvRecord, type QuoteMark, quoteMarks } from '#core/csv/reading.ts';
import { createRecordReader } from '#core/csv/record-reader.ts';
import { csvText } from '#core/csv/write.ts';
import { Failure } from '#core/kernel/errors.ts';

function read(
  text: string,
  delimiter = ',',
  cuts: readonly number[] = [],
  quote: QuoteMark = '"',
): readonly CsvRecord[] {
  const reader = createRecordReader({ delimiter, quote }, { collect: 1 });
  const records: CsvRecord[] = [];
  let from = 0;
  for (const cut of [...cuts, text.length]) {
    if (cut > from) records.push(...reader.push(text.slice(from, cut)).records);
    from = Math.max(from, cut);
  }
  return [...records, ...reader.end().records];
}

const cells = (text: string, delimiter = ',') => read(text, delimiter).map((record) => record.cells);
const lines = (text: string) => read(text).map((record) => record.line);

function failure(run: () => unknown) {
  try {
    run();
  } catch (thrown) {
    if (thrown instanceof Failure) return thrown.error;
    throw thrown;
  }
  throw new Error('nothing failed');
}

describe('the record reader', () => {
  it.each([
    [
      'a,b\nc,d',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'a,b\r\nc,d\r\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'a,b\rc,d\r',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    // PapaParse alone merges rows here.
    [
      'a,b\r\nc,d\re,f\ng,h',
      [
        ['a', 'b'],
        ['c', 'd'],
        ['e', 'f'],
        ['g', 'h'],
      ],
    ],
    ['"a"\r"b"\n"c"\r\n"d"', [['a'], ['b'], ['c'], ['d']]],
    [
      'a,\n,b\n,\n',
      [
        ['a', ''],
        ['', 'b'],
        ['', ''],
      ],
    ],
    ['  a , b\t\n', [['  a ', ' b\t']]],
    ['"  a ","b"\n', [['  a ', 'b']]],
    ['"a,b","c\nd","e\r\nf","g\rh"', [['a,b', 'c\nd', 'e\r\nf', 'g\rh']]],
    ['"a ""b"" c",""""\n', [['a "b" c', '"']]],
    ['x\u0000y,__proto__\n', [['x\u0000y', '__proto__']]],
    ['5" pipe,a"b"c\n', [['5" pipe', 'a"b"c']]],
    ['a, "b, c"\n', [['a', ' "b', ' c"']]],
    ['"a" ,"b"\t\n"c"  ', [['a', 'b'], ['c']]],
  ])('reads %j', (text, expected) => {
    expect(cells(text)).toEqual(expected);
  });

  it.each([
    [
      '"Joe "the boss" Smith",b\nc,d\n',
      [
        ['Joe "the boss" Smith', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      '"Nick" Smith,b\n"c",d\n',
      [
        ['"Nick" Smith', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      '"Nick, jr" Smith,b\n"c",d\n',
      [
        ['"Nick, jr" Smith', 'b'],
        ['c', 'd'],
      ],
    ],
    ['"a" x\n"b",c\n', [['"a" x'], ['b', 'c']]],
    [
      '"a" x,"b"\r\n"c",d',
      [
        ['"a" x', 'b'],
        ['c', 'd'],
      ],
    ],
    ['""abc"",d\n', [['""abc""', 'd']]],
    ['"one\ntwo "three" four",b\n', [['one\ntwo "three" four', 'b']]],
  ])('keeps malformed quotes as text and swallows no row: %j', (text, expected) => {
    expect(cells(text)).toEqual(expected);
  });

  it.each([
    ["'a,b','c\nd','e''f','g\"h'", [['a,b', 'c\nd', "e'f", 'g"h']]],
    [
      "O'Brien,'t Hart',x\n\"a,b\"\n",
      [
        ["O'Brien", 't Hart', 'x'],
        ['"a', 'b"'],
      ],
    ],
    [
      "'Joe 'the boss' Smith',b\nc,d",
      [
        ["Joe 'the boss' Smith", 'b'],
        ['c', 'd'],
      ],
    ],
    [
      "'Nick' Smith,b\r'c',d",
      [
        ["'Nick' Smith", 'b'],
        ['c', 'd'],
      ],
    ],
    ["'a' ,'b'\t\n\n''\n", [['a', 'b'], ['']]],
  ])('reads single quotes by the same rules: %j', (text, expected) => {
    expect(read(text, ',', [], "'").map((record) => record.cells)).toEqual(expected);
  });

  it.each([
    ['"a,b"\n"\n\r\n""\r"c', [['"a', 'b"'], ['"'], ['""'], ['"c']]],
    [
      "'a','b\n,\n",
      [
        ["'a'", "'b"],
        ['', ''],
      ],
    ],
  ])('knows no quotes where there are none: %j', (text, expected) => {
    expect(read(text, ',', [], '').map((record) => record.cells)).toEqual(expected);
    expect(read('a"b"c', '"', [], '').map((record) => record.cells)).toEqual([['a', 'b', 'c']]);
  });

  it('refuses an unclosed single quote, and an endless line without quoting', () => {
    expect(failure(() => read("a\n'b,c\nd", ',', [], "'"))).toMatchObject({
      code: 'file_unclosed_quote',
      details: { line: 2 },
    });
    expect(failure(() => read(`a\n"${'x'.repeat(3 << 20)}`, ',', [2_000_000], ''))).toMatchObject({
      code: 'file_record_too_long',
      details: { line: 2 },
    });
  });

  it('skips only lines without any character', () => {
    expect(read('\n\na\n\n""\n,\n \n\r\n\r\n"" \nb\n\n')).toEqual([
      { line: 3, cells: ['a'] },
      { line: 5, cells: [''] },
      { line: 6, cells: ['', ''] },
      { line: 7, cells: [' '] },
      { line: 10, cells: [''] },
      { line: 11, cells: ['b'] },
    ]);
    expect(read('')).toEqual([]);
    expect(read('\r\n')).toEqual([]);
  });

  it('counts CRLF, LF and CR as one line each, inside quoted cells too', () => {
    expect(lines('a\r\n"b\r\nb"\r"c\rc\n\nc"\nd\n')).toEqual([1, 2, 4, 8]);
  });

  it.each([
    ['a,b\nc,"d\ne,f\n', 2],
    ['a,b\nc,d\n"e', 3],
    ['"a\nb",c\n"d,1\n"e",2\n', 3],
    ['a\n"b,1\nc,2\n"d" x,3\n', 2],
    ['"a,"b",c\n', 1],
    ['x\n"a\nBo "y" z,b\nc,d\n', 2],
  ])('refuses an unclosed quote and says where it opened: %j', (text, line) => {
    expect(failure(() => read(text))).toMatchObject({ code: 'file_unclosed_quote', details: { line } });
  });

  it('refuses an endless quote or line early, in linear time', () => {
    for (const [start, what] of [
      ['ok,1\nx,"x', 'quoted'],
      ['ok,1\nx', undefined],
    ] as const) {
      const reader = createRecordReader({ delimiter: ',', quote: '"' });
      let pushed = 0;
      const error = failure(() => {
        reader.push(start);
        for (; pushed < 1 << 27; pushed += 1 << 16) reader.push('y, '.repeat(21_845));
      });
      expect(error).toMatchObject({ code: 'file_record_too_long', details: { line: 2 } });
      expect(error.details?.what).toBe(what);
      expect(pushed).toBeLessThan(2 << 20);
    }
  });

  it('does not say of a closed quote that it is open, however long its cell', () => {
    const text = `a\n"${'x'.repeat(1_300_000)}",b\nc\n`;
    const long = { code: 'file_record_too_long', details: { line: 2, what: 'quoted' } };
    expect(failure(() => read(text, ',', [1_200_000]))).toMatchObject(long);
    const open = { code: 'file_unclosed_quote', details: { line: 2 } };
    expect(failure(() => read('a\n"x', ',', []))).toMatchObject(open);
  });

  it('lets a record of the limit pass, wherever the pieces are cut', () => {
    const cell = 'x'.repeat(1 << 20);
    const reader = createRecordReader({ delimiter: ',', quote: '"' });
    const pieces = [`a\n${cell}`, '\n', cell.slice(0, 1_000_000), `${cell.slice(1_000_000)}\nb`];
    const records = pieces.flatMap((piece) => reader.push(piece).records);
    expect([...records, ...reader.end().records].map((record) => record.cells[0]?.length)).toEqual([
      1,
      1 << 20,
      1 << 20,
      1,
    ]);
  });

  it.each([
    ['many quoted cells in one line', '"a",'.repeat(200_000)],
    ['quoted cells after one lone CR', `\r${'"a",'.repeat(200_000)}`],
    ['many malformed quotes', `"${'a"b'.repeat(200_000)}`],
    ['malformed cells', '"a"b,'.repeat(150_000)],
    ['doubled quotes', `"${'""'.repeat(400_000)}"`],
    ['quotes before blanks', `"${'" x '.repeat(200_000)}`],
    ['one blank run', `"a"${' '.repeat(800_000)}x`],
  ])('stays linear: %s', (_name, text) => {
    try {
      read(`${text}\n`);
    } catch (thrown) {
      if (!(thrown instanceof Failure)) throw thrown;
    }
  });

  const cell = fc.oneof(
    fc.string({
      unit: fc.constantFrom('a', '"', ',', ';', '\n', '\r', ' ', '\t', 'é', '\u0000', '=', '😀'),
      maxLength: 6,
    }),
    fc.constantFrom('', '""', '"', '\r\n', '\ufeff', '__proto__', '+31 6', '\u2028'),
  );
  const table = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 6 });
  const cuts = fc.array(fc.nat(200), { maxLength: 6 }).map((list) => list.sort((a, b) => a - b));

  it('reads back what the writer wrote, however the text is cut', () => {
    fc.assert(
      fc.property(table, fc.constantFrom(',', ';', '\t', '|'), cuts, (rows, delimiter, where) => {
        const records = read(csvText(rows, delimiter), delimiter, where);
        expect(records.map((record) => record.cells)).toEqual(rows);
      }),
      { numRuns: 2_000 },
    );
  });

  it('reads any text the same however it is cut', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '"', '"', ',', '\n', '\r', ' '), maxLength: 60 });
    const attempt = (input: string, where: readonly number[], quote: QuoteMark) => {
      try {
        return read(input.replaceAll('"', quote === '' ? '"' : quote), ',', where, quote);
      } catch (thrown) {
        return (thrown as Failure).error.details;
      }
    };
    fc.assert(
      fc.property(text, cuts, fc.constantFrom(...quoteMarks), (input, where, quote) => {
        expect(attempt(input, where, quote)).toEqual(attempt(input, [], quote));
      }),
      { numRuns: 5_000 },
    );
  });

  it('says for each record the line it starts on', () => {
    fc.assert(
      fc.property(table, fc.constantFrom('\n', '\r', '\r\n'), (rows, end) => {
        const text = rows.map((row) => csvText([row]).slice(0, -2) + end).join('');
        let line = 1;
        const expected = rows.map((row) => {
          const start = line;
          line +=
            1 +
            (csvText([row])
              .slice(0, -2)
              .match(/\r\n|\r|\n/g)?.length ?? 0);
          return start;
        });
        expect(lines(text)).toEqual(expected);
      }),
    );
  });
});
