import { describe, expect, it } from 'vitest';
import type { CampaignPlan, CheckItem } from '#core/campaigns/campaign.ts';
import { appError, type ErrorCode } from '#core/kernel/errors.ts';
import type { AccountId } from '#core/kernel/ids.ts';
import { type CheckFacts, checkCampaign, isStopped } from '#core/preflight/check-campaign.ts';
import { planWith, testNow } from '#test/support/plan.ts';

const plan = planWith(1 as AccountId, { template: 'Hello' });
const good: CheckFacts = {
  plan,
  now: testNow,
  keyProblem: null,
  account: { name: 'Riverside Clinic', practice: false },
  profile: { ok: true, balance: 1_000, balanceText: '1,000' },
  people: 10,
  skipped: { invalid: 0, duplicate: 0, suppressed: 0 },
  segments: { total: 10, longest: 1, ucs2: 0 },
  numbers: { landline: 0, other: 0, noted: 0 },
  savable: 0,
  missing: [],
  templateError: null,
};

function check(change: Partial<CheckFacts>, planChange: Partial<CampaignPlan> = {}): readonly CheckItem[] {
  return checkCampaign({ ...good, ...change, plan: { ...plan, ...planChange } });
}

/** `level error` of one line. */
function line(items: readonly CheckItem[], id: CheckItem['id']): string {
  const found = items.find((item) => item.id === id);
  return found === undefined ? 'absent' : `${found.level} ${found.error ?? ''}`.trim();
}

const failed = (code: ErrorCode) => ({ ok: false as const, error: appError(code, 'x', { host: 'example.org' }) });

