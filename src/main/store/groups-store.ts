import type { Selection } from '#contract/contacts.ts';
import type { Group } from '#contract/groups.ts';
import type { Instant } from '#core/kernel/clock.ts';
import { fail } from '#core/kernel/errors.ts';
import type { GroupId } from '#core/kernel/ids.ts';
import { chosenIds } from './contacts-search.ts';
import type { Db } from './database.ts';

interface GroupRow {
  readonly id: GroupId;
  readonly name: string;
  readonly created_at: number;
  readonly remote_uid: string | null;
  readonly remote_name: string | null;
  readonly pushed_at: number | null;
  readonly count: number;
  readonly opted_out: number;
}

const columns = `g.*,
  (SELECT count(*) FROM group_members m WHERE m.group_id = g.id) AS count,
  (SELECT count(*) FROM suppressions s JOIN contacts c ON c.phone = s.phone
   JOIN group_members m ON m.contact_id = c.id AND m.group_id = g.id) AS opted_out`;

function fromRow(row: GroupRow): Group {
  return {
    id: row.id,
    name: row.name,
    count: row.count,
    optedOut: row.opted_out,
    createdAt: row.created_at,
    remote:
      row.remote_uid === null
        ? null
        : { uid: row.remote_uid, name: row.remote_name ?? row.remote_uid, pushedAt: row.pushed_at },
  };
}

export function createGroupsStore(db: Db) {
  const get = (id: GroupId): Group => {
    const row = db.get<GroupRow>(`SELECT ${columns} FROM groups g WHERE g.id = ?`, id);
    if (row === undefined) fail('not_found', `no group ${id}`, { what: 'group' });
    return fromRow(row);
  };
  const named = (name: string): GroupId | null =>
    db.get<{ id: GroupId }>('SELECT id FROM groups WHERE name = ?', name.trim())?.id ?? null;
  const refuseTwin = (name: string, own: GroupId | null): string => {
    const wanted = name.trim();
    if (wanted === '') fail('invalid_input', 'a group needs a name', { field: 'name' });
    const twin = named(wanted);
    if (twin !== null && twin !== own) fail('conflict', `a group "${wanted}" exists`, { what: 'group', name: wanted });
    return wanted;
  };
  const create = (name: string, now: Instant): Group => {
    const { id } = db.run('INSERT INTO groups (name, created_at) VALUES (?, ?)', refuseTwin(name, null), now);
    return get(id as GroupId);
  };
  const binMembers = (id: GroupId, undo: string): void => {
    db.run(
      `INSERT INTO trash (undo, kind, payload)
       SELECT ?, 'member', json_object('group_id', group_id, 'contact_id', contact_id)
       FROM group_members WHERE group_id = ?`,
      undo,
      id,
    );
  };

  return {
    get,
    create,
    list: (): readonly Group[] =>
      db.all<GroupRow>(`SELECT ${columns} FROM groups g ORDER BY g.name COLLATE NOCASE`).map(fromRow),
    /** The group of this name, and whether it had to be made. */
    ensure(name: string, now: Instant): { readonly id: GroupId; readonly made: boolean } {
      const id = named(name);
      return id === null ? { id: create(name, now).id, made: true } : { id, made: false };
    },
    rename(id: GroupId, name: string): Group {
      return db.transaction(() => {
        get(id);
        db.run('UPDATE groups SET name = ? WHERE id = ?', refuseTwin(name, id), id);
        return get(id);
      });
    },
    remove(id: GroupId, undo: string): void {
      db.transaction(() => {
        get(id);
        binMembers(id, undo);
        db.run(
          `INSERT INTO trash (undo, kind, payload)
           SELECT ?, 'group', json_object('id', id, 'name', name, 'created_at', created_at, 'remote_uid', remote_uid,
                                          'remote_name', remote_name, 'pushed_at', pushed_at) FROM groups WHERE id = ?`,
          undo,
          id,
        );
        db.run('DELETE FROM groups WHERE id = ?', id);
      });
    },
    add(id: GroupId, who: Selection): number {
      return db.transaction(() => {
        get(id);
        const chosen = chosenIds(db, who);
        return db.run(
          `INSERT OR IGNORE INTO group_members (group_id, contact_id) SELECT ?, id FROM contacts WHERE id IN (${chosen.sql})`,
          id,
          ...chosen.values,
        ).changes;
      });
    },
    removeMembers(id: GroupId, who: Selection): number {
      return db.transaction(() => {
        const chosen = chosenIds(db, who);
        return db.run(
          `DELETE FROM group_members WHERE group_id = ? AND contact_id IN (${chosen.sql})`,
          id,
          ...chosen.values,
        ).changes;
      });
    },
    empty(id: GroupId, undo: string): number {
      return db.transaction(() => {
        binMembers(id, undo);
        return db.run('DELETE FROM group_members WHERE group_id = ?', id).changes;
      });
    },
    link(id: GroupId, remote: { readonly uid: string; readonly name: string }, pushedAt: Instant | null): void {
      db.run(
        'UPDATE groups SET remote_uid = ?, remote_name = ?, pushed_at = COALESCE(?, pushed_at) WHERE id = ?',
        remote.uid,
        remote.name,
        pushedAt,
        id,
      );
    },
    count: (): number => db.get<{ n: number }>('SELECT count(*) AS n FROM groups')?.n ?? 0,
  };
}

export type GroupsStore = ReturnType<typeof createGroupsStore>;

/** Takes back what went to the trash under `undo`. People whose number is in the book again meanwhile stay as they are. */
export function restoreTrash(db: Db, undo: string): number {
  return db.transaction(() => {
    const insert = (kind: string, sql: string): number => {
      return db.run(`${sql} FROM trash WHERE undo = ? AND kind = '${kind}'`, undo).changes;
    };
    const members = `json_extract(payload, '$.group_id'), json_extract(payload, '$.contact_id')`;
    const groups = insert(
      'group',
      `INSERT OR IGNORE INTO groups (id, name, created_at, remote_uid, remote_name, pushed_at)
       SELECT payload ->> 'id', payload ->> 'name', payload ->> 'created_at', payload ->> 'remote_uid',
              payload ->> 'remote_name', payload ->> 'pushed_at'`,
    );
    const contacts = insert(
      'contact',
      `INSERT OR IGNORE INTO contacts (id, phone, first_name, last_name, fields, created_at, updated_at)
       SELECT payload ->> 'id', payload ->> 'phone', payload ->> 'first_name', payload ->> 'last_name',
              payload ->> 'fields', payload ->> 'created_at', payload ->> 'updated_at'`,
    );
    const restored = db.run(
      `INSERT OR IGNORE INTO group_members (group_id, contact_id)
       SELECT ${members} FROM trash WHERE undo = ? AND kind = 'member'
         AND json_extract(payload, '$.group_id') IN (SELECT id FROM groups)
         AND json_extract(payload, '$.contact_id') IN (SELECT id FROM contacts)`,
      undo,
    ).changes;
    db.run(
      `INSERT OR IGNORE INTO search_stale (contact_id)
       SELECT payload ->> 'id' FROM trash WHERE undo = ? AND kind = 'contact'`,
      undo,
    );
    db.run('DELETE FROM trash WHERE undo = ?', undo);
    return contacts > 0 ? contacts : groups > 0 ? groups : restored;
  });
}
