import { type CsvRecords, type Dialect, quoteCharacter } from '../csv/reading.ts';
import { rowSplitter } from '../csv/row-text.ts';

/**
 * The cells of records as one text that is taken apart a row at a time: a line end, the delimiter, the quote mark (a line end where
 * there is none), then a row a line, as in the file. Writing that costs nothing; the cells of a million rows as JSON take longer to
 * write than their numbers to judge. Where a row cannot be a line of its file the delimiter is a line end too, which divides no
 * cells, and each row is a JSON array.
 */
export function packCells({ records, rows }: CsvRecords, { delimiter, quote }: Dialect): string {
  // Half of a surrogate pair has no UTF-8; JSON escapes it.
  if (rows?.isWellFormed()) return `\n${delimiter}${quoteCharacter(quote) || '\n'}${rows}`;
  return packAsJson(records.map(({ cells }) => cells));
}

/** The same for rows that are lines of no file. */
export function packAsJson(rows: readonly (readonly string[])[]): string {
  return jsonHead + rows.map((cells) => JSON.stringify(cells)).join('\n');
}

/** Units before the first row. */
export const packedHead = 3;
const jsonHead = '\n\n\n';

/** What takes the rows behind this head apart; null when `head` is none of `packCells`. */
export function packedRow(head: string): ((row: string) => readonly string[]) | null {
  const [start, delimiter, quote] = head;
  if (start !== '\n' || delimiter === undefined || quote === undefined) return null;
  if (delimiter === '\n') return (row) => JSON.parse(row) as readonly string[];
  return rowSplitter({ delimiter, quote: quote === '"' || quote === "'" ? quote : '' });
}
