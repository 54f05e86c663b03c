import {
  type JudgeSummary,
  type NoteCount,
  type ReasonCount,
  type RejectReason,
  type RowNote,
  rejectReasons,
  rowNotes,
} from './import-types.ts';
import { isAccepted, isRepairable, notesOfCode, type RowCode, reasonOfCode } from './row-code.ts';

const samplesPerReason = 5;
const sampleLength = 80;

/** Counts rows by what became of them. */
export interface SummaryTally {
  /** `value` is the cell the reason is about. */
  add(code: RowCode, line: number, value: string): void;
  /** `seconds` is the caller's measurement. */
  summary(seconds: number): JudgeSummary;
}

interface Counted {
  count: number;
  repairable: number;
  samples: { line: number; value: string }[];
}

export function summaryTally(): SummaryTally {
  const reasons = new Map<RejectReason | 'duplicate', Counted>();
  const byNotes = new Map<RowCode, number>();
  let records = 0;
  let accepted = 0;
  return {
    add(code, line, value) {
      records++;
      const reason = reasonOfCode(code);
      if (reason === null) {
        accepted++;
        if (code !== 0) byNotes.set(code, (byNotes.get(code) ?? 0) + 1);
        return;
      }
      let entry = reasons.get(reason);
      if (entry === undefined) {
        entry = { count: 0, repairable: 0, samples: [] };
        reasons.set(reason, entry);
      }
      entry.count++;
      if (isRepairable(code)) entry.repairable++;
      if (entry.samples.length < samplesPerReason) entry.samples.push({ line, value: ownCopy(value) });
    },
    summary(seconds) {
      const notes = new Map<RowNote, number>();
      for (const [code, count] of byNotes) {
        for (const note of notesOfCode(code)) notes.set(note, (notes.get(note) ?? 0) + count);
      }
      const duplicate = reasons.get('duplicate')?.count ?? 0;
      return {
        records,
        accepted,
        invalid: records - accepted - duplicate,
        duplicate,
        reasons: inOrder([...rejectReasons, 'duplicate' as const], reasons),
        notes: rowNotes.flatMap((note): NoteCount[] => {
          const count = notes.get(note) ?? 0;
          return count === 0 ? [] : [{ note, count }];
        }),
        seconds,
      };
    },
  };
}

function inOrder(
  order: readonly (RejectReason | 'duplicate')[],
  found: ReadonlyMap<RejectReason | 'duplicate', Counted>,
): ReasonCount[] {
  return order
    .flatMap((reason): ReasonCount[] => {
      const entry = found.get(reason);
      return entry === undefined ? [] : [{ reason, ...entry, samples: [...entry.samples] }];
    })
    .sort((a, b) => b.count - a.count);
}

/** The summary after one row changed from a code to another. A sample of a row that is no longer of its kind goes. */
export function recount(
  summary: JudgeSummary,
  row: { readonly line: number; readonly from: RowCode; readonly to: RowCode; readonly value: string },
): JudgeSummary {
  const reasons = new Map(
    summary.reasons.map((one): [RejectReason | 'duplicate', Counted] => [
      one.reason,
      { count: one.count, repairable: one.repairable, samples: [...one.samples] },
    ]),
  );
  const notes = new Map(summary.notes.map(({ note, count }) => [note, count]));
  const before = reasonOfCode(row.from);
  const after = reasonOfCode(row.to);
  const left = before === null ? undefined : reasons.get(before);
  if (left !== undefined && before !== null) {
    left.count--;
    if (isRepairable(row.from)) left.repairable--;
    left.samples = left.samples.filter((sample) => sample.line !== row.line);
    if (left.count <= 0) reasons.delete(before);
  }
  if (after !== null) {
    const entry = reasons.get(after) ?? { count: 0, repairable: 0, samples: [] };
    entry.count++;
    if (isRepairable(row.to)) entry.repairable++;
    if (entry.samples.length < samplesPerReason) entry.samples.push({ line: row.line, value: ownCopy(row.value) });
    reasons.set(after, entry);
  }
  for (const note of notesOfCode(row.from)) notes.set(note, (notes.get(note) ?? 1) - 1);
  for (const note of notesOfCode(row.to)) notes.set(note, (notes.get(note) ?? 0) + 1);
  const accepted = summary.accepted + Number(isAccepted(row.to)) - Number(isAccepted(row.from));
  const duplicate = reasons.get('duplicate')?.count ?? 0;
  return {
    records: summary.records,
    accepted,
    invalid: summary.records - accepted - duplicate,
    duplicate,
    reasons: inOrder([...rejectReasons, 'duplicate' as const], reasons),
    notes: rowNotes.flatMap((note): NoteCount[] => {
      const count = notes.get(note) ?? 0;
      return count <= 0 ? [] : [{ note, count }];
    }),
    seconds: summary.seconds,
  };
}

/** Short, and no slice of the chunk it was read from: a sample must not keep a megabyte alive. */
function ownCopy(value: string): string {
  return JSON.parse(JSON.stringify(value.slice(0, sampleLength))) as string;
}
