import type { PauseReason } from '../campaigns/campaign.ts';
import type { SendOutcome } from '../gateway/port.ts';
import type { Random } from '../kernel/clock.ts';
import { unreachable } from '../kernel/errors.ts';
import { backoffMs, longWaitMs, throttleWaitMs } from './retry.ts';

/** What the outcomes so far say about going on. A value; `judge` makes the next one. */
export interface Breaker {
  /** The first request after a start or resume goes alone: a captive portal costs one doubt, not a window. */
  readonly probing: boolean;
  readonly doubtsInARow: number;
  readonly notSentInARow: number;
  readonly throttledInARow: number;
}

export type Verdict =
  | { readonly kind: 'go_on' }
  | { readonly kind: 'wait'; readonly why: 'throttled' | 'offline'; readonly ms: number }
  /** The service asked for a long wait, ms from now: the campaign pauses until it is over. */
  | { readonly kind: 'pause_until'; readonly ms: number }
  | { readonly kind: 'pause'; readonly reason: PauseReason; readonly detail: string };

/** Three unclear answers in a row are a broken service, not bad luck. */
const doubtsAllowed = 3;

export const closedBreaker: Breaker = { probing: true, doubtsInARow: 0, notSentInARow: 0, throttledInARow: 0 };

const goOn: Verdict = { kind: 'go_on' };

/**
 * Weighs one settled request.
 *
 * @param rules.notSentAllowed attempts in a row that may end without a byte written before the campaign pauses as offline
 * @param rules.sameBurst the sender already waits because of a request that was in flight together with this one:
 *   one lost network or one full bucket is one event, however many requests it hits
 */
export function judge(
  breaker: Breaker,
  outcome: SendOutcome,
  random: Random,
  rules: { readonly notSentAllowed: number; readonly sameBurst: boolean },
): { readonly breaker: Breaker; readonly verdict: Verdict } {
  switch (outcome.kind) {
    case 'accepted':
    case 'rejected':
      return {
        breaker: { probing: false, doubtsInARow: 0, notSentInARow: 0, throttledInARow: 0 },
        verdict: goOn,
      };
    case 'throttled': {
      const throttledInARow = breaker.throttledInARow + (rules.sameBurst ? 0 : 1);
      const ms = throttleWaitMs(outcome.retryAfterMs, Math.max(1, throttledInARow), random);
      return {
        breaker: { ...breaker, throttledInARow, notSentInARow: 0 },
        verdict: ms > longWaitMs ? { kind: 'pause_until', ms } : { kind: 'wait', why: 'throttled', ms },
      };
    }
    case 'not_sent':
      return judgeNotSent(breaker, outcome, random, rules);
    case 'stop':
      return { breaker, verdict: { kind: 'pause', reason: stopReason(outcome), detail: outcome.error.message } };
    case 'in_doubt':
      return judgeDoubt(breaker, outcome);
    default:
      return unreachable(outcome);
  }
}

function judgeNotSent(
  breaker: Breaker,
  outcome: Extract<SendOutcome, { kind: 'not_sent' }>,
  random: Random,
  rules: { readonly notSentAllowed: number; readonly sameBurst: boolean },
): { readonly breaker: Breaker; readonly verdict: Verdict } {
  const { error } = outcome;
  // A certificate does not mend itself by waiting, and somebody may be in the middle.
  if (error.code === 'certificate') {
    return { breaker, verdict: { kind: 'pause', reason: 'certificate', detail: error.message } };
  }
  if (error.code === 'cancelled') return { breaker, verdict: goOn };
  const notSentInARow = breaker.notSentInARow + (rules.sameBurst ? 0 : 1);
  const next = { ...breaker, notSentInARow, probing: true };
  if (notSentInARow >= rules.notSentAllowed) {
    return { breaker: next, verdict: { kind: 'pause', reason: 'offline', detail: error.message } };
  }
  return {
    breaker: next,
    verdict: { kind: 'wait', why: 'offline', ms: backoffMs(Math.max(1, notSentInARow), random) },
  };
}

function judgeDoubt(
  breaker: Breaker,
  outcome: Extract<SendOutcome, { kind: 'in_doubt' }>,
): { readonly breaker: Breaker; readonly verdict: Verdict } {
  const doubtsInARow = breaker.doubtsInARow + 1;
  const next = { ...breaker, doubtsInARow, notSentInARow: 0 };
  // A page instead of a reply is somebody else answering; and a probe that failed has said enough.
  if (outcome.cause === 'html' || (breaker.probing && outcome.cause !== 'stopped')) {
    return { breaker: next, verdict: { kind: 'pause', reason: 'unclear_answer', detail: outcome.words } };
  }
  if (doubtsInARow >= doubtsAllowed) {
    return { breaker: next, verdict: { kind: 'pause', reason: 'three_doubts', detail: outcome.words } };
  }
  return { breaker: next, verdict: goOn };
}

function stopReason(outcome: Extract<SendOutcome, { kind: 'stop' }>): PauseReason {
  switch (outcome.error.code) {
    case 'key_wrong':
    case 'no_permission':
    case 'out_of_credit':
      return outcome.error.code;
    default:
      return 'service_wrong_address';
  }
}
