import { judgeRow } from '#core/contacts/judge-row.ts';
import { NumberSet } from '#core/contacts/number-set.ts';
import { repairRow } from '#core/contacts/repair-row.ts';
import {
  acceptedWith,
  duplicateCode,
  isAccepted,
  isDuplicate,
  isRepairable,
  kindMatcher,
  type RowCode,
  type RowKind,
  reasonCode,
} from '#core/contacts/row-code.ts';
import { recount } from '#core/contacts/summary.ts';
import type { ReadOptions } from '#core/csv/reading.ts';
import { fail } from '#core/kernel/errors.ts';
import type { ImportId } from '#core/kernel/ids.ts';
import type { ColumnMapping } from '#core/mapping/mapping.ts';
import { type StoredJudging, storedRules } from '../import/stored-rules.ts';
import type { Db } from './database.ts';
import { readSummary, wrongImportState } from './import-state.ts';
import { eachRow, findRows, rowsAt, type StagedRow, saveMend, stagedHeads, stagedRow } from './staged-rows.ts';

/** Rows of a judged import changed by a person, and judged again. */
export function createImportMending(db: Db) {
  const read = (id: ImportId) => {
    const found = db.get<{
      state: string;
      mapping: string;
      options: string | null;
      country: string | null;
      summary: string | null;
    }>('SELECT state, mapping, options, country, summary FROM imports WHERE id = ?', id);
    if (found === undefined) fail('not_found', `no import ${id}`, { what: 'import' });
    const judging: StoredJudging = {
      mapping: JSON.parse(found.mapping) as ColumnMapping,
      country: found.country,
      options: JSON.parse(found.options ?? 'null') as ReadOptions | null,
    };
    return { ...found, judging };
  };
  const opened = (id: ImportId) => {
    const found = read(id);
    const summary = readSummary(found.summary);
    if (found.state !== 'judged' || summary === null) return wrongImportState(id, found.state);
    return { rules: storedRules(found.judging), summary };
  };

  /** Numbers of every row that comes in. */
  const takenNumbers = (id: ImportId): NumberSet => {
    const taken = new NumberSet();
    for (const { codes, phones } of stagedHeads(db, id)) {
      for (let place = 0; place < codes.length; place++) {
        if (isAccepted(codes[place] as number)) taken.add(phones[place] as number);
      }
    }
    return taken;
  };

  /** Rows that are the first of one of these numbers while none or a later one comes in, and those later ones. */
  const misplaced = (id: ImportId, numbers: NumberSet): ReadonlySet<number> => {
    const firsts = new Map<number, number>();
    const rows = new Set<number>();
    for (const { first, codes, phones } of stagedHeads(db, id)) {
      for (let place = 0; place < codes.length; place++) {
        const phone = phones[place] as number;
        const code = codes[place] as number;
        if (phone === 0 || !numbers.has(phone) || !(isAccepted(code) || isDuplicate(code))) continue;
        const before = firsts.get(phone);
        if (before === undefined) {
          firsts.set(phone, first + place);
          if (!isAccepted(code)) rows.add(first + place);
        } else if (isAccepted(code)) rows.add(first + place);
      }
    }
    return rows;
  };

  /**
   * Gives rows other cells and judges them again. At the end, by `putFirst`, the first row in the file of equal numbers comes in, as it
   * would have had the file been written so. Slices are transactions of their own, and whole in themselves.
   */
  const begin = (id: ImportId) => {
    const { rules, summary } = opened(id);
    const taken = takenNumbers(id);
    // Numbers that a row let go, or that a mended row found held by another.
    const unsettled = new NumberSet();
    let counts = summary;
    let mended = 0;
    const settle = (row: StagedRow, cells: readonly string[], code: RowCode, phone: number, value: string): void => {
      saveMend(db, id, { row: row.row, code, phone, cells });
      counts = recount(counts, { line: row.line, from: row.code, to: code, value });
      mended++;
    };
    const judge = (row: StagedRow, cells: readonly string[]): void => {
      const judged = judgeRow(cells, rules);
      if (isAccepted(row.code)) {
        taken.remove(row.phone);
        if (!judged.ok || Number(judged.phone) !== row.phone) unsettled.add(row.phone);
      }
      if (!judged.ok) {
        return settle(row, cells, reasonCode(judged.reason, repairRow(cells, rules) !== null), 0, judged.value);
      }
      const phone = Number(judged.phone);
      const free = taken.add(phone);
      if (!free) unsettled.add(phone);
      return settle(row, cells, free ? acceptedWith(judged.notes) : duplicateCode, phone, judged.phone);
    };
    const slice = (rows: readonly StagedRow[], cellsOf: (row: StagedRow) => readonly string[]): void => {
      db.transaction(() => {
        for (const row of rows) judge(row, cellsOf(row));
        db.run('UPDATE imports SET summary = ? WHERE id = ?', JSON.stringify(counts), id);
      });
    };
    return {
      rules,
      slice,
      mended: () => mended,
      /** In one transaction: between a row that stands back and the one that comes in, nobody would have the number. */
      putFirst(): void {
        if (unsettled.size === 0) return;
        const before = mended;
        db.transaction(() => {
          const rows = misplaced(id, unsettled);
          for (const heads of rows.size === 0 ? [] : stagedHeads(db, id)) {
            const places = [...heads.codes.keys()].filter((place) => rows.has(heads.first + place));
            for (const row of places.length === 0 ? [] : rowsAt(db, id, heads, places)) {
              if (!isAccepted(row.code)) {
                taken.remove(row.phone);
                judge(row, row.cells);
              } else if (!taken.add(row.phone)) settle(row, row.cells, duplicateCode, row.phone, `+${row.phone}`);
            }
          }
          db.run('UPDATE imports SET summary = ? WHERE id = ?', JSON.stringify(counts), id);
        });
        mended = before;
      },
    };
  };

  const leftOut = (code: RowCode): boolean => !isAccepted(code);

  return {
    rows(id: ImportId, kind: RowKind, offset: number, limit: number) {
      return findRows(db, id, kindMatcher(kind), offset, limit);
    },
    /** How its rows were judged, for showing repairs. */
    judging: (id: ImportId): StoredJudging => read(id).judging,
    mend(id: ImportId, row: number, cells: readonly string[]): StagedRow {
      const found = stagedRow(db, id, row);
      if (found === undefined) fail('not_found', `import ${id} has no row ${row}`, { what: 'row' });
      const mending = begin(id);
      mending.slice([found], () => cells);
      mending.putFirst();
      return stagedRow(db, id, row) as StagedRow;
    },
    countAlike(id: ImportId, column: number, value: string): number {
      let rows = 0;
      for (const batch of eachRow(db, id, leftOut)) {
        rows += batch.filter((row) => (row.cells[column] ?? '') === value).length;
      }
      return rows;
    },
    /** Writes `to` into every left-out row that holds `from` in this column. Yields as it goes; answers how many rows changed. */
    *mendAlike(id: ImportId, column: number, from: string, to: string): Generator<number, number> {
      const mending = begin(id);
      for (const batch of eachRow(db, id, leftOut)) {
        const alike = batch.filter((row) => (row.cells[column] ?? '') === from);
        if (alike.length > 0) mending.slice(alike, (row) => withCell(row.cells, column, to));
        yield 0;
      }
      mending.putFirst();
      return mending.mended();
    },
    /** Applies the repair on offer to every row of this reason, or of all. Yields as it goes; answers how many rows changed. */
    *repair(id: ImportId, reason: RowKind | null): Generator<number, number> {
      const mending = begin(id);
      const ofReason = reason === null ? leftOut : kindMatcher(reason);
      for (const batch of eachRow(db, id, (code) => isRepairable(code) && ofReason(code))) {
        mending.slice(batch, (row) => repairRow(row.cells, mending.rules) ?? row.cells);
        yield 0;
      }
      mending.putFirst();
      return mending.mended();
    },
  };
}

function withCell(cells: readonly string[], column: number, value: string): readonly string[] {
  const next = Array.from({ length: Math.max(cells.length, column + 1) }, (_, index) => cells[index] ?? '');
  next[column] = value;
  return next;
}
