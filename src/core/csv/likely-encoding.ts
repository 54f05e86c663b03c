import { languagesOfCountry } from './country-languages.ts';
import { type NameLanguage, wordCost } from './likely-letters.ts';

/** A text encoding that lists of names are found in. */
export interface LegacyPage {
  /** As `knownEncoding` names it. */
  readonly encoding: string;
  readonly languages: readonly NameLanguage[];
  /** Natural logarithm of how much rarer it is than Windows-1252, before anything is known about who reads. */
  readonly rarity: number;
}

const western: readonly NameLanguage[] = [
  ...(['da', 'de', 'es', 'fi', 'fr', 'ga', 'is', 'it', 'nl', 'no', 'pt', 'sv', 'ca', 'et'] as const),
];
/** Languages of Windows-1252's neighbours that it can nearly write. */
const guests: ReadonlySet<NameLanguage> = new Set(['et']);
const central: readonly NameLanguage[] = ['cs', 'hr', 'hu', 'pl', 'ro', 'sk', 'sl', 'sr', 'de'];
const cyrillic: readonly NameLanguage[] = ['ru', 'uk', 'bg', 'mk', 'be', 'sr_c'];
const baltic: readonly NameLanguage[] = ['et', 'lt', 'lv', 'de', 'fi'];
const page = (encoding: string, languages: readonly NameLanguage[], rarity: number): LegacyPage => ({
  encoding,
  languages,
  rarity,
});

/** Every encoding that a guess may name, the likelier first of those that are as rare. */
export const legacyPages: readonly LegacyPage[] = [
  page('windows-1252', western, 0),
  page('windows-1250', central, 1),
  page('windows-1251', cyrillic, 1),
  page('windows-1253', ['el'], 1),
  page('windows-1254', ['tr', 'de', 'fr'], 1.5),
  page('windows-1255', ['he'], 1),
  page('windows-1256', ['ar', 'fa', 'ur', 'fr'], 1),
  page('windows-1257', baltic, 1.5),
  page('windows-1258', ['vi'], 1),
  page('windows-874', ['th'], 1),
  page('shift_jis', ['ja'], 1),
  page('gb18030', ['zh_CN'], 1),
  page('big5', ['zh_TW'], 1),
  page('euc-kr', ['ko'], 1),
  page('euc-jp', ['ja'], 3),
  page('cp850', western, 4.5),
  page('macintosh', western, 4.5),
  page('cp437', ['de', 'es', 'fr', 'it', 'nl', 'sv', 'fi', 'da'], 5),
  page('cp852', central, 4.5),
  page('ibm866', ['ru', 'uk', 'be', 'bg'], 4),
  page('koi8-r', ['ru', 'bg'], 4),
  page('koi8-u', ['uk', 'ru', 'be'], 5),
  page('iso-8859-2', central, 2.5),
  page('iso-8859-5', cyrillic, 5),
  page('iso-8859-7', ['el'], 3),
  page('iso-8859-15', ['fr', 'fi', 'et'], 4),
  page('iso-8859-13', baltic, 4.5),
  page('iso-8859-6', ['ar'], 5),
  page('iso-8859-8', ['he'], 3),
  page('iso-8859-4', baltic, 6),
  page('iso-8859-16', ['ro'], 6),
  page('iso-8859-3', ['mt', 'eo'], 7),
  page('iso-8859-10', baltic, 8),
  page('iso-8859-14', ['cy', 'ga'], 8),
];

/** Who reads the file: what makes an encoding likely before a letter is looked at. */
export interface Reader {
  /** ISO 3166 alpha-2 of the default country of the file's numbers; null when nobody chose one. */
  readonly country: string | null;
  /** BCP 47 tag of the person's locale, such as `nl-NL`; null when it is not known. */
  readonly locale: string | null;
}

/** A candidate and its cost; the lowest is the likeliest. */
export interface RatedPage {
  readonly encoding: string;
  /** The words in this encoding, as given. */
  readonly words: readonly string[];
  /** Negative natural logarithm of its likelihood, up to a constant that all share. */
  readonly cost: number;
}

// Natural logarithms: languages of the country, of the locale, and others where one of them is known.
const ofLocale = 1;
const ofOthers = 6;
const ofAnybody = 2;
// A common page that is not the reader's own.
const abroad = 1.5;
const mostForeign = 1.5;
// A list is mostly in one language; one name in ten is of another of the same page.
const own = Math.log(0.9);
const other = Math.log(0.1);

/**
 * Rates every page whose reading of some words is given, the likeliest first: how common it is, how well it goes with the reader's country
 * and locale, and how plausible its letters are in names of its languages. Equal readings keep the order of `legacyPages`.
 */
export function rateEncodings(
  readings: readonly { readonly page: LegacyPage; readonly words: readonly string[] }[],
  reader: Reader,
): readonly RatedPage[] {
  const native = new Set(reader.country === null ? [] : languagesOfCountry(reader.country));
  const spoken = new Set(languagesOfLocale(reader.locale));
  const languageCost = (language: NameLanguage): number => {
    if (native.has(language)) return 0;
    if (spoken.has(language)) return ofLocale;
    return native.size + spoken.size > 0 ? ofOthers : ofAnybody;
  };
  const isHome = ({ languages }: LegacyPage): boolean =>
    languages.some((language) => native.has(language) && !(languages === western && guests.has(language)));
  // The commonest page of the reader's own languages is at home there; Windows-1252 only where it is that.
  const home = legacyPages.find(isHome);
  const rarityOf = (candidate: LegacyPage): number => {
    if (home === undefined || candidate.rarity > mostForeign) return candidate.rarity;
    return candidate === home ? 0 : Math.max(candidate.rarity, abroad);
  };
  return readings
    .map(({ page: candidate, words }) => ({
      encoding: candidate.encoding,
      words,
      cost: rarityOf(candidate) + costInLanguages(words, candidate.languages, languageCost),
    }))
    .sort((a, b) => a.cost - b.cost);
}

function costInLanguages(
  words: readonly string[],
  languages: readonly NameLanguage[],
  languageCost: (language: NameLanguage) => number,
): number {
  const costs = languages.map((language) => words.map((word) => wordCost(word, language)));
  const ofAny = words.map((_, at) => {
    const least = Math.min(...costs.map((row) => row[at] as number));
    const sum = costs.reduce((total, row) => total + Math.exp(least - (row[at] as number)), 0);
    return least - Math.log(sum / costs.length);
  });
  return Math.min(
    ...languages.map((language, index) =>
      words.reduce(
        (sum, _, at) => sum - logSum(own - (costs[index]?.[at] as number), other - (ofAny[at] as number)),
        languageCost(language),
      ),
    ),
  );
}

function logSum(a: number, b: number): number {
  const most = Math.max(a, b);
  return most + Math.log(Math.exp(a - most) + Math.exp(b - most));
}

function languagesOfLocale(locale: string | null): readonly NameLanguage[] {
  if (locale === null) return [];
  const [language = '', region] = locale.replace('_', '-').split(/[-.@]/);
  const named = legacyPages.flatMap(({ languages }) => languages).filter((one) => one === language.toLowerCase());
  return [...named, ...(region === undefined ? [] : languagesOfCountry(region.toUpperCase()))];
}
