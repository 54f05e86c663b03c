import type { Selection } from '#contract/contacts.ts';
import type { Group } from '#contract/groups.ts';
import type { Instant } from '#core/kernel/clock.ts';
import { fail } from '#core/kernel/errors.ts';
import type { GroupId } from '#core/kernel/ids.ts';
import { chosenIds } from './contacts-search.ts';
import type { Db } from './database.ts';
import { removeGroupRows, removeRows, restoreRows } from './removed-rows.ts';

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
        removeGroupRows(db, undo, id);
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
    empty: (id: GroupId, undo: string): number =>
      db.transaction(() => removeRows(db, undo, 'group_members', 'group_id = ?', id)),
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

/** Puts back what was removed under `undo`; answers how many contacts, or else groups, or else memberships. */
export function undoRemoval(db: Db, undo: string): number {
  const { contacts = 0, groups = 0, group_members: members = 0, campaigns = 0 } = restoreRows(db, undo);
  return contacts || groups || members || campaigns;
}
