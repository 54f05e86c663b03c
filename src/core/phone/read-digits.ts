import type { RejectReason } from '../contacts/import-types.ts';
import type { PhoneNumber } from '../kernel/ids.ts';
import { dialsZero, kindIn, lengthIn, type NumberingPlan, type PhoneKind, planOfCountry } from './numbering-plan.ts';
import type { NumbersMode } from './numbers-mode.ts';
import { isWrittenWith15, todaysMobiles } from './old-mobile.ts';
import { type ParsedDigits, type ParseFailure, parseDigits, parseNational } from './parse-digits.ts';

export interface ReadNumber {
  readonly ok: true;
  readonly phone: PhoneNumber;
  readonly kind: PhoneKind;
  /** Written nationally, without the zero its country always dials. */
  readonly zeroRestored: boolean;
  /** The country it is read with decided: it is written without its calling code. */
  readonly national: boolean;
  /** Written in a form that its country no longer uses for mobiles. */
  readonly oldMobile: boolean;
  /** Another number that the same digits can be read as; null where none is worth a doubt. */
  readonly other: PhoneNumber | null;
}

export type PhoneJudgement = ReadNumber | { readonly ok: false; readonly reason: RejectReason };

/** Digits after `+`. `+00 31…` and `+0031…` are common slips for `+31…`; no calling code starts with a zero. */
export function readInternational(digits: string): PhoneJudgement {
  const number = digits.startsWith('00') ? digits.slice(2) : digits;
  return find(number, null) ?? findOld(number, null) ?? no(lengthReason(number, true, null));
}

/** Digits without `+`, by the country of their row and the mode of their column. */
export function readBare(digits: string, home: NumberingPlan | null, mode: NumbersMode): PhoneJudgement {
  if (digits.startsWith('00')) {
    const international = readInternational(digits.slice(2));
    if (international.ok || home === null) return international;
    return find(digits, home) ?? international;
  }
  if (home === null) {
    const full = find(digits, null) ?? findOld(digits, null);
    return full ?? no(isShortCode(digits) ? 'phone_short_code' : 'phone_no_country');
  }
  // A calling code never begins with a zero.
  if (digits.startsWith('0')) return find(digits, home) ?? findOld(digits, home) ?? refused(digits, home);
  return mode === 'full' ? readFull(digits, home) : readNational(digits, home);
}

/**
 * The order of readings: (1) the own full number, when it is a mobile; (2) a national mobile; (3) another national number that lacks no
 * zero; (4) another own full number; (5) a national number that lacks its zero. Old forms of mobiles come after all of them. (6) the
 * full number of another country is only a repair on offer.
 */
function readNational(digits: string, home: NumberingPlan): PhoneJudgement {
  const own = digits.startsWith(home.callingCode.digits) ? find(digits, null) : null;
  const national = find(digits, home);
  if (own?.kind === 'mobile' && national?.kind !== 'mobile') return own;
  if (own !== null && national !== null && own.phone === national.phone) return own;
  const nationalFirst = national !== null && (own === null || national.kind === 'mobile' || !national.zeroRestored);
  const found =
    (nationalFirst ? national : own) ??
    (digits.startsWith(home.callingCode.digits) ? findOld(digits, null) : null) ??
    findOld(digits, home);
  if (found === null) return refused(digits, home);
  const other = found === own ? national : (own ?? abroad(digits, home));
  return other === null ? found : { ...found, other: other.phone };
}

/** Every number is read with its calling code. The national reading is worth a doubt, unless the number is the own country's mobile. */
function readFull(digits: string, home: NumberingPlan): PhoneJudgement {
  const full = find(digits, null) ?? findOld(digits, null);
  if (full === null) {
    return no(isShortCode(digits) ? 'phone_short_code' : lengthReason(digits, true, null));
  }
  if (full.kind === 'mobile' && digits.startsWith(home.callingCode.digits)) return full;
  const national = find(digits, home);
  return national === null || national.phone === full.phone ? full : { ...full, other: national.phone };
}

/** The full number of another country that these digits are; null when they are none. */
function abroad(digits: string, home: NumberingPlan): ReadNumber | null {
  if (digits.startsWith(home.callingCode.digits)) return null;
  const parsed = parseDigits(digits, true, null);
  // A calling code that belongs to no country is for companies and satellites.
  if (typeof parsed === 'string' || parsed.plan.country === null) return null;
  return numberOf(parsed, digits, null);
}

