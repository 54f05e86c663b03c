import { cleanCell, isBlankCell } from '../csv/clean-cell.ts';
import { isErrorValue } from '../csv/spreadsheet-errors.ts';
import { foldHeader } from '../mapping/fold-header.ts';
import { speaksOfNumbers } from '../mapping/header-words.ts';
import type { ColumnMapping, ColumnTarget } from '../mapping/mapping.ts';
import { countryOfCell } from '../phone/country-of-cell.ts';
import { countryOfNumber, judgePhone, type PhoneJudgement, type PhoneKind } from '../phone/judge-phone.ts';
import { type RejectReason, type RowNote, rowNotes } from './import-types.ts';
import { countryOfMail } from './mail-country.ts';

/** What rows are judged by, made once for a file by `rowRules`. */
export interface RowRules {
  /** Positions of the phone columns, most preferred first. */
  readonly phoneOrder: readonly number[];
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
}

/** What a record is worth, before looking at the records above it. */
export type RowJudgement =
  | {
      readonly ok: true;
      readonly phone: string;
      readonly kind: PhoneKind;
      /** Bit i stands for `rowNotes[i]`. */
      readonly notes: number;
    }
  | {
      readonly ok: false;
      readonly reason: RejectReason;
      /** Position of the cell the reason is about; null when all phone cells are blank. For `row_shifted` where the number stands. */
      readonly column: number | null;
      /** That cell. */
      readonly value: string;
      readonly notes: 0;
    };

const wordTargets: ReadonlySet<ColumnTarget> = new Set(['first_name', 'last_name', 'full_name', 'country']);

const bit = (note: RowNote): number => 1 << rowNotes.indexOf(note);
const landline = bit('landline');
const premium = bit('premium');
const otherKind = bit('other_kind');
const zeroRestored = bit('zero_restored');
const countryHinted = bit('country_hinted');
const countryUnread = bit('country_unread');
const errorValue = bit('error_value');
const rowLonger = bit('row_longer');

/** `mapping` must have passed `validateMapping` and list every column; `country` is the default one, as in `judgePhone`. */
export function rowRules(mapping: ColumnMapping, country: string | null, delimiter = ','): RowRules {
  const { columns, phoneOrder } = mapping;
  return {
    phoneOrder,
    countryIndex: columns.find((column) => column.target === 'country')?.index ?? null,
    country,
    width: columns.reduce((width, column) => Math.max(width, column.index + 1), 0),
    otherIndexes: columns.flatMap(({ index, target }) => (target === 'phone' || target === 'ignore' ? [] : [index])),
    wordIndexes: columns.flatMap(({ index, target }) => (wordTargets.has(target) ? [index] : [])),
    numberIndexes: columns.flatMap(({ index, name, target }) =>
      (target === 'field' || target === 'ignore') && speaksOfNumbers(foldHeader(name)) ? [index] : [],
    ),
    delimiter,
  };
}

/**
 * The first phone column, in the rules' order, that holds a valid number wins. When none does, the reason is that of the first one
 * that is not blank; a record whose phone cells are all blank or missing is `phone_blank`.
 *
 * Numbers are read with the country of the row's country column; else of another number of the row that is written with `+` or `00`;
 * else the default; and when that refuses all, that of a mail address in the row. A number the hinted country refuses is read with
 * the default.
 */
export function judgeRow(cells: readonly string[], rules: RowRules): RowJudgement {
  const { phoneOrder, countryIndex, country, width } = rules;
  // Most files have one phone column, and countries that are understood: this path is taken a million times.
  if (phoneOrder.length === 1 && cells.length <= width) {
    const cell = countryIndex === null ? '' : (cells[countryIndex] ?? '');
    const named = cell === '' ? null : countryOfCell(cell);
    if (cell === '' || named !== null) {
      const judged = judgePhone(cells[phoneOrder[0] as number] ?? '', named ?? country);
      if (judged.ok) return accept(judged, 0, cells, rules);
    }
  }
  return judgeAnyRow(cells, rules);
}

function judgeAnyRow(cells: readonly string[], rules: RowRules): RowJudgement {
  const named = namedCountry(cells, rules);
  const base = named ?? rules.country;
  const notes = (isUnread(cells, rules, named) ? countryUnread : 0) | (hasSurplus(cells, rules.width) ? rowLonger : 0);
  let refused: (RowJudgement & { readonly ok: false }) | null = null;
  for (const column of rules.phoneOrder) {
    const value = cells[column] ?? '';
    // A number that says its own country needs no hint.
    const hint = named !== null || mayBeAbroad(value) ? null : hintFor(column, cells, rules);
    const hinted = hint === null ? null : judgePhone(value, hint);
    if (hinted?.ok) return accept(hinted, notes | countryHinted, cells, rules);
    const judged = judgePhone(value, base);
    if (judged.ok) return accept(judged, notes, cells, rules);
    if (judged.reason !== 'phone_blank') refused ??= { ok: false, reason: judged.reason, column, value, notes: 0 };
  }
  const mail = named === null ? mailCountry(cells, rules.country) : null;
  if (mail !== null) {
    for (const column of rules.phoneOrder) {
      const judged = judgePhone(cells[column] ?? '', mail);
      if (judged.ok) return accept(judged, notes | countryHinted, cells, rules);
    }
  }
  refused ??= { ok: false, reason: 'phone_blank', column: null, value: '', notes: 0 };
  const strayed = mayBeShifted.has(refused.reason) ? strayedNumber(cells, rules, base) : null;
  if (strayed === null) return refused;
  return { ok: false, reason: 'row_shifted', column: strayed, value: cells[strayed] ?? '', notes: 0 };
}

