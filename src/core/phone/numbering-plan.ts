import metadata from 'libphonenumber-js/max/metadata';

/**
 * `mobile` may take a text, `landline` probably not; `premium` is premium rate, shared cost or toll-free; `other` is voice over IP,
 * personal, pager, company-wide and voicemail numbers.
 */
export type PhoneKind = 'mobile' | 'landline' | 'premium' | 'other';

/** The numbers of one kind: their form, and the lengths they can have as a set of bits. */
interface Range {
  readonly form: RegExp;
  readonly lengths: number;
}

/** Ways of writing national numbers that follow each other; the first in the plan that matches decides. */
interface ZeroForm {
  readonly form: RegExp;
  /** They are always dialled with a zero that belongs to no number. */
  readonly zero: boolean;
}

/** The rules of one country, or of one calling code that belongs to none, made ready to be asked often. */
export interface NumberingPlan {
  /** ISO 3166 alpha-2; null for a calling code that belongs to no country. */
  readonly country: string | null;
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
  readonly premium: readonly Range[];
  readonly others: readonly Range[];
  /** Of `others`, those of pagers, companies and voicemail: no person reads a text there. */
  readonly services: readonly Range[];
  /** How national numbers are written here, in order, as far as a zero before them is concerned; empty where there is none. */
  readonly zeroForms: readonly ZeroForm[];
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

type Formats = readonly (readonly [
  form: string,
  format: string,
  leading?: readonly string[] | 0,
  trunk?: string | 0,
  trunkOptional?: 1 | 0,
])[];
type Ranges = readonly (readonly [form: string, lengths?: readonly number[]] | 0)[];

/**
 * A plan as the metadata keeps it (its METADATA.md and `source/metadata.js`): calling code, international prefix, form, lengths,
 * formats, national prefix, its format, national prefix for parsing, its transform, whether the prefix is optional, leading digits,
 * kinds.
 */
type Packed = readonly [
  string,
  string | 0,
  string,
  readonly number[],
  (Formats | 0)?,
  (string | 0)?,
  (string | 0)?,
  (string | 0)?,
  (string | 0)?,
  (1 | 0)?,
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

/** The ISO 3166 alpha-2 codes of all plans. */
export function countriesWithPlan(): readonly string[] {
  return Object.keys(countries);
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
  // Where countries share a calling code, the first has the formats of all.
  const main = countries[names[0] ?? ''] as Packed;
  for (const name of names) {
    const plan = compile(name, countries[name] as Packed, main, code as CallingCode);
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
  code.plan = compile(null, packed, packed, code as CallingCode);
  return code as CallingCode;
}

function compile(country: string | null, packed: Packed, main: Packed, code: CallingCode): NumberingPlan {
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
  const some = (indexes: readonly number[]): Range[] => indexes.flatMap((index) => range(index) ?? []);
  return {
    country,
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
    // The kinds' places as in `getType` of `source/metadata.js`: premium rate, toll-free, shared cost; voice over IP, personal, pager,
    // company-wide, voicemail.
    premium: some([3, 2, 9]),
    others: some([8, 4, 7, 6, 5]),
    services: some([7, 6, 5]),
    zeroForms: zeroForms(packed, main),
    landlineMayBeMobile: !mobile || mobile[0] === '',
  };
}

/**
 * `chooseFormatForNumber` of `source/format.js`, and `Format` of `source/metadata.js` for what the prefix's rules mean. Neighbours that
 * say the same are one expression: asking ten of them costs more than all else about a number.
 */
function zeroForms(packed: Packed, main: Packed): readonly ZeroForm[] {
  const groups: { forms: string[]; zero: boolean }[] = [];
  for (const [form, , leading, trunk, optional] of packed[4] || main[4] || []) {
    const zero = /^\D*0\D*\$1/.test(trunk || packed[6] || main[6] || '') && !(optional || packed[9] || main[9]);
    // The last of the leading digits is the most exact one.
    const start = leading ? `(?=${leading.at(-1)})` : '';
    const last = groups.at(-1);
    if (last?.zero === zero) last.forms.push(`${start}${form}$`);
    else groups.push({ forms: [`${start}${form}$`], zero });
  }
  if (!groups.some((group) => group.zero)) return [];
  return groups.map(({ forms, zero }) => ({ form: atStart(forms.join('|').replace(/\((?!\?)/g, '(?:')), zero }));
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
  if (plan.premium.some((range) => holds(range, national))) return 'premium';
  return plan.others.some((range) => holds(range, national)) ? 'other' : null;
}

/** How likely a number takes a text: the lower, the more. */
export const reachRanks = { mobile: 0, mobileOrUnknown: 1, landline: 2, service: 3 } as const;
export type ReachRank = (typeof reachRanks)[keyof typeof reachRanks];

/**
 * How likely a national number of this kind takes a text. `kindIn` calls a mobile what is both, and does not tell internet phones
 * from pagers: only a choice between several numbers needs to know, so it is asked apart.
 */
export function reachRank(plan: NumberingPlan, national: string, kind: PhoneKind): ReachRank {
  switch (kind) {
    case 'mobile':
      return holds(plan.landline, national) ? reachRanks.mobileOrUnknown : reachRanks.mobile;
    case 'landline':
      return reachRanks.landline;
    case 'premium':
      return reachRanks.service;
    case 'other':
      return plan.services.some((range) => holds(range, national)) ? reachRanks.service : reachRanks.mobileOrUnknown;
  }
}

/** Whether a national number is always dialled with a zero before it that is no part of it. */
export function dialsZero(plan: NumberingPlan, national: string, kind: PhoneKind): boolean {
  const [first, second] = plan.zeroForms;
  if (first === undefined) return false;
  // Where all ways of writing say the same, mobiles, most of what is read, need not be asked for theirs; a few others have none.
  if (second === undefined && kind === 'mobile') return first.zero;
  for (const { form, zero } of plan.zeroForms) if (form.test(national)) return zero;
  return false;
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
