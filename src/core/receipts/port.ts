import type { Instant } from '../kernel/clock.ts';

/** What a delivery status means for a recipient; unknown words stay visible as they came and count as pending. */
export type ReceiptMeaning = 'delivered' | 'undelivered' | 'pending' | 'throttled';

/** One callback of the service, as received. It names a message, never a person. */
export interface Receipt {
  readonly messageId: string;
  /** The service's own word. */
  readonly status: string;
  readonly meaning: ReceiptMeaning;
  /** The service's time of the event, when it could be read. */
  readonly at: Instant | null;
  readonly reason: string | null;
  /** Where it came from. */
  readonly source: 'listener' | 'file';
}
