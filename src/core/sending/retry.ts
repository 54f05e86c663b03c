import type { Random } from '../kernel/clock.ts';

const baseMs = 500;
const capMs = 60_000;

/** A running campaign waits no longer than this, one hour: a longer wait is a pause that says when it ends. */
export const longWaitMs = 3_600_000;

/**
 * Exponential backoff with full jitter: a uniform draw between 0 and the doubled base, so that many waiting
 * senders do not come back in step. `attempt` counts from 1. Source: AWS Architecture Blog,
 * "Exponential Backoff And Jitter", 2015.
 */
export function backoffMs(attempt: number, random: Random): number {
  const ceiling = Math.min(capMs, baseMs * 2 ** Math.min(attempt - 1, 20));
  return Math.ceil(random.next() * ceiling);
}

/** What a 429 without Retry-After waits: the usual window of the family's throttle is a minute, so grow towards it. */
export function throttleWaitMs(retryAfterMs: number | null, attempt: number, random: Random): number {
  if (retryAfterMs !== null) return retryAfterMs;
  return 1_000 + backoffMs(attempt + 1, random);
}
