import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guessDelimiter, possibleDelimiter } from '#core/csv/delimiter.ts';
import { guessShape } from '#core/csv/first-look.ts';
import { hasHeader } from '#core/csv/header.ts';
import { guessQuote } from '#core/csv/quote.ts';
import type { CsvRecord } from '#core/csv/reading.ts';
import { tableStart } from '#core/csv/table-start.ts';
import { Failure } from '#core/kernel/errors.ts';

const lines = (...list: readonly string[]) => list.map((line) => `${line}\n`).join('');
const records = (rows: readonly string[]): readonly CsvRecord[] =>
  rows.map((row, index) => ({ line: index + 1, cells: row.split(';') }));

describe('guessDelimiter', () => {
  it.each([
    [
      ';',
      'below titles with commas',
      lines('Members, by name, 2026', 'Exported, by Ann', 'Name;Mobile', 'Ann;06', 'Bo;06'),
    ],
    [',', 'below titles with semicolons', lines('Club; members', 'Name,Mobile,City', 'Ann,06,Ghent', 'Bo,06,Breda')],
    [
      '\t',
      'below a padded title',
      lines('Members\t\t', '\t\t', 'Name\tMobile\tCity', 'Ann\t06\tGhent', 'Bo\t06\tBreda, NL'),
    ],
    [';', 'beside decimal commas', lines('Name;Amount;Rest', 'Ann;12,50;1,00', 'Bo;7,25;0,50', 'Cy;1,75;3,25')],
    [
      ';',
      'beside decimal commas in rows of differing length',
      lines('A;B;C', 'Ann;12,50;', 'Bo;7,25', 'Cy;1,75;x', 'Di;2,00;y', 'Ed;3,00;z', 'Flo;4,00;z', 'Gus;5,00;z'),
    ],
    [';', 'as noted by a spreadsheet', lines('sep=;', 'Name;Mobile', 'Ann, B;06')],
    ['^', 'of any kind, as noted by a spreadsheet', lines('sep=^', 'Name^Mobile', 'Ann^06')],
    [',', 'between single quotes', lines("'Name','Note'", "'Ann','a;b;c'", "'Bo','d;e;f'")],
    [';', 'beside quotes that are text', lines('Name;Alias', '"Big Ann;x', '"Tall Bo;y', '"Old Cy;z')],
    [
      ';',
      'of a file whose quote is not closed',
      lines('Name;Mobile;City', 'Ann;06;Ghent', '"Bo;06;Breda', 'Cy;06;Gent'),
    ],
  ])('%j %s', (delimiter, _name, text) => {
    expect(guessDelimiter(text).delimiter).toBe(delimiter);
  });

  it('is found in rows wider than the sample', () => {
    const row = Array.from({ length: 16_000 }, (_, index) => `Column ${index}`);
    expect(guessDelimiter(`${row.join(';')}\n${row.join(';')}\n`).delimiter).toBe(';');
    expect(guessDelimiter(row.join(';'), false).delimiter).toBe(';');
  });
});

describe('possibleDelimiter', () => {
  it.each([...',;\t| :~^aé0.\\', '\u0000', "'"])('%j', (delimiter) => {
    expect(possibleDelimiter(delimiter, '"')).toBe(delimiter);
  });

  it('may be a double quote only where nothing is quoted', () => {
    expect(possibleDelimiter('"', '')).toBe('"');
  });

  it.each([
    ['', '"'],
    [',,', '"'],
    ['"', '"'],
    ['"', "'"],
    ["'", "'"],
    ['\r', ''],
    ['\n', ''],
    ['\ufeff', '"'],
    ['😀', '"'],
    ['\ud83d', '"'],
  ] as const)('refuses %j with the quote mark %j', (delimiter, quote) => {
    expect(() => possibleDelimiter(delimiter, quote)).toThrow(Failure);
  });
});

