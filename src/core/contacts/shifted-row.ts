import { isBlankCell } from '../csv/clean-cell.ts';
import { judgePhone } from '../phone/judge-phone.ts';
import type { RejectReason } from './import-types.ts';
import type { RowRules } from './row-rules.ts';

// A cell with these is not what a phone column holds. A number that a spreadsheet has changed is still a number.
export const mayBeShifted: ReadonlySet<RejectReason> = new Set([
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
 * The position of a valid number that would be in a phone column if the row had not lost or gained cells; null when there is none. Something
 * must speak for it beside the number, which may as well be a fax or another person's: it is where no number belongs (a name, a
 * country, behind the last column), or the row is too long and something else is in the number's place.
 */
export function strayedNumber(cells: readonly string[], rules: RowRules, country: string | null): number | null {
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
