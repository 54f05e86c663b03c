import { cleanCell, isBlankCell } from '../csv/clean-cell.ts';
import { isErrorValue } from '../csv/spreadsheet-errors.ts';
import type { PhoneNumber } from '../kernel/ids.ts';
import { phoneRanks } from '../mapping/phone-rank.ts';
import { countryOfCell } from '../phone/country-of-cell.ts';
import { countryOfNumber, judgePhone, type PhoneKind } from '../phone/judge-phone.ts';
import type { NumbersMode } from '../phone/numbers-mode.ts';
import { type CellNumber, judgeCell } from './cell-numbers.ts';
import { bestOf, type Candidate, type Chosen, isSettled, placeRank } from './choose-number.ts';
import { type RejectReason, type RowNote, rowNotes } from './import-types.ts';
import { countryOfMail } from './mail-country.ts';
import type { RowRules } from './row-rules.ts';
import { mayBeShifted, strayedNumber } from './shifted-row.ts';

/** What a record is worth, before looking at the records above it. */
export type RowJudgement =
  | {
      readonly ok: true;
      readonly phone: PhoneNumber;
      readonly kind: PhoneKind;
      /** Bit i stands for `rowNotes[i]`. */
      readonly notes: number;
      /** Position of the cell that the number is in. */
      readonly column: number;
      /** It is read with the default country, which no cell of the row says. */
      readonly byDefault: boolean;
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

const bit = (note: RowNote): number => 1 << rowNotes.indexOf(note);
const landline = bit('landline');
const premium = bit('premium');
const otherKind = bit('other_kind');
const zeroRestored = bit('zero_restored');
const countryHinted = bit('country_hinted');
const countryUnread = bit('country_unread');
const errorValue = bit('error_value');
const rowLonger = bit('row_longer');
const twoReadings = bit('two_readings');
const otherNumber = bit('other_number');
const oldMobile = bit('old_mobile');

/**
 * Chooses a number of the row: the best one (`bestOf`), or where a person gave the order that of the first phone column that holds a
 * valid one. When none does, the reason is that of the first one that is not blank; a record whose phone cells are all blank or missing
 * is `phone_blank`.
 *
 * Numbers are read with the country of the row's country column; else of another number of the row that is written with `+` or `00`;
 * else the default; and when that refuses all, that of a mail address in the row. A number the hinted country refuses is read with
 * the default.
 */
export function judgeRow(cells: readonly string[], rules: RowRules): RowJudgement {
  const { phoneOrder, modes, choice, countryIndex, country, width } = rules;
  if (rules.unreadable !== null) {
    const column = unreadableColumn(cells, rules);
    if (column !== null) return { ok: false, reason: 'bytes_unreadable', column, value: cells[column] ?? '', notes: 0 };
  }
  // Most files have one phone column, and countries that are understood: this path is taken a million times.
  if (phoneOrder.length === 1 && choice === null && cells.length <= width) {
    const cell = countryIndex === null ? '' : (cells[countryIndex] ?? '');
    const named = cell === '' ? null : countryOfCell(cell);
    if (cell === '' || named !== null) {
      const column = phoneOrder[0] as number;
      const judged = judgePhone(cells[column] ?? '', named ?? country, modes[0]);
      if (judged.ok) return accept(judged, named === null ? 0 : countryNamed, column, cells, rules);
    }
  }
  return judgeAnyRow(cells, rules);
}

/** The first used column whose cell holds bytes that cannot be read; null when there is none. */
export function unreadableColumn(cells: readonly string[], { unreadable, usedIndexes }: RowRules): number | null {
  return unreadable === null ? null : (usedIndexes.find((index) => unreadable.test(cells[index] ?? '')) ?? null);
}

type Refusal = RowJudgement & { readonly ok: false };
const blank: Refusal = { ok: false, reason: 'phone_blank', column: null, value: '', notes: 0 };

// Not a note: that the row itself says its country. Above all of them.
const countryNamed = 1 << rowNotes.length;

function judgeAnyRow(cells: readonly string[], rules: RowRules): RowJudgement {
  const named = namedCountry(cells, rules);
  const { found, refusals } = readNumbers(cells, rules);
  if (found.length > 0) {
    const notes =
      (isUnread(cells, rules, named) ? countryUnread : 0) |
      (hasSurplus(cells, rules.width) ? rowLonger : 0) |
      (named === null ? 0 : countryNamed);
    return acceptBest(found, notes, cells, rules);
  }
  const refused = refusals[0] ?? blank;
  const strayed = mayBeShifted.has(refused.reason) ? strayedNumber(cells, rules, named ?? rules.country) : null;
  if (strayed === null) return refused;
  return { ok: false, reason: 'row_shifted', column: strayed, value: cells[strayed] ?? '', notes: 0 };
}

/** The numbers of a row among which one is chosen, and why its other phone cells hold none. */
export function readNumbers(
  cells: readonly string[],
  rules: RowRules,
): { readonly found: readonly Candidate[]; readonly refusals: readonly Refusal[] } {
  const named = namedCountry(cells, rules);
  const base = named ?? rules.country;
  const refusals: Refusal[] = [];
  const found = candidates(cells, rules, (value, column, mode) => {
    // A number that says its own country needs no hint.
    const hint = named !== null || mayBeAbroad(value) ? null : hintFor(column, cells, rules);
    const hinted = hint === null ? null : judgeCell(value, hint, mode);
    if (hinted?.ok) return { number: hinted, hinted: true };
    const judged = judgeCell(value, base, mode);
    if (judged.ok) return { number: judged, hinted: false };
    if (judged.reason !== 'phone_blank') refusals.push({ ok: false, reason: judged.reason, column, value, notes: 0 });
    return null;
  });
  const mail = found.length > 0 || named !== null ? null : mailCountry(cells, rules.country);
  if (mail === null) return { found, refusals };
  const mailed = candidates(cells, rules, (value, _, mode) => {
    const judged = judgeCell(value, mail, mode);
    return judged.ok ? { number: judged, hinted: true } : null;
  });
  return { found: mailed, refusals };
}

/** The numbers of the row's phone columns that `read` finds; where nothing is to be chosen, the first one only. */
function candidates(
  cells: readonly string[],
  { phoneOrder, modes, choice }: RowRules,
  read: (value: string, column: number, mode: NumbersMode) => Pick<Candidate, 'number' | 'hinted'> | null,
): readonly Candidate[] {
  const found: Candidate[] = [];
  for (let place = 0; place < phoneOrder.length; place++) {
    const column = phoneOrder[place] as number;
    const rank = choice === null ? phoneRanks.phone : placeRank(cells, place, choice);
    if (rank === null) continue;
    const number = read(cells[column] ?? '', column, modes[place] ?? 'national');
    if (number === null) continue;
    found.push({ ...number, column, rank });
    if (choice === null || isSettled(number.number, place, choice)) break;
  }
  return found;
}

function acceptBest(
  found: readonly Candidate[],
  earlier: number,
  cells: readonly string[],
  rules: RowRules,
): RowJudgement {
  const best = bestOf(found) as Chosen;
  const notes = (best.hinted ? countryHinted : 0) | (best.rivalled ? otherNumber : 0);
  return accept(best.number, earlier | notes, best.column, cells, rules);
}

function accept(
  judged: CellNumber,
  earlier: number,
  column: number,
  cells: readonly string[],
  rules: RowRules,
): RowJudgement {
  let notes = earlier;
  if (judged.zeroRestored) notes |= zeroRestored;
  if (judged.kind === 'landline') notes |= landline;
  else if (judged.kind === 'premium') notes |= premium;
  else if (judged.kind === 'other') notes |= otherKind;
  if (judged.other !== null) notes |= twoReadings;
  if (judged.oldMobile) notes |= oldMobile;
  if (judged.others !== undefined && judged.others.length > 0) notes |= otherNumber;
  const { otherIndexes } = rules;
  for (let at = 0; at < otherIndexes.length; at++) {
    const cell = cells[otherIndexes[at] as number];
    // All error values begin with a hash sign; nearly nothing else does.
    if (cell !== undefined && cell.charCodeAt(0) === 0x23 && isErrorValue(cell)) notes |= errorValue;
  }
  const byDefault = judged.national && (notes & (countryNamed | countryHinted)) === 0;
  return { ok: true, phone: judged.phone, kind: judged.kind, notes: notes & ~countryNamed, column, byDefault };
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
