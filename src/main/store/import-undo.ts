import { fieldsFromText } from '#core/contacts/merge.ts';
import { fail } from '#core/kernel/errors.ts';
import type { GroupId, ImportId } from '#core/kernel/ids.ts';
import { readWatermark } from './contacts-search.ts';
import type { Db } from './database.ts';
import { wrongImportState } from './import-state.ts';
import { restoreMarks } from './practice-marks.ts';

/** What became of the people an import had written. */
export interface UndoOutcome {
  /** Out of the book again, or as they were before. */
  readonly reverted: number;
  readonly keptEdited: number;
  readonly keptMessaged: number;
  /** Deleted meanwhile. */
  readonly gone: number;
}

/** Contacts looked at in one transaction. */
const sliceRows = 5_000;

interface UndoRow {
  readonly state: string;
  readonly written_at: number;
  readonly recipients_before: number | null;
  readonly group_id: GroupId | null;
  readonly group_made: number;
  readonly fields_made: string;
  readonly undone: string | null;
}

/**
 * Why somebody stays as the import left them. Edited: changed since by a person or another import, or, when the import brought them,
 * put into a group besides its own. Messaged: frozen into a campaign since, unless that never went to them. Since is told by ids, by
 * the clock only for imports that did not keep any.
 */
const edited = 'c.updated_at <> $written';
const elsewhere = `EXISTS (SELECT 1 FROM group_members m WHERE m.contact_id = c.id AND m.group_id IS NOT $group)`;
const messaged = `EXISTS (SELECT 1 FROM recipients r JOIN campaigns k ON k.id = r.campaign_id
  WHERE r.phone = c.phone AND $since AND r.state NOT IN ('rejected', 'cancelled', 'expired', 'suppressed'))`;

/** 0 goes back, 1 edited, 2 messaged. The numbers filled in are our own. */
function verdictSql(what: string, { written_at, recipients_before, group_id }: UndoRow): string {
  const since =
    recipients_before === null ? 'k.sealed_at >= $written' : `k.sealed_at IS NOT NULL AND r.id > ${recipients_before}`;
  return `CASE WHEN ${messaged} THEN 2 WHEN ${what} THEN 1 ELSE 0 END`
    .replaceAll('$since', since)
    .replaceAll('$written', String(written_at))
    .replaceAll('$group', group_id === null ? 'NULL' : String(group_id));
}

/** Contacts an import added and that were not looked at yet; `people` of them, the ids may have gaps. */
interface AddedRange {
  readonly first_id: number;
  readonly last_id: number;
  readonly people: number;
}

interface Tally {
  reverted: number;
  keptEdited: number;
  keptMessaged: number;
  gone: number;
}

