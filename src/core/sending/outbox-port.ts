import type { Instant } from '../kernel/clock.ts';
import type { CampaignId, PhoneNumber, RecipientId, RequestId } from '../kernel/ids.ts';
import type { StateCounts } from '../outbox/states.ts';

/** One request's worth of people, already `sending` on disk: it may go out now. */
export interface ClaimedRequest {
  readonly requestId: RequestId;
  readonly claimedAt: Instant;
  readonly recipients: readonly { readonly id: RecipientId; readonly phone: PhoneNumber }[];
  readonly text: string;
}

/** What became of a claimed request. `queued` puts its people back: no byte was written, or the service said later. */
export interface Settlement {
  readonly requestId: RequestId;
  readonly claimedAt: Instant;
  /** Whom the request was claimed for. */
  readonly people: readonly RecipientId[];
  readonly at: Instant;
  readonly state: 'accepted' | 'rejected' | 'in_doubt' | 'queued';
  readonly messageId: string | null;
  readonly httpStatus: number | null;
  /** The service's words, or what is known about the doubt. */
  readonly words: string | null;
  /** Redacted reply. */
  readonly reply: string | null;
}

export interface OutboxStep {
  readonly campaignId: CampaignId;
  readonly now: Instant;
  readonly settled: readonly Settlement[];
  /** Requests wanted next; fewer come back when fewer wait. */
  readonly want: number;
}

export interface OutboxAnswer {
  readonly claimed: readonly ClaimedRequest[];
  readonly counts: StateCounts;
  /** The next in line is not who was sealed, or not with that text: the file is damaged, and nobody behind them was given out. */
  readonly damaged: RecipientId | null;
}

/** The durable queue of one campaign, as the sender needs it. */
export interface Outbox {
  /**
   * Settles and claims in one transaction. When it resolves, both are on disk (fsynced); when it rejects, neither
   * happened. The sender writes a request's first byte only after the step that claimed it resolved.
   */
  exchange(step: OutboxStep): Promise<OutboxAnswer>;
}
