import type { Progress } from '#contract/campaigns.ts';
import type { Campaign } from '#core/campaigns/campaign.ts';
import type { StateCounts } from '#core/outbox/states.ts';
import type { PaceShare } from '#core/sending/account-pace.ts';
import type { Waiting } from '#core/sending/campaign-run.ts';
import { type Meter, ratePerSecond, secondsLeft } from '#core/sending/meter.ts';

/** What is known of a campaign while it runs. */
export interface Moving {
  readonly campaign: Campaign;
  readonly pace: PaceShare;
  readonly counts: StateCounts;
  readonly waiting: Waiting | null;
  readonly meter: Meter;
}

export function movingProgress(moving: Moving, monotonic: number): Progress {
  const { campaign, counts, meter } = moving;
  return {
    id: campaign.id,
    state: campaign.state,
    pauseReason: null,
    pauseDetail: null,
    sealed: campaign.sealed,
    counts: { ...counts },
    rate: ratePerSecond(meter, monotonic),
    limitPerSecond: moving.pace.rate,
    secondsLeft: secondsLeft(meter, monotonic, counts.queued + counts.sending),
    waiting: moving.waiting,
  };
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

export function settledOf(sealed: number, counts: StateCounts): number {
  return sealed - counts.queued - counts.sending;
}

export function acceptedOf(counts: StateCounts): number {
  return counts.accepted + counts.delivered + counts.undelivered;
}