describe('guessQuote', () => {
  it.each([
    ['"', 'no quotes', lines('Name,Mobile', 'Ann,06')],
    ['"', 'an empty file', ''],
    ['"', 'double quotes', lines('"Name","Mobile"', '"Ann","06"')],
    ["'", 'every cell in single quotes', lines("'Name','Mobile'", "'Ann','06'", "'O''Brien','06'")],
    [
      "'",
      'single quotes but for numbers',
      lines("'Name','City',Mobile,Age", "'Ann','Ghent',06,1", "'Bo','Breda',06,2", "'Cy','Gent',,"),
    ],
    ["'", 'single quotes around delimiters only', lines('Name,Mobile', "'Smith, Ann',06", "'Jones, Bo',06", 'Cy,06')],
    ["'", 'line breaks within', lines("'Name','Note'", "'Ann','one\ntwo'", "'Bo','three'")],
    ['"', 'names with apostrophes', lines('Name,City', "O'Brien,'s-Hertogenbosch", "'t Hart,'s-Gravenhage", "Jans',x")],
    ['"', 'one cell in single quotes', lines('Name,Alias', "Ann,'Big Ann'", 'Bo,')],
    ['"', 'nicknames in single quotes within double ones', lines('"Name","Alias"', `"Ann","'Big'"`, `"Bo","'Tall'"`)],
    ['"', 'numbers kept by an apostrophe', lines('Name,Mobile', "Ann,'0612345678", "Bo,'0612345679", "Cy,'0612345670")],
    ['', 'ditto marks', lines('Name,City', 'Ann,Ghent', 'Bo,"', 'Cy,"')],
    ['', 'nicknames opened only', lines('Name,Alias', 'Ann,"Big Ann', 'Bo,"Tall Bo', 'Cy,x')],
    ['"', 'one quote that was not closed', lines('Name,Mobile', 'Ann,06', '"Bo,06', 'Cy,06')],
    ['"', 'a quote closed by a later one', lines('Name,Mobile', '"Ann,06', '"Bo",06')],
    ['"', 'inches within cells', lines('Name,Size', 'Ann,5" pipe', 'Bo,6"')],
    ['"', 'quoted line breaks', lines('Name,Note', 'Ann,"one', 'two"', 'Bo,"three', 'four"')],
    ['"', 'malformed quotes', lines('Name,Note', '"Ann, "the" boss" Smith,x', '"Bo, "a" b" c,y')],
  ])('%j: %s', (quote, _name, text) => {
    expect(guessQuote(text, true, ',').quote).toBe(quote);
  });
});

describe('tableStart', () => {
  it.each([
    [0, 'a plain table', ['Name;Mobile;City', 'Ann;0612345678;Ghent']],
    [0, 'an empty file', []],
    [1, 'a title', ['Member list 2026', 'Name;Mobile', 'Ann;0612345678']],
    [2, 'title and date', ['Member list 2026', 'Exported on 12-03-2026', 'Name;Mobile;City', 'Ann;0612345678;Ghent']],
    [
      3,
      'lines padded by a spreadsheet',
      ['Members;;;', 'Exported on;12-03-2026;;', ';;;', 'Name;Mobile;City;Age', 'Ann;0612345678;Ghent;1'],
    ],
    [2, 'a total', ['Total members;512;;', ';;;', 'Name;Mobile;City;Age', 'Ann;0612345678;Ghent;1']],
    [
      1,
      'names of groups of columns',
      ['Personal;;;Contact;;', 'Name;Born;Age;Mobile;Mail;City', 'Ann;1990;1;0612345678;;'],
    ],
    [1, 'a title above people without a header', ['Members', 'Ann;0612345678', 'Bo;0612345679']],
    [1, 'a title above nothing but a header', ['Members', 'Name;Mobile']],
    [1, "Excel's note", ['sep=;', 'Name;Mobile', 'Ann;0612345678']],
    [1, "Excel's note above people", ['sep=;', 'Ann;0612345678', 'Bo;0612345679']],
    [2, "Excel's note and a title", ['sep=;', 'Members', 'Name;Mobile', 'Ann;0612345678']],
    [0, 'a header with empty names', ['Name;;;Mobile', 'Ann;x;;0612345678', 'Bo;;;0612345679']],
    [0, 'a header of one name', ['Name;', 'Ann;0612345678', 'Bo;0612345679']],
    [0, 'a header narrower than its rows', ['Name;Mobile', 'Ann;0612345678;a;b', 'Bo;0612345679;c;d']],
    [0, 'a header wider than its rows', ['Name;Mobile;City;Notes;Age;Mail', 'Ann;0612345678', 'Bo;0612345679']],
    [0, 'a header of years', ['Name;2024;2025;2026;Mobile', 'Ann;1;2;3;0612345678', 'Bo;1;2;3;0612345679']],
    [0, 'a number in the first line', ['0612345678', 'Name;Mobile;City', 'Ann;0612345679;Ghent']],
    [1, 'a number in the second line', ['Members', '0612345678', 'Name;Mobile;City', 'Ann;0612345679;Ghent']],
    [0, 'one column', ['Members', '0612345678', '0612345679']],
    [0, 'one column with a delimiter somewhere', ['Members', 'a', 'b', 'c;d', 'e', 'f']],
    [0, 'people without a number', ['Ann;Ghent', 'Bo;Breda']],
    [
      20,
      'twenty lines',
      [...Array.from({ length: 20 }, () => 'x'), ...Array.from({ length: 30 }, () => 'Ann;0612345678')],
    ],
    [
      0,
      'twenty-one lines',
      [...Array.from({ length: 21 }, () => 'x'), ...Array.from({ length: 30 }, () => 'Ann;0612345678')],
    ],
  ])('%j above: %s', (start, _name, rows) => {
    expect(tableStart(records(rows))).toBe(start);
  });
});

