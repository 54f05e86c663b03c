import type { CampaignPlan } from '#core/campaigns/campaign.ts';
import type { AccountId, PhoneNumber } from '#core/kernel/ids.ts';

/** A Monday morning. */
export const testNow = Date.UTC(2026, 0, 5, 9, 0, 0);

export function phone(digits: string | number): PhoneNumber {
  return `+${digits}` as PhoneNumber;
}

/** A plain SMS to nobody, to be changed. */
export function planWith(accountId: AccountId, change: Partial<CampaignPlan> = {}): CampaignPlan {
  return {
    name: 'Test',
    accountId,
    kind: 'sms',
    audience: { groups: [], imports: [], phones: [] },
    template: 'Hello',
    senderId: 'Slipway',
    mediaUrl: null,
    dltTemplateId: null,
    scheduleAt: null,
    scheduleBy: 'app',
    zone: 'UTC',
    bestBefore: null,
    recipientsPerRequest: 1,
    ratePerSecond: null,
    concurrency: null,
    priority: 'normal',
    ...change,
  };
}
