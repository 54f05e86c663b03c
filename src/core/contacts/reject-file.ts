import { namelessColumn } from '../csv/names.ts';
import { csvLine } from '../csv/write.ts';
import type { RejectReason } from './import-types.ts';

export interface RejectedRow {
  /** 1-based line of the record in its file. */
  readonly line: number;
  readonly cells: readonly string[];
  readonly reason: RejectReason | 'duplicate';
}

/** The words of the two added columns, from the catalogue. */
export interface RejectWords {
  readonly line: string;
  readonly reason: string;
  reasonOf(reason: RejectReason | 'duplicate'): string;
}

/** Writes rejected rows one by one, so that a file of any size streams. */
export interface RejectFile {
  /** The byte order mark, without which spreadsheets take UTF-8 for something else, and the header. */
  readonly start: string;
  row(row: RejectedRow): string;
}

/**
 * Rejected rows as CSV: the file's own columns, then the line and the reason, to be mended and imported again. Importing skips the
 * mark and finds the same columns and cells.
 *
 * The person's own cells are written exactly as they came, formula leads too: this file holds nothing that the file they gave us does
 * not, an apostrophe before `+31…` would make good numbers bad, and before `=…` it would come back as part of the cell. (Reports and
 * exports of the book are different: there the cells of many sources meet, and they are made inert.) What we add is a number and our
 * own words.
 *
 * Columns that are themselves from such a file (`rejectColumnsAt`) are replaced rather than added again.
 */
export function createRejectFile(columns: readonly string[], words: RejectWords, delimiter = ','): RejectFile {
  const before = rejectColumnsAt(columns, words);
  const width = before ?? columns.length;
  // A row longer than the header keeps its surplus cells: the added columns stand behind the longest header, then they follow.
  const own = (cells: readonly string[]): readonly string[] =>
    Array.from({ length: width }, (_, index) => cells[index] ?? '');
  const surplus = (cells: readonly string[]): readonly string[] => cells.slice(before === null ? width : width + 2);
  return {
    start: `\ufeff${csvLine([...own(columns), words.line, words.reason], delimiter)}`,
    row: ({ line, cells, reason }) =>
      csvLine([...own(cells), String(line), words.reasonOf(reason), ...surplus(cells)], delimiter),
  };
}

/**
 * Where the line and the reason stand in a file that `createRejectFile` wrote: the position of the first of the two, null in any
 * other file. They are the last two named columns; nameless ones behind them hold surplus cells.
 */
export function rejectColumnsAt(
  columns: readonly string[],
  { line, reason }: Pick<RejectWords, 'line' | 'reason'>,
): number | null {
  let named = columns.length;
  while (named > 0 && columns[named - 1] === namelessColumn(named - 1)) named--;
  return named >= 2 && columns[named - 2] === line && columns[named - 1] === reason ? named - 2 : null;
}
