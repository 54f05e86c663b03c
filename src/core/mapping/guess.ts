import { looksLikePhone } from '../csv/header.ts';
import {
  type FoldedHeader,
  familyBesideFirst,
  firstNameWords,
  foldHeader,
  landlineWords,
  lastNameWords,
  mobileWords,
  notPhoneWords,
  phoneWords,
} from './header-words.ts';
import type { ColumnMapping, ColumnTarget, ColumnUse } from './mapping.ts';

/** Whether a cell holds a valid phone number; the caller's judge knows the country. */
export type IsPhone = (cell: string) => boolean;

// How many of a column's filled cells must be numbers: few when its header says so (real columns are messy), most when nothing does.
const shareWithHeader = 0.2;
const shareWithout = 0.6;

/**
 * Proposes a use for each column. Phones by header words of many languages, checked against the values, and by the values alone when
 * no header says phone; mobile before other before landline, then in file order. One column each for first and last name. Everything
 * else is kept as a field. `rows` are sample records' cells.
 */
export function guessMapping(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  isPhone: IsPhone,
): ColumnMapping {
  const headers = columns.map(foldHeader);
  const phones = phoneColumns(headers, rows, isPhone);
  const taken = new Set(phones);
  const first = headers.findIndex((header, index) => !taken.has(index) && matches(header, firstNameWords));
  if (first >= 0) taken.add(first);
  const last = lastNameColumn(headers, first, taken);
  const target = (index: number): ColumnTarget => {
    if (phones.includes(index)) return 'phone';
    if (index === first) return 'first_name';
    return index === last ? 'last_name' : 'field';
  };
  return {
    columns: columns.map((name, index): ColumnUse => ({ index, name, target: target(index) })),
    phoneOrder: phones,
  };
}

function phoneColumns(
  headers: readonly FoldedHeader[],
  rows: readonly (readonly string[])[],
  isPhone: IsPhone,
): readonly number[] {
  // Under a header that says phone the shape will do: the default country may still be the wrong one.
  const share = headers.map((_, index) => phoneShare(rows, index, (cell) => looksLikePhone(cell) || isPhone(cell)));
  const named = headers
    .map((header, index) => ({ index, rank: phoneRank(header) }))
    // A column that is empty in the sample is believed by its header.
    .filter(({ index, rank }) => rank !== null && (share[index] === null || (share[index] ?? 0) >= shareWithHeader));
  if (named.length > 0) {
    return named.sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0) || a.index - b.index).map(({ index }) => index);
  }
  const valid = headers.map((_, index) => phoneShare(rows, index, isPhone) ?? 0);
  const best = Math.max(...valid);
  return best < shareWithout ? [] : [valid.indexOf(best)];
}

/** 0 mobile, 1 phone, 2 landline; null for a header that names no phone. */
function phoneRank(header: FoldedHeader): number | null {
  if (header.words.some((word) => notPhoneWords.has(word)) && !mobileWords.has(header.whole)) return null;
  if (matches(header, mobileWords)) return 0;
  const landline = header.words.some((word) => landlineWords.has(word));
  if (matches(header, phoneWords)) return landline ? 2 : 1;
  // "Home" alone is more often an address, and the values have to speak for it.
  return null;
}

function lastNameColumn(headers: readonly FoldedHeader[], first: number, taken: ReadonlySet<number>): number {
  const last = headers.findIndex((header, index) => !taken.has(index) && matches(header, lastNameWords));
  if (last >= 0 || first < 0) return last;
  const beside = familyBesideFirst.get(headers[first]?.whole ?? '');
  return headers.findIndex((header, index) => !taken.has(index) && beside?.has(header.whole) === true);
}

function matches(header: FoldedHeader, list: ReadonlySet<string>): boolean {
  return (
    list.has(header.whole) || header.words.some((word) => list.has(word)) || list.has(header.words.slice(0, 2).join(''))
  );
}

/** The share of a column's filled sample cells that are phone numbers; null when none is filled. */
function phoneShare(rows: readonly (readonly string[])[], index: number, isPhone: IsPhone): number | null {
  const filled = rows.map((cells) => cells[index] ?? '').filter((cell) => cell.trim() !== '');
  return filled.length === 0 ? null : filled.filter(isPhone).length / filled.length;
}
