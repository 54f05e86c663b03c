import type { NumbersMode } from '../phone/numbers-mode.ts';

/** As many columns as a spreadsheet can have; cells beyond are read and kept, but cannot be mapped. */
export const mostColumns = 16_384;

/**
 * What a column is used for. `full_name` is split into first and last; `country` says how its row's numbers are read; `field` keeps the
 * column for templates under its header's name; `ignore` drops it on purpose.
 */
export const columnTargets = ['phone', 'first_name', 'last_name', 'full_name', 'country', 'field', 'ignore'] as const;
export type ColumnTarget = (typeof columnTargets)[number];

export interface ColumnUse {
  /** 0-based position in a record. */
  readonly index: number;
  /** Header as written, trimmed; made unique and never empty by `columnNames`. */
  readonly name: string;
  readonly target: ColumnTarget;
  /** Of a phone column: how digits without a plus are read; `national` when absent. */
  readonly numbers?: NumbersMode | undefined;
  /** A person chose `numbers`; otherwise each file is guessed anew. */
  readonly numbersChosen?: boolean | undefined;
}

/**
 * Which of a row's numbers is used. `best`: a mobile before a landline, in whichever phone column it is; `order`: that of the first
 * phone column, in their order, that holds a valid number.
 */
export const phoneChoices = ['best', 'order'] as const;
export type PhoneChoice = (typeof phoneChoices)[number];

/** Every column of a file with its use; several `phone` columns stand in order of preference in `phoneOrder`. */
export interface ColumnMapping {
  readonly columns: readonly ColumnUse[];
  /** Indexes of the phone columns, most preferred first. */
  readonly phoneOrder: readonly number[];
  /** `order` when absent: the order is a person's own. */
  readonly phoneChoice?: PhoneChoice | undefined;
}

/** What the values of a column say about how digits without a plus are written in it. */
export interface NumbersGuess {
  readonly mode: NumbersMode;
  /** The share of its numbers that are a mobile of some country when they are read with a calling code, 0 to 1. */
  readonly full: number;
  /** The share that are a number of their row's country when they are read nationally, 0 to 1. */
  readonly national: number;
  /** How many numbers of the sample are a mobile of another country than their row's. */
  readonly abroad: number;
}

/**
 * How much speaks for a guessed use: `certain` header and values, `likely` one of them, `unsure` neither clearly. A column kept as a
 * field because nothing speaks for anything else is `certain`.
 */
export const confidences = ['certain', 'likely', 'unsure'] as const;
export type Confidence = (typeof confidences)[number];

export interface DoubtedColumns {
  readonly phones: readonly string[];
  readonly names: readonly string[];
  /** Phone columns in which numbers of other countries are read in full. */
  readonly full: readonly string[];
}

export interface GuessedMapping {
  readonly mapping: ColumnMapping;
  /** One a column, in the mapping's order. */
  readonly confidence: readonly Confidence[];
  /** One a column: what its values say about how numbers are written in it; null where they say nothing. */
  readonly numbers: readonly (NumbersGuess | null)[];
  /** Names of columns whose use is not certain. Those that are blank in the sample leave no doubt. */
  readonly doubted: DoubtedColumns;
}
