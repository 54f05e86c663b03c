import { foldHeader } from '../mapping/fold-header.ts';
import { speaksOfNumbers } from '../mapping/header-words.ts';
import type { ColumnMapping, ColumnTarget } from '../mapping/mapping.ts';
import type { NumbersMode } from '../phone/numbers-mode.ts';
import { type ChoiceRules, choiceRules } from './choose-number.ts';

/** What rows are judged by, made once for a file by `rowRules`. */
export interface RowRules {
  /** Positions of the phone columns, most preferred first. */
  readonly phoneOrder: readonly number[];
  /** How digits without a plus are read in each of them. */
  readonly modes: readonly NumbersMode[];
  /** How a row chooses among them; null when the first of them that holds a valid number wins. */
  readonly choice: ChoiceRules | null;
  /** Position of the column that says how its row's numbers are read. */
  readonly countryIndex: number | null;
  /** ISO 3166 alpha-2 of the default country; null when only international writing is to be understood. */
  readonly country: string | null;
  /** How many cells a record should have. */
  readonly width: number;
  /** Positions of the columns that are used for something else than a phone. */
  readonly otherIndexes: readonly number[];
  /** Positions of names and countries: a number there has come from somewhere else. */
  readonly wordIndexes: readonly number[];
  /** Positions of columns that may well hold numbers and are not to be texted: a fax, an order. */
  readonly numberIndexes: readonly number[];
  /** Between cells in the file; `repairRow` puts it back. */
  readonly delimiter: string;
  /** Positions of all columns that are used for anything. */
  readonly usedIndexes: readonly number[];
  /** Marks bytes that cannot be read; null where there are none. */
  readonly unreadable: RegExp | null;
  /** A cell with its unreadable bytes read in the likeliest legacy encoding; null where there is no such reading. */
  readonly readLegacy: ((cell: string) => string) | null;
}

/** How a file was read, as far as its rows are judged by it. */
export interface RowReading {
  readonly delimiter?: string;
  readonly unreadable?: RegExp | null;
  readonly readLegacy?: ((cell: string) => string) | null;
}

const wordTargets: ReadonlySet<ColumnTarget> = new Set(['first_name', 'last_name', 'full_name', 'country']);

/** `mapping` must have passed `validateMapping` and list every column; `country` is the default one, as in `judgePhone`. */
export function rowRules(
  mapping: ColumnMapping,
  country: string | null,
  { delimiter = ',', unreadable = null, readLegacy = null }: RowReading = {},
): RowRules {
  const { columns, phoneOrder } = mapping;
  const uses = new Map(columns.map((column) => [column.index, column]));
  return {
    phoneOrder,
    modes: phoneOrder.map((index) => uses.get(index)?.numbers ?? 'national'),
    choice: choiceRules(mapping),
    countryIndex: columns.find((column) => column.target === 'country')?.index ?? null,
    country,
    width: columns.reduce((width, column) => Math.max(width, column.index + 1), 0),
    otherIndexes: columns.flatMap(({ index, target }) => (target === 'phone' || target === 'ignore' ? [] : [index])),
    wordIndexes: columns.flatMap(({ index, target }) => (wordTargets.has(target) ? [index] : [])),
    numberIndexes: columns.flatMap(({ index, name, target }) =>
      (target === 'field' || target === 'ignore') && speaksOfNumbers(foldHeader(name)) ? [index] : [],
    ),
    delimiter,
    usedIndexes: columns.flatMap(({ index, target }) => (target === 'ignore' ? [] : [index])),
    unreadable,
    readLegacy,
  };
}
