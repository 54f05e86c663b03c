import { unreachable } from '../kernel/errors.ts';
import type { Receipt, ReceiptMeaning } from './port.ts';

/** What a receipt says, without whom it came from. */
export type ReceiptFacts = Pick<Receipt, 'meaning' | 'status' | 'reason' | 'at'>;

/**
 * Which of two receipts of the same message tells its state. Callbacks come late, twice and in any order, so this picks
 * the greater of a total order, and merging is commutative, associative and idempotent: any order, with any repeats,
 * ends the same.
 *
 * 1. A final word (delivered, undelivered) beats one that is not: pending never takes back what happened.
 * 2. The later one by the **service's** time wins, so a correction counts; one without a time is the oldest.
 * 3. At the same time: delivered, undelivered, throttled, pending. A message that reached a phone did so, whatever a
 *    slower part of the network says about the same second.
 * 4. What is left is spelling; it is ordered only so that the result does not depend on arrival.
 */
export function mergeReceipt<T extends ReceiptFacts>(current: T | null, next: T): T {
  if (current === null) return next;
  return compare(next, current) > 0 ? next : current;
}

/** The receipt that tells the state of a message; null for none. All must carry the same message id. */
export function mergeReceipts<T extends ReceiptFacts>(receipts: Iterable<T>): T | null {
  let state: T | null = null;
  for (const receipt of receipts) state = mergeReceipt(state, receipt);
  return state;
}

/** Where a message ended, as far as its receipts say. */
export interface FinalState {
  readonly state: 'delivered' | 'undelivered';
  /** The service's words: its status, and its reason when it gave one. */
  readonly words: string;
  /** The service's time, when it could be read. */
  readonly at: number | null;
}

/** The end of one message from all its receipts, in any order; null while none of them is final. */
export function finalState(receipts: Iterable<ReceiptFacts>): FinalState | null {
  const last = mergeReceipts(receipts);
  if (last === null || (last.meaning !== 'delivered' && last.meaning !== 'undelivered')) return null;
  const words = last.reason === null ? last.status : `${last.status}: ${last.reason}`;
  return { state: last.meaning, words, at: last.at };
}

function isFinal(meaning: ReceiptMeaning): boolean {
  return meaning === 'delivered' || meaning === 'undelivered';
}

function compare(a: ReceiptFacts, b: ReceiptFacts): number {
  return (
    Number(isFinal(a.meaning)) - Number(isFinal(b.meaning)) ||
    compareNumbers(a.at ?? Number.NEGATIVE_INFINITY, b.at ?? Number.NEGATIVE_INFINITY) ||
    rank(a.meaning) - rank(b.meaning) ||
    compareText(a.status, b.status) ||
    compareText(a.reason ?? '', b.reason ?? '') ||
    Number(a.reason !== null) - Number(b.reason !== null)
  );
}

function rank(meaning: ReceiptMeaning): number {
  switch (meaning) {
    case 'delivered':
      return 3;
    case 'undelivered':
      return 2;
    case 'throttled':
      return 1;
    case 'pending':
      return 0;
    default:
      return unreachable(meaning);
  }
}

/** Not a subtraction: two missing times are equal, and infinity minus itself is not. */
function compareNumbers(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

function compareText(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
