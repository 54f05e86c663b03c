import type { ReceiptMeaning } from './port.ts';

/**
 * Status words of receipts, in lower case. Sources: the reference ("success, failed, queued, throttled, etc."), the
 * service's family (Queued, Sent, Delivered, Undelivered, Expired, Rejected, Failed), and SMPP 3.4's short forms, which
 * such services pass through. In a receipt `success` means delivered; in the reply to a send it only means accepted.
 */
const words: ReadonlyMap<string, ReceiptMeaning> = new Map<string, ReceiptMeaning>([
  ['success', 'delivered'],
  ['successful', 'delivered'],
  ['delivered', 'delivered'],
  ['delivrd', 'delivered'],
  ['failed', 'undelivered'],
  ['failure', 'undelivered'],
  ['error', 'undelivered'],
  ['undelivered', 'undelivered'],
  ['undeliverable', 'undelivered'],
  ['not delivered', 'undelivered'],
  ['undeliv', 'undelivered'],
  ['expired', 'undelivered'],
  ['rejected', 'undelivered'],
  ['rejectd', 'undelivered'],
  ['deleted', 'undelivered'],
  ['blocked', 'undelivered'],
  ['queued', 'pending'],
  ['sent', 'pending'],
  ['accepted', 'pending'],
  ['acceptd', 'pending'],
  ['pending', 'pending'],
  ['submitted', 'pending'],
  ['enroute', 'pending'],
  ['scheduled', 'pending'],
  ['processing', 'pending'],
  ['throttled', 'throttled'],
]);

/** What a status word means, without regard to case, spaces around it, or `_`/`-` inside. Unknown words count as pending: they settle nobody. */
export function meaningOf(status: string): ReceiptMeaning {
  return (
    words.get(
      status
        .trim()
        .toLowerCase()
        .replace(/[_\-\s]+/g, ' '),
    ) ?? 'pending'
  );
}
