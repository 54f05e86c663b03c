import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guessDelimiter } from '#core/csv/delimiter.ts';
import { byteOrderMark, decideEncoding, tallyUtf8, utf8FlawAt } from '#core/csv/encoding.ts';
import { wrongFileKind } from '#core/csv/file-kind.ts';
import { hasHeader, looksLikePhone } from '#core/csv/header.ts';
import { columnNames } from '#core/csv/names.ts';
import { csvLine } from '#core/csv/write.ts';

const bytes = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));

describe('guessDelimiter', () => {
  it.each([
    [',', 'a,b,c\n1,2,3\n'],
    [';', 'a;b\n1;2\n'],
    ['\t', 'a\tb\n1\t2\n'],
    ['|', 'a|b\n1|2\n'],
    [';', 'Name;Amount\nAnn;1,50\nBo;2,75\n'],
    [';', 'Name, first;Amount, €\nAnn, A;1,50\nBo, B;2,75\n'],
    [',', 'Name,Notes\nAnn,"a;b;c"\nBo,"d;e"\nCy,x;y\n'],
    [',', 'Name,Notes\n"Ann;B","x\n;;\n;;"\n'],
    ['\t', 'Name\tCity, country\nAnn\tGhent, Belgium\n'],
    [',', 'Mobile\n0612345678\n'],
    [';', 'Name;Mobile;City\nAnn;06\nBo;06;Ghent\nCy;06;Breda\n'],
    [',', ''],
  ])('finds %j', (delimiter, text) => {
    expect(guessDelimiter(text).delimiter).toBe(delimiter);
  });

  it('is not misled by a record cut off at the end of the sample', () => {
    const row = 'Ann;"some; text",x;Ghent\n';
    expect(guessDelimiter(`Name;Notes;City\n${row.repeat(4_000)}`).delimiter).toBe(';');
  });
});

describe('hasHeader', () => {
  it.each([
    [['First name', 'Mobile'], true],
    [['Ann', '06 12345678'], false],
    [['Ann', '+31 (0)6-123 456 78'], false],
    [['Name', '2026', '12'], true],
    [['', ''], true],
    [['0612345678'], false],
    [['tel:+31612345678'], false],
  ])('%j: %s', (cells, expected) => {
    expect(hasHeader(cells)).toBe(expected);
  });

  it('knows the shape of a number', () => {
    expect(looksLikePhone('12:30:45 20')).toBe(false);
    expect(looksLikePhone('123456')).toBe(false);
    expect(looksLikePhone('1234567')).toBe(true);
  });
});

describe('columnNames', () => {
  it.each([
    [
      [' First name ', 'Mobile\u00a0'],
      ['First name', 'Mobile'],
    ],
    [
      ['a', '', 'b', ' '],
      ['a', 'Column 2', 'b', 'Column 4'],
    ],
    [
      ['Phone', 'Phone', 'phone', 'Phone'],
      ['Phone', 'Phone (2)', 'phone', 'Phone (3)'],
    ],
    [
      ['x', 'x', 'x (2)'],
      ['x', 'x (3)', 'x (2)'],
    ],
    [
      ['Column 2', ''],
      ['Column 2', 'Column 2 (2)'],
    ],
    [
      ['__proto__', 'constructor', '__proto__'],
      ['__proto__', 'constructor', '__proto__ (2)'],
    ],
  ])('%j', (header, names) => {
    expect(columnNames(header)).toEqual(names);
  });

  it('is as wide as the widest row, unique and never empty', () => {
    expect(columnNames(['a'], 3)).toEqual(['a', 'Column 2', 'Column 3']);
    const name = fc.constantFrom('', ' ', 'a', 'a (2)', 'Column 1', 'Column 2', 'b');
    fc.assert(
      fc.property(fc.array(name, { maxLength: 8 }), fc.nat(10), (header, width) => {
        const names = columnNames(header, width);
        expect(names).toHaveLength(Math.max(header.length, width));
        expect(new Set(names).size).toBe(names.length);
        expect(names).not.toContain('');
      }),
    );
  });
});

