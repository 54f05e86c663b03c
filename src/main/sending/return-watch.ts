import type { Clock, Random, Timer } from '#core/kernel/clock.ts';
import type { CampaignId } from '#core/kernel/ids.ts';
import { backoffMs } from '#core/sending/retry.ts';

export interface ReturnWatchPorts {
  readonly clock: Clock;
  readonly random: Random;
  /** A question that sends nothing: true when what the campaign needs is there. */
  readonly ask: (id: CampaignId) => Promise<boolean>;
  /** It is there again. */
  readonly onBack: (id: CampaignId) => Promise<unknown>;
}

interface Watched {
  /** It was missing at least once since the campaign stands still. */
  away: boolean;
  tries: number;
  timer: Timer | null;
  asking: boolean;
}

/** Between two questions at least this long: a minute at most, when it lasts. */
const leastMs = 2_000;

/**
 * Campaigns that stand still because something they need is missing, the service or room on the disk: asks for it now and
 * then, and at once when told to. One that misses nothing has another trouble, and is left to a person.
 */
export class ReturnWatch {
  readonly #ports: ReturnWatchPorts;
  readonly #watched = new Map<CampaignId, Watched>();
  #closed = false;

  constructor(ports: ReturnWatchPorts) {
    this.#ports = ports;
  }

  /**
   * @param away it was missing already; otherwise it is asked for at once, and must be found missing before its return means
   *   anything
   */
  watch(id: CampaignId, away: boolean): void {
    this.forget(id);
    if (this.#closed) return;
    const one: Watched = { away, tries: 0, timer: null, asking: false };
    this.#watched.set(id, one);
    if (away) this.#askLater(id, one);
    else void this.#ask(id, one);
  }

  forget(id: CampaignId): void {
    this.#watched.get(id)?.timer?.cancel();
    this.#watched.delete(id);
  }

  /** Something changed: no reason to wait any longer. */
  nudge(): void {
    for (const [id, one] of this.#watched) {
      one.tries = 0;
      void this.#ask(id, one);
    }
  }

  close(): void {
    this.#closed = true;
    for (const id of this.#watched.keys()) this.forget(id);
  }

  #askLater(id: CampaignId, one: Watched): void {
    one.tries++;
    one.timer?.cancel();
    one.timer = this.#ports.clock.after(leastMs + backoffMs(one.tries + 2, this.#ports.random), () => {
      void this.#ask(id, one);
    });
  }

  async #ask(id: CampaignId, one: Watched): Promise<void> {
    if (one.asking) return;
    one.asking = true;
    const there = await this.#ports.ask(id).catch(() => false);
    one.asking = false;
    if (this.#watched.get(id) !== one) return;
    if (!there) {
      one.away = true;
      return this.#askLater(id, one);
    }
    this.forget(id);
    if (one.away) await this.#ports.onBack(id);
  }
}
