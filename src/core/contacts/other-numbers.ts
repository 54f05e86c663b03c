import type { PhoneNumber } from '../kernel/ids.ts';
import { mobileMeant, reachOf } from '../phone/judge-phone.ts';
import { judgeRow, readNumbers } from './judge-row.ts';
import type { RowRules } from './row-rules.ts';

/**
 * The other numbers that an accepted row could be texted at, those that most likely take a text first: of its other phone columns and of
 * the same cell, the other reading of the same digits, and the mobile that a landline may be meant to be. Empty for a row that is left out.
 */
export function otherNumbers(cells: readonly string[], rules: RowRules): readonly PhoneNumber[] {
  const judged = judgeRow(cells, rules);
  if (!judged.ok) return [];
  const found = readNumbers(cells, rules).found.flatMap(({ number }) => [
    number.phone,
    ...(number.others ?? []),
    ...(number.other === null ? [] : [number.other]),
    ...[mobileMeant(number.phone)].filter((phone) => phone !== null),
  ]);
  const others = new Set(found);
  others.delete(judged.phone);
  return [...others].toSorted((a, b) => (reachOf(a) ?? 9) - (reachOf(b) ?? 9));
}
