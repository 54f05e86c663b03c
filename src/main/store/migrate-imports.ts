import type { JudgeSummary, RejectReason } from '#core/contacts/import-types.ts';
import { acceptedCode, duplicateCode, reasonCode } from '#core/contacts/row-code.ts';
import type { Db } from './database.ts';

interface OldRow {
  readonly seq: number;
  readonly line: number;
  readonly verdict: number;
  readonly phone: string | null;
  readonly reason: string | null;
  readonly cells: string;
}

const batchRows = 2_000;

/** The one reason that was split since; which damage it was is not known any more. */
const oldReasons: Readonly<Record<string, RejectReason>> = { phone_damaged: 'damaged_scientific' };

/** Carries the rows staged by the first schema into batches, and its summaries into today's form; then the old tables go. */
export function migrateImports(db: Db): void {
  for (const { id, summary } of db.all<{ id: number; summary: string | null }>('SELECT id, summary FROM imports')) {
    if (summary !== null) {
      db.run('UPDATE imports_next SET summary = ? WHERE id = ?', JSON.stringify(todays(JSON.parse(summary))), id);
    }
    for (let after = 0, first = 0; ; ) {
      const rows = db.all<OldRow>(
        `SELECT seq, line, verdict, phone, reason, cells FROM import_rows
         WHERE import_id = ? AND seq > ? ORDER BY seq LIMIT ${batchRows}`,
        id,
        after,
      );
      const last = rows.at(-1);
      if (last === undefined) break;
      const bytes = (array: Uint16Array | Int32Array | Float64Array) => new Uint8Array(array.buffer);
      db.run(
        `INSERT INTO import_batches (import_id, first_row, rows, codes, lines, phones, cells) VALUES (?, ?, ?, ?, ?, ?, ?)`,
        id,
        first,
        rows.length,
        bytes(Uint16Array.from(rows, codeOf)),
        bytes(Int32Array.from(rows, (row) => row.line)),
        bytes(Float64Array.from(rows, (row) => Number(row.phone ?? 0))),
        new TextEncoder().encode(`[${rows.map((row) => row.cells).join(',')}]`),
      );
      after = last.seq;
      first += rows.length;
    }
  }
  db.script('DROP TABLE import_rows');
  db.script('DROP TABLE imports');
  db.script('ALTER TABLE imports_next RENAME TO imports');
}

function codeOf(row: OldRow): number {
  if (row.verdict === 0) return acceptedCode;
  if (row.verdict === 1) return duplicateCode;
  return reasonCode(reasonOf(row.reason), false);
}

function reasonOf(reason: string | null): RejectReason {
  return oldReasons[reason ?? ''] ?? ((reason ?? 'phone_invalid') as RejectReason);
}

function todays(old: {
  landline: number;
  reasons: { reason: string; count: number; samples: { line: number; value: string }[] }[];
  records: number;
  accepted: number;
  invalid: number;
  duplicate: number;
  seconds: number;
}): JudgeSummary {
  const { records, accepted, invalid, duplicate, seconds, landline } = old;
  const reasons = old.reasons.map(({ reason, ...rest }) => ({
    ...rest,
    reason: reason === 'duplicate' ? ('duplicate' as const) : reasonOf(reason),
    repairable: 0,
  }));
  const notes = landline > 0 ? [{ note: 'landline' as const, count: landline }] : [];
  return { records, accepted, invalid, duplicate, reasons, notes, warnings: [], seconds };
}