describe('tableStart on any rows', () => {
  const cell = fc.constantFrom(
    '',
    ' ',
    'Ann',
    'Name',
    'Mobile',
    '0612345678',
    '+31 6 1234 5678',
    '12-03-2026',
    '7',
    'sep=',
  );
  const row = fc.array(cell, { minLength: 1, maxLength: 5 });

  it('never skips a phone number, nor more than twenty', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 40 }), (rows) => {
        const start = tableStart(rows.map((cells, index) => ({ line: index + 1, cells })));
        expect(start).toBeLessThanOrEqual(20);
        const skipped = rows.slice(0, start).flat();
        expect(skipped.filter((text) => text.startsWith('06') || text.startsWith('+'))).toEqual([]);
        expect(start).toBeLessThanOrEqual(rows.length);
      }),
      { numRuns: 5_000 },
    );
  });
});

describe('hasHeader', () => {
  it.each([
    '\u200e0612345678',
    '\u202a+31612345678\u202c',
    '06\u2060 12345678',
    '06\u00ad12345678',
    '06\u221212345678',
    '\uff0b31612345678',
    '\u0660\u0666\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668',
    "'0612345678",
    '6.12345678E+8',
    '31612345678.0',
    '3161234567890120000',
    '="0612345678"',
    'tel: 06-12345678',
    '12-03-1990',
  ])('a record with %j is a person', (cell) => {
    expect(hasHeader(['Ann', cell])).toBe(false);
  });

  it.each(['Mobile', '', '2026', '#N/A', '="Mobile"', '123456,00', "'12", '06 ABC 12345678'])(
    '%j is a name',
    (cell) => {
      expect(hasHeader(['Name', cell])).toBe(true);
    },
  );

  it('nobody whose number a spreadsheet or a phone has written is left above the table', () => {
    for (const number of ['\u200e0612345678', "'0612345678", '6.12345678E+8', '="0612345678"']) {
      expect(tableStart(records([number, 'Name;Mobile;City', 'Ann;0612345679;Ghent']))).toBe(0);
    }
    const dated = records([
      'Exported on;\u200e12-\u200e03-\u200e2026;;',
      'Name;Mobile;City;Age',
      'Ann;0612345678;Ghent;1',
    ]);
    expect(tableStart(dated)).toBe(1);
  });
});

describe('guessShape', () => {
  const titled = lines('Members 2026', "'Name';'Mobile'", "'Ann';'0612345678'", "'Bo';'0612345679'");

  it('puts the guesses together', () => {
    expect(guessShape(titled, true, {}).shape).toEqual({ delimiter: ';', quote: "'", skip: 1, header: true });
    expect(guessShape('Ann,0612345678\n', true, {}).shape).toEqual({
      delimiter: ',',
      quote: '"',
      skip: 0,
      header: false,
    });
    expect(guessShape('', true, {}).shape).toMatchObject({ skip: 0 });
  });

  it('guesses the rest for whatever a person chose', () => {
    expect(guessShape(titled, true, { quote: '' }).shape).toEqual({ delimiter: ';', quote: '', skip: 1, header: true });
    expect(guessShape(titled, true, { delimiter: ',' }).shape).toMatchObject({ delimiter: ',', skip: 0 });
    expect(guessShape(titled, true, { skip: 2 }).shape).toEqual({ delimiter: ';', quote: "'", skip: 2, header: false });
    expect(guessShape(titled, true, { skip: 99 }).shape).toMatchObject({ skip: 99 });
    expect(guessShape(titled, true, { header: false }).shape).toMatchObject({ skip: 1, header: false });
    const all = { delimiter: '^', quote: '', skip: 3, header: false } as const;
    expect(guessShape(titled, true, all).shape).toEqual(all);
  });

  it('looks at the header of a table whose quotes do not balance', () => {
    const text = lines('Members', 'Name;Mobile', '"Ann;0612345678', 'Bo;0612345679');
    expect(guessShape(text, true, {}).shape).toEqual({ delimiter: ';', quote: '"', skip: 1, header: true });
  });

  it('refuses the quote mark in force as a delimiter', () => {
    expect(() => guessShape(titled, true, { delimiter: '"' }).shape).toThrow(Failure);
    expect(() => guessShape(titled, true, { delimiter: "'", quote: "'" }).shape).toThrow(Failure);
    expect(guessShape(titled, true, { delimiter: "'" }).shape).toMatchObject({ delimiter: "'", quote: '"' });
  });
});
