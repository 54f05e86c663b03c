import type { Progress } from '#contract/campaigns.ts';
import type { Campaign } from '#core/campaigns/campaign.ts';
import type { Clock, Timer } from '#core/kernel/clock.ts';
import type { StateCounts } from '#core/outbox/states.ts';
import type { PaceShare } from '#core/sending/account-pace.ts';
import type { Waiting } from '#core/sending/campaign-run.ts';
import { foresee, noForecast, toldSecondsLeft } from '#core/sending/forecast.ts';
import { emptyMeter, mark, ratePerSecond } from '#core/sending/meter.ts';

const emitEveryMs = 100;
/** Waits that end this close to each other are one: the wall clock and the monotonic one drift apart. */
const sameWaitMs = 1_000;

/** What is known of a campaign while it runs, told ten times a second at most however often it changes. */
export class RunProgress {
  readonly #campaign: Campaign;
  readonly #pace: PaceShare;
  readonly #clock: Clock;
  readonly #emit: (progress: Progress) => void;
  #counts: StateCounts;
  #waiting: Waiting | null = null;
  #meter = emptyMeter;
  #forecast = noForecast;
  #timer: Timer | null = null;
  #lastEmit = Number.NEGATIVE_INFINITY;

  constructor(
    campaign: Campaign,
    ports: { readonly pace: PaceShare; readonly clock: Clock; readonly emit: (progress: Progress) => void },
  ) {
    this.#campaign = campaign;
    this.#pace = ports.pace;
    this.#clock = ports.clock;
    this.#emit = ports.emit;
    this.#counts = campaign.counts;
    this.#mark();
    // A lane that waits for another's refusal to be over has no answers to tell by.
    this.#pace.onSilence = () => this.#tellSoon();
    if (this.#pace.silentUntil !== null) this.#tellSoon();
  }

  get counts(): StateCounts {
    return this.#counts;
  }

  /** Called thousands of times a second. */
  update(counts: StateCounts, waiting: Waiting | null): void {
    this.#counts = counts;
    this.#waiting = waiting;
    this.#mark();
    this.#tellSoon();
  }

  #tellSoon(): void {
    if (this.#timer !== null) return;
    const wait = Math.max(0, emitEveryMs - (this.#clock.monotonic() - this.#lastEmit));
    this.#timer = this.#clock.after(wait, () => {
      this.#timer = null;
      this.#lastEmit = this.#clock.monotonic();
      this.#emit(this.now());
    });
  }

  now(): Progress {
    const monotonic = this.#clock.monotonic();
    const { id, accountId, state, sealed } = this.#campaign;
    const waiting = this.#counts.queued + this.#counts.sending;
    this.#forecast = foresee(this.#forecast, this.#meter, monotonic, waiting);
    return {
      id,
      accountId,
      state,
      pauseReason: null,
      pauseDetail: null,
      sealed,
      counts: { ...this.#counts },
      rate: ratePerSecond(this.#meter, monotonic),
      limitPerSecond: this.#pace.rate,
      secondsLeft: toldSecondsLeft(this.#forecast, monotonic, waiting),
      waiting: this.#waits(),
    };
  }

  stop(): void {
    this.#pace.onSilence = () => undefined;
    this.#timer?.cancel();
  }

  /** What keeps it longest: its own wait, or the silence another campaign's refusal brought to the account. */
  #waits(): Waiting | null {
    const until = this.#pace.silentUntil;
    if (until === null) return this.#waiting;
    // Both are the same wait where it was this campaign that was refused; its own does not move with the clocks.
    const own = this.#waiting !== null && until - this.#waiting.until < sameWaitMs;
    return own ? this.#waiting : { why: 'throttled', until };
  }

  #mark(): void {
    const { queued, sending } = this.#counts;
    this.#meter = mark(this.#meter, this.#clock.monotonic(), this.#campaign.sealed - queued - sending);
  }
}

export function stillProgress(campaign: Campaign): Progress {
  return {
    id: campaign.id,
    accountId: campaign.accountId,
    state: campaign.state,
    pauseReason: campaign.pauseReason,
    pauseDetail: campaign.pauseDetail,
    sealed: campaign.sealed,
    counts: { ...campaign.counts },
    rate: 0,
    limitPerSecond: campaign.ratePerSecond ?? 0,
    secondsLeft: null,
    waiting:
      campaign.state === 'scheduled' && campaign.scheduleAt !== null
        ? { why: 'schedule', until: campaign.scheduleAt }
        : null,
  };
}
