import type { GroupId } from '#core/kernel/ids.ts';
import type { Bind, Db } from './database.ts';

/** A table whose rows can be taken away and put back, in the order in which references allow them to be put back. */
const sources = [
  'groups',
  'contacts',
  'group_members',
  'practice_contacts',
  'pushes',
  'push_rows',
  'imports',
  'import_batches',
  'import_mends',
  'import_added',
  'import_changes',
  'import_unmarked',
  'campaigns',
  'campaign_work',
  'campaign_counts',
  'texts',
  'requests',
  'recipients',
  'campaign_log',
  'receipts',
] as const;
export type RemovableSource = (typeof sources)[number];

/** Tables whose ids nothing refers to: put back under new ones, since theirs may have been given out again. */
const withNewIds: ReadonlySet<RemovableSource> = new Set(['campaign_log', 'receipts']);

/** What must be there for a row to be put back: a contact or group may have been created anew meanwhile, under another id. */
const conditions: Readonly<Partial<Record<RemovableSource, string>>> = {
  group_members: `payload ->> 'group_id' IN (SELECT id FROM groups) AND payload ->> 'contact_id' IN (SELECT id FROM contacts)`,
  pushes: `payload ->> 'group_id' IN (SELECT id FROM groups)`,
  push_rows: `payload ->> 'group_id' IN (SELECT group_id FROM pushes)`,
};

const linkPrefix = 'link ';

function columnsOf(db: Db, source: RemovableSource): readonly string[] {
  return db.all<{ name: string }>('SELECT name FROM pragma_table_info(?)', source).map(({ name }) => name);
}

/**
 * Deletes the rows of a table that `where` finds and keeps them under `undo`, every column as it is.
 * Call it for tables that refer to others first.
 *
 * @returns how many rows
 */
export function removeRows(db: Db, undo: string, source: RemovableSource, where: string, ...values: Bind[]): number {
  const pairs = columnsOf(db, source).map(
    (column) =>
      `'${column}', CASE typeof(${column}) WHEN 'blob' THEN json_object('hex', hex(${column})) ELSE ${column} END`,
  );
  db.run(
    `INSERT INTO removed_rows (undo, source, payload) SELECT ?, ?, json_object(${pairs.join(', ')}) FROM ${source} WHERE ${where}`,
    undo,
    source,
    ...values,
  );
  return db.run(`DELETE FROM ${source} WHERE ${where}`, ...values).changes;
}

/** Remembers which rows refer to one that is about to go, where the reference is then emptied: `restoreRows` sets it again. */
export function keepLinks(db: Db, undo: string, source: 'imports', column: 'group_id', id: number): void {
  db.run(
    `INSERT INTO removed_rows (undo, source, payload)
     SELECT ?, ?, json_object('id', id, 'to', ${column}) FROM ${source} WHERE ${column} = ?`,
    undo,
    `${linkPrefix}${source} ${column}`,
    id,
  );
}

/** Moves contacts and their memberships to the removed rows; answers how many contacts. */
export function removeContactRows(db: Db, undo: string, where: string, ...values: Bind[]): number {
  // The search table has no foreign keys of its own.
  db.run(`INSERT OR IGNORE INTO search_stale (contact_id) SELECT id FROM contacts WHERE ${where}`, ...values);
  removeRows(db, undo, 'group_members', `contact_id IN (SELECT id FROM contacts WHERE ${where})`, ...values);
  return removeRows(db, undo, 'contacts', where, ...values);
}

/** Moves a group to the removed rows with its memberships, its push, and the imports that name it. */
export function removeGroupRows(db: Db, undo: string, id: GroupId): void {
  keepLinks(db, undo, 'imports', 'group_id', id);
  removeRows(db, undo, 'push_rows', 'group_id = ?', id);
  removeRows(db, undo, 'pushes', 'group_id = ?', id);
  removeRows(db, undo, 'group_members', 'group_id = ?', id);
  removeRows(db, undo, 'groups', 'id = ?', id);
}

/**
 * Puts back what went under `undo`, ids and links included. A row whose place was taken meanwhile (a number that is a contact again)
 * stays away.
 *
 * @returns how many rows of each table came back
 */
export function restoreRows(db: Db, undo: string): Readonly<Partial<Record<RemovableSource, number>>> {
  return db.transaction(() => {
    const restored: Partial<Record<RemovableSource, number>> = {};
    const there = new Set(
      db
        .all<{ source: string }>('SELECT DISTINCT source FROM removed_rows WHERE undo = ?', undo)
        .map((row) => row.source),
    );
    for (const source of sources) {
      if (!there.has(source)) continue;
      const columns = columnsOf(db, source).filter((column) => column !== 'id' || !withNewIds.has(source));
      const values = columns.map(
        (column) =>
          `CASE json_type(payload, '$.${column}') WHEN 'object' THEN unhex(payload ->> '$.${column}.hex') ELSE payload ->> '$.${column}' END`,
      );
      restored[source] = db.run(
        `INSERT OR IGNORE INTO ${source} (${columns.join(', ')}) SELECT ${values.join(', ')} FROM removed_rows
         WHERE undo = ? AND source = ? AND ${conditions[source] ?? 'true'} ORDER BY id`,
        undo,
        source,
      ).changes;
    }
    for (const link of [...there].filter((source) => source.startsWith(linkPrefix))) {
      const [, source, column] = link.split(' ') as [string, 'imports', 'group_id'];
      db.run(
        `UPDATE ${source} SET ${column} = kept.payload ->> 'to' FROM removed_rows kept
         WHERE kept.undo = ? AND kept.source = ? AND ${source}.id = kept.payload ->> 'id' AND ${source}.${column} IS NULL
           AND kept.payload ->> 'to' IN (SELECT id FROM groups)`,
        undo,
        link,
      );
    }
    db.run(
      `INSERT OR IGNORE INTO search_stale (contact_id)
       SELECT payload ->> 'id' FROM removed_rows WHERE undo = ? AND source = 'contacts'`,
      undo,
    );
    db.run('DELETE FROM removed_rows WHERE undo = ?', undo);
    return restored;
  });
}
