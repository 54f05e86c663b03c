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
export function judgeWithLibrary(
  raw: string,
  country: string | null,
  mode: 'national' | 'full' = 'national',
): PhoneJudgement {
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
      const first = international ? judgeInternational(digits) : judgeBare(digits, country, mode);
      if (digits === withTrunkZero) return first;
      // The zero is there, in brackets.
      if (first.ok) return { ...first, zeroRestored: false };
      // In Italy and a few other countries the zero in `(0)` belongs to the number.
      const second = international ? judgeInternational(withTrunkZero) : judgeBare(withTrunkZero, country, mode);
      return second.ok ? second : first;
    }
  }
}

function judgeInternational(digits: string): PhoneJudgement {
  // `+00 31…` and `+0031…` are common slips for `+31…`; no calling code starts with a zero.
  const number = digits.replace(/^00/, '');
  return full(number) ?? no(lengthReason(`+${number}`, undefined, parseFull(number)));
}

function judgeBare(digits: string, country: CountryCode | null, mode: 'national' | 'full'): PhoneJudgement {
  if (digits.startsWith('00')) {
    const international = judgeInternational(digits.slice(2));
    if (international.ok || country === null) return international;
    return national(digits, country) ?? international;
  }
  if (country === null) {
    const shortCode = /^\d{3,6}$/.test(digits);
    return full(digits) ?? no(shortCode ? 'phone_short_code' : 'phone_no_country');
  }
  if (digits.startsWith('0')) {
    return national(digits, country) ?? oldMobile(digits, country) ?? no(nationalReason(digits, country));
  }
  const isOwn = digits.startsWith(getCountryCallingCode(country));
  return mode === 'full' ? judgeFull(digits, country, isOwn) : judgeNational(digits, country, isOwn);
}

/** The order of readings as the specification lists it: each reading with its place, the first place wins. */
function judgeNational(digits: string, country: CountryCode, isOwn: boolean): PhoneJudgement {
  const own = isOwn ? strictlyFull(digits) : null;
  const found = national(digits, country);
  // The library has read the own full number nationally.
  const home = found?.phone === own?.phone ? null : found;
  const places: (Read | null)[] = [
    home?.kind === 'mobile' ? null : own?.kind === 'mobile' ? own : null,
    home?.kind === 'mobile' ? home : null,
    home?.zeroRestored === false ? home : null,
    own,
    home,
    isOwn ? oldMobile(digits, null) : null,
    oldMobile(digits, country),
  ];
  const best = places.find((place) => place !== null) ?? null;
  // A calling code that belongs to no country is for companies and satellites.
  const foreign = isOwn || parseFull(digits)?.country === undefined ? null : strictlyFull(digits);
  if (best === null) {
    const reason = nationalReason(digits, country);
    const isWorse = reason !== 'phone_short_code' && reason !== 'damaged_zero';
    return no(isWorse && foreign !== null ? 'full_number_abroad' : reason);
  }
  const isSure = best === own && own.kind === 'mobile';
  const other = isSure ? null : ([own, home, foreign].find((one) => one && one.phone !== best.phone) ?? null);
  return { ...best, other: other?.phone ?? null };
}

function judgeFull(digits: string, country: CountryCode, isOwn: boolean): PhoneJudgement {
  const read = full(digits);
  if (read === null) {
    return no(/^\d{3,6}$/.test(digits) ? 'phone_short_code' : lengthReason(`+${digits}`, undefined, parseFull(digits)));
  }
  const home = isOwn && read.kind === 'mobile' ? null : national(digits, country);
  return { ...read, other: home === null || home.phone === read.phone ? null : home.phone };
}

type Read = PhoneJudgement & { readonly ok: true };

function full(digits: string): Read | null {
  return strictlyFull(digits) ?? oldMobile(digits, null);
}

function strictlyFull(digits: string): Read | null {
  const parsed = parseFull(digits);
  const found = valid(parsed);
  return found && { ...found, oldMobile: isWrittenWith15(digits.slice('54'.length), parsed) };
}

function national(digits: string, country: CountryCode): Read | null {
  const code = getCountryCallingCode(country);
  const read = parseNational(digits, country);
  // Where the library has taken the calling code off, the digits may be national with it, too: St Helena's 290 12.
  const isStripped = digits.startsWith(code) && [undefined, parseFull(digits)?.number].includes(valid(read)?.phone);
  const parsed = isStripped ? parseFull(code + digits) : read;
  const found = valid(parsed);
  const isNational = parsed?.countryCallingCode === code;
  const isOld = isNational && isWrittenWith15(digits, parsed);
  return found && { ...found, zeroRestored: lacksZero(digits, parsed), national: isNational, oldMobile: isOld };
}

