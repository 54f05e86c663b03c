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
}

/** Every column of a file with its use; several `phone` columns stand in order of preference in `phoneOrder`. */
export interface ColumnMapping {
  readonly columns: readonly ColumnUse[];
  /** Indexes of the phone columns, most preferred first; the first one that holds a valid number wins. */
  readonly phoneOrder: readonly number[];
}

/**
 * How much speaks for a guessed use: `certain` header and values, `likely` one of them, `unsure` neither clearly. A column kept as a
 * field because nothing speaks for anything else is `certain`.
 */
export const confidences = ['certain', 'likely', 'unsure'] as const;
export type Confidence = (typeof confidences)[number];

export interface GuessedMapping {
  readonly mapping: ColumnMapping;
  /** One a column, in the mapping's order. */
  readonly confidence: readonly Confidence[];
}
