import { Failure } from '../kernel/errors.ts';
import type { CsvRecord, Dialect } from './reading.ts';
import { createRecordReader } from './record-reader.ts';

const sampleRecords = 200;
const sampleUnits = 1 << 16;

/**
 * The records a piece of text holds; the last one is left out when the text is only the beginning of something (`whole` false). None
 * when its quotes do not balance.
 */
export function firstRecords(
  text: string,
  delimiter: string,
  whole: boolean,
  quote: Dialect['quote'] = '"',
): readonly CsvRecord[] {
  const reader = createRecordReader({ delimiter, quote }, { collect: 1 });
  try {
    const { records } = reader.push(text);
    return whole ? [...records, ...reader.end().records] : records;
  } catch (thrown) {
    // With the wrong delimiter or quote mark quotes need not balance: such a reading is simply none.
    if (thrown instanceof Failure) return [];
    throw thrown;
  }
}

/**
 * Enough records of a file's head to judge a dialect by, 200 at most: of the first 64 Ki units or, where the rows are so wide that
 * this holds none, of all of it.
 */
export function sampleOf(head: string, whole: boolean, { delimiter, quote }: Dialect): readonly CsvRecord[] {
  if (head.length > sampleUnits) {
    const records = firstRecords(head.slice(0, sampleUnits), delimiter, false, quote);
    if (records.length > 0) return records.slice(0, sampleRecords);
  }
  const records = firstRecords(head, delimiter, whole, quote);
  // The beginning of one wide record is better than nothing.
  return (records.length > 0 ? records : firstRecords(head, delimiter, true, quote)).slice(0, sampleRecords);
}

/** How many cells of a file's head have malformed quotes in this dialect; 0 when its quotes do not balance. */
export function malformedCells(head: string, whole: boolean, dialect: Dialect): number {
  const reader = createRecordReader(dialect, { collect: 1 });
  try {
    reader.push(head);
    if (whole) reader.end();
    return reader.malformed.count;
  } catch (thrown) {
    if (thrown instanceof Failure) return 0;
    throw thrown;
  }
}
