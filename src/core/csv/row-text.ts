import Papa from 'papaparse';
import { type CsvRecords, type Dialect, quoteCharacter } from './reading.ts';

/** Splits strict text (`strictPart`) into records of cells. */
export function cellSplitter({ delimiter, quote }: Dialect): (text: string) => string[][] {
  // What PapaParse's fast mode does, which however takes a double quote for no delimiter.
  if (quote === '') return (text) => text.split('\n').map((line) => line.split(delimiter));
  // `Parser` is PapaParse's documented low-level entry; it is what its own streamers call for each piece.
  const parser: { parse(input: string, baseIndex: number, ignoreLastRow: boolean): unknown } = new Papa.Parser({
    delimiter,
    newline: '\n',
    quoteChar: quoteCharacter(quote),
  });
  return (text) => (parser.parse(text, 0, false) as { data: string[][] }).data;
}

/** Splits one line of `CsvRecords.rows` into the cells of its record. */
export function rowSplitter(dialect: Dialect): (row: string) => readonly string[] {
  const { delimiter, quote } = dialect;
  const split = cellSplitter(dialect);
  return (row) => (quote !== '' && row.includes(quoteCharacter(quote)) ? (split(row)[0] ?? []) : row.split(delimiter));
}

/** The same without the first `count` records, or with none left. */
export function withoutFirst({ records, rows }: CsvRecords, count: number): CsvRecords {
  if (count >= records.length) return { records: [], rows: null };
  let from = 0;
  for (let row = 0; rows !== null && row < count; row++) from = rows.indexOf('\n', from) + 1;
  return { records: records.slice(count), rows: rows?.slice(from) ?? null };
}
