import type { Campaign } from '#core/campaigns/campaign.ts';
import type { Clock, Instant, Timer } from '#core/kernel/clock.ts';
import type { CampaignId } from '#core/kernel/ids.ts';

/** Timers are cut into pieces, so that a laptop's sleep or a changed clock shows within this time. */
const checkMs = 20_000;
/** What could not start tries again after this. */
const laterMs = 5_000;
/** A campaign that is later than this asks before it starts. Why: `docs/decisions/0016`. */
const lateAllowedMs = 10 * 60_000;

type Schedule = Pick<Campaign, 'scheduleBy' | 'scheduleAt' | 'startedAt'>;

/** One that has begun does not wait again, whatever the clock is set to. */
export function waitsForItsTime({ scheduleBy, scheduleAt, startedAt }: Schedule, now: Instant): boolean {
  return scheduleBy === 'app' && scheduleAt !== null && startedAt === null && scheduleAt > now;
}

/** Its time came while nobody could see to it. */
export function missedItsTime({ scheduleAt }: Pick<Schedule, 'scheduleAt'>, now: Instant): boolean {
  return scheduleAt !== null && now - scheduleAt > lateAllowedMs;
}

/** Campaigns that wait for their time. Dates are the wall clock's, whatever it is set to meanwhile. */
export class ScheduleTimers {
  readonly #clock: Clock;
  readonly #onDue: (id: CampaignId) => Promise<void>;
  readonly #waiting = new Map<CampaignId, { readonly at: Instant; timer: Timer }>();
  #closed = false;

  /** @param onDue its time has come; it counts as waiting until this is over */
  constructor(clock: Clock, onDue: (id: CampaignId) => Promise<void>) {
    this.#clock = clock;
    this.#onDue = onDue;
  }

  has(id: CampaignId): boolean {
    return this.#waiting.has(id);
  }

  /** Does nothing once it is closed. */
  arm(id: CampaignId, at: Instant): void {
    this.cancel(id);
    if (this.#closed) return;
    const wait = Math.min(Math.max(0, at - this.#clock.now()), checkMs);
    this.#waiting.set(id, { at, timer: this.#clock.after(wait, () => void this.#look(id, at)) });
  }

  /** Its time has come and it could not start: once more, in a while. */
  later(id: CampaignId): void {
    this.arm(id, this.#clock.now() + laterMs);
  }

  /** Looks at the clock again now: the machine was asleep. */
  check(): void {
    for (const [id, { at }] of [...this.#waiting]) this.arm(id, at);
  }

  cancel(id: CampaignId): void {
    this.#waiting.get(id)?.timer.cancel();
    this.#waiting.delete(id);
  }

  close(): void {
    this.#closed = true;
    for (const id of this.#waiting.keys()) this.cancel(id);
  }

  async #look(id: CampaignId, at: Instant): Promise<void> {
    if (at > this.#clock.now()) return this.arm(id, at);
    const mine = this.#waiting.get(id);
    try {
      await this.#onDue(id);
    } finally {
      // Unless it was told to wait again meanwhile.
      if (this.#waiting.get(id) === mine) this.cancel(id);
    }
  }
}
