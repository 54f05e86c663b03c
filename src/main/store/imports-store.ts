import type { ImportRecord } from '#contract/import.ts';
import { type JudgeSummary, type StagedBatch, verdicts } from '#core/contacts/import-types.ts';
import type { Instant } from '#core/kernel/clock.ts';
import { fail } from '#core/kernel/errors.ts';
import type { GroupId, ImportId, PhoneNumber } from '#core/kernel/ids.ts';
import type { ColumnMapping } from '#core/mapping/mapping.ts';
import type { Db } from './database.ts';

interface ImportRow {
  readonly id: ImportId;
  readonly file_name: string;
  readonly at: number;
  readonly state: 'judging' | 'judged' | 'committing' | 'committed';
  readonly mapping: string;
  readonly summary: string | null;
  readonly group_id: GroupId | null;
  readonly group_name: string | null;
}

export interface StagedRow {
  readonly line: number;
  readonly cells: string[];
  readonly phone: PhoneNumber | null;
  readonly reason: string | null;
}

/** Staged rows of old imports are kept this long for drafts that go to "a file just imported". */
const keptMs = 30 * 24 * 3_600_000;

export function createImportsStore(db: Db) {
  const row = (id: ImportId): ImportRow => {
    const found = db.get<ImportRow>('SELECT * FROM imports WHERE id = ?', id);
    if (found === undefined) fail('not_found', `no import ${id}`, { what: 'import' });
    return found;
  };
  const toRecord = (found: ImportRow): ImportRecord => {
    const mapping = JSON.parse(found.mapping) as ColumnMapping;
    return {
      id: found.id,
      fileName: found.file_name,
      at: found.at,
      state: found.state === 'committed' ? 'committed' : 'judged',
      summary: JSON.parse(found.summary ?? 'null') as ImportRecord['summary'],
      groupId: found.group_id,
      groupName: found.group_name,
      columns: mapping.columns.map((column) => column.name),
    };
  };

  return {
    begin(fileName: string, mapping: ColumnMapping, country: string | null, now: Instant): ImportId {
      return db.run(
        "INSERT INTO imports (file_name, at, state, mapping, country) VALUES (?, ?, 'judging', ?, ?)",
        fileName,
        now,
        JSON.stringify(mapping),
        country,
      ).id as ImportId;
    },
    /** Stages one batch after the rows already there. */
    stage(id: ImportId, batch: StagedBatch): void {
      db.transaction(() => {
        const last = db.get<{ seq: number | null }>('SELECT max(seq) AS seq FROM import_rows WHERE import_id = ?', id);
        let seq = last?.seq ?? 0;
        for (let i = 0; i < batch.lines.length; i++) {
          const accepted = batch.verdicts[i] === verdicts.indexOf('accepted');
          const duplicate = batch.verdicts[i] === verdicts.indexOf('duplicate');
          db.run(
            `INSERT INTO import_rows (import_id, seq, line, verdict, phone, reason, cells, first_name, last_name, fields)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
            id,
            ++seq,
            batch.lines[i] as number,
            batch.verdicts[i] as number,
            batch.phones[i] || null,
            duplicate ? 'duplicate' : batch.reasons[i] || null,
            batch.cells[i] as string,
            accepted ? (batch.firstNames[i] as string) : null,
            accepted ? (batch.lastNames[i] as string) : null,
            accepted ? (batch.fields[i] as string) : null,
          );
        }
      });
    },
    judged(id: ImportId, summary: JudgeSummary): ImportRecord {
      db.run("UPDATE imports SET state = 'judged', summary = ? WHERE id = ?", JSON.stringify(summary), id);
      return toRecord(row(id));
    },
    discard(id: ImportId): void {
      db.transaction(() => {
        if (row(id).state === 'committed') fail('wrong_state', 'the import is in the book', { what: 'import' });
        db.run('DELETE FROM imports WHERE id = ?', id);
      });
    },
    get: (id: ImportId): ImportRecord => toRecord(row(id)),
    mapping: (id: ImportId): ColumnMapping => JSON.parse(row(id).mapping) as ColumnMapping,
    /** The newest twenty that were judged to the end. */
    list: (): readonly ImportRecord[] =>
      db
        .all<ImportRow>("SELECT * FROM imports WHERE state IN ('judged', 'committed') ORDER BY id DESC LIMIT 20")
        .map(toRecord),
    rows(id: ImportId, reason: string | null, offset: number, limit: number) {
      const condition = reason === null ? 'verdict = 0' : 'verdict <> 0 AND reason = ?';
      const values = reason === null ? [id] : [id, reason];
      const total =
        db.get<{ n: number }>(`SELECT count(*) AS n FROM import_rows WHERE import_id = ? AND ${condition}`, ...values)
          ?.n ?? 0;
      const rows = db.all<Omit<StagedRow, 'cells'> & { cells: string }>(
        `SELECT line, cells, phone, reason FROM import_rows WHERE import_id = ? AND ${condition}
         ORDER BY seq LIMIT ? OFFSET ?`,
        ...values,
        limit,
        offset,
      );
      return { total, rows: rows.map((found) => ({ ...found, cells: JSON.parse(found.cells) as string[] })) };
    },
    /** Left-out rows in file order, a page at a time: `after` is the last `seq` seen. */
    leftOut(id: ImportId, after: number, limit: number): readonly (StagedRow & { readonly seq: number })[] {
      return db
        .all<{ seq: number; line: number; cells: string; phone: PhoneNumber | null; reason: string | null }>(
          `SELECT seq, line, cells, phone, reason FROM import_rows
           WHERE import_id = ? AND verdict <> 0 AND seq > ? ORDER BY seq LIMIT ?`,
          id,
          after,
          limit,
        )
        .map((found) => ({ ...found, cells: JSON.parse(found.cells) as string[] }));
    },
    /** Imports that never came to an end leave nothing behind; staged rows of old ones go. */
    sweep(now: Instant): void {
      db.transaction(() => {
        db.run("DELETE FROM imports WHERE state = 'judging'");
        // Publishing again converges to the same book, so a person may simply press Import once more.
        db.run("UPDATE imports SET state = 'judged' WHERE state = 'committing'");
        db.run(
          `DELETE FROM import_rows WHERE import_id IN (SELECT id FROM imports WHERE at < ?)
             AND import_id NOT IN (SELECT j.value FROM campaigns k, json_each(k.audience, '$.imports') j
                                   WHERE k.state = 'draft')`,
          now - keptMs,
        );
      });
    },
  };
}

export type ImportsStore = ReturnType<typeof createImportsStore>;
