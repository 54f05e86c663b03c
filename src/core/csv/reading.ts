/** How the bytes of a file become records. Every member can be overridden by a person. */
export interface ReadOptions {
  /** WHATWG label, lower case: `utf-8`, `windows-1252`, `utf-16le` … */
  readonly encoding: string;
  /** One character. */
  readonly delimiter: string;
  /** The first record names the columns. */
  readonly header: boolean;
}

/** One record as read: cells in file order, untrimmed. `line` is the 1-based line it starts on. */
export interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
}
