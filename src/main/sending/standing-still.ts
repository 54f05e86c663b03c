import type { Campaign, PauseReason } from '#core/campaigns/campaign.ts';
import type { Clock } from '#core/kernel/clock.ts';
import type { CampaignId } from '#core/kernel/ids.ts';
import type { Outbox, Settlement } from '#core/sending/outbox-port.ts';
import type { StoreClient } from '../store/protocol.ts';
import type { CampaignLog } from './campaign-log.ts';

export interface StandingStillPorts {
  readonly campaigns: Pick<StoreClient['campaigns'], 'move'>;
  readonly outbox: Outbox;
  readonly log: CampaignLog;
  readonly clock: Clock;
}

/**
 * Writes down that campaigns stand still, and keeps what the disk did not take of it: answers that came, and why it stands
 * still. Both are known only here until they are written; a pause that is lost would be a campaign that goes on.
 */
export class StandingStill {
  readonly #ports: StandingStillPorts;
  readonly #answers = new Map<CampaignId, readonly Settlement[]>();
  readonly #pauses = new Map<CampaignId, PauseReason>();

  constructor(ports: StandingStillPorts) {
    this.#ports = ports;
  }

  async pause(id: CampaignId, reason: PauseReason, detail: string | null, seconds: number): Promise<Campaign> {
    const { campaigns, clock, log } = this.#ports;
    const change = { pauseReason: reason, pauseDetail: detail, seconds };
    const campaign = await campaigns.move(id, 'paused', clock.now(), change);
    this.#pauses.delete(id);
    await log.write(id, 'paused', { reason, detail });
    return campaign;
  }

  /** Answers of a run that ended before the disk took them. */
  keepAnswers(id: CampaignId, settled: readonly Settlement[]): void {
    if (settled.length > 0) this.#answers.set(id, settled);
  }

  /** For the next run, which writes them first. */
  takeAnswers(id: CampaignId): readonly Settlement[] {
    const settled = this.#answers.get(id) ?? [];
    this.#answers.delete(id);
    return settled;
  }

  /** Why it stands still, told and not written yet. */
  owed(id: CampaignId): PauseReason | null {
    return this.#pauses.get(id) ?? null;
  }

  /** One that nobody runs, as it is and not as the disk has it. */
  seen(campaign: Campaign): Campaign {
    const reason = this.owed(campaign.id) ?? (campaign.state === 'running' ? 'storage' : null);
    return reason === null ? campaign : { ...campaign, state: 'paused', pauseReason: reason };
  }

  owe(id: CampaignId, reason: PauseReason): void {
    this.#pauses.set(id, reason);
  }

  /** A person has decided that it goes on. */
  forget(id: CampaignId): void {
    this.#pauses.delete(id);
  }

  /** Writes the answers that an earlier run could not. */
  async saveAnswers(id: CampaignId): Promise<void> {
    const settled = this.#answers.get(id);
    if (settled === undefined) return;
    await this.#ports.outbox.exchange({ campaignId: id, now: this.#ports.clock.now(), settled, want: 0 });
    this.#answers.delete(id);
  }

  /** The last chance to write what is owed; whatever the disk does not take now is what a crash would have left. */
  async saveAll(): Promise<void> {
    for (const id of this.#answers.keys()) await this.saveAnswers(id).catch(() => undefined);
    for (const [id, reason] of this.#pauses) await this.pause(id, reason, null, 0).catch(() => undefined);
  }
}
