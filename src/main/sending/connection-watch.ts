import type { Clock, Random, Timer } from '#core/kernel/clock.ts';
import type { CampaignId } from '#core/kernel/ids.ts';
import { backoffMs } from '#core/sending/retry.ts';

export interface ConnectionWatchPorts {
  readonly clock: Clock;
  readonly random: Random;
  /** A call that sends nothing: true when the service itself answered. */
  readonly ask: (id: CampaignId) => Promise<boolean>;
  /** The service is there again. */
  readonly onBack: (id: CampaignId) => Promise<unknown>;
}

interface Watched {
  /** The service was out of reach at least once since the campaign stands still. */
  away: boolean;
  tries: number;
  timer: Timer | null;
  asking: boolean;
}

/** Between two questions at least this long: a minute at most, when it lasts. */
const leastMs = 2_000;

/**
 * Campaigns that stand still because something came between them and the service: asks for it now and then, and at once
 * when the network says that it changed. One whose service was never away has another trouble, and is left to a person.
 */
export class ConnectionWatch {
  readonly #ports: ConnectionWatchPorts;
  readonly #watched = new Map<CampaignId, Watched>();

  constructor(ports: ConnectionWatchPorts) {
    this.#ports = ports;
  }

  /**
   * @param away the service was out of reach already; otherwise it is asked at once, and must be found so before its return
   *   means anything
   */
  watch(id: CampaignId, away: boolean): void {
    this.forget(id);
    const one: Watched = { away, tries: 0, timer: null, asking: false };
    this.#watched.set(id, one);
    if (away) this.#askLater(id, one);
    else void this.#ask(id, one);
  }

  forget(id: CampaignId): void {
    this.#watched.get(id)?.timer?.cancel();
    this.#watched.delete(id);
  }

  /** The network changed, or the machine woke: no reason to wait any longer. */
  nudge(): void {
    for (const [id, one] of this.#watched) {
      one.tries = 0;
      void this.#ask(id, one);
    }
  }

  close(): void {
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
