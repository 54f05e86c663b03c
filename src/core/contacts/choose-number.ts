import { foldHeader } from '../mapping/fold-header.ts';
import type { ColumnMapping } from '../mapping/mapping.ts';
import { labelColumns, labelRank, type PhoneRank, phoneRank, phoneRanks } from '../mapping/phone-rank.ts';
import { reachOf, reachRanks } from '../phone/judge-phone.ts';
import type { CellNumber } from './cell-numbers.ts';

/** How a row chooses among the numbers of several phone columns; one entry a phone column, in the order of preference. */
export interface ChoiceRules {
  /** What the column's header says. */
  readonly ranks: readonly PhoneRank[];
  /** Position of the column that labels its numbers; null where there is none. */
  readonly labels: readonly (number | null)[];
  /** No column has one. */
  readonly unlabelled: boolean;
}

/** Null where nothing is to be chosen: a person's own order, or one column without labels. */
export function choiceRules({ columns, phoneOrder, phoneChoice }: ColumnMapping): ChoiceRules | null {
  if (phoneChoice !== 'best') return null;
  const names: string[] = [];
  for (const { index, name } of columns) names[index] = name;
  const labels = labelColumns(names, phoneOrder);
  const unlabelled = labels.every((label) => label === null);
  if (phoneOrder.length < 2 && unlabelled) return null;
  return {
    labels,
    unlabelled,
    ranks: phoneOrder.map((index) => phoneRank(foldHeader(names[index] ?? '')) ?? phoneRanks.phone),
  };
}

/**
 * What header and label of the phone column at this place in the order say of a row's number; null when its label says that it is a
 * fax, a pager or another person's. A label says more than a header.
 */
export function placeRank(cells: readonly string[], place: number, { ranks, labels }: ChoiceRules): PhoneRank | null {
  const label = labels[place];
  const text = label === null || label === undefined ? '' : (cells[label] ?? '');
  return text.trim() === '' ? (ranks[place] ?? phoneRanks.phone) : labelRank(text);
}

/**
 * Whether no later column can give a better number than one of this place: it is a certain mobile, and the headers of all later columns
 * are less preferred.
 */
export function isSettled({ phone }: CellNumber, place: number, { ranks, unlabelled }: ChoiceRules): boolean {
  const [rank = phoneRanks.phone, next] = [ranks[place], ranks[place + 1]];
  return unlabelled && (next === undefined || next > rank) && reachOf(phone) === reachRanks.mobile;
}

/** A number of the row that could be used. */
export interface Candidate {
  readonly number: CellNumber;
  /** Position of its column. */
  readonly column: number;
  readonly rank: PhoneRank;
  readonly hinted: boolean;
}

export interface Chosen extends Candidate {
  /** Another number is as good: only the order of the columns decided. */
  readonly rivalled: boolean;
}

/**
 * The number that most likely takes a text: a certain mobile, then what may be one, then a landline, a service's last; among equals what
 * header and label prefer, then the first.
 */
export function bestOf(candidates: readonly Candidate[]): Chosen | null {
  const [first, ...rest] = candidates;
  if (first === undefined) return null;
  if (rest.length === 0) return { ...first, rivalled: false };
  const weighed = candidates.map((candidate) => ({ candidate, weight: weightOf(candidate) }));
  const least = Math.min(...weighed.map(({ weight }) => weight));
  const equals = weighed.filter(({ weight }) => weight === least).map(({ candidate }) => candidate);
  const best = equals[0] ?? first;
  return { ...best, rivalled: equals.some(({ number }) => number.phone !== best.number.phone) };
}

function weightOf({ number, rank }: Candidate): number {
  return (reachOf(number.phone) ?? 9) * 10 + rank;
}
