import { malformedCells, sampleOf } from './first-records.ts';
import type { CsvRecord, Dialect, QuoteMark } from './reading.ts';
import { commonWidth } from './table-start.ts';

/** Shares are of 1. Below `most`, apostrophes are what they are in `'s-Hertogenbosch`; above `even`, rows are one table. */
const most = 0.6;
const even = 0.9;
/** Two quotes inside a cell, none of them behind a backslash and the cell not empty. */
const doubled = /(?<=[^,;\t|\r\n\\"])""|(?<![\\"])""(?=[^,;\t|\r\n"])/;
const figure = /^[\d\s.,:+/-]*$/;

/** A quote mark, and whether nothing else could be meant. */
export interface QuoteGuess {
  readonly quote: QuoteMark;
  readonly certain: boolean;
}

/**
 * The quote mark a file's head is written with, for one delimiter. Double quotes unless something else is clear:
 *
 * - double quotes escaped by a backslash, when that reading has no malformed cell, and the plain one does not balance, has malformed
 *   cells, or is less even;
 * - single quotes when they enclose most cells of text, or hold delimiters without which the rows would not be even, more often than
 *   double quotes enclose any, and when they balance;
 * - none when two or more cells begin with a double quote and none of the head closes one (inch and ditto marks, nicknames), and
 *   the rows are even without quoting. One such cell is rather a quote somebody forgot to close, which reading refuses.
 */
export function guessQuote(head: string, whole: boolean, delimiter: string): QuoteGuess {
  const raw = sampleOf(head, whole, { delimiter, quote: '' });
  const double = countMarks(raw, '"');
  const single = countMarks(raw, "'");
  if (single.enclosed + single.paired >= 2 && single.enclosed + single.paired > double.enclosed + double.paired) {
    const read = sampleOf(head, whole, { delimiter, quote: "'" });
    // The two ends of a pair are one cell.
    const filled = single.filled - single.paired;
    const mostly = single.enclosed + single.paired >= filled * most;
    const held = single.paired >= 2 && evenness(read) >= even && evenness(read) > evenness(raw);
    if (read.length > 0 && (mostly || held)) return { quote: "'", certain: single.enclosed + single.paired >= filled };
  }
  if (double.opened >= 2 && double.closed === 0 && double.enclosed === 0 && evenness(raw) >= even) {
    return { quote: '', certain: false };
  }
  return head.includes('\\"') ? guessEscape(head, whole, delimiter) : { quote: '"', certain: true };
}

/** Whether quotes inside quoted cells are escaped by a backslash, where there are backslashes in front of quotes. */
function guessEscape(head: string, whole: boolean, delimiter: string): QuoteGuess {
  const plain = readingOf(head, whole, { delimiter, quote: '"' });
  const escaped = readingOf(head, whole, { delimiter, quote: '\\"' });
  // A backslash that ends a cell (`"C:\"`) is text, and every reading but the plain one goes wrong on it.
  if (isClean(plain) && (!isClean(escaped) || evenness(plain.records) >= evenness(escaped.records))) {
    return { quote: '"', certain: true };
  }
  if (!isClean(escaped)) return { quote: '"', certain: false };
  // With quotes doubled as well, that reading still takes both for what they are, but the file is not of one kind.
  return { quote: '\\"', certain: !doubled.test(head) };
}

interface HeadReading {
  readonly records: readonly CsvRecord[];
  readonly malformed: number;
}

function readingOf(head: string, whole: boolean, dialect: Dialect): HeadReading {
  const records = sampleOf(head, whole, dialect);
  const { length } = records;
  return { records, malformed: length === 0 ? 0 : malformedCells(head, whole, dialect) };
}

function isClean({ records, malformed }: HeadReading): boolean {
  return records.length > 0 && malformed === 0;
}

interface Marks {
  /** Cells with anything in them but bare figures, which many programs never enclose. */
  readonly filled: number;
  /** Cells that begin and end with the mark. */
  readonly enclosed: number;
  /** Runs of cells of one record, the first beginning and the last ending with it: a delimiter was enclosed. */
  readonly paired: number;
  /** Cells that begin with it and do not end with it; the mark alone is one. */
  readonly opened: number;
  /** Cells that only end with it, or hold it after one that was opened in the same record. */
  readonly closed: number;
}

function countMarks(records: readonly CsvRecord[], mark: string): Marks {
  let [filled, enclosed, paired, opened, closed] = [0, 0, 0, 0, 0];
  for (const { cells } of records) {
    let open = false;
    for (const cell of cells) {
      const text = cell.trim();
      if (text === '') continue;
      if (!figure.test(text)) filled++;
      const begins = text.startsWith(mark);
      const ends = text.length > 1 && text.endsWith(mark);
      if (begins && ends) enclosed++;
      else if (begins) opened++;
      else if (ends || (open && text.includes(mark))) closed++;
      if (ends && !begins && open) paired++;
      open = begins ? !ends : open && !ends;
    }
  }
  return { filled, enclosed, paired, opened, closed };
}

function evenness(records: readonly CsvRecord[]): number {
  return records.length === 0 ? 0 : (commonWidth(records)?.count ?? 0) / records.length;
}
