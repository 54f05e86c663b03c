import { expect, it, onTestFinished } from 'vitest';
import { defaultPaths } from '#core/gateway/port.ts';
import type { PhoneNumber } from '#core/kernel/ids.ts';
import { magicNumbers } from '#main/practice/magic-numbers.ts';
import { freshDir, practice } from '../../practice/helpers.ts';
import { fast, gateway, request } from './hostile.ts';

const settled = { timeouts: { ...fast, headersMs: 5_000, totalMs: 6_000 }, key: 'practice-key' };

it('every magic number ends as the table says', async () => {
  const service = await practice();
  const client = gateway(service.url, { ...settled, timeouts: { ...fast, headersMs: 3_600, totalMs: 4_000 } });
  const expected: Readonly<Record<string, string>> = {
    rejected: 'rejected',
    invalid: 'rejected',
    undelivered: 'accepted',
    expired: 'accepted',
    no_receipt: 'accepted',
    timeout_after_accept: 'in_doubt timeout',
    server_error_after_accept: 'in_doubt server_error',
    reset_after_accept: 'in_doubt reset',
    throttled_once: 'throttled',
    html_page: 'in_doubt html',
    cut_reply: 'in_doubt unreadable',
    no_id: 'in_doubt no_id',
    slow: 'accepted',
    out_of_credit: 'stop out_of_credit',
  };
  const seen: Record<string, string> = {};
  await Promise.all(
    magicNumbers.map(async ({ fault, number }) => {
      const { outcome } = await client.send({ ...request, recipients: [number as PhoneNumber] });
      const more =
        outcome.kind === 'in_doubt' ? ` ${outcome.cause}` : outcome.kind === 'stop' ? ` ${outcome.error.code}` : '';
      seen[fault] = outcome.kind + more;
    }),
  );
  expect(seen).toEqual(expected);
});

it('reads and makes groups and contacts, page by page', async () => {
  const service = await practice();
  const client = gateway(service.url, settled);
  expect(await client.listGroups(1)).toMatchObject({ ok: true, value: { items: [], more: false, total: 0 } });
  const group = await client.createGroup('Staff', 'everyone');
  if (!group.ok) throw new Error(group.error.message);
  expect(group.value).toMatchObject({ name: 'Staff', description: 'everyone', contacts: 0 });
  for (let index = 10; index < 40; index++) {
    const phone = `+467017406${index}` as PhoneNumber;
    const made = await client.createContact(group.value.uid, { phone, firstName: `P${index}`, lastName: null });
    expect(made).toMatchObject({ ok: true, value: { phone: phone.slice(1), groupUid: group.value.uid } });
  }
  const phones: string[] = [];
  for (let page = 1; page < 10; page++) {
    const listed = await client.listContacts(group.value.uid, page);
    if (!listed.ok) throw new Error(listed.error.message);
    phones.push(...listed.value.items.map((contact) => contact.phone));
    if (!listed.value.more) break;
  }
  expect([phones.length, new Set(phones).size]).toEqual([30, 30]);
  const twice = await client.createContact(group.value.uid, {
    phone: '+46701740610' as PhoneNumber,
    firstName: null,
    lastName: null,
  });
  expect(twice).toMatchObject({
    ok: false,
    error: { code: 'service_refused', details: { words: 'The contact is already in this group.' } },
  });
  expect(await client.createGroup('Staff', null)).toMatchObject({ ok: false, error: { code: 'service_refused' } });
});

it('reads the profile and says which address answered', async () => {
  const service = await practice({ balance: 1_250 });
  const url = service.url + defaultPaths.profile;
  expect(await gateway(service.url, settled).profile()).toEqual({
    ok: true,
    value: {
      name: 'Practice account',
      email: 'practice@example.invalid',
      balanceText: '1,250',
      balance: 1250,
      unit: 'units',
      url,
    },
  });
  const wrong = await gateway(service.url, { ...settled, key: 'wrong-key' }).profile();
  expect(wrong).toMatchObject({
    ok: false,
    error: { code: 'key_wrong', details: { url, host: `127.0.0.1:${service.port}` } },
  });
  const barred = await gateway(service.url, { ...settled, key: 'no-permission' }).profile();
  expect(barred).toMatchObject({ ok: false, error: { code: 'no_permission' } });
});

it.each([
  ['html_page', 'service_unreadable'],
  ['cut_reply', 'service_unreadable'],
  ['server_error', 'service_error'],
  ['redirect', 'service_wrong_address'],
  ['not_found_page', 'service_wrong_address'],
  ['throttled_once', 'throttled'],
  ['timeout_after_accept', 'timeout'],
  ['reset', 'offline'],
] as const)('profile under %s says %s', async (kind, code) => {
  const service = await practice({ faults: [{ kind, on: 'all' }] });
  const result = await gateway(service.url, { ...settled, timeouts: fast }).profile();
  expect(result).toMatchObject({ ok: false, error: { code } });
});

it('a wrong path is a wrong address; an overridden one works', async () => {
  const service = await practice();
  const lost = gateway(service.url, {
    ...settled,
    endpoint: { baseUrl: service.url, paths: { ...defaultPaths, sendSms: '/nowhere' } },
  });
  expect((await lost.send(request)).outcome).toMatchObject({ kind: 'stop', error: { code: 'service_wrong_address' } });
  const root = `http://127.0.0.1:${service.port}`;
  const moved = { ...defaultPaths, sendSms: `/api${defaultPaths.sendSms}` };
  const found = gateway(root, { ...settled, endpoint: { baseUrl: `${root}/`, paths: moved } });
  expect((await found.send(request)).outcome.kind).toBe('accepted');
});

it('learns the rate from the headers', async () => {
  const service = await practice({ rateLimitPerMinute: 2 });
  const client = gateway(service.url, settled);
  expect((await client.send(request)).rate).toEqual({ limitPerMinute: 2, remaining: 1 });
  await client.send(request);
  const { outcome } = await client.send(request);
  expect(outcome.kind === 'throttled' && outcome.retryAfterMs).toBeGreaterThan(50_000);
});

it('sends each of many exactly once over few connections', async () => {
  const dir = freshDir();
  const service = await practice({}, dir);
  const client = gateway(service.url, { ...settled, connections: 8 });
  const stop = new AbortController();
  const warnings: Error[] = [];
  const onWarning = (warning: Error): void => void warnings.push(warning);
  process.on('warning', onWarning);
  onTestFinished(() => void process.off('warning', onWarning));
  const many = Array.from({ length: 2_000 }, (_unused, index) => `+4670${String(1_000_000 + index)}` as PhoneNumber);
  const attempts = await Promise.all(
    many.map((phone) => client.send({ ...request, recipients: [phone] }, stop.signal)),
  );
  expect(attempts.every((attempt) => attempt.outcome.kind === 'accepted')).toBe(true);
  expect(warnings).toEqual([]);
  expect(service.ledger.totals()).toMatchObject({ requests: 2_000, recipients: 2_000, distinct: 2_000, repeated: 0 });
});