describe('decideEncoding', () => {
  const guess = () => Promise.resolve('koi8-r');
  const decide = (text: string, guessed = guess) => {
    const { valid, bad, cut } = tallyUtf8(bytes(text));
    return decideEncoding(bytes(text), { valid, bad: bad + cut }, guessed);
  };

  it('believes a mark, then strict UTF-8, then NULs, then the guess', async () => {
    expect(await decide('\u00ef\u00bb\u00bfa')).toEqual({ encoding: 'utf-8', from: 'bom' });
    expect(await decide('\u00ff\u00fea\0')).toEqual({ encoding: 'utf-16le', from: 'bom' });
    expect(await decide('\u00fe\u00ff\0a')).toEqual({ encoding: 'utf-16be', from: 'bom' });
    expect(await decide('plain')).toEqual({ encoding: 'utf-8', from: 'strict' });
    expect(await decide('Zo\u00c3\u00ab')).toEqual({ encoding: 'utf-8', from: 'strict' });
    expect(await decide('N\0a\0m\0e\0,\0')).toEqual({ encoding: 'utf-16le', from: 'guess' });
    expect(await decide('\0N\0a\0m\0e\0,')).toEqual({ encoding: 'utf-16be', from: 'guess' });
    expect(await decide('Zo\u00eb,')).toEqual({ encoding: 'koi8-r', from: 'guess' });
    expect(await decideEncoding(bytes('Zo\u00eb,'), { valid: 0, bad: 1 }, () => Promise.resolve(null))).toEqual({
      encoding: 'windows-1252',
      from: 'guess',
    });
    // NULs here and there are data.
    expect(await decide('a,b\0c,d,e,f,g')).toEqual({ encoding: 'utf-8', from: 'strict' });
  });

  it('takes a character cut off by the end of a piece for neither valid nor bad', () => {
    expect(tallyUtf8(bytes('Zo\u00c3'))).toEqual({ valid: 0, bad: 0, cut: 1 });
    expect(tallyUtf8(bytes('Zo\u00c3\u00abZo\u00eb,\u00e2\u0082'))).toEqual({ valid: 1, bad: 1, cut: 2 });
  });

  it('stays with UTF-8 while no more bytes are damaged than characters are whole', async () => {
    const good = 'Zo\u00c3\u00ab,';
    const bad = 'Zo\u00eb,';
    expect(await decide(good.repeat(50) + bad)).toEqual({ encoding: 'utf-8', from: 'guess' });
    expect(await decide(good + bad)).toEqual({ encoding: 'utf-8', from: 'guess' });
    expect((await decide(good + bad + bad)).encoding).toBe('koi8-r');
  });

  it('knows well-formed UTF-8 as the platform does', () => {
    const strict = new TextDecoder('utf-8', { fatal: true });
    const platform = (input: Uint8Array) => {
      try {
        strict.decode(input);
        return true;
      } catch {
        return false;
      }
    };
    const byte = fc.oneof(
      fc.nat(255),
      fc.constantFrom(0xc0, 0xe0, 0xed, 0xf0, 0xf4, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf),
    );
    fc.assert(
      fc.property(fc.array(byte, { maxLength: 6 }), (list) => {
        const input = Uint8Array.from(list);
        expect(utf8FlawAt(input) === null).toBe(platform(input));
      }),
      { numRuns: 20_000 },
    );
    for (const code of [0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xe000, 0xffff, 0x10000, 0x10ffff]) {
      expect(utf8FlawAt(new TextEncoder().encode(String.fromCodePoint(code)))).toBe(null);
    }
  });

  it('measures the mark', () => {
    expect(byteOrderMark(bytes('\u00ef\u00bb\u00bf'))?.length).toBe(3);
    expect(byteOrderMark(bytes('\u00ff\u00fe'))?.length).toBe(2);
    expect(byteOrderMark(bytes('ab'))).toBe(null);
  });
});

