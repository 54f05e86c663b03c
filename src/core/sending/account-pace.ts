import type { RateHints } from '../gateway/port.ts';
import type { Clock, Instant } from '../kernel/clock.ts';
import { type AdaptiveWindow, createWindow, narrow, sizeOf, widen, withCeiling } from './adaptive-window.ts';
import { fairShares } from './fair-share.ts';
import {
  allowUpTo,
  createRatePolicy,
  currentRate,
  learnAccepted,
  learnHints,
  learnRefusal,
  learnUnstated,
} from './rate-policy.ts';
import { longWaitMs } from './retry.ts';
import {
  available,
  type Bucket,
  createBucket,
  giveBack,
  msUntilNext,
  refill,
  spill,
  take,
  withRate,
} from './token-bucket.ts';

/** What a person allows: requests a second, and requests out at once. */
export interface Allowance {
  readonly rate: number;
  readonly concurrency: number;
}

/** Somebody who sends through the account. */
export interface Lane {
  /** How much they count against the others. */
  readonly weight: number;
  /** Their own limits; null takes the account's. What a person names for one campaign may be above the account's. */
  readonly rate: number | null;
  readonly concurrency: number | null;
}

/** What an account taught about its pace, to be kept over a restart. */
export interface KeptPace {
  /** What refusals taught; where they taught nothing, what was allowed. */
  readonly learned: number;
  /** Whether they taught anything. Earlier versions did not write it down. */
  readonly taught?: boolean;
  readonly stated: number | null;
  /** The service asked to be left alone until then. */
  readonly quietUntil: Instant;
  readonly at: Instant;
}

/** What refusals taught is believed this long: the reason for them may be gone. The service's own words stand. */
const learnedLastsMs = 3_600_000;
/** No Retry-After is believed over a restart for longer: the clock may have been wrong when it was written down. */
const longestQuietMs = 86_400_000;
/** Refusals this close to each other are one, whatever wait they ask for: who was out together comes back together. */
const burstMs = 1_000;
/** Waiting for a place that another lane has; asked again after this. */
const placePollMs = 10;
/** Who has not asked again for as long waits for no place any more. */
const stillWaitsMs = 5 * placePollMs;

/**
 * The pace of one account, shared by everything that sends through it: tokens (requests a second) and places (requests out
 * at once) are divided by weight, and no lane nor all of them together exceed what is allowed, stated or learned.
 */
export class AccountPace {
  readonly #clock: Clock;
  readonly #shares = new Set<PaceShare>();
  #allowed: Allowance;
  #policy: ReturnType<typeof createRatePolicy>;
  #bucket: Bucket;
  #window: AdaptiveWindow;
  /** Monotonic ms; nothing goes before. */
  #quietUntil = 0;
  /** The end of a long silence by the wall clock: the other clock does not count the hours that the machine sleeps. */
  #longQuietEnd: Instant | null = null;
  /** The turn of whoever took a place last: where who begins to wait lines up. */
  #turn = 0;
  /** Monotonic ms; refusals until then are those of one burst. */
  #burstUntil = 0;
  /** Answers without trouble count again from here: one broken network is one event, however many requests it hits. */
  #troubleUntil = 0;

  constructor(clock: Clock, allowed: Allowance, kept: KeptPace | null = null) {
    this.#clock = clock;
    this.#allowed = allowed;
    this.#window = createWindow(allowed.concurrency);
    this.#policy = createRatePolicy(allowed.rate);
    if (kept !== null) {
      const taught = kept.taught ?? kept.learned < allowed.rate;
      const learned = taught && clock.now() - kept.at < learnedLastsMs ? kept.learned : null;
      this.#policy = { ...this.#policy, stated: kept.stated, learned };
      const quiet = Math.min(longestQuietMs, Math.max(0, kept.quietUntil - clock.now()));
      if (quiet > 0) this.#beQuiet(quiet);
    }
    this.#bucket = createBucket(currentRate(this.#policy), clock.monotonic());
  }