describe('the check page', () => {
  it('has its lines in order, and lets a clean campaign go', () => {
    const items = checkCampaign(good);
    expect(items.map(({ id }) => id)).toEqual([
      'account',
      'key',
      'service',
      'audience',
      'balance',
      'invalid',
      'duplicates',
      'suppressed',
      'fields',
      'segments',
      'sender',
      'schedule',
    ]);
    expect(items.map(({ level }) => level)).toEqual(items.map(() => 'pass'));
    expect(isStopped(items)).toBe(false);
  });

  it.each<readonly [string, CheckItem['id'], Partial<CheckFacts>, Partial<CampaignPlan>, string]>([
    ['no key', 'key', { keyProblem: appError('key_missing', 'x') }, {}, 'stop key_missing'],
    ['a locked keychain', 'key', { keyProblem: appError('keychain_locked', 'x') }, {}, 'stop keychain_locked'],
    ['a wrong key', 'service', { profile: failed('key_wrong') }, {}, 'stop key_wrong'],
    ['a wrong address', 'service', { profile: failed('service_wrong_address') }, {}, 'stop service_wrong_address'],
    ['being offline', 'service', { profile: failed('offline') }, {}, 'warn offline'],
    ['a slow service', 'service', { profile: failed('timeout') }, {}, 'warn timeout'],
    ['a throttled one', 'service', { profile: failed('throttled') }, {}, 'warn throttled'],
    ['nobody asked', 'service', { profile: null }, {}, 'warn'],
    ['nobody to send to', 'audience', { people: 0 }, {}, 'stop audience_empty'],
    ['no credit', 'balance', { profile: { ok: true, balance: 0, balanceText: '0' } }, {}, 'stop out_of_credit'],
    ['little credit', 'balance', { profile: { ok: true, balance: 9, balanceText: '9' } }, {}, 'warn'],
    ['exactly enough', 'balance', { profile: { ok: true, balance: 10, balanceText: '10' } }, {}, 'pass'],
    ['an unreadable balance', 'balance', { profile: { ok: true, balance: null, balanceText: 'plenty' } }, {}, 'warn'],
    ['invalid rows', 'invalid', { skipped: { invalid: 3, duplicate: 0, suppressed: 0 } }, {}, 'warn'],
    ['a landline', 'invalid', { numbers: { landline: 1, other: 0, noted: 0 } }, {}, 'warn'],
    ['a number of another kind', 'invalid', { numbers: { landline: 0, other: 1, noted: 0 } }, {}, 'warn'],
    ['a row with a note', 'invalid', { numbers: { landline: 0, other: 0, noted: 1 } }, {}, 'warn'],
    ['texts that were not counted', 'segments', { segments: { total: 0, longest: 0, ucs2: 0 } }, {}, 'warn'],
    ['repeated numbers', 'duplicates', { skipped: { invalid: 0, duplicate: 3, suppressed: 0 } }, {}, 'pass'],
    ['people who opted out', 'suppressed', { skipped: { invalid: 0, duplicate: 0, suppressed: 3 } }, {}, 'pass'],
    [
      'an unknown field',
      'fields',
      { templateError: appError('template_unknown_field', 'x') },
      {},
      'stop template_unknown_field',
    ],
    ['a hole in the text', 'fields', { missing: [{ field: 'name', people: 2, fallback: null }] }, {}, 'warn'],
    ['a fallback', 'fields', { missing: [{ field: 'name', people: 2, fallback: 'friend' }] }, {}, 'pass'],
    ['an empty fallback', 'fields', { missing: [{ field: 'name', people: 2, fallback: '' }] }, {}, 'pass'],
    ['an empty text', 'segments', {}, { template: ' \n' }, 'stop message_empty'],
    [
      'an empty text of an MMS',
      'segments',
      {},
      { template: '', kind: 'mms', mediaUrl: 'https://example.org/a.png' },
      'pass',
    ],
    ['segments that could be saved', 'segments', { savable: 4 }, {}, 'warn'],
    ['no sender', 'sender', {}, { senderId: ' ' }, 'stop sender_missing'],
    ['a sender of 14 letters', 'sender', {}, { senderId: 'CloudMessaging' }, 'warn sender_invalid'],
    ['no picture', 'media', {}, { kind: 'mms' }, 'stop media_url_invalid'],
    ['a picture', 'media', {}, { kind: 'mms', mediaUrl: 'https://example.org/a.png' }, 'pass'],
    ['an SMS', 'media', {}, { mediaUrl: 'ftp://x' }, 'absent'],
    ['a time to come', 'schedule', {}, { scheduleAt: testNow + 1 }, 'pass'],
    ['a time gone by', 'schedule', {}, { scheduleAt: testNow - 1 }, 'stop schedule_past'],
    ['a best-before gone by', 'schedule', {}, { bestBefore: testNow }, 'stop schedule_past'],
    [
      'a best-before before the time',
      'schedule',
      {},
      { scheduleAt: testNow + 5, bestBefore: testNow + 5 },
      'stop schedule_past',
    ],
    ['a best-before after it', 'schedule', {}, { scheduleAt: testNow + 5, bestBefore: testNow + 6 }, 'pass'],
    ['a DLT template', 'dlt', {}, { dltTemplateId: '1107' }, 'pass'],
    ['none', 'dlt', {}, {}, 'absent'],
  ])('%s: %s', (_name, id, facts, planChange, expected) => {
    const items = check(facts, planChange);
    expect(line(items, id)).toBe(expected);
    expect(isStopped(items)).toBe(expected.startsWith('stop'));
  });

  it('never ticks segments of a template that cannot be rendered, and names the account', () => {
    const items = check({
      templateError: appError('template_syntax', 'x'),
      segments: { total: 0, longest: 0, ucs2: 0 },
    });
    expect(line(items, 'segments')).toBe('warn');
    expect(items[0]).toMatchObject({ id: 'account', details: { name: 'Riverside Clinic', practice: false } });
  });

  it('counts people once however many fields they lack, and names the holes first', () => {
    const missing = [
      { field: 'city', people: 5, fallback: 'here' },
      { field: 'name', people: 2, fallback: null },
    ];
    const found = check({ missing }).find(({ id }) => id === 'fields');
    expect(found?.details).toEqual({ people: 5, fields: 'name', holes: 1 });
  });
});
