import type { CampaignId } from '#core/kernel/ids.ts';
import { assertMove, type Mover, noCounts, type RecipientState, type StateCounts } from '#core/outbox/states.ts';
import type { Db } from './database.ts';

/** Adds `people` to a campaign's count of one state; the CHECK on the column refuses to go below zero. */
export function addCount(db: Db, campaignId: CampaignId, state: RecipientState, people: number): void {
  if (people === 0) return;
  db.run(
    `INSERT INTO campaign_counts (campaign_id, state, people) VALUES (?, ?, ?)
     ON CONFLICT (campaign_id, state) DO UPDATE SET people = people + excluded.people`,
    campaignId,
    state,
    people,
  );
}

/** Books a move of `people` in the counts. Every state change of a recipient goes through here, or was looked up as legal move by move. */
export function countMove(
  db: Db,
  campaignId: CampaignId,
  from: RecipientState,
  to: RecipientState,
  mover: Mover,
  people: number,
): void {
  if (people === 0 || from === to) return;
  assertMove(from, to, mover);
  moveCount(db, campaignId, from, to, people);
}

/** The same for a course of several legal moves: only its ends are counted. */
export function moveCount(
  db: Db,
  campaignId: CampaignId,
  from: RecipientState,
  to: RecipientState,
  people: number,
): void {
  if (people === 0 || from === to) return;
  db.run(
    'UPDATE campaign_counts SET people = people - ? WHERE campaign_id = ? AND state = ?',
    people,
    campaignId,
    from,
  );
  addCount(db, campaignId, to, people);
}

export function readCounts(db: Db, campaignId: CampaignId): StateCounts {
  const rows = db.all<{ state: RecipientState; people: number }>(
    'SELECT state, people FROM campaign_counts WHERE campaign_id = ?',
    campaignId,
  );
  return { ...noCounts, ...Object.fromEntries(rows.map((row) => [row.state, row.people])) };
}

/** Counts requests that a campaign made. */
export function addRequests(db: Db, campaignId: CampaignId, requests: number): void {
  if (requests === 0) return;
  db.run(
    `INSERT INTO campaign_work (campaign_id, requests) VALUES (?, ?)
     ON CONFLICT (campaign_id) DO UPDATE SET requests = requests + excluded.requests`,
    campaignId,
    requests,
  );
}
