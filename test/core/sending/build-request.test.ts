import { describe, expect, it } from 'vitest';
import type { PhoneNumber, RecipientId, RequestId } from '#core/kernel/ids.ts';
import { buildRequest, type RequestShape } from '#core/sending/build-request.ts';

const claimed = {
  requestId: 1 as RequestId,
  claimedAt: 0,
  recipients: ['+31610000001', '+31610000002'].map((phone, i) => ({
    id: i as RecipientId,
    phone: phone as PhoneNumber,
  })),
  text: 'Hello',
};
const shape: RequestShape = {
  plan: { kind: 'sms', senderId: 'Slipway', mediaUrl: null, dltTemplateId: 'D1', scheduleBy: 'service' },
  scheduleTime: '2026-01-05 09:00',
  typeOf: (text) => (text === 'Hello' ? 'plain' : 'unicode'),
};

describe('the request a claim becomes', () => {
  it('is an SMS with everything of its plan', () => {
    expect(buildRequest(shape, claimed)).toEqual({
      kind: 'sms',
      recipients: ['+31610000001', '+31610000002'],
      senderId: 'Slipway',
      message: 'Hello',
      type: 'plain',
      scheduleTime: '2026-01-05 09:00',
      dltTemplateId: 'D1',
    });
    expect(buildRequest(shape, { ...claimed, text: '你好' })).toMatchObject({ type: 'unicode' });
  });

  it('does not hand a time to the service when the app keeps it', () => {
    const own = { ...shape, plan: { ...shape.plan, scheduleBy: 'app' as const } };
    expect(buildRequest(own, claimed)).toMatchObject({ scheduleTime: null });
  });

  it('is an MMS, with a text only when there is one', () => {
    const mms = { ...shape, plan: { ...shape.plan, kind: 'mms' as const, mediaUrl: 'https://example.org/a.png' } };
    expect(buildRequest(mms, claimed)).toEqual({
      kind: 'mms',
      recipients: ['+31610000001', '+31610000002'],
      senderId: 'Slipway',
      mediaUrl: 'https://example.org/a.png',
      message: 'Hello',
    });
    expect(buildRequest(mms, { ...claimed, text: '' })).toMatchObject({ message: null });
  });
});
