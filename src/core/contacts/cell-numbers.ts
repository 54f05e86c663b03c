import type { PhoneNumber } from '../kernel/ids.ts';
import { cleanPhone } from '../phone/clean-phone.ts';
import { judgePhone, type PhoneJudgement, type ReadNumber, reachOf } from '../phone/judge-phone.ts';
import type { NumbersMode } from '../phone/numbers-mode.ts';

/** The number of one phone cell. */
export interface CellNumber extends ReadNumber {
  /** Further numbers of a cell that holds several. */
  readonly others?: readonly PhoneNumber[];
}

export type CellJudgement = CellNumber | (PhoneJudgement & { readonly ok: false });

// As exports of address books and people write several numbers in one cell; the first that is there parts it.
const separators = [/\s*:::\s*/, /\s*;\s*/, /\s+\/\s+/, /\s*\/\s*/];
const mayBeSeveral = /:::|[;/]/;

/**
 * Judges one phone cell as `judgePhone` does. A cell that is no number but holds several, joined by ` ::: `, ` / ` or ` ; `, gives the
 * first of those that most likely take a text: a mobile before a landline. Then every part must be written in digits.
 */
export function judgeCell(value: string, country: string | null, mode: NumbersMode): CellJudgement {
  const judged = judgePhone(value, country, mode);
  if (judged.ok || !mayBeSeveral.test(value)) return judged;
  return judgeSeveral(value, country, mode) ?? judged;
}

function judgeSeveral(value: string, country: string | null, mode: NumbersMode): CellNumber | null {
  const separator = separators.find((one) => one.test(value));
  const parts = separator === undefined ? [] : value.split(separator).filter((part) => part.trim() !== '');
  if (parts.length < 2) return null;
  const numbers: ReadNumber[] = [];
  for (const part of parts) {
    const judged = judgeCell(part, country, mode);
    if (judged.ok) numbers.push(judged, ...(judged.others ?? []).flatMap((phone) => asNumber(phone)));
    else if (cleanPhone(part).kind !== 'digits') return null;
  }
  const [best] = numbers.toSorted((a, b) => rankOf(a) - rankOf(b));
  if (best === undefined) return null;
  const others = new Set(numbers.map(({ phone }) => phone));
  others.delete(best.phone);
  return { ...best, others: [...others] };
}

function asNumber(phone: PhoneNumber): ReadNumber[] {
  const judged = judgePhone(phone, null);
  return judged.ok ? [judged] : [];
}

function rankOf({ phone }: ReadNumber): number {
  return reachOf(phone) ?? Number.MAX_SAFE_INTEGER;
}
