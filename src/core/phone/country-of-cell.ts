import { alpha2ByAlpha3, otherNames } from './country-names.ts';
import { callingCodeOf, countriesWithPlan, hasPlan } from './numbering-plan.ts';

// A file has a few hundred distinct countries at most; a column that is no country must not fill the memory.
const mostRemembered = 4_096;
const remembered = new Map<string, string | null>();

/**
 * The country a cell names, as an ISO 3166 alpha-2 code that phone rules are known for; null when it names none. Understood are
 * alpha-2 and alpha-3 codes, dialling codes (`+31`, `0031`, `31`, `1-876`), flags, locales (`nl_NL`), names in the country's own and
 * the larger languages, common short forms (`UK`, `U.S.`, `Holland`), and a code beside a name (`NL - Netherlands`). A calling code
 * that countries share is the largest one's. Case, accents and punctuation do not matter. Answers are remembered.
 */
export function countryOfCell(cell: string): string | null {
  const known = remembered.get(cell);
  if (known !== undefined) return known;
  const country = cell.length > longestCell ? null : read(cell.trim());
  if (remembered.size >= mostRemembered) remembered.clear();
  // Joined anew, for a slice would keep alive the piece of file it was cut from.
  remembered.set([...cell.slice(0, longestCell + 1)].join(''), country);
  return country;
}

const longestCell = 100;

function read(text: string): string | null {
  if (text === '') return null;
  return readWhole(text) ?? readParts(text);
}

function readWhole(text: string): string | null {
  return readCode(text) ?? readDiallingCode(text) ?? namesToCountries().get(fold(text)) ?? null;
}

function readCode(text: string): string | null {
  // Dots and blanks only: `n/a` is not Namibia.
  const letters = flagLetters(text).replace(/[.\s]/g, '').toUpperCase();
  if (letters.length === 2 && hasPlan(letters)) return letters;
  const long = letters.length === 3 ? alpha2ByAlpha3.get(letters) : undefined;
  if (long !== undefined && hasPlan(long)) return long;
  const region = /^[a-z]{2,3}[-_]([A-Z]{2})$/.exec(text)?.[1];
  return region !== undefined && hasPlan(region) ? region : null;
}

/** A flag is two letters of an alphabet of its own (Unicode, regional indicator symbols). */
function flagLetters(text: string): string {
  return text.replace(/[\u{1f1e6}-\u{1f1ff}]/gu, (letter) =>
    String.fromCharCode((letter.codePointAt(0) ?? 0) - 0x1f1e6 + 0x41),
  );
}

function readDiallingCode(text: string): string | null {
  const digits = /^(?:\+|00)?\s*\(?\+?(\d{1,3}(?:[\s-]?\d{3})?)\)?$/.exec(text)?.[1]?.replace(/\D/g, '');
  const code = digits === undefined ? null : callingCodeOf(digits);
  if (digits === undefined || code === null) return null;
  const area = digits.slice(code.digits.length);
  if (area === '') return code.plan.country;
  return code.countries.find((plan) => plan.leading?.test(area) === true)?.country ?? null;
}

/** A code and a name, or a name and a code, that say the same. */
function readParts(text: string): string | null {
  const parts = text.split(/\s*[-\u2013\u2014/|:,;()]\s*|\s+(?=\+)|(?<=^[A-Z]{2,3})\s+/).filter((part) => part !== '');
  const [one, other, ...more] = parts;
  if (one === undefined || other === undefined || more.length > 0) return null;
  if ([one, other].every((part) => readCode(part) === null && readDiallingCode(part) === null)) return null;
  const country = readWhole(one);
  return country !== null && country === readWhole(other) ? country : null;
}

// The languages most lists are written in. Where two call different countries the same, the earlier one is believed.
const languages = [
  ...['en', 'nl', 'de', 'fr', 'es', 'pt', 'it', 'pl', 'cs', 'da', 'sv', 'nb', 'fi', 'hu', 'ro', 'tr', 'el', 'ru', 'uk'],
  ...['ar', 'he', 'hi', 'zh', 'zh-Hant', 'ja', 'ko', 'id', 'vi', 'th', 'bg', 'hr', 'sk', 'ca'],
];

let names: ReadonlyMap<string, string> | null = null;

/** Countries by folded name; made when the first cell is no code, which takes some tens of milliseconds. */
function namesToCountries(): ReadonlyMap<string, string> {
  names ??= gatherNames();
  return names;
}

function gatherNames(): ReadonlyMap<string, string> {
  const made = new Map<string, string>();
  const add = (name: string | undefined, country: string): void => {
    const folded = name === undefined ? '' : fold(name);
    if (folded !== '' && !made.has(folded)) made.set(folded, country);
  };
  for (const [country, others] of Object.entries(otherNames)) for (const name of others.split(' ')) add(name, country);
  const countries = countriesWithPlan();
  const inLanguage = new Map<string, readonly Intl.DisplayNames[]>();
  const namers = (language: string): readonly Intl.DisplayNames[] => {
    const made = (['long', 'short'] as const).map(
      (style) => new Intl.DisplayNames(language, { type: 'region', style, fallback: 'none' }),
    );
    inLanguage.set(language, made);
    return made;
  };
  for (const language of languages) {
    for (const namer of namers(language)) for (const country of countries) add(namer.of(country), country);
  }
  for (const country of countries) {
    const own = new Intl.Locale(`und-${country}`).maximize().language;
    for (const namer of inLanguage.get(own) ?? namers(own)) add(namer.of(country), country);
  }
  return made;
}

/** Letters, their marks and digits in lower case, without Latin, Greek and Cyrillic accents and without an English article. */
function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('ł', 'l')
    .replaceAll('ø', 'o')
    .replaceAll('&', 'and')
    .replace(/^the\s+/, '')
    .replace(/[\s,(]+the\)?$/, '')
    .replace(/[^\p{L}\p{M}\p{N}]/gu, '');
}
