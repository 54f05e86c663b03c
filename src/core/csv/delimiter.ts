import { fail } from '../kernel/errors.ts';
import { sampleOf } from './first-records.ts';
import { guessQuote } from './quote.ts';
import { type CsvRecord, type QuoteMark, quoteCharacter } from './reading.ts';
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
// How much a column more is worth beside even rows: a doubling of the columns as much as a tenth of the rows.
const worthOfWidth = 0.1;
// Of a table's rows; a few that lost a cell leave no doubt about the others.
const equalColumns = 0.9;
const textShare = 0.8;

/** A delimiter, and whether it alone gives equal columns. */
export interface DelimiterGuess {
  readonly delimiter: string;
  readonly certain: boolean;
}

/**
 * The delimiter that splits the first records of `head` most evenly and into most columns, quotes respected (`quote` where a person
 * chose it): what counts is the share of the table's records that have the commonest number of cells (two or more), whether its first,
 * which is mostly the header, is one of them, and that number. `head` is the beginning of a file, or all of it (`whole`). A file of one
 * column gives a comma. Certain when no other delimiter gives equal columns, or when none divides anything.
 */
export function guessDelimiter(head: string, whole = true, quote?: QuoteMark): DelimiterGuess {
  const noted = separatorLine.exec(head)?.[1];
  if (noted !== undefined && isPossible(noted, quote ?? '"')) return { delimiter: noted, certain: true };
  const readings = candidates.map((delimiter) => {
    const dialect = { delimiter, quote: quote ?? guessQuote(head, whole, delimiter).quote };
    const records = sampleOf(head, whole, dialect);
    const worth = delimiter === ',' && isInText(head) ? 0 : worthOfWidth;
    return records.length > 0
      ? { delimiter, ...columnsOf(records, 1, worth) }
      : { delimiter, ...columnsOf(sampleOf(head, whole, { delimiter, quote: '' }), unbalanced, worth) };
  });
  const best = readings.reduce((one, other) => (other.score > one.score ? other : one));
  if (best.score === 0) return { delimiter: ',', certain: true };
  const equal = readings.filter(({ share }) => share >= equalColumns).length;
  return { delimiter: best.delimiter, certain: equal === 1 && best.share >= equalColumns };
}

function columnsOf(
  records: readonly CsvRecord[],
  weight: number,
  worth: number,
): { readonly share: number; readonly score: number } {
  const start = tableStart(records);
  const table = records.slice(start);
  const common = commonWidth(table);
  if (common === null) return { share: 0, score: 0 };
  const headed = table[0]?.cells.length === common.width;
  const share = common.count / table.length;
  const place = headed ? (start === 0 ? fromFirst : fromLater) : withoutHeader;
  // An even table is one with its header: prices are as even without it.
  return {
    share: weight === 1 && headed ? share : 0,
    score: weight * share * place * (1 + worth * Math.log2(common.width - 1)),
  };
}

/** Whether nearly all commas are those of sentences and prices: before a blank, or between digits. Then they say nothing by their number. */
function isInText(head: string): boolean {
  const commas = head.split(',').length - 1;
  return commas > 0 && (head.match(/, |\d,(?=\d)/g)?.length ?? 0) >= commas * textShare;
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
  return delimiter !== quoteCharacter(quote) && (delimiter !== '"' || quote === '');
}
