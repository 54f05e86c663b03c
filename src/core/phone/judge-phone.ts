import type { RejectReason } from '../contacts/import-types.ts';
import type { PhoneNumber } from '../kernel/ids.ts';
import { cleanPhone } from './clean-phone.ts';
import { dialsZero, hasPlan, lengthIn, type NumberingPlan, type PhoneKind, planOfCountry } from './numbering-plan.ts';
import { type ParsedDigits, type ParseFailure, parseDigits } from './parse-digits.ts';

export type { PhoneKind } from './numbering-plan.ts';

export type PhoneJudgement =
  | {
      readonly ok: true;
      readonly phone: PhoneNumber;
      readonly kind: PhoneKind;
      /** Written nationally, without the zero its country always dials. */
      readonly zeroRestored: boolean;
    }
  | { readonly ok: false; readonly reason: RejectReason };

/** Whether phone rules are known for this ISO 3166 alpha-2 code (upper case). */
export function isCountry(code: string): boolean {
  return hasPlan(code);
}

/**
 * Judges one cell by the full metadata of libphonenumber (`/max`; `/min` calls wrong numbers valid). `country` is the ISO 3166
 * alpha-2 code for numbers written nationally; with null only international writing is understood.
 *
 * A number written without `+` or `00` is tried nationally first, then as if the `+` had been lost: with the default country's own
 * calling code, or any when there is no default country. Nothing is dropped or added beyond that: a number that is not valid as it
 * stands gets a reason; `repairPhone` knows what can be mended. An unknown `country` is a bug of the caller and throws.
 *
 * The library's metadata is asked, not its code, which compiles every rule anew for every number. That both agree about any number
 * is the work of `test/core/phone/agreement.test.ts`.
 */
export function judgePhone(raw: string, country: string | null): PhoneJudgement {
  const home = country === null ? null : planOfCountry(country);
  if (country !== null && home === null) throw new Error(`unknown country ${country}`);
  const cleaned = cleanPhone(raw);
  switch (cleaned.kind) {
    case 'blank':
      return no('phone_blank');
    case 'damaged':
      return no(`damaged_${cleaned.damage}`);
    case 'text':
      return no('phone_not_a_number');
    case 'digits': {
      const { digits, withTrunkZero, international } = cleaned;
      const first = international ? judgeInternational(digits) : judgeBare(digits, home);
      if (digits === withTrunkZero) return first;
      if (first.ok) return { ...first, zeroRestored: false };
      // In Italy and a few other countries the zero in `(0)` belongs to the number.
      const second = international ? judgeInternational(withTrunkZero) : judgeBare(withTrunkZero, home);
      return second.ok ? second : first;
    }
  }
}

/**
 * The cell as it would be written had no spreadsheet touched it: without a decimal ending or an apostrophe, with the zero that was
 * dropped, a number in scientific notation when all of its digits are there. Null when there is nothing to mend, it cannot be known,
 * or `judgePhone` would refuse the result too.
 */
export function repairPhone(raw: string, country: string | null): string | null {
  const cleaned = cleanPhone(raw);
  let text = raw;
  if (cleaned.kind === 'damaged') {
    if (cleaned.repaired === null) return null;
    text = cleaned.repaired;
  } else if (cleaned.kind !== 'digits') return null;
  const judged = judgePhone(text, country);
  if (judged.ok) return cleaned.kind === 'damaged' ? text : null;
  if (judged.reason !== 'damaged_zero') return null;
  const bare = cleanPhone(text);
  const restored = bare.kind === 'digits' ? `0${bare.digits}` : '';
  return judgePhone(restored, country).ok ? restored : null;
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
  for (const written of [digits, withTrunkZero]) {
    const parsed = parseDigits(withoutZeros(written), true, null);
    if (typeof parsed !== 'string' && parsed.kind !== null) return fits(parsed) ? parsed.plan.country : null;
  }
  return null;
}

/** `+00 31…` and `+0031…` are common slips for `+31…`; no calling code starts with a zero. */
function withoutZeros(digits: string): string {
  return digits.startsWith('00') ? digits.slice(2) : digits;
}

function judgeInternational(digits: string): PhoneJudgement {
  const number = withoutZeros(digits);
  return find(number, true, null) ?? no(lengthReason(number, true, null));
}

function judgeBare(digits: string, home: NumberingPlan | null): PhoneJudgement {
  if (digits.startsWith('00')) {
    const international = judgeInternational(digits.slice(2));
    if (international.ok || home === null) return international;
    return find(digits, false, home) ?? international;
  }
  if (home === null)
    return find(digits, true, null) ?? no(isShortCode(digits) ? 'phone_short_code' : 'phone_no_country');
  const national = find(digits, false, home);
  if (national !== null) return national;
  const lostPlus = digits.startsWith(home.callingCode.digits) ? find(digits, true, null) : null;
  return lostPlus ?? no(nationalReason(digits, home));
}

/** Information and emergency numbers have three to six digits. */
function isShortCode(digits: string): boolean {
  return digits.length >= 3 && digits.length <= 6;
}

function nationalReason(digits: string, home: NumberingPlan): RejectReason {
  // With the zero that national numbers are dialled with it is one of those, cut short.
  const cutShort = digits.startsWith('0') && home.trunk?.test(digits) === true;
  if (isShortCode(digits) && !cutShort) return 'phone_short_code';
  if (!digits.startsWith('0')) {
    const restored = find(`0${digits}`, false, home);
    // With its zero it may be what is dialled to call abroad, and then nobody wrote it.
    if (restored?.ok && restored.phone.startsWith(`+${home.callingCode.digits}`)) return 'damaged_zero';
  }
  return lengthReason(digits, false, home);
}

/** The number these digits are; null when there is no such number. */
function find(digits: string, international: boolean, home: NumberingPlan | null): PhoneJudgement | null {
  const parsed = parseDigits(digits, international, home);
  if (typeof parsed === 'string' || parsed.kind === null) return null;
  const { plan, national, kind } = parsed;
  if (!fits(parsed)) return null;
  return {
    ok: true,
    phone: `+${plan.callingCode.digits}${national}` as PhoneNumber,
    kind,
    zeroRestored:
      !international && national.length === digits.length && !digits.startsWith('0') && dialsZero(plan, national, kind),
  };
}

/**
 * Whether a number is as short as ITU-T E.164 asks, calling code included. The metadata has longer ones (German landlines with their
 * extensions, Indonesian companies): nobody can text them.
 */
function fits({ plan, national }: ParsedDigits): boolean {
  return plan.callingCode.digits.length + national.length <= 15;
}

function lengthReason(digits: string, international: boolean, home: NumberingPlan | null): RejectReason {
  const parsed = parseDigits(digits, international, home);
  if (typeof parsed === 'string') return reasonOf(parsed);
  return fits(parsed) ? reasonOf(lengthIn(parsed.plan, parsed.national.length)) : 'phone_too_long';
}

function reasonOf(length: ParseFailure | ReturnType<typeof lengthIn>): RejectReason {
  switch (length) {
    case 'too_short':
      return 'phone_too_short';
    case 'too_long':
      return 'phone_too_long';
    default:
      return 'phone_invalid';
  }
}

function no(reason: RejectReason): PhoneJudgement {
  return { ok: false, reason };
}