/** The number that digits without `+` are when they are dialled within a country; null when there is none. */
export function nationalReading(digits: string, country: string | null): ReadNumber | null {
  const home = country === null ? null : planOfCountry(country);
  return home === null ? null : find(digits, home);
}

/** Information and emergency numbers have three to six digits. */
function isShortCode(digits: string): boolean {
  return digits.length >= 3 && digits.length <= 6;
}

function refused(digits: string, home: NumberingPlan): PhoneJudgement {
  // With the zero that national numbers are dialled with it is one of those, cut short.
  const cutShort = digits.startsWith('0') && home.trunk?.test(digits) === true;
  if (isShortCode(digits) && !cutShort) return no('phone_short_code');
  if (!digits.startsWith('0')) {
    const restored = find(`0${digits}`, home);
    // With its zero it may be what is dialled to call abroad, and then the zero was never written.
    if (restored?.phone.startsWith(`+${home.callingCode.digits}`)) return no('damaged_zero');
    if (abroad(digits, home) !== null) return no('full_number_abroad');
  }
  return no(lengthReason(digits, false, home));
}

/** The number that these digits are, with a calling code or (`home`) as that country dials them; null when there is none. */
function find(digits: string, home: NumberingPlan | null): ReadNumber | null {
  const parsed = parse(digits, home);
  return typeof parsed === 'string' ? null : numberOf(parsed, digits, home);
}

function parse(digits: string, home: NumberingPlan | null): ParsedDigits | ParseFailure {
  return home === null ? parseDigits(digits, true, null) : parseNational(digits, home);
}

/** `home` is null when the digits begin with a calling code. */
function numberOf(parsed: ParsedDigits, digits: string, home: NumberingPlan | null): ReadNumber | null {
  const { plan, national, kind } = parsed;
  if (kind === null || !isE164(parsed)) return null;
  const code = plan.callingCode.digits;
  // What is dialled to call abroad may be written before the calling code.
  const isNational = home !== null && home.callingCode === plan.callingCode;
  return {
    ok: true,
    phone: `+${code}${national}` as PhoneNumber,
    kind,
    zeroRestored:
      home !== null && national.length === digits.length && !digits.startsWith('0') && dialsZero(plan, national, kind),
    national: isNational,
    oldMobile:
      plan.country === 'AR' &&
      (home === null || isNational) &&
      isWrittenWith15(national, home === null ? digits.slice(code.length) : digits),
    other: null,
  };
}

/** The mobile that these digits were before its country changed its numbers; null when there is none, or more than one. */
function findOld(digits: string, home: NumberingPlan | null): ReadNumber | null {
  const parsed = parse(digits, home);
  if (typeof parsed === 'string' || parsed.kind !== null) return null;
  const { plan } = parsed;
  const mobiles = todaysMobiles(plan, parsed.national, home === null).filter((one) => kindIn(plan, one) === 'mobile');
  const [national] = mobiles;
  if (national === undefined || mobiles.length > 1) return null;
  const phone = `+${plan.callingCode.digits}${national}` as PhoneNumber;
  const isNational = home !== null && home.callingCode === plan.callingCode;
  const flags = { zeroRestored: false, national: isNational, oldMobile: true, other: null };
  return { ok: true, phone, kind: 'mobile', ...flags };
}

/**
 * Whether a number is as short as ITU-T E.164 asks, calling code included. The metadata has longer ones (German landlines with their
 * extensions, Indonesian companies): they cannot be texted.
 */
function isE164({ plan, national }: ParsedDigits): boolean {
  return plan.callingCode.digits.length + national.length <= 15;
}

function lengthReason(digits: string, international: boolean, home: NumberingPlan | null): RejectReason {
  const parsed = parseDigits(digits, international, home);
  if (typeof parsed === 'string') return reasonOf(parsed);
  return isE164(parsed) ? reasonOf(lengthIn(parsed.plan, parsed.national.length)) : 'phone_too_long';
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

function no(reason: RejectReason): { readonly ok: false; readonly reason: RejectReason } {
  return { ok: false, reason };
}
