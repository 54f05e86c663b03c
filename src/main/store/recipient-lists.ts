import type { RecipientView } from '#contract/campaigns.ts';
import type { CampaignId } from '#core/kernel/ids.ts';
import type { RecipientState } from '#core/outbox/states.ts';
import type { Db } from './database.ts';

/** Who is in a campaign, as lists and totals. */
export function createRecipientLists(db: Db) {
  return {
    recipients(
      id: CampaignId,
      filter: { readonly states: readonly RecipientState[] | null; readonly query: string },
      offset: number,
      limit: number,
    ) {
      const where = ['r.campaign_id = ?'];
      const values: (string | number)[] = [id];
      if (filter.states !== null) {
        // Written out, so that the partial indexes can serve them; the values are a closed set.
        where.push(`r.state IN (${filter.states.map((state) => `'${state}'`).join(', ')})`);
      }
      const query = filter.query.trim();
      if (query !== '') {
        where.push("(r.name LIKE ? ESCAPE '\\' OR r.phone LIKE ? ESCAPE '\\')");
        const like = `%${query.replace(/[\\%_]/g, (c) => `\\${c}`)}%`;
        // Only what is written like a number is looked for among the numbers: not the 2 of "Row 2".
        values.push(like, /^[\d\s()+./-]*\d[\d\s()+./-]*$/.test(query) ? `%${query.replace(/[^\d+]/g, '')}%` : like);
      }
      const condition = where.join(' AND ');
      const total =
        db.get<{ n: number }>(`SELECT count(*) AS n FROM recipients r WHERE ${condition}`, ...values)?.n ?? 0;
      const rows = db.all<RecipientView>(
        `SELECT r.id, r.name, r.phone, t.body AS text, r.state, r.words, q.message_id AS messageId,
                r.moved_at AS at, r.resolved_by AS resolvedBy
         FROM recipients r JOIN texts t ON t.id = r.text_id LEFT JOIN requests q ON q.id = r.request_id
         WHERE ${condition} ORDER BY r.id LIMIT ? OFFSET ?`,
        ...values,
        limit,
        offset,
      );
      return { total, rows };
    },
    /** Results in a stable order, a page at a time; `after` is the last id seen. */
    results(id: CampaignId, after: number, limit: number): readonly RecipientView[] {
      return db.all<RecipientView>(
        `SELECT r.id, r.name, r.phone, t.body AS text, r.state, r.words, q.message_id AS messageId,
                r.moved_at AS at, r.resolved_by AS resolvedBy
         FROM recipients r JOIN texts t ON t.id = r.text_id LEFT JOIN requests q ON q.id = r.request_id
         WHERE r.campaign_id = ? AND r.id > ? ORDER BY r.id LIMIT ?`,
        id,
        after,
        limit,
      );
    },
    /** People still waiting who have opted out since sealing. */
    suppressedSince: (id: CampaignId): number =>
      db.get<{ n: number }>(
        `SELECT count(*) AS n FROM recipients r WHERE r.campaign_id = ? AND r.state = 'queued'
         AND EXISTS (SELECT 1 FROM suppressions s WHERE s.phone = r.phone)`,
        id,
      )?.n ?? 0,
    reasons: (id: CampaignId) =>
      db.all<{ state: RecipientState; words: string; count: number }>(
        `SELECT state, COALESCE(words, '') AS words, count(*) AS count FROM recipients
         WHERE campaign_id = ? AND state IN ('rejected', 'undelivered', 'in_doubt')
         GROUP BY state, words ORDER BY count DESC LIMIT 50`,
        id,
      ),
  };
}
