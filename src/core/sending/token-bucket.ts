/**
 * A token bucket as a value. One token is one request.
 * It starts with a single token, so a rate holds from the first request on; it can hold a twentieth of a second's
 * worth, which lets a late timer catch up without ever showing as a burst.
 */
export interface Bucket {
  readonly ratePerSecond: number;
  readonly tokens: number;
  /** Monotonic milliseconds of the last refill. */
  readonly at: number;
}

export function createBucket(ratePerSecond: number, now: number): Bucket {
  return { ratePerSecond, tokens: 1, at: now };
}

function capacity(ratePerSecond: number): number {
  return Math.max(1, ratePerSecond / 20);
}

/**
 * What the bucket gains a second: a little less than the rate, by what it can hold. So no stretch of ten seconds (a minute
 * at slow rates) ever has more requests than the rate allows, even one that begins with a full bucket.
 */
function gain(ratePerSecond: number): number {
  const stretch = ratePerSecond < 10 ? 60 : 10;
  return ratePerSecond - Math.min(ratePerSecond / 10, capacity(ratePerSecond) / stretch);
}

export function refill(bucket: Bucket, now: number): Bucket {
  if (now <= bucket.at) return bucket;
  const gained = ((now - bucket.at) / 1000) * gain(bucket.ratePerSecond);
  return { ...bucket, at: now, tokens: Math.min(capacity(bucket.ratePerSecond), bucket.tokens + gained) };
}

/** Whole requests that may go now. */
export function available(bucket: Bucket): number {
  // The margin absorbs floating point: 0.9999999 of a token is a token.
  return Math.floor(bucket.tokens + 1e-9);
}

export function take(bucket: Bucket, count: number): Bucket {
  return { ...bucket, tokens: bucket.tokens - count };
}

export function giveBack(bucket: Bucket, count: number): Bucket {
  return { ...bucket, tokens: Math.min(capacity(bucket.ratePerSecond), bucket.tokens + count) };
}

/** Lets go of what was saved up: one token stays at most. */
export function spill(bucket: Bucket, now: number): Bucket {
  return { ...refill(bucket, now), tokens: Math.min(1, bucket.tokens) };
}

/** Milliseconds until one request may go. */
export function msUntilNext(bucket: Bucket): number {
  return bucket.tokens >= 1 ? 0 : Math.ceil(((1 - bucket.tokens) / gain(bucket.ratePerSecond)) * 1000);
}

/** Changes the rate from `now` on; what was gained at the old rate stays, within the new capacity. */
export function withRate(bucket: Bucket, ratePerSecond: number, now: number): Bucket {
  const current = refill(bucket, now);
  return { ...current, ratePerSecond, tokens: Math.min(current.tokens, capacity(ratePerSecond)) };
}
