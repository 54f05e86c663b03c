import type { Campaign } from '#core/campaigns/campaign.ts';
import type { Clock } from '#core/kernel/clock.ts';
import { acceptedCount } from '#core/outbox/states.ts';
import type { RunEnd } from '#core/sending/campaign-run.ts';
import type { StoreClient } from '../store/protocol.ts';
import type { CampaignLog } from './campaign-log.ts';

import type { StandingStill } from './standing-still.ts';

export interface RunEndPorts {
  readonly campaigns: Pick<StoreClient['campaigns'], 'move'>;
  readonly log: CampaignLog;
  readonly still: StandingStill;
  readonly clock: Clock;
}

/**
 * Writes down how a run ended, and answers the campaign as it is then.
 * @param expired people whose best-before time passed in this run
 * @param seconds how long it ran
 */
export async function writeEnd(
  { campaigns, log, still, clock }: RunEndPorts,
  { id, bestBefore }: Pick<Campaign, 'id' | 'bestBefore'>,
  { end, expired, seconds }: { readonly end: RunEnd; readonly expired: number; readonly seconds: number },
): Promise<Campaign> {
  if (expired > 0) await log.write(id, 'expired', { people: expired, at: bestBefore });
  if (end.kind === 'paused') return still.pause(id, end.reason, end.detail, seconds);
  const campaign = await campaigns.move(id, 'finished', clock.now(), { finishedAt: clock.now(), seconds });
  const { counts } = campaign;
  await log.write(id, 'finished', {
    accepted: acceptedCount(counts),
    rejected: counts.rejected,
    inDoubt: counts.in_doubt,
  });
  // Somebody was told to be sent again while the last answer came in.
  return counts.queued > 0 ? still.pause(id, 'person', null, 0) : campaign;
}
