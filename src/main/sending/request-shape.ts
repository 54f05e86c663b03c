import type { Campaign } from '#core/campaigns/campaign.ts';
import { formatScheduleTime } from '#core/campaigns/schedule.ts';
import { countSegments } from '#core/messages/segments.ts';
import type { RequestShape } from '#core/sending/build-request.ts';
import type { StoredAccount } from '../store/accounts-store.ts';

/** What every request of a campaign has in common. */
export function requestShape(campaign: Campaign, account: Pick<StoredAccount, 'smsType'>): RequestShape {
  const { scheduleAt, zone } = campaign;
  return {
    plan: campaign,
    scheduleTime: scheduleAt === null ? null : formatScheduleTime(scheduleAt, zone),
    typeOf: (text) => (account.smsType === 'auto' && countSegments(text).encoding === 'UCS-2' ? 'unicode' : 'plain'),
  };
}
