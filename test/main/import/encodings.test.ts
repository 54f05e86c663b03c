import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import type { CsvRecord } from '#core/csv/reading.ts';
import { csvText } from '#core/csv/write.ts';
import { createDecoding, knownEncoding } from '#main/import/decode.ts';
import { encodingSamples } from './encoding-samples.ts';
import { examineBytes, readBytes } from './read-bytes.ts';

const cellsOf = (records: readonly CsvRecord[]) => records.map(({ cells }) => cells);

/** Bytes as another program writes them; null when the encoding has no sign for something in the text. */
function encode(text: string, encoding: string): Buffer | null {
  // Windows writes Korean with its own extension.
  const page = encoding === 'euc-kr' ? 'cp949' : encoding;
  const bytes = iconv.encode(text, page);
  return iconv.decode(bytes, page) === text ? bytes : null;
}

const singleByte: readonly string[] = [
  ...[0, 1, 2, 3, 4, 5, 6, 7, 8].map((page) => `windows-125${page}`),
  'windows-874',
  ...[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 13, 14, 15, 16].map((part) => `iso-8859-${part}`),
  ...['koi8-r', 'koi8-u', 'cp437', 'cp850', 'cp852', 'ibm866', 'macintosh'],
];

// Where the WHATWG standard, which browsers read by, has another sign than the older table that iconv-lite has.
const standardDiffers: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  'koi8-u': { 174: '\u045e', 190: '\u040e' },
  macintosh: { 189: '\u03a9', 219: '\u20ac' },
};

describe('every sign of a page of one byte a character', () => {
  it.each(singleByte)('%s', async (encoding) => {
    // ISO-8859-1 and -9 are read as the Windows pages that contain them: their own C1 controls are in no text.
    const lowest = encoding.startsWith('iso-8859') ? 0xa0 : 0x80;
    const signs: { readonly byte: number; readonly sign: string }[] = [];
    for (let byte = lowest; byte < 0x100; byte++) {
      const sign = standardDiffers[encoding]?.[byte] ?? iconv.decode(Buffer.from([byte]), encoding);
      if (sign !== '\ufffd') signs.push({ byte, sign });
    }
    expect(signs.length).toBeGreaterThan(50);
    const bytes = Buffer.concat(signs.map(({ byte }) => Buffer.from([0x61, byte, 0x3b, byte, 0x62, 0x0d, 0x0a])));
    const records = await readBytes(bytes, { encoding, delimiter: ';', quote: '"', skip: 0 });
    expect(cellsOf(records)).toEqual(signs.map(({ sign }) => [`a${sign}`, `${sign}b`]));
  });
});

describe('realistic lists', () => {
  const cases = encodingSamples.flatMap(({ language, encodings, rows }) =>
    encodings.map((encoding) => ({ language, encoding, rows })),
  );

  it('stand for every encoding that is offered', () => {
    const tried = new Set(cases.map(({ encoding }) => encoding));
    expect(singleByte.filter((encoding) => !tried.has(encoding))).toEqual([]);
  });

  it.each(cases)('$language in $encoding, cell for cell, wherever the pieces are cut', async ({ encoding, rows }) => {
    const bytes = encode(csvText(rows, ';'), encoding);
    expect(bytes).not.toBe(null);
    for (const chunk of [1, 3, 7, undefined]) {
      expect(cellsOf(await readBytes(bytes ?? Buffer.of(), { encoding }, chunk))).toEqual(rows);
    }
  });

  const unicode = [
    ['utf-8', '', (text: string) => Buffer.from(text)],
    ['utf-8', '\ufeff', (text: string) => Buffer.from(text)],
    ['utf-16le', '', (text: string) => Buffer.from(text, 'utf16le')],
    ['utf-16le', '\ufeff', (text: string) => Buffer.from(text, 'utf16le')],
    ['utf-16be', '', (text: string) => Buffer.from(text, 'utf16le').swap16()],
    ['utf-16be', '\ufeff', (text: string) => Buffer.from(text, 'utf16le').swap16()],
  ] as const;

  it.each(unicode)('every language in %s, mark %j', async (encoding, mark, write) => {
    const rows = [['Name', 'Emoji'], ...encodingSamples.flatMap((sample) => sample.rows), ['Zoë', '👩🏽‍🚒']];
    const bytes = write(mark + csvText(rows, ';'));
    for (const chunk of [1, 3, 7, undefined]) {
      expect(cellsOf(await readBytes(bytes, { encoding, skip: 0 }, chunk))).toEqual(rows);
    }
  });

  it.each(unicode)('%s, mark %j, is recognised', async (encoding, mark, write) => {
    const found = await examineBytes(write(`${mark}Name;Mobile\r\nZoë;0612345678\r\n`));
    expect(found).toMatchObject({ encoding: { encoding }, shape: { delimiter: ';', header: true } });
    expect(found.encoding.from).toBe(mark === '' ? (encoding === 'utf-8' ? 'strict' : 'guess') : 'bom');
  });
});

