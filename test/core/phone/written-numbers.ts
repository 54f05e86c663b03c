import metadata from 'libphonenumber-js/max/metadata';

/** A cell and the default country it is read with. */
export interface Written {
  readonly raw: string;
  readonly country: string | null;
}

export type Random = () => number;

/** A small fixed generator (mulberry32), so that a difference found is found again. */
export function generator(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** What of a packed plan (METADATA.md of libphonenumber-js) numbers are made from. */
interface Source {
  readonly callingCode: string;
  readonly abroad: string;
  readonly forms: readonly string[];
  readonly lengths: readonly number[];
  readonly trunks: readonly string[];
  readonly leading: string;
}

const countries: Readonly<Record<string, unknown>> = metadata.countries;
const callingCodes: Readonly<Record<string, readonly string[]>> = metadata.country_calling_codes;
const names = Object.keys(countries);

/** Every country of the metadata, and every calling code that belongs to none. */
export const origins: readonly string[] = [...names, ...Object.keys(metadata.nonGeographic)];

function sourceOf(origin: string): Source {
  const packed = (countries[origin] ?? metadata.nonGeographic[origin]) as readonly unknown[];
  const text = (index: number): string => (typeof packed[index] === 'string' ? packed[index] : '');
  const kinds = (packed[11] || []) as readonly (readonly [string] | 0)[];
  return {
    callingCode: text(0),
    abroad: text(1),
    // Each kind as often as all numbers together.
    forms: [text(2), ...kinds.flatMap((kind) => (kind && kind[0] !== '' ? kind[0] : []))],
    lengths: packed[3] as readonly number[],
    trunks: [text(5), text(7)].filter((trunk) => trunk !== ''),
    leading: text(10),
  };
}

/** Endless numbers around the rules of one origin: right ones, nearly right ones and wrong ones, written in every way. */
export function* writtenNumbers(origin: string, random: Random): Generator<Written, never> {
  const source = sourceOf(origin);
  const home = origin in countries ? origin : null;
  const neighbours = callingCodes[source.callingCode] ?? names;
  for (;;) {
    const raw = spaced(written(source, mutated(national(source, random), random), random), random);
    const at = random();
    const country = at < 0.6 ? home : at < 0.72 ? null : pick(at < 0.84 ? neighbours : names, random);
    yield { raw, country };
  }
}

/** How `kindNumbers` writes each number. */
export const writings = [
  'national',
  'bare',
  'plus',
  'zeros',
  'spaced national',
  'spaced plus',
  'brackets',
  'lost zero',
] as const;

/**
 * Numbers of every kind an origin has, `each` of a kind, every one in all `writings` with the origin as the default country. Nearly
 * all are valid: they are made from the kinds' own patterns.
 */
export function* kindNumbers(origin: string, each: number, random: Random): Generator<Written> {
  const source = sourceOf(origin);
  const country = origin in countries ? origin : null;
  const [trunk = ''] = source.trunks;
  for (const form of source.forms) {
    for (let made = 0; made < each; made++) {
      const number = matching(form, random);
      const zero = trunk === '' ? '' : matching(trunk, random);
      const pairs = number.replace(/..(?=.)/g, '$& ');
      const raws: Readonly<Record<(typeof writings)[number], string>> = {
        national: zero + number,
        bare: number,
        plus: `+${source.callingCode}${number}`,
        zeros: `00${source.callingCode}${number}`,
        'spaced national': `${zero}${pairs}`,
        'spaced plus': `+${source.callingCode} ${pairs}`,
        brackets: `+${source.callingCode} (0)${number.slice(0, 2)}-${number.slice(2)}`,
        'lost zero': number.replace(/^0/, ''),
      };
      for (const writing of writings) yield { raw: raws[writing], country };
    }
  }
}

/**
 * Mobiles of an origin, in national digits, made from the metadata's pattern for mobiles (for landlines, where the two share theirs):
 * `each` of them, and more until every length that mobiles can have is there. Nearly all are valid.
 */
export function* mobileNumbers(origin: string, each: number, random: Random): Generator<string> {
  const packed = (countries[origin] ?? metadata.nonGeographic[origin]) as readonly unknown[];
  const kinds = (packed[11] || []) as readonly (readonly [string, (readonly number[])?] | 0)[];
  const [landline, mobile] = kinds;
  const [form, lengths] = (mobile && mobile[0] !== '' ? mobile : landline) || [];
  if (form === undefined) return;
  const missing = new Set(lengths ?? (packed[3] as readonly number[]));
  for (let made = 0; made < each || (missing.size > 0 && made < each * 50); made++) {
    const number = matching(form, random);
    const isNew = missing.delete(number.length);
    if (made < each || isNew) yield number;
  }
}

function national(source: Source, random: Random): string {
  const at = random();
  if (at < 0.75) return matching(pick(source.forms, random), random);
  const start = at < 0.85 ? matching(source.leading, random) : '';
  return start + digits(Math.max(0, pick(source.lengths, random) - start.length), random);
}

function mutated(number: string, random: Random): string {
  const at = Math.floor(random() * number.length);
  const few = 1 + Math.floor(random() * 2);
  switch (Math.floor(random() * 12)) {
    case 0:
    case 1:
      return number.slice(0, at) + digits(1, random) + number.slice(at + 1);
    case 2:
      return digits(few, random) + number.slice(few);
    case 3:
      return number + digits(few, random);
    case 4:
      return number.slice(0, -few);
    case 5:
      return digits(few, random) + number;
    case 6:
      // Without its area code.
      return number.slice(-5 - few);
    case 7:
      return random() < 0.2 ? digits(Math.floor(random() * 22), random) : number;
    default:
      return number;
  }
}

function written(source: Source, number: string, random: Random): string {
  const { callingCode, abroad, trunks } = source;
  const trunk = trunks.length > 0 ? matching(pick(trunks, random), random) : '0';
  switch (Math.floor(random() * 16)) {
    case 0:
    case 1:
      return `+${callingCode}${number}`;
    case 2:
      return `00${callingCode}${number}`;
    case 3:
      return `+00${callingCode}${number}`;
    case 4:
      return `${callingCode}${number}`;
    case 5:
      return `${callingCode}${trunk}${number}`;
    case 6:
      return `+${callingCode}${trunk}${number}`;
    case 7:
      return `+${callingCode} (0) ${number}`;
    case 8:
      return `${matching(abroad, random)}${callingCode}${number}`;
    case 9:
      return `${matching(abroad, random)}${callingCode}${trunk}${number}`;
    case 10:
      return `(${random() < 0.5 ? '0' : trunk})${number}`;
    case 11:
      return `0${number}`;
    case 12:
    case 13:
      return `${trunk}${number}`;
    default:
      return number;
  }
}

const marks = [' ', ' ', '-', '.', '/', '(', ')', ') ', ' - ', '\u00a0', '\u2011'];

function spaced(text: string, random: Random): string {
  if (random() < 0.6) return text;
  let spread = '';
  for (const character of text) spread += random() < 0.2 ? pick(marks, random) + character : character;
  return spread;
}

const digits = (count: number, random: Random): string =>
  Array.from({ length: count }, () => Math.floor(random() * 10)).join('');

function pick<Item>(items: readonly Item[], random: Random): Item {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
}

/** Digits that match one of the metadata's patterns; what their language has not got throws. */
function matching(form: string, random: Random): string {
  let at = 0;
  const any = '0123456789';

  const either = (): string => {
    const branches = [sequence()];
    for (; form[at] === '|'; branches.push(sequence())) at++;
    return pick(branches, random);
  };

  const sequence = (): string => {
    let made = '';
    while (at < form.length && form[at] !== '|' && form[at] !== ')') made += repeated();
    return made;
  };

  const repeated = (): string => {
    const start = at;
    let made = atom();
    const after = at;
    const bounds = /^(?:\?|\{(\d+)(?:,(\d+))?\})/.exec(form.slice(at));
    if (bounds === null) return made;
    const [least, most] = bounds[1] === undefined ? [0, 1] : [Number(bounds[1]), Number(bounds[2] ?? bounds[1])];
    const times = least + Math.floor(random() * (most - least + 1));
    made = '';
    for (let time = 0; time < times; time++) {
      at = start;
      made += atom();
    }
    at = after + bounds[0].length;
    return made;
  };

  const atom = (): string => {
    const rest = form.slice(at);
    const [token, set] = /^(?:\d|\\d|\$|\((?:\?:)?|\[([\d-]+)\])/.exec(rest) ?? [];
    if (token === undefined) throw new Error(`cannot read ${rest} of ${form}`);
    at += token.length;
    if (token === '$') return '';
    if (token === '\\d') return pick([...any], random);
    if (set !== undefined) {
      const allowed = new RegExp(token);
      return pick(
        [...any].filter((digit) => allowed.test(digit)),
        random,
      );
    }
    if (!token.startsWith('(')) return token;
    const inner = either();
    at++;
    return inner;
  };

  return either();
}
