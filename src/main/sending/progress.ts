import type { Progress } from '#contract/campaigns.ts';
import type { Campaign } from '#core/campaigns/campaign.ts';
import type { Clock, Timer } from '#core/kernel/clock.ts';
import type { StateCounts } from '#core/outbox/states.ts';
import type { PaceShare } from '#core/sending/account-pace.ts';
import type { Waiting } from '#core/sending/campaign-run.ts';
import { foresee, noForecast, toldSecondsLeft } from '#core/sending/forecast.ts';
import { emptyMeter, mark, ratePerSecond } from '#core/sending/meter.ts';

const emitEveryMs = 100;

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
  }

  get counts(): StateCounts {
    return this.#counts;
  }

  /** Called thousands of times a second. */
  update(counts: StateCounts, waiting: Waiting | null): void {
    this.#counts = counts;
    this.#waiting = waiting;
    this.#mark();
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
    const { id, state, sealed } = this.#campaign;
    const waiting = this.#counts.queued + this.#counts.sending;
    this.#forecast = foresee(this.#forecast, this.#meter, monotonic, waiting);
    return {
      id,
      state,
      pauseReason: null,
      pauseDetail: null,
      sealed,
      counts: { ...this.#counts },
      rate: ratePerSecond(this.#meter, monotonic),
      limitPerSecond: this.#pace.rate,
      secondsLeft: toldSecondsLeft(this.#forecast, monotonic, waiting),
      waiting: this.#waiting,
    };
  }

  stop(): void {
    this.#timer?.cancel();
  }

  #mark(): void {
    const { queued, sending } = this.#counts;
    this.#meter = mark(this.#meter, this.#clock.monotonic(), this.#campaign.sealed - queued - sending);
  }
}

export function stillProgress(campaign: Campaign): Progress {
  return {
    id: campaign.id,
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

export function acceptedOf(counts: StateCounts): number {
  return counts.accepted + counts.delivered + counts.undelivered;
}