/** `country` is null when the digits begin with a calling code. */
function oldMobile(digits: string, country: CountryCode | null): Read | null {
  const parsed = country === null ? parseFull(digits) : parseNational(digits, country);
  if (parsed === undefined || parsed.getType() !== undefined) return null;
  const [text, replaced] = [
    parsed.number.replace(country === null ? /^(\+52)1(?=\d{10}$)/ : /^$/, '$1'),
    parsed.number
      .replace(/^(\+229)(?=[4-69]\d{7}$)/, '$101')
      .replace(/^(\+225)(?=(?![89]00)(?:0[123]|[4-9][0-3])\d{6}$)/, '$101')
      .replace(/^(\+225)(?=[04-9][4-6]\d{6}$)/, '$105')
      .replace(/^(\+225)(?=[04-9][7-9]\d{6}$)/, '$107')
      .replace(/^(\+55\d\d)(?=[6-9]\d{7}$)/, '$19'),
  ];
  const both = [2, 3, 4].map((area) =>
    parsed.number.replace(new RegExp(`^(\\+549\\d{${area}})15(?=\\d{${10 - area}}$)`), '$1'),
  );
  const changed = new Set([text, replaced, ...both].filter((one) => one !== parsed.number));
  const mobiles = [...changed].flatMap((one) => valid(parsePhoneNumberFromString(one, noExtract)) ?? []);
  const [only, ...more] = mobiles.filter(({ kind }) => kind === 'mobile');
  if (only === undefined || more.length > 0) return null;
  const isNational = country !== null && parsed.countryCallingCode === getCountryCallingCode(country);
  return { ...only, national: isNational, oldMobile: true, zeroRestored: false };
}

/** Argentina's 15, which the library turns into a 9 before the area. */
function isWrittenWith15(written: string, parsed: Parsed | undefined): boolean {
  return parsed?.country === 'AR' && parsed.nationalNumber.startsWith('9') && !/^0?9/.test(written);
}

/** The library's own national writing begins with a zero that it calls obligatory, and the digits were written without it. */
function lacksZero(digits: string, parsed: Parsed | undefined): boolean {
  // Hungary dials `06`.
  if (parsed === undefined || parsed.country === 'HU' || digits.startsWith('0') || parsed.nationalNumber !== digits)
    return false;
  return parsed.formatNational({ nationalPrefix: false }).replace(/\D/g, '').startsWith('0');
}

function nationalReason(digits: string, country: CountryCode): RejectReason {
  const rules = metadata.countries[country] as readonly (string | 0 | undefined)[];
  const trunk = new RegExp(`^(?:${rules[7] || rules[5] || '$^'})`);
  if (/^\d{3,6}$/.test(digits) && !(digits.startsWith('0') && trunk.test(digits))) return 'phone_short_code';
  if (!digits.startsWith('0')) {
    const restored = parseNational(`0${digits}`, country);
    if (valid(restored) !== null && restored?.countryCallingCode === getCountryCallingCode(country))
      return 'damaged_zero';
  }
  return lengthReason(digits, country, parseNational(digits, country));
}

function parseFull(digits: string): Parsed | undefined {
  return parsePhoneNumberFromString(`+${digits}`, noExtract);
}

function parseNational(digits: string, country: CountryCode): Parsed | undefined {
  return parsePhoneNumberFromString(digits, { defaultCountry: country, extract: false });
}

// With `extract` the library finds a number in the middle of other text; here all of the cell has to be one.
const noExtract = { extract: false } as const;

// ITU-T E.164 allows fifteen digits, and the metadata more: here `judgePhone` is stricter than the library on purpose.
const fits = (parsed: Parsed): boolean => parsed.number.length <= '+'.length + 15;

/** With the full metadata a number is valid exactly when it has a type: one look-up instead of two. */
function valid(parsed: Parsed | undefined): Read | null {
  const type = parsed?.getType();
  if (parsed === undefined || type === undefined || !fits(parsed)) return null;
  const phone = parsed.number as string as PhoneNumber;
  return { ok: true, phone, kind: kindOf(type), zeroRestored: false, national: false, oldMobile: false, other: null };
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
