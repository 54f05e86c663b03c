import { type RejectWords, rejectColumnsAt } from '../contacts/reject-file.ts';
import { looksLikePhone } from '../csv/header.ts';
import { countryOfCell } from '../phone/country-of-cell.ts';
import { type FoldedHeader, foldHeader } from './fold-header.ts';
import { guessNames } from './guess-names.ts';
import { guessNumbers, withNumbers } from './guess-numbers.ts';
import { countryWords, isOf, mentions, notCountryWords, numberHeaders } from './header-words.ts';
import type { ColumnMapping, ColumnUse, GuessedMapping } from './mapping.ts';
import { isNeverGuessed, phoneRank } from './phone-rank.ts';
import { columnSample, type Guess, type Sample, shareOf } from './sample.ts';

/** Whether a cell holds a valid phone number; the caller's judge knows the country. */
export type IsPhone = (cell: string) => boolean;

/** What is known about a file before its columns are guessed. */
export interface GuessContext {
  readonly isPhone: IsPhone;
  /** Whether it is a mobile number; only a choice between columns asks. */
  readonly isMobile: IsPhone;
  /** Of numbers without a country, ISO 3166 alpha-2. */
  readonly country: string | null;
  /** The line and the reason of a file of left-out rows: those are about the file, not about its people. */
  readonly rejectWords: Pick<RejectWords, 'line' | 'reason'>;
}

// How many of a column's filled cells must be numbers: few when its header says so (real columns are messy), most when nothing does.
const shareWithHeader = 0.2;
const shareWithout = 0.6;
// From here on values speak for themselves.
const shareCertain = 0.6;
// What a known header needs of its values to be certain.
const shareAgreeing = 0.9;
const shareOfCountries = 0.5;

/**
 * Proposes a use for each column and says how sure it is. Phones by header words of many languages, checked against the values, by
 * the values alone when no header says phone, and by the header alone when no values do; mobile before other before landline, then in
 * file order. A fax, a pager and another person's number are never guessed. A country column by header and values. One column each for
 * first and last name, or one for all of a name. Everything else is kept as a field, but for the line and the reason of a file of
 * left-out rows. `rows` are sample records' cells.
 */
export function guessMapping(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  { isPhone, isMobile, country: home, rejectWords }: GuessContext,
): GuessedMapping {
  const headers = columns.map(foldHeader);
  const added = guessRejectColumns(columns, rows, rejectWords);
  const samples = columns.map((_, index) =>
    added.some((one) => one.index === index) ? [] : columnSample(rows, index),
  );
  const phones = guessPhones(headers, samples, isPhone, isMobile);
  const taken = new Set([...phones, ...added].map((guess) => guess.index));
  const country = guessCountry(headers, samples, taken);
  if (country !== null) taken.add(country.index);
  const names = guessNames({ columns, headers, samples, taken });
  const found = [...phones, ...(country === null ? [] : [country]), ...names, ...added];
  const guesses = new Map(found.map((one) => [one.index, one]));
  // A file may have thousands of columns: only what begins like numbers is read as such.
  const numbers = columns.map((_, index) =>
    hasDigits(samples[index]?.[0] ?? '') || phones.some((one) => one.index === index)
      ? guessNumbers(rows, index, home, country?.index ?? null)
      : null,
  );
  const mapping: ColumnMapping = {
    columns: columns.map((name, index): ColumnUse => ({ index, name, target: guesses.get(index)?.target ?? 'field' })),
    phoneOrder: phones.map((guess) => guess.index),
    phoneChoice: 'best',
  };
  const doubted = (those: readonly Guess[]): readonly string[] =>
    those.flatMap(({ index, confidence }) =>
      confidence === 'certain' || samples[index]?.length === 0 ? [] : (columns[index] ?? []),
    );
  return {
    mapping: withNumbers(mapping, numbers),
    // A header that says phone or country over values that do not leaves a doubt about the field, too.
    confidence: headers.map(
      (header, index) =>
        guesses.get(index)?.confidence ?? (phoneRank(header) !== null || saysCountry(header) ? 'unsure' : 'certain'),
    ),
    numbers,
    doubted: {
      phones: doubted(phones),
      names: doubted(names),
      full: phones.flatMap(({ index }) => {
        const found = numbers[index];
        return found?.mode === 'full' && found.abroad > 0 ? (columns[index] ?? []) : [];
      }),
    },
  };
}

