import type { Clock } from '#core/kernel/clock.ts';

export interface ThrottleVerdict {
  readonly allowed: boolean;
  readonly limit: number;
  readonly remaining: number;
  /** Whole seconds until the window ends; at least 1. */
  readonly retryAfterSeconds: number;
}

/** A fixed window from the first request on, as Laravel's limiter counts. */
export function createThrottle(clock: Clock): (limit: number, windowSeconds: number) => ThrottleVerdict {
  let start = Number.NEGATIVE_INFINITY;
  let used = 0;
  return (limit, windowSeconds) => {
    const now = clock.monotonic();
    if (now - start >= windowSeconds * 1_000) {
      start = now;
      used = 0;
    }
    const allowed = used < limit;
    if (allowed) used += 1;
    const left = Math.ceil((start + windowSeconds * 1_000 - now) / 1_000);
    return { allowed, limit, remaining: Math.max(0, limit - used), retryAfterSeconds: Math.max(1, left) };
  };
}
