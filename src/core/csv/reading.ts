/**
 * What encloses cells that hold delimiters or line breaks: double quotes, single quotes, or nothing at all; and double quotes that are
 * escaped inside a cell by a backslash (`"said \\"hi\\""`, a backslash itself by another) rather than by another quote.
 */
export const quoteMarks = ['"', "'", '', '\\"'] as const;
export type QuoteMark = (typeof quoteMarks)[number];

/** The character that encloses cells; an empty text when nothing does. */
export function quoteCharacter(quote: QuoteMark): '"' | "'" | '' {
  return quote === '\\"' ? '"' : quote;
}

/** How the bytes of a file become records. Every member can be overridden by a person. */
export interface ReadOptions {
  /** WHATWG label, lower case: `utf-8`, `windows-1252`, `utf-16le` … */
  readonly encoding: string;
  /** One character. */
  readonly delimiter: string;
  readonly quote: QuoteMark;
  /** Records above the table that are not part of it: titles, dates of export. Blank lines are no records. */
  readonly skip: number;
  /** The first record of the table names the columns. */
  readonly header: boolean;
}

/** What divides a line into cells. */
export type Dialect = Pick<ReadOptions, 'delimiter' | 'quote'>;

/** One record as read: cells in file order, untrimmed. `line` is the 1-based line it starts on. */
export interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

/** Records that were read together. */
export interface CsvRecords {
  readonly records: readonly CsvRecord[];
  /** The text they were cut from, a record a line, for `rowSplitter`; null where a cell may go over lines or a line was no record. */
  readonly rows: string | null;
}
