/**
 * Every guess about a file, a column or a number that is not certain. Each code has words in the catalogue under
 * `importing.warning.*`; a file without one was read with certainty.
 */
export const warningCodes = [
  /** The text encoding was guessed: no byte order mark, and not all of the file is valid UTF-8. */
  'encoding_guessed',
  /** Cells hold bytes that the chosen encoding cannot read. */
  'bytes_unreadable',
  /** A first row that looks like column names is not used as such, or columns are read without names. */
  'header_unused',
  /** More than one delimiter gives equal columns, or none does. */
  'delimiter_guessed',
  /** The text qualifier, or how it is escaped inside a cell, was guessed. */
  'quotes_guessed',
  /** Which column holds the phone numbers was guessed. */
  'phone_column_guessed',
  /** Which column holds names was guessed. */
  'name_column_guessed',
  /** Numbers were read nationally with a country that neither a person nor a setting chose. */
  'country_guessed',
  /** More than a third of the rows are invalid for the default country and valid for another. */
  'country_mismatch',
  /** A phone column was read as full numbers without a plus. */
  'full_column',
  /** Rows whose number could be read as two different numbers. */
  'two_readings',
  /** Rows with more than one number that could be used. */
  'other_number',
] as const;
export type WarningCode = (typeof warningCodes)[number];

/** One kind of guess in one file. */
export interface ImportWarning {
  readonly code: WarningCode;
  /** Rows (or, for guesses about the file as a whole, 1) that it concerns. */
  readonly count: number;
  /** 1-based line of the first one; null when it concerns the file as a whole. */
  readonly line: number | null;
  /** Values for the words of this code. */
  readonly details: Readonly<Record<string, string | number>>;
}

/**
 * Several lists as one, in the order of `warningCodes`. Where two lists name the same code the later one counts: it knows the whole
 * file where the earlier one knew its beginning.
 */
export function mergeWarnings(...lists: readonly (readonly ImportWarning[])[]): readonly ImportWarning[] {
  const byCode = new Map(lists.flat().map((warning) => [warning.code, warning]));
  return warningCodes.flatMap((code) => byCode.get(code) ?? []);
}

/** What a person decided, so that it is no guess any more. */
export interface Decided {
  readonly phoneColumns: boolean;
  readonly nameColumns: boolean;
  /** How numbers without a plus are read. */
  readonly numbers: boolean;
}

/** The warnings of a first look that still hold once a person decided part of it. */
export function openWarnings(
  warnings: readonly ImportWarning[],
  { phoneColumns, nameColumns, numbers }: Decided,
): readonly ImportWarning[] {
  const settled = new Set<WarningCode>([
    ...(phoneColumns ? (['phone_column_guessed'] as const) : []),
    ...(nameColumns ? (['name_column_guessed'] as const) : []),
    ...(numbers ? (['full_column'] as const) : []),
  ]);
  return warnings.filter(({ code }) => !settled.has(code));
}

/** A sentence of the catalogue's `importing` words; `i18next`'s `t` and the command's own speaker are such. */
type Speak = (key: string, values: Readonly<Record<string, string | number>>) => string;

/**
 * The words of a warning. `details.context` chooses among several sentences of a code (`warning.header_unused_absent`); the other
 * details are filled in.
 */
export function warningWords({ code, count, line, details }: ImportWarning, speak: Speak): string {
  return speak(`warning.${code}`, { count, line: line ?? 0, ...details });
}
