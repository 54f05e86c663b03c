import {
  type CountryCode,
  getCountryCallingCode,
  isSupportedCountry,
  type PhoneNumber as Parsed,
  parsePhoneNumberFromString,
  validatePhoneNumberLength,
} from 'libphonenumber-js/max';
import type { RejectReason } from '#core/contacts/import-types.ts';
import type { PhoneNumber } from '#core/kernel/ids.ts';
import { cleanWritten } from '#core/phone/clean-phone.ts';
import type { PhoneJudgement, PhoneKind } from '#core/phone/judge-phone.ts';

/**
 * What `judgePhone` promises, kept by the library itself and without a short cut: the reference `judgePhone` is held against, and
 * the baseline of its bench figure. It shares no line with `judgePhone` but the reading of a cell written in an unusual way.
 */
export function judgeWithLibrary(raw: string, country: string | null): PhoneJudgement {
  if (country !== null && !isSupportedCountry(country)) throw new Error(`unknown country ${country}`);
  const cleaned = cleanWritten(raw);
  switch (cleaned.kind) {
    case 'blank':
      return no('phone_blank');
    case 'damaged':
      return no('phone_damaged');
    case 'text':
      return no('phone_not_a_number');
    case 'digits': {
      const { digits, withTrunkZero, international } = cleaned;
      const first = international ? judgeInternational(digits) : judgeBare(digits, country);
      if (first.ok || digits === withTrunkZero) return first;
      // In Italy and a few other countries the zero in `(0)` belongs to the number.
      const second = international ? judgeInternational(withTrunkZero) : judgeBare(withTrunkZero, country);
      return second.ok ? second : first;
    }
  }
}

function judgeInternational(digits: string): PhoneJudgement {
  // `+00 31…` and `+0031…` are common slips for `+31…`; no calling code starts with a zero.
  const text = `+${digits.replace(/^00/, '')}`;
  return valid(parsePhoneNumberFromString(text, noExtract)) ?? no(lengthReason(text, undefined));
}

function judgeBare(digits: string, country: CountryCode | null): PhoneJudgement {
  if (digits.startsWith('00')) {
    const international = judgeInternational(digits.slice(2));
    if (international.ok || country === null) return international;
    return judgeNational(digits, country) ?? international;
  }
  if (country === null) {
    return valid(parsePhoneNumberFromString(`+${digits}`, noExtract)) ?? no('phone_no_country');
  }
  const national = judgeNational(digits, country);
  if (national !== null) return national;
  const lostPlus =
    digits.startsWith(getCountryCallingCode(country)) && parsePhoneNumberFromString(`+${digits}`, noExtract);
  return (lostPlus ? valid(lostPlus) : null) ?? no(lengthReason(digits, country));
}

function judgeNational(digits: string, country: CountryCode): PhoneJudgement | null {
  return valid(parsePhoneNumberFromString(digits, { defaultCountry: country, extract: false }));
}

// With `extract` the library finds a number in the middle of other text; here all of the cell has to be one.
const noExtract = { extract: false } as const;

/** With the full metadata a number is valid exactly when it has a type: one look-up instead of two. */
function valid(parsed: Parsed | undefined): PhoneJudgement | null {
  const type = parsed?.getType();
  if (parsed === undefined || type === undefined) return null;
  return { ok: true, phone: parsed.number as string as PhoneNumber, kind: kindOf(type) };
}

function kindOf(type: NonNullable<ReturnType<Parsed['getType']>>): PhoneKind {
  switch (type) {
    case 'MOBILE':
    // Where the two share their ranges (North America), a number may well be a mobile.
    case 'FIXED_LINE_OR_MOBILE':
      return 'mobile';
    case 'FIXED_LINE':
      return 'landline';
    default:
      return 'other';
  }
}

function lengthReason(text: string, country: CountryCode | undefined): RejectReason {
  switch (validatePhoneNumberLength(text, country)) {
    case 'TOO_SHORT':
      return 'phone_too_short';
    case 'TOO_LONG':
      return 'phone_too_long';
    case 'NOT_A_NUMBER':
      // What is left here are digits: too few of them for the library to call it a number.
      return text.length < 7 ? 'phone_too_short' : 'phone_invalid';
    default:
      return 'phone_invalid';
  }
}

function no(reason: RejectReason): PhoneJudgement {
  return { ok: false, reason };
}
