import type { Overview } from '#contract/app.ts';
import type { AccountKind } from '#core/accounts/account-kind.ts';
import type { Instant } from '#core/kernel/clock.ts';
import type { Db } from './database.ts';
import { countPracticeContacts } from './practice-marks.ts';

const dayMs = 24 * 3_600_000;

/**
 * The figures of the first screen.
 *
 * @param offsetMinutes of the person's zone, east positive, to cut days where they live
 * @param kind which accounts' campaigns are counted; contacts: those of the sample data with `practice`, all others with `live`
 */
export function readOverview(db: Db, now: Instant, offsetMinutes: number, kind: AccountKind): Overview {
  const number = (sql: string) => db.get<{ n: number }>(sql)?.n ?? 0;
  const ours = `account_id IN (SELECT id FROM accounts WHERE kind = '${kind}') AND test = 0`;
  const practicePeople = countPracticeContacts(db);
  const ownContacts = number('SELECT count(*) AS n FROM contacts') - practicePeople;
  const shift = offsetMinutes * 60_000;
  const today = Math.floor((now + shift) / dayMs);
  const from = (today - 6) * dayMs - shift;
  // Requests carry the time; recipients of a grouped one share it. A bound number is a REAL, hence the cast.
  const rows = db.all<{ day: number; state: string; n: number }>(
    `SELECT CAST((q.settled_at + ?) / ${dayMs} AS INTEGER) AS day, r.state, count(*) AS n
     FROM recipients r JOIN requests q ON q.id = r.request_id
     WHERE r.campaign_id IN (SELECT id FROM campaigns WHERE (updated_at >= ? OR state = 'running') AND ${ours}) AND q.settled_at >= ? GROUP BY 1, 2`,
    shift,
    from,
    from,
  );
  return {
    contacts: kind === 'practice' ? practicePeople : ownContacts,
    ownContacts,
    groups: number('SELECT count(*) AS n FROM groups'),
    running: number(`SELECT count(*) AS n FROM campaigns WHERE state = 'running' AND ${ours}`),
    needPerson: number(
      `SELECT count(*) AS n FROM campaigns k WHERE ${ours} AND (state = 'paused' OR state IN ('finished', 'cancelled') AND EXISTS (
         SELECT 1 FROM campaign_counts c WHERE c.campaign_id = k.id AND c.state = 'in_doubt' AND c.people > 0))`,
    ),
    drafts: number(`SELECT count(*) AS n FROM campaigns WHERE state = 'draft' AND ${ours}`),
    inDoubt: number(
      `SELECT COALESCE(sum(people), 0) AS n FROM campaign_counts
       WHERE state = 'in_doubt' AND campaign_id IN (SELECT id FROM campaigns WHERE ${ours})`,
    ),
    days: Array.from({ length: 7 }, (_, i) => {
      const day = today - 6 + i;
      const of = (state: string) => rows.find((row) => row.day === day && row.state === state)?.n ?? 0;
      return {
        day: new Date(day * dayMs).toISOString().slice(0, 10),
        accepted: of('accepted') + of('delivered') + of('undelivered'),
        delivered: of('delivered'),
        undelivered: of('undelivered'),
        rejected: of('rejected'),
        inDoubt: of('in_doubt'),
        markedSent: of('marked_sent'),
      };
    }),
  };
}