function accept(
  judged: PhoneJudgement & { readonly ok: true },
  earlier: number,
  cells: readonly string[],
  rules: RowRules,
): RowJudgement {
  let notes = earlier;
  if (judged.zeroRestored) notes |= zeroRestored;
  if (judged.kind === 'landline') notes |= landline;
  else if (judged.kind === 'premium') notes |= premium;
  else if (judged.kind === 'other') notes |= otherKind;
  const { otherIndexes } = rules;
  for (let at = 0; at < otherIndexes.length; at++) {
    const cell = cells[otherIndexes[at] as number];
    // All error values begin with a hash sign; nearly nothing else does.
    if (cell !== undefined && cell.charCodeAt(0) === 0x23 && isErrorValue(cell)) notes |= errorValue;
  }
  return { ok: true, phone: judged.phone, kind: judged.kind, notes };
}

/** The country that the row's country column names; null when there is no such column, or it is blank or not understood. */
export function namedCountry(cells: readonly string[], { countryIndex }: RowRules): string | null {
  const cell = countryIndex === null ? undefined : cells[countryIndex];
  return cell === undefined || cell === '' ? null : countryOfCell(cleanCell(cell));
}

function isUnread(cells: readonly string[], { countryIndex }: RowRules, named: string | null): boolean {
  if (countryIndex === null || named !== null) return false;
  return cleanCell(cells[countryIndex] ?? '') !== '';
}

/** The country of another number of the row that is written with its calling code, when it is another than the default. */
function hintFor(column: number, cells: readonly string[], { phoneOrder, country }: RowRules): string | null {
  for (const other of phoneOrder) {
    const value = cells[other];
    if (other === column || value === undefined || !mayBeAbroad(value)) continue;
    const found = countryOfNumber(value);
    if (found !== null) return found === country ? null : found;
  }
  return null;
}

/** Whether a cell may be a number with `+` or `00`, told by its first two characters: most begin with other digits. */
function mayBeAbroad(cell: string): boolean {
  const first = cell.charCodeAt(0);
  if (first >= 0x31 && first <= 0x39) return false;
  const second = cell.charCodeAt(1);
  return first === 0x30 ? !(second >= 0x31 && second <= 0x39) : cell !== '';
}

/** The country of the first mail address in the row whose domain belongs to one, when it is another than the default. */
export function mailCountry(cells: readonly string[], country: string | null): string | null {
  for (const cell of cells) {
    const found = cell.includes('@') ? countryOfMail(cell) : null;
    if (found !== null) return found === country ? null : found;
  }
  return null;
}

function hasSurplus(cells: readonly string[], width: number): boolean {
  for (let at = width; at < cells.length; at++) if (!isBlankCell(cells[at] ?? '')) return true;
  return false;
}

// A cell with these is not what a phone column holds. What a spreadsheet has changed is a number, and stands in its place.
const mayBeShifted: ReadonlySet<RejectReason> = new Set([
  'phone_blank',
  'phone_not_a_number',
  'damaged_date',
  'phone_short_code',
  'phone_no_country',
  'phone_too_short',
  'phone_too_long',
  'phone_invalid',
]);

// Rows lose or win a cell or two; a number farther away is something else.
const farthest = 3;

/** How many cells, from the first, are blank. */
export function leadingBlanks(cells: readonly string[]): number {
  const first = cells.findIndex((cell) => !isBlankCell(cell));
  return Math.max(first, 0);
}

/** How many cells a row has, the blank ones at its end left out: many writers put a delimiter too many behind every row. */
export function filledLength(cells: readonly string[]): number {
  return cells.findLastIndex((cell) => !isBlankCell(cell)) + 1;
}

/** Digits alone may be a customer's number: with a `+`, a zero or marks it is a phone's. */
const unmistakable = /^\s*[+(0]|\d[\s().\-/]+\d/;

/**
 * Where a valid number stands that would be in a phone column, had the row not lost or won cells; null when there is none. Something
 * must speak for it beside the number, which may as well be a fax or somebody else's: it stands where no number belongs (a name, a
 * country, behind the last column), or the row is too long and something else stands in the number's place.
 */
function strayedNumber(cells: readonly string[], rules: RowRules, country: string | null): number | null {
  const { phoneOrder, width, wordIndexes, numberIndexes } = rules;
  const surplus = filledLength(cells) - width;
  const lost = Math.max(0, width - cells.length);
  const blanks = leadingBlanks(cells);
  const offsets = [
    ...Array.from({ length: Math.min(surplus, farthest) }, (_, by) => by + 1),
    ...Array.from({ length: Math.min(lost, farthest) }, (_, by) => -by - 1),
    ...(blanks > 0 && blanks <= farthest ? [blanks] : []),
  ];
  for (const phone of phoneOrder) {
    for (const by of new Set(offsets)) {
      const at = phone + by;
      const cell = cells[at] ?? '';
      const isOutOfPlace = at >= width || wordIndexes.includes(at);
      const isDisplaced = surplus > 0 && !isBlankCell(cells[phone] ?? '') && !numberIndexes.includes(at);
      if ((isOutOfPlace || isDisplaced) && unmistakable.test(cell) && judgePhone(cell, country).ok) return at;
    }
  }
  return null;
}
