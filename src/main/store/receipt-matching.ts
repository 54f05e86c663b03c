import type { CampaignId, ReceiptId, RecipientId, RequestId } from '#core/kernel/ids.ts';
import type { RecipientState } from '#core/outbox/states.ts';
import { finalState } from '#core/receipts/merge.ts';
import type { ReceiptMeaning } from '#core/receipts/port.ts';
import type { Db } from './database.ts';
import { countMove } from './recipient-counts.ts';

interface StoredReceipt {
  readonly id: ReceiptId;
  readonly meaning: ReceiptMeaning;
  readonly status: string;
  readonly reason: string | null;
  readonly at: number | null;
  readonly received_at: number;
}

/**
 * Gives every stored receipt of a message to the one request it can belong to, and moves that request's person.
 * A message id on two requests, or one covering several people, says nothing about one person: nobody is moved.
 * Safe to call again at any time: the outcome depends on the set of receipts, never on their order.
 */
export function applyWaitingReceipts(db: Db, messageId: string): void {
  const receipts = db.all<StoredReceipt>(
    'SELECT id, meaning, status, reason, at, received_at FROM receipts WHERE message_id = ?',
    messageId,
  );
  if (receipts.length === 0) return;
  const requests = db.all<{ id: RequestId; recipient_id: RecipientId | null }>(
    'SELECT id, recipient_id FROM requests WHERE message_id = ? LIMIT 2',
    messageId,
  );
  const request = requests.length === 1 ? requests[0] : undefined;
  if (request === undefined) return;
  db.run('UPDATE receipts SET request_id = ? WHERE message_id = ? AND request_id IS NULL', request.id, messageId);

  // Only while it is their latest attempt: a person who was sent again is told by what came of that.
  const person = db.get<{ id: RecipientId; campaign_id: CampaignId; state: RecipientState }>(
    'SELECT id, campaign_id, state FROM recipients WHERE id = ? AND request_id = ?',
    request.recipient_id,
    request.id,
  );
  if (person === undefined) return;
  const outcome = finalState(
    receipts.map((receipt) => ({
      meaning: receipt.meaning,
      status: receipt.status,
      reason: receipt.reason,
      at: receipt.at,
    })),
  );
  if (outcome === null) return;
  db.run(
    'UPDATE recipients SET state = ?, words = ?, moved_at = ?, resolved_by = CASE WHEN state = ? THEN ? ELSE resolved_by END WHERE id = ?',
    outcome.state,
    outcome.words,
    outcome.at ?? Math.max(...receipts.map((receipt) => receipt.received_at)),
    'in_doubt',
    'receipt',
    person.id,
  );
  // Also when only the words changed: the person's words must not tell which of two receipts came first.
  countMove(db, person.campaign_id, person.state, outcome.state, 'receipt', 1);
}