describe('wrongFileKind', () => {
  it.each([
    ['file_is_spreadsheet', 'xlsx', 'PK\u0003\u0004....[Content_Types].xml'],
    ['file_is_spreadsheet', 'ods', 'PK\u0003\u0004....mimetypeapplication/vnd.oasis.opendocument.spreadsheet'],
    ['file_is_spreadsheet', 'numbers', 'PK\u0003\u0004....Index/Document.iwa'],
    ['file_is_spreadsheet', 'xls', '\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1'],
    [
      'file_is_spreadsheet',
      'xml',
      '<?xml version="1.0"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
    ],
    ['file_is_compressed', 'zip', 'PK\u0003\u0004....members.csv'],
    ['file_is_compressed', 'gzip', '\u001f\u008b\u0008'],
    ['file_is_spreadsheet', 'xlsx', 'PK\u0003\u0004....[Content_Types].xml....xl/workbook.xml'],
    ['file_is_spreadsheet', 'xlsx', 'PK\u0003\u0004....xl/worksheets/sheet1.xml'],
    ['file_is_spreadsheet', 'xls', '\u0009\u0008\u0010\0\0\u0006\u0005\0'],
    ['file_is_spreadsheet', 'xls', '\u0009\u0004\u0006\0\0\0\u0010\0'],
    ['file_is_compressed', 'zip', 'PK\u0005\u0006'],
    ['file_is_compressed', 'bzip2', 'BZh91AY'],
    ['file_is_compressed', 'xz', '\u00fd7zXZ\0'],
    ['file_is_compressed', 'zstd', '\u0028\u00b5\u002f\u00fd'],
    ['file_is_compressed', 'rar', 'Rar!\u001a'],
    ['file_is_not_text', 'docx', 'PK\u0003\u0004....[Content_Types].xml....word/document.xml'],
    ['file_is_not_text', 'pptx', 'PK\u0003\u0004....[Content_Types].xml....ppt/presentation.xml'],
    ['file_is_not_text', 'odt', 'PK\u0003\u0004....mimetypeapplication/vnd.oasis.opendocument.text'],
    ['file_is_not_text', 'gif', 'GIF89a'],
    ['file_is_not_text', 'tiff', 'II*\0'],
    ['file_is_not_text', 'tiff', 'MM\0*'],
    ['file_is_not_text', 'sqlite', 'SQLite format 3\0'],
    ['file_is_not_text', 'rtf', '{\\rtf1'],
    ['file_is_compressed', '7z', '7z\u00bc\u00af\u0027\u001c'],
    ['file_is_not_text', 'pdf', '%PDF-1.4'],
    ['file_is_not_text', 'png', '\u0089PNG\r\n\u001a\n'],
    ['file_is_not_text', 'jpeg', '\u00ff\u00d8\u00ff\u00e0'],
    ['file_is_not_text', 'html', '\u00ef\u00bb\u00bf\n<!DOCTYPE html><html>'],
    ['file_is_not_text', 'html', '<table border=1>'],
    ['file_is_not_text', 'binary', '\u0001\u0002abc\u0003\u0004'],
  ])('%s: %s', (code, kind, start) => {
    expect(wrongFileKind(bytes(start))).toMatchObject({ code, details: { kind } });
  });

  it.each([
    'Name,Mobile\n',
    'PK,Mobile\n',
    '<name>,b\n',
    '\u00ff\u00feN\0a\0',
    '\0\0a,b',
    'BZ,x',
    '7z,b',
    '\tName\n',
    '{"a"',
    '',
  ])('lets %j be text', (start) => {
    expect(wrongFileKind(bytes(start))).toBe(null);
  });
});

describe('csvLine', () => {
  it.each([
    [['a', 'b'], 'a,b\r\n'],
    [['a,b', 'c"d', 'e\nf', 'g\rh'], '"a,b","c""d","e\nf","g\rh"\r\n'],
    [[' a', 'b ', '\ufeffc'], '" a","b ","\ufeffc"\r\n'],
    [[''], '""\r\n'],
    [['', ''], ',\r\n'],
    [['+31 6', '=1+1', 'a;b'], '+31 6,=1+1,a;b\r\n'],
  ])('%j', (cells, line) => {
    expect(csvLine(cells)).toBe(line);
  });
});
