import type { ReceiptRow } from '#contract/receipts.ts';
import type { Instant } from '#core/kernel/clock.ts';
import type { AccountId, CampaignId } from '#core/kernel/ids.ts';
import type { Receipt, ReceiptMeaning } from '#core/receipts/port.ts';
import type { Db } from './database.ts';
import { applyWaitingReceipts } from './receipt-matching.ts';

const hourMs = 3_600_000;

export interface AddedReceipts {
  /** New ones; a replay adds nothing. */
  readonly added: number;
  readonly matched: number;
  readonly unmatched: number;
  /** Campaigns whose counts may have changed. */
  readonly campaigns: readonly CampaignId[];
  /** Accounts that new ones say were too fast. */
  readonly throttled: readonly AccountId[];
}

type StoredReceiptRow = Omit<ReceiptRow, 'match'> & { readonly requestId: number | null };

export function createReceiptsStore(db: Db) {
  return {
    /** Stores callbacks and applies them; when it returns they are on disk, so the listener may answer 200. */
    add(receipts: readonly Receipt[], now: Instant): AddedReceipts {
      return db.transaction(() => {
        const added: number[] = [];
        const messages = new Set<string>();
        for (const receipt of receipts) {
          const { changes, id } = db.run(
            `INSERT INTO receipts (message_id, status, meaning, reason, at, received_at, source)
             VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
            receipt.messageId,
            receipt.status,
            receipt.meaning,
            receipt.reason,
            receipt.at,
            now,
            receipt.source,
          );
          if (changes === 0) continue;
          added.push(id);
          messages.add(receipt.messageId);
        }
        for (const message of messages) applyWaitingReceipts(db, message);
        const unmatched =
          db.get<{ n: number }>(
            `SELECT count(*) AS n FROM receipts WHERE request_id IS NULL
             AND id IN (SELECT value FROM json_each(?))`,
            JSON.stringify(added),
          )?.n ?? 0;
        const campaigns = db.all<{ id: CampaignId }>(
          `SELECT DISTINCT campaign_id AS id FROM requests WHERE message_id IN (SELECT value FROM json_each(?))`,
          JSON.stringify([...messages]),
        );
        return {
          added: added.length,
          matched: added.length - unmatched,
          unmatched,
          campaigns: campaigns.map(({ id }) => id),
          throttled: db
            .all<{ id: AccountId }>(
              `SELECT DISTINCT k.account_id AS id FROM receipts p JOIN requests q ON q.id = p.request_id
               JOIN campaigns k ON k.id = q.campaign_id
               WHERE p.meaning = 'throttled' AND p.id IN (SELECT value FROM json_each(?))`,
              JSON.stringify(added),
            )
            .map(({ id }) => id),
        };
      });
    },

    list(match: 'all' | 'matched' | 'unmatched', offset: number, limit: number) {
      const condition = { all: '', matched: 'WHERE p.request_id IS NOT NULL', unmatched: 'WHERE p.request_id IS NULL' }[
        match
      ];
      const total = db.get<{ n: number }>(`SELECT count(*) AS n FROM receipts p ${condition}`)?.n ?? 0;
      const rows = db.all<StoredReceiptRow>(
        `SELECT p.id, p.message_id AS messageId, p.status, p.meaning, p.reason, p.at, p.received_at AS receivedAt,
                p.source, p.request_id AS requestId, q.campaign_id AS campaignId, k.name AS campaign,
                COALESCE(q.people, 0) AS people
         FROM receipts p LEFT JOIN requests q ON q.id = p.request_id LEFT JOIN campaigns k ON k.id = q.campaign_id
         ${condition} ORDER BY p.id DESC LIMIT ? OFFSET ?`,
        limit,
        offset,
      );
      return {
        total,
        rows: rows.map(
          ({ requestId, ...row }): ReceiptRow => ({
            ...row,
            match: requestId === null ? 'unmatched' : row.people > 1 ? 'shared' : 'matched',
          }),
        ),
      };
    },

    summary(now: Instant) {
      const meanings = db.all<{ meaning: ReceiptMeaning; n: number }>(
        'SELECT meaning, count(*) AS n FROM receipts GROUP BY meaning',
      );
      const byMeaning = { delivered: 0, undelivered: 0, pending: 0, throttled: 0 };
      for (const { meaning, n } of meanings) byMeaning[meaning] = n;
      const from = Math.floor(now / hourMs) * hourMs - 23 * hourMs;
      const hours = db.all<{ hour: number; delivered: number; undelivered: number; other: number }>(
        `SELECT received_at / ${hourMs} * ${hourMs} AS hour, sum(meaning = 'delivered') AS delivered,
                sum(meaning = 'undelivered') AS undelivered,
                sum(meaning NOT IN ('delivered', 'undelivered')) AS other
         FROM receipts WHERE received_at >= ? GROUP BY 1`,
        from,
      );
      return {
        total: Object.values(byMeaning).reduce((sum, n) => sum + n, 0),
        unmatched: db.get<{ n: number }>('SELECT count(*) AS n FROM receipts WHERE request_id IS NULL')?.n ?? 0,
        lastAt: db.get<{ at: number | null }>('SELECT max(received_at) AS at FROM receipts')?.at ?? null,
        byMeaning,
        byHour: Array.from({ length: 24 }, (_, i) => {
          const hour = from + i * hourMs;
          return hours.find((found) => found.hour === hour) ?? { hour, delivered: 0, undelivered: 0, other: 0 };
        }),
        byReason: db.all<{ reason: string; count: number }>(
          `SELECT COALESCE(reason, status) AS reason, count(*) AS count FROM receipts
           WHERE meaning = 'undelivered' GROUP BY 1 ORDER BY 2 DESC LIMIT 20`,
        ),
      };
    },
  };
}

export type ReceiptsStore = ReturnType<typeof createReceiptsStore>;
