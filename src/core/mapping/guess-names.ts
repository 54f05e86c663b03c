import type { FoldedHeader } from './fold-header.ts';
import { isOf, mentions } from './header-words.ts';
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

// Letters with what stands between and around them in a name; digits, addresses and sentences are none.
const nameShape = /^[\p{L}\p{M}][\p{L}\p{M}\s.,'\u2019\u00b7\u30fb&()/-]{0,60}$/u;
const twoWords = /[\p{L}\p{M}.][\s,]+[\p{L}\p{M}]/u;

const shareOfNames = 0.6;

/**
 * The columns of names among those not taken: a first and a last one, or one for both. A header that may mean either (`Name`, `Nome`)
 * is all of a name when most of its values have two words, or nothing else speaks for its being one part.
 */
export function guessNames(
  headers: readonly FoldedHeader[],
  samples: readonly Sample[],
  taken: ReadonlySet<number>,
): readonly Guess[] {
  const columns = headers.flatMap((header, index): NameColumn[] => {
    const sample = samples[index] ?? [];
    const isName = (shareOf(sample, (cell) => nameShape.test(cell)) ?? 1) >= 0.5;
    // A header that is the very word is believed whatever stands below it; one that only has it among others is not.
    const believed =
      isName || [firstNameWords, firstNameHeaders, lastNameWords, lastNameHeaders].some((list) => isOf(header, list));
    if (taken.has(index) || !believed || mentions(header, notNameWords)) return [];
    const twoWorded = (shareOf(sample, (cell) => twoWords.test(cell)) ?? 0) >= shareOfNames;
    return [{ index, header, twoWorded, speaks: sample.length > 0 && isName }];
  });
  const { first, last } = findHalves(columns);
  if (first !== undefined && last !== undefined) return [asFirst(first), asLast(last, first)];
  const half = first ?? last;
  if (half?.twoWorded && looseNameWords.has(half.header.whole)) return [guess(half, 'full_name', 'likely')];
  const others = columns.filter((column) => column !== half);
  const full = findBest(others, fullNameWords) ?? others.find(({ header }) => isOf(header, fullNameHeaders));
  return [
    ...(first === undefined ? [] : [asFirst(first)]),
    ...(last === undefined ? [] : [asLast(last)]),
    // Beside one half a `Name` may be the other half: only two words in most cells tell.
    ...(full === undefined || (half !== undefined && !full.twoWorded)
      ? []
      : [guess(full, 'full_name', full.twoWorded ? 'certain' : 'likely')]),
  ];
}

interface NameColumn {
  readonly index: number;
  readonly header: FoldedHeader;
  /** Most of its filled cells have two words. */
  readonly twoWorded: boolean;
  /** Its values are there, and look like names. */
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

function asFirst(column: NameColumn): Guess {
  const exact = isOf(column.header, firstNameWords) || isOf(column.header, firstNameHeaders);
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
