import type { ReadOptions } from '../csv/reading.ts';
import type { ColumnMapping } from '../mapping/mapping.ts';

/** Why a row cannot be texted. Each has words in the catalogue under `import.reason.*`. */
export const rejectReasons = [
  'phone_blank',
  'phone_not_a_number',
  'phone_damaged',
  'phone_no_country',
  'phone_too_short',
  'phone_too_long',
  'phone_invalid',
] as const;
export type RejectReason = (typeof rejectReasons)[number];

/** `duplicate` means: the same number stood in an earlier row of this file. */
export const verdicts = ['accepted', 'duplicate', 'invalid'] as const;
export type Verdict = (typeof verdicts)[number];

/** What the first look at a file found; everything in it is a proposal a person may change. */
export interface FilePreview {
  readonly fileName: string;
  /** Bytes. */
  readonly size: number;
  readonly options: ReadOptions;
  /** How the encoding was decided. */
  readonly encodingFrom: 'bom' | 'strict' | 'guess' | 'person';
  /** Unique, never empty column names. */
  readonly columns: readonly string[];
  /** The first data records, without the header. */
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[];
  readonly mapping: ColumnMapping;
  /** Identifies the set of headers, so that a mapping can be remembered. */
  readonly fingerprint: string;
}

export interface ReasonCount {
  readonly reason: RejectReason | 'duplicate';
  readonly count: number;
  /** The first few, with the cell that was judged. */
  readonly samples: readonly { readonly line: number; readonly value: string }[];
}

/** Counts of a judged file. `records = accepted + invalid + duplicate`. Zero-length lines are no records. */
export interface JudgeSummary {
  readonly records: number;
  readonly accepted: number;
  readonly invalid: number;
  readonly duplicate: number;
  /** Accepted numbers that look like landlines: they may not take an SMS. */
  readonly landline: number;
  readonly reasons: readonly ReasonCount[];
  readonly seconds: number;
}

/** A batch of judged rows on its way to the store: one array per column, because that crosses threads cheaply. */
export interface StagedBatch {
  /** 1-based line each record starts on. */
  readonly lines: Int32Array;
  /** Index into `verdicts`. */
  readonly verdicts: Uint8Array;
  /** E.164, or an empty string when there is none. */
  readonly phones: readonly string[];
  /** A `RejectReason`, or an empty string. */
  readonly reasons: readonly string[];
  /** Each record's cells as a JSON array. */
  readonly cells: readonly string[];
  /** What an accepted record gives to its contact (`createRowFields`); empty strings for the others. */
  readonly firstNames: readonly string[];
  readonly lastNames: readonly string[];
  readonly fields: readonly string[];
}
