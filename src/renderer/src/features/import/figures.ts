import type { Output } from '#contract/contract.ts';
import type { ImportRecord } from '#contract/import.ts';
import { type RowNote, rejectReasons, rowNotes } from '#core/contacts/import-types.ts';
import type { ImportRow, Rule } from './shapes.ts';

type Summary = ImportRecord['summary'];
export type Plan = Output<'import.plan'>;
export type Reason = Summary['reasons'][number]['reason'];

/** What writing the file does, planned or done. */
type Written = Pick<Plan, 'added' | 'changed' | 'same'>;

/** What the Check step says in large. `added + changed + same + merged + leftOut` is the number of rows in the file. */
export interface Figures {
  readonly records: number;
  readonly added: number;
  readonly changed: number;
  readonly same: number;
  /** Repeats that join the first row of their number, when the rule says so. */
  readonly merged: number;
  readonly leftOut: number;
  /** Kinds of reasons behind `leftOut`. */
  readonly reasons: number;
  /** Rows whose person is in the book afterwards. */
  readonly accepted: number;
  /** New and changed people: what pressing Import writes. */
  readonly written: number;
}

export function figuresOf(summary: Summary, plan: Written, onRepeat: Rule): Figures {
  const merged = onRepeat === 'skip' ? 0 : summary.duplicate;
  return {
    records: summary.records,
    added: plan.added,
    changed: plan.changed,
    same: plan.same,
    merged,
    leftOut: summary.invalid + summary.duplicate - merged,
    reasons: summary.reasons.filter(({ reason, count }) => count > 0 && !(merged > 0 && reason === 'duplicate')).length,
    accepted: summary.accepted,
    written: plan.added + plan.changed,
  };
}

/** What became of a committed import's rows, by the rules it was committed with; before that, of those that were judged. */
export function figuresOfRecord({ summary, result, rules }: ImportRecord): Figures {
  return figuresOf(summary, result ?? { added: 0, changed: 0, same: 0 }, rules?.onRepeat ?? 'skip');
}

/** Left-out rows that can still be saved: those of an old import are gone. */
export function savableRows(record: ImportRecord): number {
  return record.rowsKept ? figuresOfRecord(record).leftOut : 0;
}

/** `ready` is the list of rows that come in, `changes` what they change about people; `opted_out` has a count and no rows. */
export type ProblemKey = Reason | RowNote | 'changes' | 'opted_out' | 'ready';

/** In the order in which they are shown: what can be mended at once comes first. */
export const problemGroups = ['repairable', 'lost', 'refused', 'repeats', 'book', 'notes'] as const;
export type ProblemGroup = (typeof problemGroups)[number];

export interface Problem {
  readonly key: ProblemKey;
  readonly group: ProblemGroup;
  /** Rows; people for `changes`. */
  readonly count: number;
  /** Of these, rows that a repair would make good. */
  readonly repairable: number;
  /** The first cell that was judged so; null for notes. */
  readonly sample: string | null;
  readonly tone: 'bad' | 'doubt' | 'info' | 'wait';
}

const damaged = (reason: Reason) => reason.startsWith('damaged_') || reason === 'row_shifted';

function groupOf(reason: Reason, repairable: number): ProblemGroup {
  if (reason === 'duplicate') return 'repeats';
  if (reason === 'full_number_abroad') return 'repairable';
  if (!damaged(reason)) return 'refused';
  return repairable > 0 ? 'repairable' : 'lost';
}

const toneOf = {
  repairable: 'doubt',
  lost: 'bad',
  refused: 'bad',
  repeats: 'info',
  book: 'info',
  notes: 'wait',
} as const;

/**
 * What a person should look at, group by group, the most frequent first in each. A kind that is `open` stays in the list when its last
 * row was mended.
 */
export function problemsOf(summary: Summary, plan: Plan | null, open: ProblemKey = 'ready'): readonly Problem[] {
  const problems: Problem[] = summary.reasons
    .filter(({ reason, count }) => count > 0 || reason === open)
    .map(({ reason, count, repairable, samples }) => {
      const group = groupOf(reason, repairable);
      const sample = samples.find(({ value }) => value.trim() !== '')?.value.trim() ?? null;
      return { key: reason, group, count, repairable, sample, tone: toneOf[group] };
    });
  const plain = (key: ProblemKey, group: ProblemGroup, count: number): Problem => ({
    key,
    group,
    count,
    repairable: 0,
    sample: null,
    tone: key === 'opted_out' ? 'wait' : toneOf[group],
  });
  if (isReason(open) && !problems.some(({ key }) => key === open)) problems.push(plain(open, groupOf(open, 0), 0));
  if (plan !== null && plan.changed > 0) problems.push(plain('changes', 'book', plan.changed));
  if (plan !== null && plan.suppressed > 0) problems.push(plain('opted_out', 'book', plan.suppressed));
  for (const { note, count } of summary.notes) if (count > 0) problems.push(plain(note, 'notes', count));
  const rank = ({ group }: Problem) => problemGroups.indexOf(group);
  return problems.sort((a, b) => rank(a) - rank(b) || b.count - a.count);
}

/** Rows that a repair would make good, over all reasons. */
export function repairableOf(summary: Summary): number {
  return summary.reasons.reduce((sum, { repairable }) => sum + repairable, 0);
}

/** Whether rows of this kind are left out, for a reason. */
export function isReason(key: ProblemKey): key is Reason {
  return key === 'duplicate' || (rejectReasons as readonly string[]).includes(key);
}

/** Whether a row is still one of the kind that its list shows. */
export function isOfKind(row: ImportRow, key: ProblemKey): boolean {
  if (isNote(key)) return row.reason === null && row.notes.includes(key);
  return isReason(key) ? row.reason === key : row.reason === null;
}

export function isNote(key: ProblemKey): key is RowNote {
  return (rowNotes as readonly string[]).includes(key);
}

/** Accepted rows with a number that may take no text message. */
export function mayNotArrive(summary: Summary): number {
  const kinds: readonly RowNote[] = ['landline', 'premium', 'other_kind'];
  return summary.notes.reduce((sum, { note, count }) => sum + (kinds.includes(note) ? count : 0), 0);
}

/** "patients_okt.csv" → "patients_okt"; a name that is only an extension stays. */
export function nameWithoutExtension(fileName: string): string {
  return fileName.replace(/(?<=.)\.[A-Za-z0-9]{1,5}$/, '').trim() || fileName;
}
