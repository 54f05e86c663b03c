import type { Instant } from '#core/kernel/clock.ts';
import { fail } from '#core/kernel/errors.ts';
import type { GroupId, ImportId } from '#core/kernel/ids.ts';
import type { ColumnMapping } from '#core/mapping/mapping.ts';
import type { Db } from './database.ts';

export type OnDuplicate = 'update' | 'fill' | 'skip';

export interface PublishPlan {
  readonly added: number;
  readonly changed: number;
  readonly same: number;
  readonly suppressed: number;
}

/** Rows published in one transaction: short enough that a send's intent does not wait noticeably behind it. */
const sliceRows = 5_000;

/** What each rule makes of a person the book knows. `old` is the book's row, `new` the file's. */
const merged: Readonly<Record<OnDuplicate, { first: string; last: string; fields: string }>> = {
  // A blank cell never erases what the book knows.
  update: {
    first: "CASE WHEN n.first <> '' THEN n.first ELSE c.first_name END",
    last: "CASE WHEN n.last <> '' THEN n.last ELSE c.last_name END",
    fields: 'json_patch(c.fields, n.fields)',
  },
  fill: {
    first: "CASE WHEN c.first_name <> '' THEN c.first_name ELSE n.first END",
    last: "CASE WHEN c.last_name <> '' THEN c.last_name ELSE n.last END",
    // From the book's own and back to it, so that the names keep their order and nothing new is the very same text.
    fields: `json_patch(json_patch(c.fields, n.fields),
                        (SELECT json_group_object(key, value) FROM json_each(c.fields) WHERE value <> ''))`,
  },
  skip: { first: 'c.first_name', last: 'c.last_name', fields: 'c.fields' },
};

/** The accepted rows of an import, or of a slice of it. */
function newRows(slice: string): string {
  return `SELECT r.phone, r.first_name AS first, r.last_name AS last, r.fields
          FROM import_rows r WHERE r.import_id = ? AND r.verdict = 0 ${slice}`;
}

export function createImportPublisher(db: Db, mappingOf: (id: ImportId) => ColumnMapping) {
  return {
    /** Counts what publishing would do; writes nothing. */
    plan(id: ImportId, rule: OnDuplicate): PublishPlan {
      const rule_ = merged[rule];
      const counts = db.get<{ added: number; changed: number; same: number; suppressed: number }>(
        `WITH n AS (${newRows('')})
         SELECT COALESCE(sum(c.id IS NULL), 0) AS added,
                COALESCE(sum(c.id IS NOT NULL AND (${rule_.first} <> c.first_name OR ${rule_.last} <> c.last_name
                             OR ${rule_.fields} <> c.fields)), 0) AS changed,
                COALESCE(sum(c.id IS NOT NULL), 0) AS same,
                COALESCE(sum(EXISTS (SELECT 1 FROM suppressions s WHERE s.phone = n.phone)), 0) AS suppressed
         FROM n LEFT JOIN contacts c ON c.phone = n.phone`,
        id,
      );
      if (counts === undefined) fail('not_found', `no import ${id}`, { what: 'import' });
      return { ...counts, same: counts.same - counts.changed };
    },

    /** Publishes in slices; yields the share done after each. Starting again after a crash converges to the same book. */
    *publish(id: ImportId, rule: OnDuplicate, groupId: GroupId | null, now: Instant): Generator<number, void> {
      const rule_ = merged[rule];
      const kept = mappingOf(id).columns.filter((column) => column.target === 'field');
      for (const { name } of kept) db.run('INSERT OR IGNORE INTO book_fields (name) VALUES (?)', name);
      db.run("UPDATE imports SET state = 'committing' WHERE id = ?", id);
      const order = `publish_order_${id}`;
      // By number: the unique index then grows at one place after the other. In file order each slice would touch, and log,
      // nearly every page of it: with a million rows that is most of the time.
      db.script(`DROP TABLE IF EXISTS temp.${order}`);
      db.script(`CREATE TEMP TABLE ${order} (place INTEGER PRIMARY KEY, phone TEXT NOT NULL, seq INTEGER NOT NULL)`);
      const { changes: end } = db.run(
        `INSERT INTO temp.${order} (phone, seq)
         SELECT phone, seq FROM import_rows WHERE import_id = ? AND verdict = 0 ORDER BY phone`,
        id,
      );
      for (let from = 0; from < end; from += sliceRows) {
        const slice = [id, from, from + sliceRows] as const;
        const known = newRows(`AND r.seq IN (SELECT o.seq FROM temp.${order} o JOIN contacts c ON c.phone = o.phone
                                             WHERE o.place > ? AND o.place <= ?)`);
        db.transaction(() => {
          if (rule !== 'skip') {
            const changed = db.all<{ id: number }>(
              `UPDATE contacts AS c SET first_name = ${rule_.first}, last_name = ${rule_.last},
                      fields = ${rule_.fields}, updated_at = ?
               FROM (${known}) AS n
               WHERE c.phone = n.phone AND (${rule_.first} <> c.first_name OR ${rule_.last} <> c.last_name
                     OR ${rule_.fields} <> c.fields) RETURNING id`,
              now,
              ...slice,
            );
            for (const contact of changed) {
              db.run('INSERT OR IGNORE INTO search_stale (contact_id) VALUES (?)', contact.id);
            }
          }
          db.run(
            `INSERT INTO contacts (phone, first_name, last_name, fields, created_at, updated_at)
             SELECT r.phone, r.first_name, r.last_name, r.fields, ?, ?
             FROM temp.${order} o CROSS JOIN import_rows r ON r.import_id = ? AND r.seq = o.seq
             WHERE o.place > ? AND o.place <= ? ON CONFLICT (phone) DO NOTHING`,
            now,
            now,
            ...slice,
          );
          if (groupId !== null) {
            db.run(
              `INSERT OR IGNORE INTO group_members (group_id, contact_id)
               SELECT ?, c.id FROM temp.${order} o CROSS JOIN contacts c ON c.phone = o.phone
               WHERE o.place > ? AND o.place <= ?`,
              groupId,
              from,
              from + sliceRows,
            );
          }
        });
        yield Math.min(1, (from + sliceRows) / end);
      }
      db.script(`DROP TABLE temp.${order}`);
      db.run(
        `UPDATE imports SET state = 'committed', group_id = ?, group_name = (SELECT name FROM groups WHERE id = ?)
         WHERE id = ?`,
        groupId,
        groupId,
        id,
      );
    },
  };
}
