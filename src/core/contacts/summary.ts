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
import type { ImportWarning } from './warnings.ts';

const samplesPerReason = 5;
const sampleLength = 80;

/** Counts rows by what became of them. */
export interface SummaryTally {
  /** `value` is the cell the reason is about. */
  add(code: RowCode, line: number, value: string): void;
  /** `seconds` is the caller's measurement, `warnings` all of the file. */
  summary(seconds: number, warnings?: readonly ImportWarning[]): JudgeSummary;
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
    summary(seconds, warnings = []) {
      const notes = new Map<RowNote, number>();
      for (const [code, count] of byNotes) {
        for (const note of notesOfCode(code)) notes.set(note, (notes.get(note) ?? 0) + count);
      }
      return assemble({ records, accepted, seconds, warnings }, reasons, notes);
    },
  };
}

type Reasons = ReadonlyMap<RejectReason | 'duplicate', Counted>;

/** What is neither accepted nor a repeat is invalid: the three always add up to the records. Most frequent reasons first. */
function assemble(
  counts: Pick<JudgeSummary, 'records' | 'accepted' | 'seconds' | 'warnings'>,
  reasons: Reasons,
  notes: ReadonlyMap<RowNote, number>,
): JudgeSummary {
  const duplicate = reasons.get('duplicate')?.count ?? 0;
  const listed = [...rejectReasons, 'duplicate' as const].flatMap((reason): ReasonCount[] => {
    const entry = reasons.get(reason);
    return entry === undefined ? [] : [{ reason, ...entry, samples: [...entry.samples] }];
  });
  return {
    ...counts,
    warnings: counts.warnings.flatMap((warning) => stillHolding(warning, reasons.get('bytes_unreadable')?.count ?? 0)),
    invalid: counts.records - counts.accepted - duplicate,
    duplicate,
    reasons: listed.sort((a, b) => b.count - a.count),
    notes: rowNotes.flatMap((note): NoteCount[] => {
      const count = notes.get(note) ?? 0;
      return count <= 0 ? [] : [{ note, count }];
    }),
  };
}

/** A warning about rows that cannot be read, while there are such rows: a person may have fixed them. */
function stillHolding(warning: ImportWarning, unreadable: number): readonly ImportWarning[] {
  if (warning.code !== 'bytes_unreadable' || warning.details.context !== 'column') return [warning];
  return unreadable === 0 ? [] : [{ ...warning, count: unreadable }];
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
  const { records, seconds, warnings } = summary;
  return assemble({ records, accepted, seconds, warnings }, reasons, notes);
}

/** Short, and no slice of the chunk it was read from: a sample must not keep a megabyte alive. */
function ownCopy(value: string): string {
  return JSON.parse(JSON.stringify(value.slice(0, sampleLength))) as string;
}
