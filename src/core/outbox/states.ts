/**
 * The states of one recipient after sealing. The sealed count is always the sum over them.
 * `sending` is on disk before the first byte leaves; at start every `sending` row becomes `in_doubt`.
 */
export const recipientStates = [
  'queued',
  'sending',
  'accepted',
  'delivered',
  'undelivered',
  'rejected',
  'in_doubt',
  /** In doubt until a person decided that the message was sent. Not what the service said, so not `accepted`. */
  'marked_sent',
  'cancelled',
  'expired',
  'suppressed',
] as const;
export type RecipientState = (typeof recipientStates)[number];

/**
 * Who moved a recipient: the sender, the send-time gate, a delivery receipt, a person, or a restored backup, which takes over what is
 * known of the time after it (`after-restore.ts`).
 */
export type Mover = 'sender' | 'gate' | 'receipt' | 'person' | 'restore';

/** The only legal moves. A pair that is not here is a bug and throws before it reaches the disk. */
const moves: Readonly<Record<RecipientState, Readonly<Partial<Record<RecipientState, readonly Mover[]>>>>> = {
  queued: { sending: ['sender'], expired: ['gate'], suppressed: ['gate'], cancelled: ['person'] },
  sending: { accepted: ['sender'], rejected: ['sender'], in_doubt: ['sender'], queued: ['sender'] },
  accepted: { delivered: ['receipt'], undelivered: ['receipt'] },
  // A later final word of the service replaces an earlier one; `receipts/merge.ts` says which is later.
  delivered: { undelivered: ['receipt'] },
  undelivered: { delivered: ['receipt'] },
  rejected: { queued: ['person'] },
  // Nobody in doubt is ever sent again by the program itself.
  in_doubt: {
    marked_sent: ['person'],
    delivered: ['receipt'],
    undelivered: ['receipt'],
    queued: ['person'],
  },
  // The person may take the decision back; a receipt that comes later says what really happened.
  marked_sent: { in_doubt: ['person'], delivered: ['receipt'], undelivered: ['receipt'] },
  cancelled: {},
  expired: {},
  suppressed: {},
};

export function mayMove(from: RecipientState, to: RecipientState, mover: Mover): boolean {
  // Where it led is what matters: never back into the queue, and never out of what was certain.
  if (mover === 'restore') return isUnsettled(from) && to !== 'queued' && to !== 'sending';
  return moves[from][to]?.includes(mover) ?? false;
}

/** Whoever may still be sent: by the program, or by a person's word. */
export const unsettledStates = ['queued', 'sending', 'in_doubt', 'rejected'] as const;
export type UnsettledState = (typeof unsettledStates)[number];

export function isUnsettled(state: RecipientState): state is UnsettledState {
  return unsettledStates.some((one) => one === state);
}

/** What a person decides about recipients in doubt: sent, send again; or, for those marked as sent, in doubt after all. */
export const doubtDecisions = ['went', 'again', 'reopen'] as const;
export type DoubtDecision = (typeof doubtDecisions)[number];

/** Throws on an illegal move: it would be a bug in the caller, not a condition to handle. */
export function assertMove(from: RecipientState, to: RecipientState, mover: Mover): void {
  if (!mayMove(from, to, mover)) throw new Error(`illegal move by ${mover}: ${from} → ${to}`);
}

export type StateCounts = Readonly<Record<RecipientState, number>>;

export const noCounts: StateCounts = {
  queued: 0,
  sending: 0,
  accepted: 0,
  delivered: 0,
  undelivered: 0,
  rejected: 0,
  in_doubt: 0,
  marked_sent: 0,
  cancelled: 0,
  expired: 0,
  suppressed: 0,
};

/** Recipients the service accepted, those delivered or undelivered since among them. Not those that a person marked as sent. */
export function acceptedCount(counts: StateCounts): number {
  return counts.accepted + counts.delivered + counts.undelivered;
}

export function sumCounts(counts: StateCounts): number {
  return recipientStates.reduce((sum, state) => sum + counts[state], 0);
}
