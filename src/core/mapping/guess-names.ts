import { namelessColumn } from '../csv/names.ts';
import type { FoldedHeader } from './fold-header.ts';
import { isOf, mentions, speaksOfNumbers } from './header-words.ts';
import type { Confidence } from './mapping.ts';
import {
  familyBesideFirst,
  firstNameHeaders,
  firstNameWords,
  fullNameHeaders,
  fullNameWords,
  lastNameHeaders,
  lastNameWords,
  looseNameWords,
  notNameWords,
} from './name-words.ts';
import { type Guess, type Sample, shareOf } from './sample.ts';

// Letters with what is written between and around them in a name; digits, addresses and sentences are none.
const nameShape =
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: each of them is looked for alone
  /^['\u2018\u2019"\u201c(]?[\p{L}\p{M}][\p{L}\p{M}\s.,'\u2019"\u201d`\u00b4\u00b7\u30fb&+()/\p{Extended_Pictographic}\u200d\ufe0f-]{0,60}$/u;
// Words that begin with a capital, or letters of scripts without; small words (`van der`) in between.
const personShape =
  /^(?:(?:(?:['\u2019(]?[\p{Lu}\p{Lt}][\p{L}\p{M}.'\u2019-]*\)?|\p{Ll}{1,4}|[&+])[\s,]+){1,5}(?:\p{Ll}['\u2019])?['\u2019(]?[\p{Lu}\p{Lt}][\p{L}\p{M}.'\u2019-]*\)?\.?|[\p{Lo}\p{M}][\p{Lo}\p{M}\s\u00b7\u30fb]{1,30})$/u;
const twoWords = /[\p{L}\p{M}.][\s,]+[\p{L}\p{M}]/u;

const shareOfNames = 0.6;
/** What a known header needs of its values to be certain. */
const shareAgreeing = 0.9;

/** What is known of a file when its names are looked for. */
export interface NameContext {
  readonly columns: readonly string[];
  readonly headers: readonly FoldedHeader[];
  readonly samples: readonly Sample[];
  /** Columns that are used for something else. */
  readonly taken: ReadonlySet<number>;
}

/**
 * The columns of names among those not taken: a first and a last one, or one for both. A header that may mean either (`Name`, `Nome`)
 * is all of a name when most of its values have two words, or nothing else speaks for its being one part. Where no header speaks of
 * names, a column whose values are names is all of a name.
 */
export function guessNames(context: NameContext): readonly Guess[] {
  const named = guessByHeader(context);
  return named.length > 0 ? named : guessByValues(context);
}

// Fewer values say nothing; values that repeat are places or kinds.
const fewestValues = 4;
// A file may have thousands of columns.
const mostValues = 50;
const longestName = 60;
const shareOfDifferent = 0.8;

function guessByValues({ columns, headers, samples, taken }: NameContext): readonly Guess[] {
  const persons = columns.flatMap((name, index) => {
    const header = headers[index] ?? { whole: '', words: [] };
    const sample = (samples[index] ?? []).slice(0, mostValues);
    const isNameless = name === namelessColumn(index);
    const isOther = !isNameless && (mentions(header, notNameWords) || speaksOfNumbers(header));
    if (taken.has(index) || isOther || sample.length < fewestValues) return [];
    const different = new Set(sample).size / sample.length;
    const persons = shareOf(sample, (cell) => cell.length <= longestName && personShape.test(cell)) ?? 0;
    return persons >= shareAgreeing && different >= shareOfDifferent ? [{ index, isNameless }] : [];
  });
  const found = persons.find(({ isNameless }) => isNameless) ?? persons[0];
  if (found === undefined) return [];
  return [{ index: found.index, target: 'full_name', confidence: persons.length === 1 ? 'likely' : 'unsure' }];
}

function guessByHeader({ headers, samples, taken }: NameContext): readonly Guess[] {
  const columns = headers.flatMap((header, index): NameColumn[] => {
    const sample = samples[index] ?? [];
    const names = shareOf(sample, (cell) => nameShape.test(cell));
    const isName = (names ?? 1) >= 0.5;
    // A header that is the very word is believed whatever stands below it; one that only has it among others is not.
    const believed =
      isName || [firstNameWords, firstNameHeaders, lastNameWords, lastNameHeaders].some((list) => isOf(header, list));
    if (taken.has(index) || !believed || mentions(header, notNameWords)) return [];
    const twoWorded = (shareOf(sample, (cell) => twoWords.test(cell)) ?? 0) >= shareOfNames;
    return [{ index, header, twoWorded, speaks: (names ?? 0) >= shareAgreeing }];
  });
  const { first, last } = findHalves(columns);
  if (first !== undefined && last !== undefined) return [asFirst(first, last), asLast(last, first)];
  const half = first ?? last;
  if (half?.twoWorded && looseNameWords.has(half.header.whole)) {
    return [guess(half, 'full_name', half.speaks ? 'certain' : 'likely')];
  }
  const others = columns.filter((column) => column !== half);
  const full = findBest(others, fullNameWords) ?? others.find(({ header }) => isOf(header, fullNameHeaders));
  return [
    ...(first === undefined ? [] : [asFirst(first)]),
    ...(last === undefined ? [] : [asLast(last)]),
    // Beside one half a `Name` may be the other half: only two words in most cells tell.
    ...(full === undefined || (half !== undefined && !full.twoWorded)
      ? []
      : [guess(full, 'full_name', isOf(full.header, fullNameWords) && full.speaks ? 'certain' : 'likely')]),
  ];
}

interface NameColumn {
  readonly index: number;
  readonly header: FoldedHeader;
  /** Most of its filled cells have two words. */
  readonly twoWorded: boolean;
  /** Its values are there, and nearly all of them look like names. */
  readonly speaks: boolean;
}

interface Halves {
  readonly first?: NameColumn | undefined;
  readonly last?: NameColumn | undefined;
}

function findHalves(columns: readonly NameColumn[]): Halves {
  const full = columns.filter(({ header }) => isOf(header, fullNameWords));
  const parts = columns.filter((column) => !full.includes(column));
  const first = findBest(parts, firstNameWords, firstNameHeaders);
  const rest = parts.filter((column) => column !== first);
  const last = findBest(rest, lastNameWords, lastNameHeaders);
  if (first !== undefined && last === undefined) {
    return { first, last: columns.find((column) => column !== first && isBeside(column.header, first.header)) };
  }
  // `Name, Surname`: the other half.
  if (first === undefined && last !== undefined) return { first: full[0]?.twoWorded ? undefined : full[0], last };
  return { first, last };
}

function isBeside(header: FoldedHeader, first: FoldedHeader): boolean {
  return familyBesideFirst.get(first.whole)?.has(header.whole) === true;
}

/** A header that is the word goes before one that has it among others. */
function findBest(
  columns: readonly NameColumn[],
  list: ReadonlySet<string>,
  whole?: ReadonlySet<string>,
): NameColumn | undefined {
  return (
    columns.find(({ header }) => isOf(header, list) || (whole !== undefined && isOf(header, whole))) ??
    columns.find(({ header }) => mentions(header, list))
  );
}

function asFirst(column: NameColumn, last?: NameColumn): Guess {
  const { header } = column;
  // `Name` beside `Surname` is the first one.
  const beside = last !== undefined && isOf(header, fullNameWords);
  const exact = beside || isOf(header, firstNameWords) || isOf(header, firstNameHeaders);
  return guess(column, 'first_name', exact && column.speaks ? 'certain' : 'likely');
}

function asLast(column: NameColumn, first?: NameColumn): Guess {
  const { header, speaks } = column;
  const exact = isOf(header, lastNameWords) || isOf(header, lastNameHeaders);
  const beside = first !== undefined && isBeside(header, first.header);
  return guess(column, 'last_name', (exact || beside) && speaks ? 'certain' : 'likely');
}

function guess({ index }: NameColumn, target: Guess['target'], confidence: Confidence): Guess {
  return { index, target, confidence };
}
