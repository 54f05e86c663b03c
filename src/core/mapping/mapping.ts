/** What a column is used for. `field` keeps it for templates under its header's name; `ignore` drops it on purpose. */
export type ColumnTarget = 'phone' | 'first_name' | 'last_name' | 'field' | 'ignore';

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
