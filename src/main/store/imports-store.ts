import type { ImportRecord } from '#contract/import.ts';
import type { JudgeSummary, StagedBatch } from '#core/contacts/import-types.ts';
import { isAccepted } from '#core/contacts/row-code.ts';
import type { ReadOptions } from '#core/csv/reading.ts';
import type { Instant } from '#core/kernel/clock.ts';
import { fail } from '#core/kernel/errors.ts';
import type { GroupId, ImportId } from '#core/kernel/ids.ts';
import type { ColumnMapping } from '#core/mapping/mapping.ts';
import type { Db } from './database.ts';
import type { PublishCounts, PublishRules } from './import-publish.ts';
import { readSummary, wrongImportState } from './import-state.ts';
import { rowsOf, type StagedRow, stagedHeads } from './staged-rows.ts';

interface ImportRow {
  readonly id: ImportId;
  readonly file_name: string;
  readonly at: number;
  readonly state: 'judging' | 'judged' | 'committing' | 'committed' | 'undoing' | 'undone';
  readonly mapping: string;
  readonly options: string | null;
  readonly summary: string | null;
  readonly group_id: GroupId | null;
  readonly group_name: string | null;
  readonly result: string | null;
  readonly undone: string | null;
}

/** What an import is begun with. */
export interface ImportStart {
  readonly fileName: string;
  readonly options: ReadOptions;
  readonly mapping: ColumnMapping;
  readonly country: string | null;
  /** Of the sample file that comes with the app: its people are marked. */
  readonly sample?: boolean;
}

/** Staged rows of old imports are kept this long for drafts that go to "a file just imported". */
const keptMs = 30 * 24 * 3_600_000;

/** As people see it: what is still being written is not in the book, what is being taken back is no longer. */
const shownState = {
  judging: 'judged',
  judged: 'judged',
  committing: 'judged',
  committed: 'committed',
  undoing: 'undone',
  undone: 'undone',
} as const;

/** What is still being judged has no counts, and is never shown. The contract's arrays are not read-only. */
const shownSummary = (stored: string | null): ImportRecord['summary'] => readSummary(stored) as ImportRecord['summary'];

/** What publishing wrote, and by which rules: they are kept with its counts. */
function written(result: string | null): Pick<ImportRecord, 'result' | 'rules'> {
  if (result === null) return { result: null, rules: null };
  const { onDuplicate, onRepeat, ...counts } = JSON.parse(result) as PublishCounts & Partial<PublishRules>;
  const kept = onDuplicate !== undefined && onRepeat !== undefined;
  return { result: counts, rules: kept ? { onDuplicate, onRepeat } : null };
}

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
      state: shownState[found.state],
      summary: shownSummary(found.summary),
      groupId: found.group_id,
      groupName: found.group_name,
      columns: mapping.columns.map((column) => column.name),
      ...written(found.result),
      undone: JSON.parse(found.undone ?? 'null') as ImportRecord['undone'],
      rowsKept: db.get('SELECT 1 FROM import_batches WHERE import_id = ? LIMIT 1', found.id) !== undefined,
    };
  };
  const bytes = (array: Uint16Array | Int32Array | Float64Array): Uint8Array =>
    new Uint8Array(array.buffer, array.byteOffset, array.byteLength);

  return {
    begin({ fileName, mapping, options, country, sample = false }: ImportStart, now: Instant): ImportId {
      return db.run(
        "INSERT INTO imports (file_name, at, state, mapping, options, country, sample) VALUES (?, ?, 'judging', ?, ?, ?, ?)",
        fileName,
        now,
        JSON.stringify(mapping),
        JSON.stringify(options),
        country,
        Number(sample),
      ).id as ImportId;
    },
    /** Stages one batch after the rows already there. */
    stage(id: ImportId, batch: StagedBatch): void {
      // What was on its way while the import was dropped is refused.
      row(id);
      const first =
        db.get<{ next: number | null }>(
          'SELECT first_row + rows AS next FROM import_batches WHERE import_id = ? ORDER BY first_row DESC LIMIT 1',
          id,
        )?.next ?? 0;
      db.step(() =>
        db.run(
          'INSERT INTO import_batches (import_id, first_row, rows, codes, lines, phones, cells) VALUES (?, ?, ?, ?, ?, ?, ?)',
          id,
          first,
          batch.codes.length,
          bytes(batch.codes),
          bytes(batch.lines),
          bytes(batch.phones),
          batch.cells,
        ),
      );
    },
    judged(id: ImportId, summary: JudgeSummary): ImportRecord {
      db.run("UPDATE imports SET state = 'judged', summary = ? WHERE id = ?", JSON.stringify(summary), id);
      return toRecord(row(id));
    },
    discard(id: ImportId): void {
      db.transaction(() => {
        const { state } = row(id);
        if (!['judging', 'judged'].includes(state)) wrongImportState(id, state);
        db.run('DELETE FROM imports WHERE id = ?', id);
      });
    },
    get: (id: ImportId): ImportRecord => toRecord(row(id)),
    mapping: (id: ImportId): ColumnMapping => JSON.parse(row(id).mapping) as ColumnMapping,
    /** How its file was read; null for imports of the first schema. */
    options: (id: ImportId): ReadOptions | null => JSON.parse(row(id).options ?? 'null') as ReadOptions | null,
    /** The newest twenty that were judged to the end. */
    list: (): readonly ImportRecord[] =>
      db.all<ImportRow>("SELECT * FROM imports WHERE state <> 'judging' ORDER BY id DESC LIMIT 20").map(toRecord),
    /** Left-out rows in file order, about a batch at a time, from row `from` on; null after the last. */
    leftOut(id: ImportId, from: number): { readonly rows: readonly StagedRow[]; readonly next: number } | null {
      const batch = stagedHeads(db, id, from).next().value;
      if (batch === undefined) return null;
      return { rows: rowsOf(db, id, batch, (code) => !isAccepted(code)), next: batch.first + batch.codes.length };
    },
    /** Imports that never came to an end leave nothing behind; staged rows of old ones go. */
    sweep(now: Instant): void {
      db.transaction(() => {
        db.run("DELETE FROM imports WHERE state = 'judging'");
        for (const table of ['import_batches', 'import_mends']) {
          db.run(
            `DELETE FROM ${table} WHERE import_id IN (SELECT id FROM imports WHERE at < ?)
               AND import_id NOT IN (SELECT j.value FROM campaigns k, json_each(k.audience, '$.imports') j
                                     WHERE k.state = 'draft')`,
            now - keptMs,
          );
        }
      });
    },
  };
}

export type ImportsStore = ReturnType<typeof createImportsStore>;