function hasDigits(cell: string): boolean {
  return (cell.match(/\p{Nd}/gu)?.length ?? 0) >= fewestDigits;
}

/** Of a phone number. */
const fewestDigits = 7;

const noHeader: FoldedHeader = { whole: '', words: [] };

/** The two columns of a file that was written for mending, when the first holds nothing but lines. */
function guessRejectColumns(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  words: Pick<RejectWords, 'line' | 'reason'>,
): readonly Guess[] {
  const at = rejectColumnsAt(columns, words);
  if (at === null || (shareOf(columnSample(rows, at), (cell) => /^\d+$/.test(cell)) ?? 0) < 1) return [];
  return [at, at + 1].map((index) => ({ index, target: 'ignore', confidence: 'likely' }));
}

/** In order of preference. */
function guessPhones(
  headers: readonly FoldedHeader[],
  samples: readonly Sample[],
  isPhone: IsPhone,
  isMobile: IsPhone,
): readonly Guess[] {
  const spoken = headers
    .map((header, index) => {
      const sample = samples[index] ?? [];
      // Under a header that says phone the shape will do: the default country may still be the wrong one.
      const shaped = shareOf(sample, (cell) => looksLikePhone(cell) || isPhone(cell));
      return { index, rank: phoneRank(header), shaped, bare: isOf(header, numberHeaders) };
    })
    .flatMap(({ rank, ...rest }) => (rank === null ? [] : [{ rank, ...rest }]))
    .sort((a, b) => a.rank - b.rank || a.index - b.index);
  // A column that is empty in the sample is believed by its header.
  const named = spoken.filter(({ shaped, bare }) =>
    bare ? (shaped ?? 0) >= shareWithout : (shaped ?? 1) >= shareWithHeader,
  );
  if (named.length > 0) {
    return named.map(({ index, shaped, bare }) => ({
      index,
      target: 'phone',
      confidence: (shaped ?? 0) >= shareAgreeing && !bare ? 'certain' : 'likely',
    }));
  }
  const valid = samples.map((sample, index) =>
    isNeverGuessed(headers[index] ?? noHeader) ? 0 : (shareOf(sample, isPhone) ?? 0),
  );
  const best = Math.max(...valid);
  if (best < shareWithout) {
    // Nothing but the header speaks: read as numbers, each of those rows gets its reason, and can be edited.
    const doubted = spoken.filter(({ bare }) => !bare);
    return doubted.map(({ index }) => ({ index, target: 'phone', confidence: 'unsure' }));
  }
  // Two columns that are as good leave a doubt; of those, the one with the most mobiles.
  const rivals = valid.flatMap((share, index) => (share >= shareWithout ? [index] : []));
  const mobiles = new Map(rivals.map((index) => [index, shareOf(samples[index] ?? [], isMobile) ?? 0]));
  const weight = (index: number): number => (rivals.length > 1 ? (mobiles.get(index) ?? 0) : (valid[index] ?? 0));
  const [index = 0] = rivals.toSorted((a, b) => weight(b) - weight(a) || (valid[b] ?? 0) - (valid[a] ?? 0) || a - b);
  return [{ index, target: 'phone', confidence: rivals.length === 1 && best >= 0.8 ? 'likely' : 'unsure' }];
}

function saysCountry(header: FoldedHeader): boolean {
  return mentions(header, countryWords) && !mentions(header, notCountryWords);
}

function guessCountry(
  headers: readonly FoldedHeader[],
  samples: readonly Sample[],
  taken: ReadonlySet<number>,
): Guess | null {
  const found = headers
    .flatMap((header, index) => (taken.has(index) || !saysCountry(header) ? [] : [index]))
    .map((index) => ({ index, share: shareOf(samples[index] ?? [], (cell) => countryOfCell(cell) !== null) }))
    .filter(({ share }) => (share ?? 1) >= shareOfCountries)
    // The fullest understood one; one that is empty in the sample only when there is no other.
    .sort((a, b) => (b.share ?? 0) - (a.share ?? 0) || a.index - b.index)
    .at(0);
  if (found === undefined) return null;
  return {
    index: found.index,
    target: 'country',
    confidence: (found.share ?? 0) >= shareCertain ? 'certain' : 'likely',
  };
}
