import type { Instant } from '../kernel/clock.ts';
import type { RateHints } from './port.ts';
import { readHttpDate, readRetryAfter } from './retry-after.ts';

export type ReplyHeaders = Readonly<Record<string, string>>;

export const noHints: RateHints = { limitPerMinute: null, remaining: null };

/** `X-RateLimit-Limit` and `-Remaining`, as Laravel's limiter writes them; whole numbers only. */
export function rateHints(headers: ReplyHeaders): RateHints {
  const limit = headers['x-ratelimit-limit'];
  const remaining = headers['x-ratelimit-remaining'];
  if (limit === undefined && remaining === undefined) return noHints;
  return { limitPerMinute: whole(limit), remaining: whole(remaining) };
}

/**
 * How long to wait, in milliseconds from `now`, never shorter than asked: by `Retry-After` (`readRetryAfter`), or without one by Laravel's
 * `X-RateLimit-Reset` (epoch seconds). Null when neither can be read.
 */
export function retryAfterMs(headers: ReplyHeaders, now: Instant): number | null {
  const date = headers.date;
  const serverNow = date === undefined ? null : readHttpDate(date, now);
  const given = headers['retry-after'];
  const asked = given === undefined ? null : readRetryAfter(given, now, serverNow);
  if (asked !== null) return asked;
  const reset = whole(headers['x-ratelimit-reset']);
  return reset !== null && reset > 1_000_000_000 ? Math.max(0, reset * 1_000 - (serverNow ?? now)) : null;
}

function whole(text: string | undefined): number | null {
  return text !== undefined && /^\s*\d{1,12}\s*$/.test(text) ? Number(text) : null;
}
