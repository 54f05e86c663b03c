import type { CampaignPlan } from '../campaigns/campaign.ts';
import type { SendRequest } from '../gateway/port.ts';
import type { ClaimedRequest } from './outbox-port.ts';

/** What a campaign and its account say about every request alike. */
export interface RequestShape {
  readonly plan: Pick<CampaignPlan, 'kind' | 'senderId' | 'mediaUrl' | 'dltTemplateId' | 'scheduleBy'>;
  /** `YYYY-MM-DD HH:mm` when the service is to hold the messages. */
  readonly scheduleTime: string | null;
  /** Says `unicode` for texts that need UCS-2, for accounts that want it. */
  readonly typeOf: (text: string) => 'plain' | 'unicode';
}

export function buildRequest(shape: RequestShape, claimed: ClaimedRequest): SendRequest {
  const recipients = claimed.recipients.map((recipient) => recipient.phone);
  if (shape.plan.kind === 'mms') {
    return {
      kind: 'mms',
      recipients,
      senderId: shape.plan.senderId,
      mediaUrl: shape.plan.mediaUrl ?? '',
      message: claimed.text === '' ? null : claimed.text,
    };
  }
  return {
    kind: 'sms',
    recipients,
    senderId: shape.plan.senderId,
    message: claimed.text,
    type: shape.typeOf(claimed.text),
    scheduleTime: shape.plan.scheduleBy === 'service' ? shape.scheduleTime : null,
    dltTemplateId: shape.plan.dltTemplateId,
  };
}
