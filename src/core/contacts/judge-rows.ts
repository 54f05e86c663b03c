import type { CsvRecord } from '../csv/reading.ts';
import type { ColumnMapping } from '../mapping/mapping.ts';
import { judgePhone, type PhoneKind } from '../phone/judge-phone.ts';
import {
  type JudgeSummary,
  type ReasonCount,
  type RejectReason,
  rejectReasons,
  type StagedBatch,
  type Verdict,
  verdicts,
} from './import-types.ts';
import { NumberSet } from './number-set.ts';
import { createRowFields } from './row-fields.ts';

/** What a record is worth, before looking at the records above it. */
export type RowJudgement =
  | { readonly ok: true; readonly phone: string; readonly kind: PhoneKind }
  /** `value` is the cell the reason is about. */
  | { readonly ok: false; readonly reason: RejectReason; readonly value: string };

/** Judges the records of one file in order; it remembers the numbers seen. */
export interface FileJudge {
  /** Every record gets a verdict: `records = accepted + invalid + duplicate` at any time. */
  judge(records: readonly CsvRecord[]): StagedBatch;
  /** Counts so far. `seconds` is the caller's measurement. */
  summary(seconds: number): JudgeSummary;
}

const samplesPerReason = 5;
const sampleLength = 80;

const verdictIndex = (verdict: Verdict): number => verdicts.indexOf(verdict);
const accepted = verdictIndex('accepted');
const duplicate = verdictIndex('duplicate');
const invalid = verdictIndex('invalid');

/**
 * The first phone column, in the mapping's order, that holds a valid number wins. When none does, the reason is that of the first
 * one that is not blank; a record whose phone cells are all blank or missing is `phone_blank`.
 */
export function judgeRow(
  cells: readonly string[],
  phoneOrder: readonly number[],
  country: string | null,
): RowJudgement {
  let refused: RowJudgement | null = null;
  for (const index of phoneOrder) {
    const value = cells[index] ?? '';
    const judged = judgePhone(value, country);
    if (judged.ok) return judged;
    if (judged.reason !== 'phone_blank') refused ??= { ok: false, reason: judged.reason, value };
  }
  return refused ?? { ok: false, reason: 'phone_blank', value: '' };
}

/** `mapping` must have passed `validateMapping`; `country` is as in `judgePhone`. A number's first row wins, later ones are duplicates. */
export function createFileJudge(mapping: ColumnMapping, country: string | null): FileJudge {
  const seen = new NumberSet();
  const rowFields = createRowFields(mapping);
  const reasons = new Map<RejectReason | 'duplicate', { count: number; samples: { line: number; value: string }[] }>();
  let records = 0;
  let landline = 0;

  const note = (reason: RejectReason | 'duplicate', line: number, value: string): void => {
    let entry = reasons.get(reason);
    if (entry === undefined) {
      entry = { count: 0, samples: [] };
      reasons.set(reason, entry);
    }
    entry.count++;
    if (entry.samples.length < samplesPerReason) entry.samples.push({ line, value: ownCopy(value) });
  };

  const count = (reason: RejectReason | 'duplicate'): number => reasons.get(reason)?.count ?? 0;

  return {
    judge(batch) {
      const size = batch.length;
      const lines = new Int32Array(size);
      const verdictColumn = new Uint8Array(size);
      const phones = new Array<string>(size).fill('');
      const reasonColumn = new Array<string>(size).fill('');
      const cells = new Array<string>(size).fill('');
      const firstNames = new Array<string>(size).fill('');
      const lastNames = new Array<string>(size).fill('');
      const fields = new Array<string>(size).fill('');
      batch.forEach((record, row) => {
        const judged = judgeRow(record.cells, mapping.phoneOrder, country);
        lines[row] = record.line;
        cells[row] = JSON.stringify(record.cells);
        if (!judged.ok) {
          verdictColumn[row] = invalid;
          reasonColumn[row] = judged.reason;
          note(judged.reason, record.line, judged.value);
          return;
        }
        phones[row] = judged.phone;
        if (!seen.add(judged.phone)) {
          verdictColumn[row] = duplicate;
          note('duplicate', record.line, judged.phone);
          return;
        }
        verdictColumn[row] = accepted;
        const person = rowFields(record.cells);
        firstNames[row] = person.firstName;
        lastNames[row] = person.lastName;
        fields[row] = person.fields;
        if (judged.kind === 'landline') landline++;
      });
      records += size;
      return { lines, verdicts: verdictColumn, phones, reasons: reasonColumn, cells, firstNames, lastNames, fields };
    },

    summary(seconds) {
      const counted = (reason: RejectReason | 'duplicate'): ReasonCount[] => {
        const entry = reasons.get(reason);
        return entry === undefined ? [] : [{ reason, count: entry.count, samples: [...entry.samples] }];
      };
      const invalidCount = rejectReasons.reduce((sum, reason) => sum + count(reason), 0);
      return {
        records,
        accepted: seen.size,
        invalid: invalidCount,
        duplicate: count('duplicate'),
        landline,
        reasons: [...rejectReasons, 'duplicate' as const].flatMap(counted).sort((a, b) => b.count - a.count),
        seconds,
      };
    },
  };
}

/** Short, and no slice of the chunk it was read from: a sample must not keep a megabyte alive. */
function ownCopy(value: string): string {
  return JSON.parse(JSON.stringify(value.slice(0, sampleLength))) as string;
}
