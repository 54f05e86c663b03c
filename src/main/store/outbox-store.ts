import type { CampaignId, PhoneNumber, RecipientId, RequestId } from '#core/kernel/ids.ts';
import { passGate } from '#core/sending/gate.ts';
import type { ClaimedRequest, Outbox, OutboxAnswer, OutboxStep, Settlement } from '#core/sending/outbox-port.ts';
import type { Db } from './database.ts';
import { applyWaitingReceipts } from './receipt-matching.ts';
import { countMove, readCounts } from './recipient-counts.ts';

interface QueuedRow {
  readonly id: RecipientId;
  readonly unit: number;
  readonly phone: PhoneNumber;
  readonly text_id: number;
  readonly suppressed: number;
}

export function createOutboxStore(db: Db) {
  const settle = (campaignId: CampaignId, settlement: Settlement): void => {
    db.run(
      `UPDATE requests SET settled_at = ?, outcome = ?, http_status = ?, message_id = ?, words = ?, reply = ?
       WHERE id = ?`,
      settlement.at,
      settlement.state,
      settlement.httpStatus,
      settlement.messageId,
      settlement.words,
      settlement.reply,
      settlement.requestId,
    );
    // Only rows still `sending`: a settlement that comes a second time changes nothing.
    const { changes } = db.run(
      "UPDATE recipients SET state = ?, words = ?, settled_at = ? WHERE request_id = ? AND state = 'sending'",
      settlement.state,
      settlement.words,
      settlement.state === 'queued' ? null : settlement.at,
      settlement.requestId,
    );
    countMove(db, campaignId, 'sending', settlement.state, 'sender', changes);
    if (settlement.messageId !== null) applyWaitingReceipts(db, settlement.messageId);
  };

  const claim = (step: OutboxStep): ClaimedRequest[] => {
    const rules = db.get<{ per: number; best_before: number | null }>(
      'SELECT recipients_per_request AS per, best_before FROM campaigns WHERE id = ?',
      step.campaignId,
    );
    if (rules === undefined) return [];
    const claimed: ClaimedRequest[] = [];
    while (claimed.length < step.want) {
      const rows = db.all<QueuedRow>(
        `SELECT r.id, r.unit, r.phone, r.text_id,
                EXISTS (SELECT 1 FROM suppressions s WHERE s.phone = r.phone) AS suppressed
         FROM recipients r WHERE r.campaign_id = ? AND r.state = 'queued' ORDER BY r.unit, r.id LIMIT ?`,
        step.campaignId,
        (step.want - claimed.length) * rules.per,
      );
      if (rows.length === 0) break;
      for (const unit of byUnit(rows)) {
        const request = claimUnit(step, rules.best_before, unit);
        if (request !== null) claimed.push(request);
        if (claimed.length === step.want) break;
      }
    }
    return claimed;
  };

  const claimUnit = (
    step: OutboxStep,
    bestBefore: number | null,
    rows: readonly QueuedRow[],
  ): ClaimedRequest | null => {
    const going: QueuedRow[] = [];
    for (const row of rows) {
      const verdict = passGate({ now: step.now, suppressed: row.suppressed === 1, bestBefore });
      if (verdict === 'send') going.push(row);
      else {
        db.run('UPDATE recipients SET state = ?, settled_at = ? WHERE id = ?', verdict, step.now, row.id);
        countMove(db, step.campaignId, 'queued', verdict, 'gate', 1);
      }
    }
    const first = going[0];
    if (first === undefined) return null;
    const { id } = db.run(
      'INSERT INTO requests (campaign_id, claimed_at, people) VALUES (?, ?, ?)',
      step.campaignId,
      step.now,
      going.length,
    );
    for (const row of going) {
      db.run("UPDATE recipients SET state = 'sending', request_id = ? WHERE id = ?", id, row.id);
    }
    countMove(db, step.campaignId, 'queued', 'sending', 'sender', going.length);
    const text = db.get<{ body: string }>('SELECT body FROM texts WHERE id = ?', first.text_id);
    return {
      requestId: id as RequestId,
      recipients: going.map((row) => ({ id: row.id, phone: row.phone })),
      text: text?.body ?? '',
    };
  };

  return {
    exchange(step: OutboxStep): OutboxAnswer {
      return db.transaction(() => {
        for (const settlement of step.settled) settle(step.campaignId, settlement);
        const claimed = step.want > 0 ? claim(step) : [];
        if (claimed.length > 0) {
          db.run('UPDATE campaigns SET requests = requests + ? WHERE id = ?', claimed.length, step.campaignId);
        }
        return { claimed, counts: readCounts(db, step.campaignId) };
      });
    },
  } satisfies { readonly [K in keyof Outbox]: (...args: Parameters<Outbox[K]>) => OutboxAnswer };
}

export type OutboxStore = ReturnType<typeof createOutboxStore>;

/** Splits rows, sorted by unit, into units. */
function byUnit(rows: readonly QueuedRow[]): QueuedRow[][] {
  const units: QueuedRow[][] = [];
  for (const row of rows) {
    const last = units.at(-1);
    if (last?.[0]?.unit === row.unit) last.push(row);
    else units.push([row]);
  }
  return units;
}
