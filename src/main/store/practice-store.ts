import { fail } from '#core/kernel/errors.ts';
import type { GroupId, ImportId } from '#core/kernel/ids.ts';
import type { Bind, Db } from './database.ts';
import { keepIdFloors } from './id-floors.ts';
import { countPracticeContacts, markedContacts, practiceAccounts } from './practice-marks.ts';
import { removeContactRows, removeGroupRows, removeRows } from './removed-rows.ts';

/** How much there is that came from practising. */
export interface PracticeDataCounts {
  /** People who came with the sample data and with nothing else. */
  readonly people: number;
  readonly campaigns: number;
  readonly receipts: number;
}

const practiceCampaigns = `SELECT id FROM campaigns WHERE account_id IN (${practiceAccounts})`;
const practiceReceipts = `SELECT p.id FROM receipts p JOIN requests q ON q.id = p.request_id
  WHERE q.campaign_id IN (${practiceCampaigns})`;

function count(db: Db, sql: string, ...values: Bind[]): number {
  return db.get<{ n: number }>(sql, ...values)?.n ?? 0;
}

export function createPracticeStore(db: Db) {
  const counts = (): PracticeDataCounts => ({
    people: countPracticeContacts(db),
    campaigns: count(db, `SELECT count(*) AS n FROM campaigns WHERE account_id IN (${practiceAccounts}) AND test = 0`),
    receipts: count(db, `SELECT count(*) AS n FROM receipts WHERE id IN (${practiceReceipts})`),
  });

  /** Groups that a sample import made and that would be empty without its people. A group of the service's stays. */
  const emptiedGroups = (): readonly GroupId[] =>
    db
      .all<{ id: GroupId }>(
        `SELECT g.id FROM groups g WHERE g.remote_uid IS NULL
           AND g.id IN (SELECT group_id FROM imports WHERE sample = 1 AND group_made = 1)
           AND NOT EXISTS (SELECT 1 FROM group_members m WHERE m.group_id = g.id AND m.contact_id NOT IN (${markedContacts}))`,
      )
      .map(({ id }) => id);

  /** Sample imports, but for those that a draft on a live account is going to send to. */
  const sampleImports = (): readonly ImportId[] =>
    db
      .all<{ id: ImportId }>(
        `SELECT id FROM imports WHERE sample = 1 AND id NOT IN (
           SELECT j.value FROM campaigns k, json_each(k.audience, '$.imports') j WHERE k.account_id NOT IN (${practiceAccounts}))`,
      )
      .map(({ id }) => id);

  return {
    counts,
    /**
     * Takes away the people of the sample data, the groups that came with them, sample imports, and every campaign on a practice
     * account with its receipts, in one transaction; `undo` puts all of it back until the app closes.
     *
     * @throws `wrong_state` while a practice campaign is being sent
     */
    remove(undo: string): PracticeDataCounts {
      return db.transaction(() => {
        const running = db.get<{ name: string }>(
          `SELECT name FROM campaigns WHERE state = 'running' AND id IN (${practiceCampaigns})`,
        );
        if (running !== undefined) {
          fail('wrong_state', `practice campaign ${running.name} is being sent`, {
            what: 'practice',
            name: running.name,
          });
        }
        const removed = counts();
        keepIdFloors(db);
        removeRows(db, undo, 'receipts', `id IN (${practiceReceipts})`);
        for (const source of [
          'campaign_log',
          'recipients',
          'requests',
          'texts',
          'campaign_counts',
          'campaign_work',
        ] as const) {
          removeRows(db, undo, source, `campaign_id IN (${practiceCampaigns})`);
        }
        removeRows(db, undo, 'campaigns', `account_id IN (${practiceAccounts})`);

        const groups = emptiedGroups();
        const imports = JSON.stringify(sampleImports());
        const ofImports = 'import_id IN (SELECT value FROM json_each(?))';
        for (const source of [
          'import_unmarked',
          'import_changes',
          'import_added',
          'import_mends',
          'import_batches',
        ] as const) {
          removeRows(db, undo, source, ofImports, imports);
        }
        removeRows(db, undo, 'imports', 'id IN (SELECT value FROM json_each(?))', imports);
        removeContactRows(db, undo, `id IN (${markedContacts})`);
        removeRows(db, undo, 'practice_contacts', 'true');
        for (const id of groups) removeGroupRows(db, undo, id);
        return removed;
      });
    },
  };
}

export type PracticeStore = ReturnType<typeof createPracticeStore>;
