import type { PushStatus } from '#contract/groups.ts';
import { type AppError, fail } from '#core/kernel/errors.ts';
import type { AccountId, GroupId, PhoneNumber } from '#core/kernel/ids.ts';
import type { Db } from './database.ts';

/** One contact to create at the service. */
export interface PushRow {
  readonly seq: number;
  readonly phone: PhoneNumber;
  readonly firstName: string;
  readonly lastName: string;
}

export type PushResult = 'created' | 'refused' | 'unclear';

export function createPushesStore(db: Db) {
  const status = (groupId: GroupId): PushStatus | null => {
    const push = db.get<{ state: PushStatus['state']; error: string | null }>(
      'SELECT state, error FROM pushes WHERE group_id = ?',
      groupId,
    );
    if (push === undefined) return null;
    const results = db.all<{ result: PushResult | 'waiting'; n: number }>(
      'SELECT result, count(*) AS n FROM push_rows WHERE group_id = ? GROUP BY result',
      groupId,
    );
    const count = (result: PushResult | 'waiting') => results.find((row) => row.result === result)?.n ?? 0;
    const [created, refused, unclear] = [count('created'), count('refused'), count('unclear')];
    return {
      groupId,
      state: push.state,
      total: created + refused + unclear + count('waiting'),
      done: created + refused + unclear,
      created,
      refused,
      unclear,
      error: push.error === null ? null : (JSON.parse(push.error) as AppError),
    };
  };

  return {
    status,
    /** Lists the group's people, those who opted out left aside; a former push of this group is forgotten. */
    begin(groupId: GroupId, accountId: AccountId, remote: { readonly uid: string; readonly name: string }): PushStatus {
      return db.transaction(() => {
        db.run('DELETE FROM pushes WHERE group_id = ?', groupId);
        db.run(
          "INSERT INTO pushes (group_id, account_id, remote_uid, remote_name, state) VALUES (?, ?, ?, ?, 'running')",
          groupId,
          accountId,
          remote.uid,
          remote.name,
        );
        db.run(
          `INSERT INTO push_rows (group_id, seq, phone, first_name, last_name, result)
           SELECT ?, row_number() OVER (ORDER BY c.id), c.phone, c.first_name, c.last_name, 'waiting'
           FROM group_members m JOIN contacts c ON c.id = m.contact_id
           WHERE m.group_id = ? AND c.phone NOT IN (SELECT phone FROM suppressions)`,
          groupId,
          groupId,
        );
        const begun = status(groupId);
        if (begun === null || begun.total === 0)
          fail('audience_empty', 'the group has nobody to push', { what: 'group' });
        return begun;
      });
    },
    waiting: (groupId: GroupId, limit: number): readonly PushRow[] =>
      db.all(
        `SELECT seq, phone, first_name AS firstName, last_name AS lastName FROM push_rows
         WHERE group_id = ? AND result = 'waiting' ORDER BY seq LIMIT ?`,
        groupId,
        limit,
      ),
    record(groupId: GroupId, seq: number, result: PushResult, words: string | null): void {
      db.run('UPDATE push_rows SET result = ?, words = ? WHERE group_id = ? AND seq = ?', result, words, groupId, seq);
    },
    end(groupId: GroupId, state: 'finished' | 'stopped', error: AppError | null): PushStatus | null {
      db.run(
        'UPDATE pushes SET state = ?, error = ? WHERE group_id = ?',
        state,
        error === null ? null : JSON.stringify(error),
        groupId,
      );
      return status(groupId);
    },
    results: (groupId: GroupId) =>
      db.all<{ phone: string; name: string; result: PushResult | 'waiting'; words: string | null }>(
        `SELECT phone, trim(first_name || ' ' || last_name) AS name, result, words FROM push_rows
         WHERE group_id = ? ORDER BY result = 'waiting', seq LIMIT 5000`,
        groupId,
      ),
  };
}

export type PushesStore = ReturnType<typeof createPushesStore>;
