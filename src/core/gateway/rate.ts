import type { Instant } from '../kernel/clock.ts';
import type { RateHints } from './port.ts';

export type ReplyHeaders = Readonly<Record<string, string>>;

export const noHints: RateHints = { limitPerMinute: null, remaining: null };

/** A service that asks for more than a day is not believed; the breaker and a person decide then. */
const longestWaitMs = 86_400_000;

/** `X-RateLimit-Limit` and `-Remaining`, as Laravel's limiter writes them; whole numbers only. */
export function rateHints(headers: ReplyHeaders): RateHints {
  const limit = headers['x-ratelimit-limit'];
  const remaining = headers['x-ratelimit-remaining'];
  if (limit === undefined && remaining === undefined) return noHints;
  return { limitPerMinute: whole(limit), remaining: whole(remaining) };
}

/**
 * `Retry-After` in milliseconds from `now`: whole seconds or an HTTP date (RFC 9110, 10.2.3); a date gone by is 0.
 * Without one, Laravel's `X-RateLimit-Reset` (epoch seconds) is taken. Null when neither can be read.
 */
export function retryAfterMs(headers: ReplyHeaders, now: Instant): number | null {
  const given = headers['retry-after']?.trim();
  const seconds = whole(given);
  if (seconds !== null) return Math.min(seconds * 1_000, longestWaitMs);
  const date = given !== undefined && httpDate.test(given) ? Date.parse(given) : Number.NaN;
  if (!Number.isNaN(date)) return clamp(date - now);
  const reset = whole(headers['x-ratelimit-reset']);
  return reset !== null && reset > 1_000_000_000 ? clamp(reset * 1_000 - now) : null;
}

/** Only dates that name GMT: anything else would be read in this machine's own zone. */
const httpDate = /^[A-Za-z]{3,9},? .*\bGMT$/;

function whole(text: string | undefined): number | null {
  return text !== undefined && /^\s*\d{1,12}\s*$/.test(text) ? Number(text) : null;
}

function clamp(ms: number): number {
  return Math.min(Math.max(0, ms), longestWaitMs);
}
