import type { QuoteMark } from '#core/csv/reading.ts';

/** Encodings a person may choose, by WHATWG label, the usual ones first; their names are in the catalogue. */
export const encodings = [
  'utf-8',
  'windows-1252',
  'utf-16le',
  'utf-16be',
  'iso-8859-15',
  'windows-1250',
  'iso-8859-2',
  'windows-1251',
  'koi8-r',
  'windows-1253',
  'windows-1254',
  'windows-1255',
  'windows-1256',
  'windows-1257',
  'windows-1258',
  'macintosh',
  'cp437',
  'cp850',
  'ibm866',
  'shift_jis',
  'gb18030',
  'big5',
  'euc-kr',
] as const;
export type KnownEncoding = (typeof encodings)[number];

export function isKnownEncoding(label: string): label is KnownEncoding {
  return (encodings as readonly string[]).includes(label);
}

/** Delimiters with a name of their own. */
export const delimiters = { comma: ',', semicolon: ';', tab: '\t', pipe: '|' } as const;
export type DelimiterName = keyof typeof delimiters;

export function delimiterName(character: string): DelimiterName | null {
  return (Object.keys(delimiters) as DelimiterName[]).find((name) => delimiters[name] === character) ?? null;
}

/** What may enclose a cell, by the name it has in the catalogue. */
export const quotes = { double: '"', backslash: '\\"', single: "'", none: '' } as const satisfies Readonly<
  Record<string, QuoteMark>
>;
export type QuoteName = keyof typeof quotes;

export function quoteName(mark: QuoteMark): QuoteName {
  return (Object.keys(quotes) as QuoteName[]).find((name) => quotes[name] === mark) ?? 'double';
}
