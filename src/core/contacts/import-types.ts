import type { ReadOptions } from '../csv/reading.ts';
import type { ColumnMapping, Confidence, NumbersGuess } from '../mapping/mapping.ts';
import type { ImportWarning } from './warnings.ts';

/** Why a row cannot be texted. Each has words in the catalogue under `importing.reason.*`. The order is stored: append only. */
export const rejectReasons = [
  'phone_blank',
  'phone_not_a_number',
  /** `4.479E+11` */
  'damaged_scientific',
  /** More than fifteen digits, zeros from the sixteenth on. */
  'damaged_rounded',
  'damaged_date',
  /** `#N/A`, `#REF!` and their kin. */
  'damaged_error_value',
  /** `31612345678.0` */
  'damaged_decimal',
  /** `'0612345678` */
  'damaged_apostrophe',
  /** Invalid as it stands, valid with a zero in front. */
  'damaged_zero',
  /** The number stands in another column: cells were lost or added before it. */
  'row_shifted',
  /** Three to six digits: an information or emergency number. */
  'phone_short_code',
  'phone_no_country',
  'phone_too_short',
  'phone_too_long',
  'phone_invalid',
  /** A cell that is used holds bytes which the file's encoding cannot read. */
  'bytes_unreadable',
  /** Read nationally it is no number, and it is a valid full number of another country. */
  'full_number_abroad',
] as const;
export type RejectReason = (typeof rejectReasons)[number];

/** What is worth knowing about a row that comes in. Words under `importing.note.*`. The order is stored: append only, eleven at most. */
export const rowNotes = [
  'landline',
  /** Premium, shared cost or toll-free. */
  'premium',
  /** Voice over IP, pager, personal, company-wide and the like. */
  'other_kind',
  /** A national number written without the zero it is dialled with. */
  'zero_restored',
  /** Read with the country of another number in the row, or of its mail address, instead of the default. */
  'country_hinted',
  /** There is a country column, and its cell names no country: the default was used. */
  'country_unread',
  /** Another cell holds `#N/A` or its kin: taken as blank. */
  'error_value',
  /** More cells than columns. */
  'row_longer',
  /** Two readings of the digits are valid numbers; the one that the order of readings prefers was taken. */
  'two_readings',
  /** The row has another number that could be used: in the same cell, or in another phone column. */
  'other_number',
  /** Written in a form that its country no longer uses, and read in today's. */
  'old_mobile',
] as const;
export type RowNote = (typeof rowNotes)[number];

/** What happens with a number that is there already: in the book, or in an earlier row. */
export const duplicateRules = ['update', 'fill', 'skip'] as const;
export type DuplicateRule = (typeof duplicateRules)[number];

/** UTF-16 units that can be pasted at once: a good fifty thousand rows of a few cells. */
export const pasteLimit = 1_500_000;

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
  readonly confidence: readonly Confidence[];
  /** One a column: how numbers are written in it, by its values; null where they say nothing. */
  readonly numbers: readonly (NumbersGuess | null)[];
  /** Identifies the set of headers, so that a mapping can be remembered. */
  readonly fingerprint: string;
  /** Guesses that are not certain, as far as the first look can tell. */
  readonly warnings: readonly ImportWarning[];
  /** Names as the encoding that is nearly as likely would read them; null when there is none, or it changes none. */
  readonly otherReading: {
    readonly encoding: string;
    readonly names: readonly { readonly here: string; readonly there: string }[];
  } | null;
}

export interface ReasonCount {
  readonly reason: RejectReason | 'duplicate';
  readonly count: number;
  /** Of these, rows that `repairRow` can mend. */
  readonly repairable: number;
  /** The first few, with the cell that was judged. */
  readonly samples: readonly { readonly line: number; readonly value: string }[];
}

export interface NoteCount {
  readonly note: RowNote;
  readonly count: number;
}

/** Counts of a judged file. `records = accepted + invalid + duplicate`. Zero-length lines are no records. */
export interface JudgeSummary {
  readonly records: number;
  readonly accepted: number;
  readonly invalid: number;
  readonly duplicate: number;
  readonly reasons: readonly ReasonCount[];
  /** Of accepted rows; a row may have several. */
  readonly notes: readonly NoteCount[];
  /** Every guess that is not certain, over the whole file; none in what earlier versions stored. */
  readonly warnings: readonly ImportWarning[];
  readonly seconds: number;
}

/**
 * A batch of judged rows on its way to the store, in arrays that are handed over rather than copied: a million single strings cost
 * more to hand over than to make.
 */
export interface StagedBatch {
  /** `RowCode` of each row. */
  readonly codes: Uint16Array;
  /** 1-based line each record starts on. */
  readonly lines: Int32Array;
  /** E.164 digits as a number, 0 where there is none. Fifteen digits are exact in a double. */
  readonly phones: Float64Array;
  /** The records' cells as `packCells` has them, UTF-8. */
  readonly cells: Uint8Array;
}

/** People on their way into the book, a list a column. */
export interface PeopleBatch {
  /** E.164 digits. */
  readonly phones: Float64Array;
  readonly firstNames: readonly string[];
  readonly lastNames: readonly string[];
  /** Texts of JSON objects. */
  readonly fields: readonly string[];
}
