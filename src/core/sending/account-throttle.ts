import type { RateHints } from '../gateway/port.ts';
import type { Clock } from '../kernel/clock.ts';
import {
  createRatePolicy,
  currentRate,
  learnAccepted,
  learnHints,
  learnRefusal,
  type RatePolicy,
} from './rate-policy.ts';
import { available, type Bucket, createBucket, giveBack, msUntilNext, refill, take, withRate } from './token-bucket.ts';

/**
 * The pace of one account, shared by everything that sends through it: the bucket, what was learned about the
 * rate, and the moment until which the service asked to be left alone.
 */
export class AccountThrottle {
  readonly #clock: Clock;
  #policy: RatePolicy;
  #bucket: Bucket;
  /** Monotonic ms; nothing goes before. */
  #quietUntil = 0;

  constructor(clock: Clock, ceiling: number) {
    this.#clock = clock;
    this.#policy = createRatePolicy(ceiling);
    this.#bucket = createBucket(ceiling, clock.monotonic());
  }

  /** Requests a second in force. */
  get rate(): number {
    return currentRate(this.#policy);
  }

  /** Takes up to `want` tokens; answers how many. */
  take(want: number): number {
    const now = this.#clock.monotonic();
    if (now < this.#quietUntil) return 0;
    this.#bucket = refill(this.#bucket, now);
    const taken = Math.min(want, available(this.#bucket));
    this.#bucket = take(this.#bucket, taken);
    return taken;
  }

  giveBack(count: number): void {
    if (count > 0) this.#bucket = giveBack(this.#bucket, count);
  }

  /** Milliseconds until asking again makes sense. */
  msUntilNext(): number {
    const now = this.#clock.monotonic();
    if (now < this.#quietUntil) return Math.ceil(this.#quietUntil - now);
    this.#bucket = refill(this.#bucket, now);
    return msUntilNext(this.#bucket);
  }

  onReply(hints: RateHints, accepted: boolean): void {
    let policy = learnHints(this.#policy, hints);
    if (accepted) policy = learnAccepted(policy);
    this.#use(policy);
  }

  /** The service said "too fast": slower from now on, and silent for `waitMs`. */
  onRefusal(waitMs: number): void {
    const now = this.#clock.monotonic();
    const firstOfBurst = now >= this.#quietUntil;
    this.#use(learnRefusal(this.#policy, firstOfBurst));
    this.#quietUntil = Math.max(this.#quietUntil, now + waitMs);
    // What was saved up before the refusal must not go out in one burst after it.
    this.#bucket = { ...refill(this.#bucket, now), tokens: Math.min(1, this.#bucket.tokens) };
  }

  #use(policy: RatePolicy): void {
    const before = currentRate(this.#policy);
    this.#policy = policy;
    const after = currentRate(policy);
    if (before !== after) this.#bucket = withRate(this.#bucket, after, this.#clock.monotonic());
  }
}
