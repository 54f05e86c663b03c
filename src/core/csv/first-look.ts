import { guessDelimiter, possibleDelimiter } from './delimiter.ts';
import { sampleOf } from './first-records.ts';
import { hasHeader } from './header.ts';
import { guessQuote } from './quote.ts';
import type { ReadOptions } from './reading.ts';
import { tableStart } from './table-start.ts';

/** Everything about how text becomes a table. */
export type Shape = Omit<ReadOptions, 'encoding'>;

/**
 * How the text of a file is to be read, judged by its `head` (all of it when `whole`), except where a person has `chosen`: whatever
 * they chose, the rest is guessed for it. `invalid_input` for an impossible delimiter.
 */
export function guessShape(head: string, whole: boolean, chosen: Partial<Shape>): Shape {
  const wanted = chosen.delimiter ?? guessDelimiter(head, whole, chosen.quote);
  const quote = chosen.quote ?? guessQuote(head, whole, wanted);
  const delimiter = possibleDelimiter(wanted, quote);
  if (chosen.skip !== undefined && chosen.header !== undefined) {
    return { delimiter, quote, skip: chosen.skip, header: chosen.header };
  }
  const read = sampleOf(head, whole, { delimiter, quote });
  // Where quotes do not balance there are no records; reading them all says in which line.
  const records = read.length > 0 ? read : sampleOf(head, whole, { delimiter, quote: '' });
  const skip = chosen.skip ?? tableStart(records);
  return { delimiter, quote, skip, header: chosen.header ?? hasHeader(records[skip]?.cells ?? []) };
}
