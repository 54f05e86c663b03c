import {
  type CallingCode,
  callingCodeOf,
  kindIn,
  lengthIn,
  type NumberingPlan,
  type PhoneKind,
} from './numbering-plan.ts';

/** What digits are as a phone number. */
export interface ParsedDigits {
  readonly plan: NumberingPlan;
  readonly national: string;
  /** Null when there is no such number. */
  readonly kind: PhoneKind | null;
}

/** Also for digits the library does not call a number: it does so only when there are too few. */
export type ParseFailure = 'too_short' | 'too_long' | 'no_country';

// `source/constants.js`, and `source/parse.js`: the library refuses longer texts, plus and all, unread.
const longestText = 250;
const shortestNational = 2;
const longestNational = 17;

/**
 * What `source/parse.js` of libphonenumber-js (1.13) makes of ASCII digits, with a leading `+` or without, step by step in its
 * order; the steps that read anything but digits are left out. `home` is the plan of the default country. The library compiles
 * every rule anew for every number; here it is done once a plan.
 */
export function parseDigits(
  digits: string,
  international: boolean,
  home: NumberingPlan | null,
): ParsedDigits | ParseFailure {
  if (digits.length < (international ? 3 : 2)) return 'too_short';
  if (digits.length > (international ? longestText - 1 : longestText)) return 'too_long';
  const abroad = international ? digits : home && withoutAbroad(digits, home);
  if (abroad !== null) {
    const code = callingCodeOf(abroad);
    return code === null ? 'no_country' : inPlan(abroad.slice(code.digits.length), code.plan, code);
  }
  if (home === null) return 'no_country';
  const code = home.callingCode;
  const shorter = withoutCallingCode(digits, home, code);
  return shorter === null ? inPlan(digits, home, code) : inPlan(shorter, code.plan, code);
}

/** The same for digits without `+`, but read nationally only: a calling code of `home` at their start is not taken off. */
export function parseNational(digits: string, home: NumberingPlan): ParsedDigits | ParseFailure {
  if (digits.length < 2) return 'too_short';
  if (digits.length > longestText) return 'too_long';
  return withoutAbroad(digits, home) === null
    ? inPlan(digits, home, home.callingCode)
    : parseDigits(digits, false, home);
}

function inPlan(digits: string, plan: NumberingPlan, code: CallingCode): ParsedDigits | ParseFailure {
  const national = withoutTrunk(digits, plan);
  if (national.length < shortestNational) return 'too_short';
  if (national.length > longestNational) return 'too_long';
  return placed(code, national) ?? { plan, national, kind: kindIn(plan, national) };
}

/** `helpers/stripIddPrefix.js`: the digits after what is dialled to call abroad. No calling code starts with a zero. */
function withoutAbroad(digits: string, home: NumberingPlan): string | null {
  const [prefix] = home.abroad?.exec(digits) ?? [];
  if (prefix === undefined) return null;
  const rest = digits.slice(prefix.length);
  return rest === '' || rest.startsWith('0') ? null : rest;
}

/** `helpers/extractCountryCallingCodeFromInternationalNumberWithoutPlusSign.js`: the digits after the calling code of home. */
function withoutCallingCode(digits: string, home: NumberingPlan, code: CallingCode): string | null {
  if (!digits.startsWith(code.digits)) return null;
  const rest = digits.slice(code.digits.length);
  const whole = withoutTrunk(digits, home);
  if (lengthIn(home, whole.length) === 'too_long') return rest;
  return !home.national.test(whole) && home.national.test(withoutTrunk(rest, home)) ? rest : null;
}

/**
 * `helpers/extractNationalNumber.js`: the national number without what is dialled before it. It stays when only with it the number
 * has a form the plan knows, or when without it the length would be none the plan has.
 */
function withoutTrunk(digits: string, plan: NumberingPlan): string {
  const national = afterTrunk(digits, plan);
  if (national === digits) return digits;
  if (plan.national.test(digits) && !plan.national.test(national)) return digits;
  const shared = plan.callingCode.countries.length > 1 ? placed(plan.callingCode, national) : null;
  const length = lengthIn(shared?.plan ?? plan, national.length);
  return length === 'possible' || length === 'too_long' ? national : digits;
}

/** `helpers/extractNationalNumberFromPossiblyIncompleteNumber.js` */
function afterTrunk(digits: string, plan: NumberingPlan): string {
  const { trunk, trunkDigits, transform } = plan;
  if (trunkDigits !== null) return digits.startsWith(trunkDigits) ? digits.slice(trunkDigits.length) : digits;
  const match = trunk?.exec(digits) ?? null;
  if (trunk === null || match === null) return digits;
  // Only when its last group holds something is a transform meant.
  const transformed = transform !== null && match.length > 1 && match.at(-1);
  return transformed ? digits.replace(trunk, transform) : digits.slice(match[0].length);
}

/** `helpers/getCountryByCallingCode.js`: in which of the countries that share a calling code this number is. */
function placed(code: CallingCode, national: string): ParsedDigits | null {
  for (const plan of code.countries) {
    // Where a country has leading digits, they decide, whatever the rest of the number.
    if (plan.leading !== null && !plan.leading.test(national)) continue;
    const kind = kindIn(plan, national);
    // A country that has its calling code for itself has all of its numbers, right or wrong.
    if (kind !== null || plan.leading !== null || code.countries.length === 1) return { plan, national, kind };
  }
  return null;
}