  /** Requests a second in force, for everybody together. */
  get rate(): number {
    return currentRate(this.#policy);
  }

  /** Requests that may be out at once, for everybody together. */
  get places(): number {
    return sizeOf(this.#window);
  }

  /** Requests out, or answered and not yet written down. */
  get held(): number {
    let held = 0;
    for (const share of this.#shares) held += share.held;
    return held;
  }

  /** Until when nothing goes, because the service said so to whoever sent through the account; null when it may. */
  get silentUntil(): Instant | null {
    const left = this.#quietLeft(this.#clock.monotonic());
    return left > 0 ? this.#clock.now() + left : null;
  }

  /**
   * Places kept free for lanes that wait and whose turn is before `share`'s: where there are fewer places than lanes, a lane
   * would otherwise take its place again in the step that frees it, and nobody else ever came to theirs.
   */
  owed(share: PaceShare, now: number): number {
    let owed = 0;
    for (const other of this.#shares) if (other !== share && other.waits(now) && other.turn < share.turn) owed++;
    return owed;
  }

  /** Called with every place taken and every wait begun. Answers the turn that the lane has now. */
  lineUp(turn: number): number {
    this.#turn = Math.max(this.#turn, turn);
    return this.#turn;
  }

  kept(): KeptPace {
    const now = this.#clock.now();
    const quiet = this.#quietLeft(this.#clock.monotonic());
    const { learned, stated, ceiling } = this.#policy;
    return { learned: learned ?? ceiling, taught: learned !== null, stated, quietUntil: now + quiet, at: now };
  }

  /** A person changed what is allowed. */
  allow(allowed: Allowance): void {
    this.#allowed = allowed;
    this.#divide();
  }

  join(lane: Lane): PaceShare {
    const opened = lane.concurrency ?? this.#allowed.concurrency;
    const share = new PaceShare(this, lane, opened, this.#clock.monotonic());
    this.#shares.add(share);
    this.#divide();
    return share;
  }

  leave(share: PaceShare): void {
    if (this.#shares.delete(share)) this.#divide();
  }

  onReply(hints: RateHints, accepted: boolean): void {
    let policy = learnHints(this.#policy, hints);
    if (accepted) {
      if (hints.limitPerMinute === null) policy = learnUnstated(policy);
      policy = learnAccepted(policy);
      const before = sizeOf(this.#window);
      this.#window = widen(this.#window);
      if (sizeOf(this.#window) !== before) this.#divide();
    }
    this.#use(policy);
  }

  /** The service said "too fast": slower from now on, and silent for `waitMs`. */
  onRefusal(waitMs: number): void {
    const now = this.#clock.monotonic();
    const firstOfBurst = now >= Math.max(this.#quietUntil, this.#burstUntil);
    if (firstOfBurst) this.#burstUntil = now + burstMs;
    this.#use(learnRefusal(this.#policy, firstOfBurst));
    this.#beQuiet(waitMs);
    // What was saved up before the refusal must not go out in one burst after it.
    this.#bucket = spill(this.#bucket, now);
    for (const share of this.#shares) {
      share.spill(now);
      if (waitMs > 0) share.onSilence();
    }
  }

  /** An answer that was none: fewer people at a time, until it gets better. */
  onTrouble(): void {
    const now = this.#clock.monotonic();
    if (now < this.#troubleUntil) return;
    this.#troubleUntil = now + 1_000;
    this.#window = narrow(this.#window);
    this.#divide();
  }

  /** Tokens there are for everybody together, `want` at most; they are taken. */
  takeTokens(want: number): number {
    const now = this.#clock.monotonic();
    if (this.#quietLeft(now) > 0) return 0;
    this.#bucket = refill(this.#bucket, now);
    const taken = Math.max(0, Math.min(want, available(this.#bucket)));
    this.#bucket = take(this.#bucket, taken);
    return taken;
  }

  returnTokens(count: number): void {
    this.#bucket = giveBack(this.#bucket, count);
  }

  /** Milliseconds until there is a token. */
  msUntilNext(): number {
    const now = this.#clock.monotonic();
    const quiet = this.#quietLeft(now);
    if (quiet > 0) return Math.ceil(quiet);
    this.#bucket = refill(this.#bucket, now);
    return msUntilNext(this.#bucket);
  }

  get clock(): Clock {
    return this.#clock;
  }

  #beQuiet(ms: number): void {
    this.#quietUntil = Math.max(this.#quietUntil, this.#clock.monotonic() + ms);
    if (ms > longWaitMs) this.#longQuietEnd = Math.max(this.#longQuietEnd ?? 0, this.#clock.now() + ms);
  }

  /** Milliseconds of silence left. */
  #quietLeft(now: number): number {
    const left = Math.max(0, this.#quietUntil - now);
    return this.#longQuietEnd === null ? left : Math.min(left, Math.max(0, this.#longQuietEnd - this.#clock.now()));
  }

  #use(policy: ReturnType<typeof createRatePolicy>): void {
    const before = currentRate(this.#policy);
    this.#policy = policy;
    if (before !== currentRate(policy)) this.#divide();
  }

  /** Divides rate and places anew: after a lane came or went, and when either changed. */
  #divide(): void {
    const now = this.#clock.monotonic();
    const shares = [...this.#shares];
    const { rate, concurrency } = this.#allowed;
    const own = shares.map(({ lane, opened }) => ({
      rate: lane.rate ?? rate,
      concurrency: lane.concurrency ?? Math.min(concurrency, opened),
    }));
    const ceiling = Math.max(...(own.length === 0 ? [rate] : own.map((one) => one.rate)));
    this.#policy = allowUpTo(this.#policy, ceiling);
    const places = Math.max(...(own.length === 0 ? [concurrency] : own.map((one) => one.concurrency)));
    this.#window = withCeiling(this.#window, places);
    this.#bucket = withRate(this.#bucket, this.rate, now);
    const weighed = (most: (one: Allowance) => number) =>
      own.map((one, at) => ({ weight: shares[at]?.lane.weight ?? 1, most: most(one) }));
    const rates = fairShares(
      this.rate,
      weighed((one) => one.rate),
    );
    const rooms = fairShares(
      this.places,
      weighed((one) => one.concurrency),
    );
    shares.forEach((share, at) => {
      share.retune(rates[at] ?? this.rate, rooms[at] ?? 1, now);
    });
  }
}

/** One lane's part of an account's pace. */
export class PaceShare {
  readonly lane: Lane;
  /** Places when it joined. It has connections for as many: a person who allows more is obeyed from its next start on. */
  readonly opened: number;
  /** Called when the account falls silent, whichever lane was refused: the others stand still as well, and must say why. */
  onSilence: () => void = () => undefined;
  readonly #pace: AccountPace;
  #bucket: Bucket;
  #places = 1;
  #held = 0;
  /** Requests so far by weight, counted from where the others stood: the lowest is next. */
  #turn = 0;
  /** Monotonic ms at which it last got no place although it had one to ask for. */
  #deniedAt = Number.NEGATIVE_INFINITY;

  constructor(pace: AccountPace, lane: Lane, opened: number, now: number) {
    this.#pace = pace;
    this.lane = lane;
    this.opened = opened;
    this.#bucket = createBucket(1, now);
  }

  /** Requests of this lane that are out, or answered and not yet written down. */
  get held(): number {
    return this.#held;
  }

  /** Requests a second this lane may make at present. */
  get rate(): number {
    return this.#bucket.ratePerSecond;
  }

  get silentUntil(): Instant | null {
    return this.#pace.silentUntil;
  }

  get turn(): number {
    return this.#turn;
  }

  /** Whether it waits for a place at this moment. */
  waits(now: number): boolean {
    return now - this.#deniedAt < stillWaitsMs;
  }

  /**
   * Takes places and tokens for requests to be claimed in a step that also writes down `settling` answers.
   *
   * @param most places this lane may fill, whatever its share
   */
  take(settling: number, most: number): number {
    const now = this.#pace.clock.monotonic();
    const out = this.#held - settling;
    // At least one: the smallest share must come to its turn.
    const own = Math.min(most, Math.max(1, this.#places)) - out;
    if (own < 1) return 0;
    this.#bucket = refill(this.#bucket, now);
    const tokens = available(this.#bucket);
    if (tokens < 1) return 0;
    const free = this.#pace.places - (this.#pace.held - settling) - this.#pace.owed(this, now);
    if (free < 1) {
      if (!this.waits(now)) this.#turn = Math.max(this.#turn, this.#pace.lineUp(0));
      this.#deniedAt = now;
      return 0;
    }
    const taken = this.#pace.takeTokens(Math.min(own, free, tokens));
    if (taken === 0) return 0;
    this.#bucket = take(this.#bucket, taken);
    this.#held += taken;
    this.#deniedAt = Number.NEGATIVE_INFINITY;
    this.#turn = this.#pace.lineUp(this.#turn) + taken / this.lane.weight;
    return taken;
  }

  /** The step is on disk: the answers have left their places, and so has whoever was not there to be claimed. */
  committed(settled: number, unclaimed: number): void {
    this.#held -= settled + unclaimed;
    this.#bucket = giveBack(this.#bucket, unclaimed);
    this.#pace.returnTokens(unclaimed);
  }

  /** Requests that an earlier run left out and whose answers are still to be written down. */
  adopt(count: number): void {
    this.#held += count;
  }

  /** Milliseconds until asking again makes sense; null when only an answer to this lane's own requests can change anything. */
  msUntilNext(): number | null {
    if (this.#held >= Math.max(1, this.#places)) return null;
    const now = this.#pace.clock.monotonic();
    this.#bucket = refill(this.#bucket, now);
    const tokens = Math.max(this.#pace.msUntilNext(), msUntilNext(this.#bucket));
    const free = this.#pace.places - this.#pace.held - this.#pace.owed(this, now);
    return free > 0 ? tokens : Math.max(placePollMs, tokens);
  }

  onReply(hints: RateHints, accepted: boolean): void {
    this.#pace.onReply(hints, accepted);
  }

  onRefusal(waitMs: number): void {
    this.#pace.onRefusal(waitMs);
  }

  onTrouble(): void {
    this.#pace.onTrouble();
  }

  leave(): void {
    this.#held = 0;
    this.#pace.leave(this);
  }

  retune(rate: number, places: number, now: number): void {
    this.#bucket = withRate(this.#bucket, rate, now);
    this.#places = Math.floor(places);
  }

  spill(now: number): void {
    this.#bucket = spill(this.#bucket, now);
  }
}
