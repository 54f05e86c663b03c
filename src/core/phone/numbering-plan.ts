import metadata from 'libphonenumber-js/max/metadata';

/** `mobile` may take a text, `landline` probably not; `other` is premium, toll-free, voice over IP, pager and the like. */
export type PhoneKind = 'mobile' | 'landline' | 'other';

/** The numbers of one kind: their form, and the lengths they can have as a set of bits. */
interface Range {
  readonly form: RegExp;
  readonly lengths: number;
}

/** The rules of one country, or of one calling code that belongs to none, made ready to be asked often. */
export interface NumberingPlan {
  readonly callingCode: CallingCode;
  /** What a number of this plan starts with; null where the metadata tells countries apart by kind instead. */
  readonly leading: RegExp | null;
  /** What is dialled here before a calling code. */
  readonly abroad: RegExp | null;
  /** What is dialled here before a national number, and what is written in its place. */
  readonly trunk: RegExp | null;
  /** The same, where it is nothing but digits, as most are. */
  readonly trunkDigits: string | null;
  readonly transform: string | null;
  readonly national: RegExp;
  readonly lengths: number;
  readonly shortest: number;
  readonly longest: number;
  readonly landline: Range | null;
  readonly mobile: Range | null;
  readonly others: readonly Range[];
  /** Landlines and mobiles share their ranges. */
  readonly landlineMayBeMobile: boolean;
}

export interface CallingCode {
  readonly digits: string;
  /** The plan a number gets when its country is not known: that of the first country, or of the code itself. */
  readonly plan: NumberingPlan;
  /** Of the countries that share this code, in the metadata's order; empty when it belongs to none. */
  readonly countries: readonly NumberingPlan[];
}

type Ranges = readonly (readonly [form: string, lengths?: readonly number[]] | 0)[];

/**
 * A plan as the metadata keeps it (its METADATA.md and `source/metadata.js`): calling code, international prefix, form, lengths,
 * formats, national prefix, its format, national prefix for parsing, its transform, a flag, leading digits, kinds.
 */
type Packed = readonly [
  string,
  string | 0,
  string,
  readonly number[],
  unknown,
  string?,
  unknown?,
  (string | 0)?,
  (string | 0)?,
  unknown?,
  (string | 0)?,
  (Ranges | 0)?,
];

const countries: Readonly<Record<string, unknown>> = metadata.countries;
const nonGeographic: Readonly<Record<string, unknown>> = metadata.nonGeographic;
const sharedBy: Readonly<Record<string, readonly string[]>> = metadata.country_calling_codes;

// Most runs meet a handful of countries, and a program that starts meets none: everything is made when first asked for.
const plans = new Map<string, NumberingPlan>();
const callingCodes = new Map<number, CallingCode | null>();

/** Whether there is a plan of this ISO 3166 alpha-2 code (upper case). */
export function hasPlan(country: string): boolean {
  return Object.hasOwn(countries, country);
}

/** The plan of an ISO 3166 alpha-2 code (upper case). */
export function planOfCountry(country: string): NumberingPlan | null {
  const known = plans.get(country);
  if (known !== undefined) return known;
  if (!hasPlan(country)) return null;
  const packed = countries[country] as Packed;
  // Making the calling code makes the plans of all the countries that share it.
  callingCode(packed[0]);
  return plans.get(country) ?? null;
}

/** The calling code international digits start with. None is the beginning of another, none starts with a zero. */
export function callingCodeOf(digits: string): CallingCode | null {
  if (digits.startsWith('0')) return null;
  let number = 0;
  for (let length = 1; length <= 3 && length <= digits.length; length++) {
    number = number * 10 + digits.charCodeAt(length - 1) - 0x30;
    const known = callingCodes.get(number);
    const found = known === undefined ? callingCode(digits.slice(0, length)) : known;
    if (found !== null) return found;
  }
  return null;
}