export function createImportUndo(db: Db) {
  const row = (id: ImportId): UndoRow => {
    const found = db.get<UndoRow>(
      'SELECT state, written_at, recipients_before, group_id, group_made, fields_made, undone FROM imports WHERE id = ?',
      id,
    );
    if (found === undefined) fail('not_found', `no import ${id}`, { what: 'import' });
    return found;
  };
  const rules = (found: UndoRow) => ({
    added: verdictSql(`(${edited} OR ${elsewhere})`, found),
    changed: verdictSql(`i.changed = 1 AND ${edited}`, found),
  });
  const tallied = (start: string | null): Tally =>
    start === null
      ? { reverted: 0, keptEdited: 0, keptMessaged: 0, gone: 0 }
      : { ...(JSON.parse(start) as UndoOutcome) };
  const counted = (tally: Tally, verdict: number, people: number): void => {
    if (verdict === 2) tally.keptMessaged += people;
    else if (verdict === 1) tally.keptEdited += people;
    else tally.reverted += people;
  };

  /** Takes a slice of the contacts an import added out of the book, those that nobody touched since. */
  const takeOut = (id: ImportId, rule: string, range: AddedRange, tally: Tally): void => {
    const from = range.first_id;
    const to = Math.min(range.last_id, from + sliceRows - 1);
    const verdicts = db.all<{ id: number; verdict: number }>(
      `SELECT c.id, ${rule} AS verdict FROM contacts c WHERE c.id >= ? AND c.id <= ?`,
      from,
      to,
    );
    const leaving: number[] = [];
    for (const { id: contact, verdict } of verdicts) {
      counted(tally, verdict, 1);
      if (verdict === 0) leaving.push(contact);
    }
    const ids = JSON.stringify(leaving);
    db.run('DELETE FROM contacts WHERE id IN (SELECT value FROM json_each(?))', ids);
    // The search index has no foreign keys of its own; what it has not seen yet is not in it.
    if (from <= readWatermark(db)) {
      db.run('DELETE FROM contacts_search WHERE rowid IN (SELECT value FROM json_each(?))', ids);
    }
    const left = range.people - verdicts.length;
    if (to < range.last_id) {
      const next = 'UPDATE import_added SET first_id = ?, people = ? WHERE import_id = ? AND first_id = ?';
      db.run(next, to + 1, left, id, from);
      return;
    }
    db.run('DELETE FROM import_added WHERE import_id = ? AND first_id = ?', id, from);
    tally.gone += left;
  };

  /** Puts a slice of the contacts an import changed back to what they were. */
  const putBack = (id: ImportId, rule: string, group: GroupId | null, tally: Tally): number => {
    const found = db.all<{
      contact_id: number;
      changed: number;
      joined: number;
      first_name: string;
      last_name: string;
      fields: string;
      updated_at: number;
      verdict: number | null;
    }>(
      `SELECT i.*, CASE WHEN c.id IS NULL THEN NULL ELSE ${rule} END AS verdict
       FROM import_changes i LEFT JOIN contacts c ON c.id = i.contact_id
       WHERE i.import_id = ? ORDER BY i.contact_id LIMIT 1000`,
      id,
    );
    for (const one of found) {
      if (one.verdict === null) tally.gone++;
      else counted(tally, one.verdict, 1);
      if (one.verdict === 0 && one.changed === 1) {
        db.run(
          'UPDATE contacts SET first_name = ?, last_name = ?, fields = ?, updated_at = ? WHERE id = ?',
          one.first_name,
          one.last_name,
          one.fields,
          one.updated_at,
          one.contact_id,
        );
        db.run('INSERT OR IGNORE INTO search_stale (contact_id) VALUES (?)', one.contact_id);
      }
      if (one.verdict === 0 && one.joined === 1 && group !== null) {
        db.run('DELETE FROM group_members WHERE group_id = ? AND contact_id = ?', group, one.contact_id);
      }
      db.run('DELETE FROM import_changes WHERE import_id = ? AND contact_id = ?', id, one.contact_id);
    }
    return found.length;
  };

  const save = (id: ImportId, tally: Tally): void => {
    db.run('UPDATE imports SET undone = ? WHERE id = ?', JSON.stringify(tally), id);
  };

  /** A group that came with the import and holds nobody any more goes with it, unless it was tied to one of the service's. */
  const dropGroup = ({ group_id, group_made }: UndoRow): void => {
    if (group_id === null || group_made === 0) return;
    db.run(
      `DELETE FROM groups WHERE id = ? AND remote_uid IS NULL
         AND NOT EXISTS (SELECT 1 FROM group_members WHERE group_id = groups.id)`,
      group_id,
    );
  };

  /** Names of free fields that came with the import and that nobody has any more. One pass over the book, however many they are. */
  const dropFields = ({ fields_made }: UndoRow): void => {
    const unseen = new Set(JSON.parse(fields_made) as string[]);
    for (let after = 0; unseen.size > 0; ) {
      const people = db.all<{ id: number; fields: string }>(
        `SELECT id, fields FROM contacts WHERE id > ? AND fields <> '{}' ORDER BY id LIMIT 1000`,
        after,
      );
      const last = people.at(-1);
      if (last === undefined) break;
      for (const { fields } of people) for (const name of fieldsFromText(fields).keys()) unseen.delete(name);
      after = last.id;
    }
    db.run('DELETE FROM book_fields WHERE name IN (SELECT value FROM json_each(?))', JSON.stringify([...unseen]));
  };

  return {
    /** What undoing would do now. Writes nothing. */
    undoPlan(id: ImportId): UndoOutcome {
      const found = row(id);
      if (found.state !== 'committed') wrongImportState(id, found.state);
      const rule = rules(found);
      const tally = tallied(null);
      for (const { first_id, last_id, people: brought } of db.all<AddedRange>(
        'SELECT first_id, last_id, people FROM import_added WHERE import_id = ?',
        id,
      )) {
        let seen = 0;
        for (const { verdict, people } of db.all<{ verdict: number; people: number }>(
          `SELECT ${rule.added} AS verdict, count(*) AS people FROM contacts c WHERE c.id >= ? AND c.id <= ? GROUP BY 1`,
          first_id,
          last_id,
        )) {
          counted(tally, verdict, people);
          seen += people;
        }
        tally.gone += brought - seen;
      }
      for (const { verdict, people } of db.all<{ verdict: number | null; people: number }>(
        `SELECT CASE WHEN c.id IS NULL THEN NULL ELSE ${rule.changed} END AS verdict, count(*) AS people
         FROM import_changes i LEFT JOIN contacts c ON c.id = i.contact_id WHERE i.import_id = ? GROUP BY 1`,
        id,
      )) {
        if (verdict === null) tally.gone += people;
        else counted(tally, verdict, people);
      }
      return tally;
    },

    /**
     * Takes back what an import wrote, in slices; yields the share done. A committed import becomes `undone`; one that was stopped while
     * it was being published becomes `judged` again, as if nothing had happened. Begun again after a crash it goes on where it was.
     */
    *undo(id: ImportId): Generator<number, UndoOutcome> {
      const found = row(id);
      if (!['committed', 'committing', 'undoing'].includes(found.state)) {
        wrongImportState(id, found.state);
      }
      const ending = found.state === 'committing' ? 'judged' : 'undone';
      if (found.state === 'committed') db.run("UPDATE imports SET state = 'undoing', undone = NULL WHERE id = ?", id);
      const rule = rules(found);
      const tally = tallied(found.state === 'undoing' ? found.undone : null);
      const waiting = (): number =>
        db.get<{ n: number }>(
          `SELECT (SELECT COALESCE(sum(people), 0) FROM import_added WHERE import_id = ?)
                + (SELECT count(*) FROM import_changes WHERE import_id = ?) AS n`,
          id,
          id,
        )?.n ?? 0;
      const all = Math.max(1, waiting());
      for (;;) {
        const more = db.transaction(() => {
          const range = db.get<AddedRange>(
            'SELECT first_id, last_id, people FROM import_added WHERE import_id = ? ORDER BY first_id LIMIT 1',
            id,
          );
          if (range !== undefined) takeOut(id, rule.added, range, tally);
          const put = range === undefined ? putBack(id, rule.changed, found.group_id, tally) : 1;
          save(id, tally);
          return put > 0;
        });
        if (!more) break;
        yield Math.min(1, 1 - waiting() / all);
      }
      db.transaction(() => {
        dropGroup(found);
        dropFields(found);
        restoreMarks(db, id);
        db.run(
          `UPDATE imports SET state = ?, undone = ?, result = CASE ? WHEN 'judged' THEN NULL ELSE result END WHERE id = ?`,
          ending,
          ending === 'judged' ? null : JSON.stringify(tally),
          ending,
          id,
        );
      });
      return tally;
    },

    /** Imports that were cut off while they were being published or undone. */
    unfinished: (): readonly ImportId[] =>
      db
        .all<{ id: ImportId }>("SELECT id FROM imports WHERE state IN ('committing', 'undoing') ORDER BY id")
        .map(({ id }) => id),
  };
}
