import { cleanCell } from '../csv/clean-cell.ts';
import type { ColumnTarget, Confidence } from './mapping.ts';

/** The filled cells of one column in the sample records, cleaned. */
export type Sample = readonly string[];

export function columnSample(rows: readonly (readonly string[])[], index: number): Sample {
  return rows.map((cells) => cleanCell(cells[index] ?? '')).filter((cell) => cell !== '');
}

/** The share of a column's filled cells that pass; null when none is filled. */
export function shareOf(sample: Sample, passes: (cell: string) => boolean): number | null {
  return sample.length === 0 ? null : sample.filter(passes).length / sample.length;
}

/** A proposed use and how much speaks for it. */
export interface Guess {
  readonly index: number;
  readonly target: ColumnTarget;
  readonly confidence: Confidence;
}
