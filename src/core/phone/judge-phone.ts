import type { PhoneNumber } from '../kernel/ids.ts';
import { cleanPhone } from './clean-phone.ts';
import {
  hasPlan,
  kindIn,
  type NumberingPlan,
  type PhoneKind,
  planOfCountry,
  type ReachRank,
  reachRank,
} from './numbering-plan.ts';
import type { NumbersMode } from './numbers-mode.ts';
import { mobileForm } from './old-mobile.ts';
import { type ParsedDigits, parseDigits } from './parse-digits.ts';
import { type PhoneJudgement, readBare, readInternational } from './read-digits.ts';

export { type PhoneKind, type ReachRank, reachRanks } from './numbering-plan.ts';
export type { PhoneJudgement, ReadNumber } from './read-digits.ts';

/** Whether phone rules are known for this ISO 3166 alpha-2 code (upper case). */
export function isCountry(code: string): boolean {
  return hasPlan(code);
}

/**
 * Judges one cell by the full metadata of libphonenumber (`/max`; `/min` calls wrong numbers valid). `country` is the ISO 3166
 * alpha-2 code for numbers written nationally; with null only international writing is understood. An unknown `country` is a bug of the
 * caller and throws.
 *
 * Digits without `+`, `00` or a leading zero may be national, or full with a plus that was lost: `mode` says which of the two their
 * column holds, and `read-digits.ts` has the order of readings. Nothing is dropped or added beyond that and the old forms of mobiles: a
 * number that is not valid as it stands gets a reason; `repairPhone` knows what can be repaired.
 *
 * The library's metadata is asked, not its code, which compiles every rule anew for every number. That both agree about any number
 * is the work of `test/core/phone/agreement.test.ts`.
 */
export function judgePhone(raw: string, country: string | null, mode: NumbersMode = 'national'): PhoneJudgement {
  const home = homeOf(country);
  const cleaned = cleanPhone(raw);
  switch (cleaned.kind) {
    case 'blank':
      return { ok: false, reason: 'phone_blank' };
    case 'damaged':
      return { ok: false, reason: `damaged_${cleaned.damage}` };
    case 'text':
      return { ok: false, reason: 'phone_not_a_number' };
    case 'digits': {
      const { digits, withTrunkZero, international } = cleaned;
      const first = international ? readInternational(digits) : readBare(digits, home, mode);
      if (digits === withTrunkZero) return first;
      if (first.ok) return { ...first, zeroRestored: false };
      // In Italy and a few other countries the zero in `(0)` belongs to the number.
      const second = international ? readInternational(withTrunkZero) : readBare(withTrunkZero, home, mode);
      return second.ok ? second : first;
    }
  }
}

function homeOf(country: string | null): NumberingPlan | null {
  const home = country === null ? null : planOfCountry(country);
  if (country !== null && home === null) throw new Error(`unknown country ${country}`);
  return home;
}

/**
 * The cell as it would be written had no spreadsheet touched it: without a decimal ending or an apostrophe, with the zero that was
 * dropped, a number in scientific notation when all of its digits are there; and with the plus that a full number of another country
 * has lost in a national column, or the calling code that a national mobile lacks in a column of full numbers. Null when there is
 * nothing to repair, it cannot be known, or `judgePhone` would refuse the result too.
 */
export function repairPhone(raw: string, country: string | null, mode: NumbersMode = 'national'): string | null {
  const cleaned = cleanPhone(raw);
  let text = raw;
  if (cleaned.kind === 'damaged') {
    if (cleaned.repaired === null) return null;
    text = cleaned.repaired;
  } else if (cleaned.kind !== 'digits') return null;
  const judged = judgePhone(text, country, mode);
  if (judged.ok) return cleaned.kind === 'damaged' ? text : null;
  const bare = cleanPhone(text);
  if (bare.kind !== 'digits' || bare.international) return null;
  const { digits } = bare;
  if (judged.reason === 'full_number_abroad') return `+${digits}`;
  if (judged.reason === 'damaged_zero') return judgePhone(`0${digits}`, country, mode).ok ? `0${digits}` : null;
  if (mode === 'national' || country === null || digits.startsWith('0')) return null;
  const national = judgePhone(digits, country, 'national');
  return national.ok && national.national && national.kind === 'mobile' ? national.phone : null;
}

/** What kind of number an E.164 number is; null for one that is not valid. */
export function kindOfNumber(phone: string): PhoneKind | null {
  const parsed = parseDigits(phone.slice(1), true, null);
  return typeof parsed === 'string' ? null : parsed.kind;
}

/** The country (ISO 3166 alpha-2) of a valid number that is written with `+` or `00`; null for any other cell. */
export function countryOfNumber(raw: string): string | null {
  const cleaned = cleanPhone(raw);
  if (cleaned.kind !== 'digits') return null;
  const { digits, withTrunkZero, international } = cleaned;
  if (!international && !digits.startsWith('00')) return null;
  const read = readInternational(international ? digits : digits.slice(2));
  if (read.ok) return countryOfPhone(read.phone);
  const second = readInternational(international ? withTrunkZero : withTrunkZero.slice(2));
  return second.ok ? countryOfPhone(second.phone) : null;
}

/** The country (ISO 3166 alpha-2) of a valid E.164 number; null for one that belongs to no country. */
export function countryOfPhone(phone: PhoneNumber): string | null {
  return parsedPhone(phone)?.plan.country ?? null;
}

/** How likely a valid E.164 number takes a text, for a choice between several. */
export function reachOf(phone: PhoneNumber): ReachRank | null {
  const parsed = parsedPhone(phone);
  return parsed === null || parsed.kind === null ? null : reachRank(parsed.plan, parsed.national, parsed.kind);
}

/** The mobile that a valid landline may be meant to be, in a country that writes both nearly alike; null for any other number. */
export function mobileMeant(phone: PhoneNumber): PhoneNumber | null {
  const parsed = parsedPhone(phone);
  const meant = parsed?.kind === 'landline' ? mobileForm(parsed.plan, parsed.national) : null;
  if (parsed === null || meant === null || kindIn(parsed.plan, meant) !== 'mobile') return null;
  return `+${parsed.plan.callingCode.digits}${meant}` as PhoneNumber;
}

function parsedPhone(phone: PhoneNumber): ParsedDigits | null {
  const parsed = parseDigits(phone.slice(1), true, null);
  return typeof parsed === 'string' ? null : parsed;
}
