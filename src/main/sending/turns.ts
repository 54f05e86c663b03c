import type { Campaign } from '#core/campaigns/campaign.ts';
import type { CampaignId } from '#core/kernel/ids.ts';

/** Who starts what, and who is being stopped: a second word must not make a second run, and none starts while one is stopped. */
export class Turns {
  readonly #starting = new Map<CampaignId, Promise<Campaign>>();
  readonly #held = new Set<CampaignId>();

  /** A second word while the first is being followed means the same. */
  once(id: CampaignId, work: () => Promise<Campaign>): Promise<Campaign> {
    const underway = this.#starting.get(id);
    if (underway !== undefined) return underway;
    const starting = work().finally(() => this.#starting.delete(id));
    this.#starting.set(id, starting);
    return starting;
  }

  /** On its way from a word to a run. */
  starting(id: CampaignId): Promise<Campaign> | undefined {
    return this.#starting.get(id);
  }

  /** Resolves when nothing is on its way any more, whatever became of it. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#starting.values());
  }

  /** Being stopped by a person's word: it does not start by itself. */
  isHeld(id: CampaignId): boolean {
    return this.#held.has(id);
  }

  /** Something is being done with it: how it stands is not settled. */
  isBusy(id: CampaignId): boolean {
    return this.#starting.has(id) || this.#held.has(id);
  }

  async hold<T>(id: CampaignId, work: () => Promise<T>): Promise<T> {
    this.#held.add(id);
    try {
      return await work();
    } finally {
      this.#held.delete(id);
    }
  }
}
