import type { Campaign } from '#core/campaigns/campaign.ts';
import { formatScheduleTime } from '#core/campaigns/schedule.ts';
import type { Instant } from '#core/kernel/clock.ts';
import { countSegments } from '#core/messages/segments.ts';
import type { RequestShape } from '#core/sending/build-request.ts';
import type { StoredAccount } from '../store/accounts-store.ts';

/** Until when the service holds what is sent now; null when it goes out at once, also where that time is over and a person sends all the same. */
export function heldUntil({ scheduleAt, scheduleBy }: Campaign, now: Instant): Instant | null {
  return scheduleBy === 'service' && scheduleAt !== null && scheduleAt > now ? scheduleAt : null;
}

/** What every request of a campaign has in common. */
export function requestShape(campaign: Campaign, account: Pick<StoredAccount, 'smsType'>, now: Instant): RequestShape {
  const until = heldUntil(campaign, now);
  return {
    plan: campaign,
    scheduleTime: until === null ? null : formatScheduleTime(until, campaign.zone),
    typeOf: (text) => (account.smsType === 'auto' && countSegments(text).encoding === 'UCS-2' ? 'unicode' : 'plain'),
  };
}
