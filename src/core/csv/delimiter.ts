import { fail } from '../kernel/errors.ts';
import { sampleOf } from './first-records.ts';
import { guessQuote } from './quote.ts';
import type { CsvRecord, QuoteMark } from './reading.ts';
import { commonWidth, tableStart } from './table-start.ts';

export { firstRecords } from './first-records.ts';

// In the order in which a tie is decided: commas are in prices and sentences, the others seldom are.
const candidates = [';', '\t', '|', ','] as const;

// Excel's own note to itself; the program that writes it means it.
const separatorLine = /^\ufeff?"?sep=([^\r\n])"?(?:\r|\n|$)/i;

// Lines above the table speak against a delimiter, but less than uneven rows: commas in prices leave the header out just so.
const fromFirst = 1.5;
const fromLater = 1.3;
const withoutHeader = 1;
// A reading whose quotes do not balance counts only where there is no other.
const unbalanced = 0.1;

/**
 * The delimiter that splits the first records of `head` most evenly, quotes respected (`quote` where a person chose it): what counts
 * is the share of the table's records that have the commonest number of cells (two or more), and whether its first, which is mostly
 * the header, is one of them. `head` is the beginning of a file, or all of it (`whole`). A file of one column gives a comma.
 */
export function guessDelimiter(head: string, whole = true, quote?: QuoteMark): string {
  const noted = separatorLine.exec(head)?.[1];
  if (noted !== undefined && isPossible(noted, quote ?? '"')) return noted;
  let best = ',';
  let bestScore = 0;
  for (const delimiter of candidates) {
    const dialect = { delimiter, quote: quote ?? guessQuote(head, whole, delimiter) };
    const records = sampleOf(head, whole, dialect);
    const score =
      records.length > 0 ? evenness(records) : evenness(sampleOf(head, whole, { delimiter, quote: '' })) * unbalanced;
    if (score > bestScore) {
      best = delimiter;
      bestScore = score;
    }
  }
  return best;
}

function evenness(records: readonly CsvRecord[]): number {
  const start = tableStart(records);
  const table = records.slice(start);
  const common = commonWidth(table);
  if (common === null) return 0;
  const headed = table[0]?.cells.length === common.width;
  return (common.count / table.length) * (headed ? (start === 0 ? fromFirst : fromLater) : withoutHeader);
}

/**
 * Gives back any one character that can divide cells: not a line end, a byte order mark, half a character, or the quote mark in force
 * (a double quote divides only where there is no quoting at all). `invalid_input` for everything else.
 */
export function possibleDelimiter(delimiter: string, quote: QuoteMark): string {
  if (isPossible(delimiter, quote)) return delimiter;
  return fail('invalid_input', 'a delimiter is one character, not the quote mark and no line end', { delimiter });
}

function isPossible(delimiter: string, quote: QuoteMark): boolean {
  if (delimiter.length !== 1 || /[\r\n\ufeff\ud800-\udfff]/.test(delimiter)) return false;
  // PapaParse reads a double quote as a comma.
  return delimiter !== quote && (delimiter !== '"' || quote === '');
}