describe('UTF-16 without a mark', () => {
  it.each(['Russian', 'Greek', 'Arabic', 'Thai', 'Japanese', 'Simplified Chinese'])('%s', async (language) => {
    const sample = encodingSamples.find((one) => one.language === language);
    const rows = (sample?.rows ?? []).map((cells, index) => [
      ...cells,
      index === 0 ? 'Mobile' : `+31 6 1234500${index}`,
    ]);
    const bytes = Buffer.from(csvText(rows, ';'), 'utf16le');
    expect(cellsOf(await readBytes(bytes))).toEqual(rows);
    expect(cellsOf(await readBytes(bytes.swap16()))).toEqual(rows);
  });
});

describe('the guess', () => {
  // The same bytes are other letters of the same look in Windows-1250: nothing tells them apart. Everything else in the samples is right.
  const missed = new Set(['Romanian iso-8859-16']);

  it.each(
    encodingSamples.flatMap(({ language, encodings, rows }) =>
      encodings.map((encoding) => ({ name: `${language} ${encoding}`, encoding, rows })),
    ),
  )('$name', async ({ name, encoding, rows }) => {
    const text = csvText(rows, ';');
    const bytes = encode(text, encoding) ?? Buffer.of();
    const guessed = (await examineBytes(bytes)).encoding;
    expect(createDecoding(guessed.encoding).push(bytes) === text).toBe(!missed.has(name));
  });
});

describe('names of encodings', () => {
  it.each([
    ['UTF-8', 'utf-8'],
    ['latin1', 'windows-1252'],
    ['iso-8859-9', 'windows-1254'],
    ['CP1250', 'windows-1250'],
    ['sjis', 'shift_jis'],
    ['cp866', 'ibm866'],
    ['CP437', 'cp437'],
    ['mac', 'macintosh'],
    ['klingon', null],
  ])('%s: %s', (name, known) => {
    expect(knownEncoding(name)).toBe(known);
  });
});

describe('awkward tables', () => {
  const text =
    '__proto__;constructor;;Name;Name\r\n' +
    'a;b;c\n' +
    '"d\r\ne";"f\rg";"h\ni";j;k;surplus\r' +
    '\r\n\n' +
    'l\0m;;;;\r\r\n' +
    '"";"n""o";p"q; r ;s';
  const expected = [
    [1, ['__proto__', 'constructor', '', 'Name', 'Name']],
    [2, ['a', 'b', 'c']],
    [3, ['d\r\ne', 'f\rg', 'h\ni', 'j', 'k', 'surplus']],
    [9, ['l\0m', '', '', '', '']],
    [11, ['', 'n"o', 'p"q', ' r ', 's']],
  ];

  it.each([
    ...['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'shift_jis', 'gb18030', 'big5', 'euc-kr', 'cp437', 'koi8-u'],
  ])('read the same in %s', async (encoding) => {
    const bytes = iconv.encode(text, encoding);
    for (const chunk of [1, 2, 5, undefined]) {
      const records = await readBytes(bytes, { encoding, delimiter: ';', quote: '"', skip: 0 }, chunk);
      expect(records.map(({ line, cells }) => [line, cells])).toEqual(expected);
    }
  });
});
