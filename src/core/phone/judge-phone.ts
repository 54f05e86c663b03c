import type { RejectReason } from '../contacts/import-types.ts';
import type { PhoneNumber } from '../kernel/ids.ts';
import { cleanPhone } from './clean-phone.ts';
import { hasPlan, lengthIn, type NumberingPlan, type PhoneKind, planOfCountry } from './numbering-plan.ts';
import { parseDigits } from './parse-digits.ts';

export type { PhoneKind } from './numbering-plan.ts';

export type PhoneJudgement =
  | { readonly ok: true; readonly phone: PhoneNumber; readonly kind: PhoneKind }
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
 * stands gets a reason. An unknown `country` is a bug of the caller and throws.
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
      return no('phone_damaged');
    case 'text':
      return no('phone_not_a_number');
    case 'digits': {
      const { digits, withTrunkZero, international } = cleaned;
      const first = international ? judgeInternational(digits) : judgeBare(digits, home);
      if (first.ok || digits === withTrunkZero) return first;
      // In Italy and a few other countries the zero in `(0)` belongs to the number.
      const second = international ? judgeInternational(withTrunkZero) : judgeBare(withTrunkZero, home);
      return second.ok ? second : first;
    }
  }
}

function judgeInternational(digits: string): PhoneJudgement {
  // `+00 31…` and `+0031…` are common slips for `+31…`; no calling code starts with a zero.
  const number = digits.startsWith('00') ? digits.slice(2) : digits;
  return find(number, true, null) ?? no(lengthReason(number, true, null));
}

function judgeBare(digits: string, home: NumberingPlan | null): PhoneJudgement {
  if (digits.startsWith('00')) {
    const international = judgeInternational(digits.slice(2));
    if (international.ok || home === null) return international;
    return find(digits, false, home) ?? international;
  }
  if (home === null) return find(digits, true, null) ?? no('phone_no_country');
  const national = find(digits, false, home);
  if (national !== null) return national;
  const lostPlus = digits.startsWith(home.callingCode.digits) ? find(digits, true, null) : null;
  return lostPlus ?? no(lengthReason(digits, false, home));
}

/** The number these digits are; null when there is no such number. */
function find(digits: string, international: boolean, home: NumberingPlan | null): PhoneJudgement | null {
  const parsed = parseDigits(digits, international, home);
  if (typeof parsed === 'string' || parsed.kind === null) return null;
  const { plan, national, kind } = parsed;
  return { ok: true, phone: `+${plan.callingCode.digits}${national}` as PhoneNumber, kind };
}

function lengthReason(digits: string, international: boolean, home: NumberingPlan | null): RejectReason {
  const parsed = parseDigits(digits, international, home);
  switch (typeof parsed === 'string' ? parsed : lengthIn(parsed.plan, parsed.national.length)) {
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