function callingCode(digits: string): CallingCode | null {
  const known = callingCodes.get(Number(digits));
  if (known !== undefined) return known;
  const names = Object.hasOwn(sharedBy, digits) ? sharedBy[digits] : undefined;
  const own = Object.hasOwn(nonGeographic, digits) ? nonGeographic[digits] : undefined;
  let made: CallingCode | null = null;
  if (names !== undefined) made = shared(digits, names);
  else if (own !== undefined) made = alone(digits, own as Packed);
  callingCodes.set(Number(digits), made);
  return made;
}

function shared(digits: string, names: readonly string[]): CallingCode | null {
  const members: NumberingPlan[] = [];
  const code: { digits: string; plan: NumberingPlan | null; countries: NumberingPlan[] } = {
    digits,
    plan: null,
    countries: members,
  };
  for (const name of names) {
    const plan = compile(countries[name] as Packed, code as CallingCode);
    code.plan ??= plan;
    members.push(plan);
    plans.set(name, plan);
  }
  return code.plan === null ? null : (code as CallingCode);
}

function alone(digits: string, packed: Packed): CallingCode {
  const code: { digits: string; plan: NumberingPlan | null; countries: NumberingPlan[] } = {
    digits,
    plan: null,
    countries: [],
  };
  code.plan = compile(packed, code as CallingCode);
  return code as CallingCode;
}

function compile(packed: Packed, code: CallingCode): NumberingPlan {
  const [, abroad, form, lengths, , prefix, , parsing, transform, , leading, kinds] = packed;
  const ranges = kinds || [];
  const bits = bitsOf(lengths);
  const range = (index: number): Range | null => {
    const kind = ranges[index];
    if (!kind || kind[0] === '') return null;
    return { form: entirely(kind[0]), lengths: kind[1] ? bitsOf(kind[1]) : bits };
  };
  const mobile = ranges[1];
  const trunk = parsing || prefix;
  return {
    callingCode: code,
    leading: leading ? atStart(leading) : null,
    abroad: abroad ? atStart(abroad) : null,
    trunk: trunk ? atStart(trunk) : null,
    trunkDigits: trunk && /^\d+$/.test(trunk) ? trunk : null,
    transform: transform || null,
    national: entirely(form),
    lengths: bits,
    shortest: lengths[0] ?? 0,
    longest: lengths.at(-1) ?? 0,
    landline: range(0),
    mobile: range(1),
    others: ranges.slice(2).flatMap((_, index) => range(index + 2) ?? []),
    landlineMayBeMobile: !mobile || mobile[0] === '',
  };
}

const entirely = (form: string): RegExp => new RegExp(`^(?:${form})$`);
const atStart = (form: string): RegExp => new RegExp(`^(?:${form})`);
const bitsOf = (lengths: readonly number[]): number => lengths.reduce((bits, length) => bits | (1 << length), 0);

/**
 * The kind of a national number; null when there is no such number. As `helpers/getNumberType.js` decides it, which asks for
 * landlines first: what is both is called a mobile here, so that mobiles, most of what is read, can be asked for before.
 */
export function kindIn(plan: NumberingPlan, national: string): PhoneKind | null {
  if (!plan.national.test(national)) return null;
  if (holds(plan.mobile, national)) return 'mobile';
  if (holds(plan.landline, national)) return plan.landlineMayBeMobile ? 'mobile' : 'landline';
  return plan.others.some((range) => holds(range, national)) ? 'other' : null;
}

function holds(range: Range | null, national: string): boolean {
  return range !== null && hasLength(range.lengths, national.length) && range.form.test(national);
}

/** As `helpers/checkNumberLength.js`; `gap` is a length between two possible ones. */
export function lengthIn(plan: NumberingPlan, length: number): 'possible' | 'too_short' | 'too_long' | 'gap' {
  if (hasLength(plan.lengths, length)) return 'possible';
  if (length < plan.shortest) return 'too_short';
  return length > plan.longest ? 'too_long' : 'gap';
}

function hasLength(bits: number, length: number): boolean {
  return length < 32 && ((bits >>> length) & 1) === 1;
}
