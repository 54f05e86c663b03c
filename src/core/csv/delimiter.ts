import { Failure } from '../kernel/errors.ts';
import type { CsvRecord } from './reading.ts';
import { createRecordReader } from './record-reader.ts';

// In the order in which a tie is decided: commas are in prices and sentences, the others seldom are.
const candidates = [';', '\t', '|', ','] as const;
const sampleRecords = 200;
const sampleUnits = 1 << 16;

/**
 * The delimiter that splits the first records of `text` most evenly, quotes respected: what counts is the share of records that have
 * the commonest number of cells (two or more), and whether the first, which is mostly the header, is one of them. A file of one
 * column gives a comma.
 */
export function guessDelimiter(text: string): string {
  const whole = text.length <= sampleUnits;
  const sample = whole ? text : text.slice(0, sampleUnits);
  let best = ',';
  let bestScore = 0;
  for (const candidate of candidates) {
    const score = evenness(firstRecords(sample, candidate, whole));
    if (score > bestScore) {
      best = candidate;
      bestScore = score;
    }
  }
  return best;
}

/** The records a piece of text holds; the last one is left out when the text is only the beginning of something. */
export function firstRecords(text: string, delimiter: string, whole: boolean): readonly CsvRecord[] {
  const reader = createRecordReader(delimiter, { collect: 1 });
  try {
    const records = reader.push(text);
    return whole ? [...records, ...reader.end()] : records;
  } catch (thrown) {
    // With the wrong delimiter quotes need not balance: such a reading is simply none.
    if (thrown instanceof Failure) return [];
    throw thrown;
  }
}

function evenness(records: readonly CsvRecord[]): number {
  const widths = records.slice(0, sampleRecords).map((record) => record.cells.length);
  const counts = new Map<number, number>();
  for (const width of widths) counts.set(width, (counts.get(width) ?? 0) + 1);
  let commonest = 1;
  let most = 0;
  for (const [width, count] of counts) {
    if (width > 1 && count > most) {
      commonest = width;
      most = count;
    }
  }
  if (most === 0) return 0;
  return most / widths.length + (widths[0] === commonest ? 0.5 : 0);
}
