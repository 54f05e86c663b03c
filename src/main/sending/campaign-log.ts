import type { LogCode } from '#core/campaigns/campaign.ts';
import type { Clock, Timer } from '#core/kernel/clock.ts';
import type { ErrorDetails } from '#core/kernel/errors.ts';
import type { CampaignId } from '#core/kernel/ids.ts';
import type { StoreClient } from '../store/protocol.ts';

interface Burst {
  readonly code: LogCode;
  readonly details: ErrorDetails;
  /** Since the last line. */
  more: number;
  timer: Timer;
}

/** The same once more within this time is counted, and told in one line. */
const gatherMs = 30_000;

/** Writes the log of campaigns. What happens a hundred times in a row makes two lines: the first, and how many more. */
export class CampaignLog {
  readonly #campaigns: Pick<StoreClient['campaigns'], 'log'>;
  readonly #clock: Clock;
  readonly #bursts = new Map<CampaignId, Map<string, Burst>>();

  constructor(campaigns: Pick<StoreClient['campaigns'], 'log'>, clock: Clock) {
    this.#campaigns = campaigns;
    this.#clock = clock;
  }

  /** A line of its own, after what was gathered before it. */
  async write(id: CampaignId, code: LogCode, details: ErrorDetails): Promise<void> {
    await this.flush(id);
    await this.#campaigns.log(id, this.#clock.now(), code, details);
  }

  /** One of what may be many. Never rejects: a line that the disk does not take stops nobody. */
  note(id: CampaignId, code: LogCode, details: ErrorDetails): void {
    const bursts = this.#bursts.get(id) ?? new Map<string, Burst>();
    this.#bursts.set(id, bursts);
    const key = `${code} ${String(details.words ?? '')}`;
    const known = bursts.get(key);
    if (known !== undefined) {
      known.more++;
      return;
    }
    bursts.set(key, { code, details, more: 0, timer: this.#later(id, key) });
    void this.#line(id, code, details);
  }

  /** Writes what was gathered; after it a burst begins anew. */
  async flush(id: CampaignId): Promise<void> {
    const bursts = [...(this.#bursts.get(id)?.values() ?? [])];
    this.#bursts.delete(id);
    for (const burst of bursts) {
      burst.timer.cancel();
      await this.#more(id, burst);
    }
  }

  #later(id: CampaignId, key: string): Timer {
    return this.#clock.after(gatherMs, () => {
      const burst = this.#bursts.get(id)?.get(key);
      if (burst === undefined) return;
      if (burst.more === 0) {
        this.#bursts.get(id)?.delete(key);
        return;
      }
      void this.#more(id, burst);
      burst.more = 0;
      burst.timer = this.#later(id, key);
    });
  }

  async #more(id: CampaignId, { code, details, more }: Burst): Promise<void> {
    if (more > 0) await this.#line(id, code, { ...details, more });
  }

  async #line(id: CampaignId, code: LogCode, details: ErrorDetails): Promise<void> {
    await this.#campaigns.log(id, this.#clock.now(), code, details).catch(() => undefined);
  }
}
