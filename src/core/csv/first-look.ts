import { guessDelimiter, possibleDelimiter } from './delimiter.ts';
import { sampleOf } from './first-records.ts';
import { hasHeader } from './header.ts';
import { guessQuote } from './quote.ts';
import type { ReadOptions } from './reading.ts';
import { looksLikeNames, tableStart } from './table-start.ts';

/** Everything about how text becomes a table. */
export type Shape = Omit<ReadOptions, 'encoding'>;

/** What of a guessed shape is not certain. */
export interface ShapeDoubts {
  readonly delimiter: boolean;
  readonly quote: boolean;
  /** The columns are read without names; `skipped` when words stand in a line above that is left out. */
  readonly header: 'none' | 'absent' | 'skipped';
  /** 1-based line where the table starts. */
  readonly line: number;
}

/**
 * How the text of a file is to be read, judged by its `head` (all of it when `whole`), except where a person has `chosen`: whatever
 * they chose, the rest is guessed for it and no doubt is left about it. `invalid_input` for an impossible delimiter.
 */
export function guessShape(
  head: string,
  whole: boolean,
  chosen: Partial<Shape>,
): { readonly shape: Shape; readonly doubts: ShapeDoubts } {
  const wanted =
    chosen.delimiter === undefined
      ? guessDelimiter(head, whole, chosen.quote)
      : { delimiter: chosen.delimiter, certain: true };
  const quoted =
    chosen.quote === undefined ? guessQuote(head, whole, wanted.delimiter) : { quote: chosen.quote, certain: true };
  const { quote } = quoted;
  const delimiter = possibleDelimiter(wanted.delimiter, quote);
  const read = sampleOf(head, whole, { delimiter, quote });
  // Where quotes do not balance there are no records; reading them all says in which line.
  const records = read.length > 0 ? read : sampleOf(head, whole, { delimiter, quote: '' });
  const skip = chosen.skip ?? tableStart(records);
  const first = records[skip];
  const header = chosen.header ?? hasHeader(first?.cells ?? []);
  const named = header || chosen.header !== undefined || first === undefined;
  const isSkipped = chosen.skip === undefined && records.slice(0, skip).some(looksLikeNames);
  return {
    shape: { delimiter, quote, skip, header },
    doubts: {
      delimiter: !wanted.certain,
      quote: !quoted.certain,
      header: named ? 'none' : isSkipped ? 'skipped' : 'absent',
      line: first?.line ?? 1,
    },
  };
}
