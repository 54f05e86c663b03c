import {
  type CountryCode,
  getCountryCallingCode,
  isSupportedCountry,
  type PhoneNumber as Parsed,
  parsePhoneNumberFromString,
  validatePhoneNumberLength,
} from 'libphonenumber-js/max';
import metadata from 'libphonenumber-js/max/metadata';
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
      return no(`damaged_${cleaned.damage}`);
    case 'text':
      return no('phone_not_a_number');
    case 'digits': {
      const { digits, withTrunkZero, international } = cleaned;
      const first = international ? judgeInternational(digits) : judgeBare(digits, country);
      if (digits === withTrunkZero) return first;
      // The zero is there, in brackets.
      if (first.ok) return { ...first, zeroRestored: false };
      // In Italy and a few other countries the zero in `(0)` belongs to the number.
      const second = international ? judgeInternational(withTrunkZero) : judgeBare(withTrunkZero, country);
      return second.ok ? second : first;
    }
  }
}

function judgeInternational(digits: string): PhoneJudgement {
  // `+00 31…` and `+0031…` are common slips for `+31…`; no calling code starts with a zero.
  const text = `+${digits.replace(/^00/, '')}`;
  const parsed = parsePhoneNumberFromString(text, noExtract);
  return valid(parsed) ?? no(lengthReason(text, undefined, parsed));
}

function judgeBare(digits: string, country: CountryCode | null): PhoneJudgement {
  if (digits.startsWith('00')) {
    const international = judgeInternational(digits.slice(2));
    if (international.ok || country === null) return international;
    return valid(parseNational(digits, country)) ?? international;
  }
  if (country === null) {
    const shortCode = /^\d{3,6}$/.test(digits);
    return (
      valid(parsePhoneNumberFromString(`+${digits}`, noExtract)) ??
      no(shortCode ? 'phone_short_code' : 'phone_no_country')
    );
  }
  const parsed = parseNational(digits, country);
  const national = valid(parsed);
  if (national?.ok) return { ...national, zeroRestored: lacksZero(digits, parsed) };
  const lostPlus =
    digits.startsWith(getCountryCallingCode(country)) && parsePhoneNumberFromString(`+${digits}`, noExtract);
  return (lostPlus ? valid(lostPlus) : null) ?? no(nationalReason(digits, country, parsed));
}

/** The library's own national writing begins with a zero that it calls obligatory, and the digits were written without it. */
function lacksZero(digits: string, parsed: Parsed | undefined): boolean {
  // Hungary dials `06`.
  if (parsed === undefined || parsed.country === 'HU' || digits.startsWith('0') || parsed.nationalNumber !== digits)
    return false;
  return parsed.formatNational({ nationalPrefix: false }).replace(/\D/g, '').startsWith('0');
}

function nationalReason(digits: string, country: CountryCode, parsed: Parsed | undefined): RejectReason {
  const rules = metadata.countries[country] as readonly (string | 0 | undefined)[];
  const trunk = new RegExp(`^(?:${rules[7] || rules[5] || '$^'})`);
  if (/^\d{3,6}$/.test(digits) && !(digits.startsWith('0') && trunk.test(digits))) return 'phone_short_code';
  if (!digits.startsWith('0')) {
    const restored = parseNational(`0${digits}`, country);
    if (valid(restored) !== null && restored?.countryCallingCode === getCountryCallingCode(country))
      return 'damaged_zero';
  }
  return lengthReason(digits, country, parsed);
}

function parseNational(digits: string, country: CountryCode): Parsed | undefined {
  return parsePhoneNumberFromString(digits, { defaultCountry: country, extract: false });
}

// With `extract` the library finds a number in the middle of other text; here all of the cell has to be one.
const noExtract = { extract: false } as const;

// ITU-T E.164 allows fifteen digits, and the metadata more: here `judgePhone` is stricter than the library on purpose.
const fits = (parsed: Parsed): boolean => parsed.number.length <= '+'.length + 15;

/** With the full metadata a number is valid exactly when it has a type: one look-up instead of two. */
function valid(parsed: Parsed | undefined): PhoneJudgement | null {
  const type = parsed?.getType();
  if (parsed === undefined || type === undefined || !fits(parsed)) return null;
  return { ok: true, phone: parsed.number as string as PhoneNumber, kind: kindOf(type), zeroRestored: false };
}

function kindOf(type: NonNullable<ReturnType<Parsed['getType']>>): PhoneKind {
  switch (type) {
    case 'MOBILE':
    // Where the two share their ranges (North America), a number may well be a mobile.
    case 'FIXED_LINE_OR_MOBILE':
      return 'mobile';
    case 'FIXED_LINE':
      return 'landline';
    case 'PREMIUM_RATE':
    case 'SHARED_COST':
    case 'TOLL_FREE':
      return 'premium';
    default:
      return 'other';
  }
}

function lengthReason(text: string, country: CountryCode | undefined, parsed: Parsed | undefined): RejectReason {
  if (parsed !== undefined && !fits(parsed)) return 'phone_too_long';
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
