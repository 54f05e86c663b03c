import type { AttemptView, DoubtGroup, DoubtLedger } from '#contract/campaigns.ts';
import type { LogCode } from '#core/campaigns/campaign.ts';
import type { CampaignId, RecipientId } from '#core/kernel/ids.ts';
import type { Db } from './database.ts';

const attemptColumns = `q.id AS requestId, q.people, q.claimed_at AS claimedAt, q.settled_at AS settledAt, q.outcome,
  q.http_status AS httpStatus, q.message_id AS messageId, q.words, q.reply`;

/** What is known about people in doubt: when, by which request, and what was seen. */
export function createDoubtsStore(db: Db) {
  const balance = (id: CampaignId, code: LogCode, order: 'ASC' | 'DESC'): DoubtLedger['before'] => {
    const line = db.get<{ at: number; details: string }>(
      `SELECT at, details FROM campaign_log WHERE campaign_id = ? AND code = ? ORDER BY id ${order} LIMIT 1`,
      id,
      code,
    );
    if (line === undefined) return null;
    const { text, value } = JSON.parse(line.details) as { readonly text: string; readonly value: number | null };
    return { at: line.at, text, value };
  };
  return {
    /** Everyone in doubt, by what was seen, most frequent first and nobody left out; and what the account held before and after. */
    ledger: (id: CampaignId): DoubtLedger => ({
      before: balance(id, 'balance_before', 'ASC'),
      after: balance(id, 'balance_after', 'DESC'),
      groups: db.all<DoubtGroup>(
        `SELECT COALESCE(words, '') AS words, count(*) AS people, count(DISTINCT request_id) AS requests,
                min(moved_at) AS first, max(moved_at) AS last
         FROM recipients WHERE campaign_id = ? AND state = 'in_doubt' GROUP BY 1 ORDER BY people DESC, first`,
        id,
      ),
    }),
    /**
     * Every attempt at one person, latest first. Of requests for several people only their last: who an earlier one was for is not
     * kept, once one of them was tried again.
     */
    attempts: (id: CampaignId, recipient: RecipientId): readonly AttemptView[] =>
      db.all<AttemptView>(
        `SELECT ${attemptColumns} FROM requests q WHERE q.id IN (
           SELECT request_id FROM recipients WHERE id = ?1 AND campaign_id = ?2
           UNION SELECT id FROM requests WHERE campaign_id = ?2 AND recipient_id = ?1)
         ORDER BY q.id DESC LIMIT 100`,
        recipient,
        id,
      ),
  };
}
