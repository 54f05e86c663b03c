import { describe, expect, it } from 'vitest';
import { checkPath, parseBaseUrl } from '#core/gateway/base-url.ts';
import { defaultBaseUrl, defaultPaths } from '#core/gateway/port.ts';
import {
  createContactCall,
  createGroupCall,
  listContactsCall,
  listGroupsCall,
  profileCall,
  sendCall,
} from '#core/gateway/request.ts';
import type { PhoneNumber } from '#core/kernel/ids.ts';

const amy = '+8801721970168' as PhoneNumber;
const ben = '+31612345678' as PhoneNumber;

describe('calls, as the reference’s samples make them', () => {
  it('sends an SMS to a comma list of digits', () => {
    const call = sendCall(defaultPaths, {
      kind: 'sms',
      recipients: [ben, amy],
      senderId: 'CloudMsg',
      message: 'Hello “you”',
      type: 'plain',
      scheduleTime: null,
      dltTemplateId: null,
    });
    expect([call.method, call.path]).toEqual(['POST', '/api/http/v3/http/sms/send']);
    expect(JSON.parse(call.body ?? '')).toEqual({
      recipient: '31612345678,8801721970168',
      sender_id: 'CloudMsg',
      type: 'plain',
      message: 'Hello “you”',
    });
  });

  it('adds schedule and DLT template only when there are any', () => {
    const call = sendCall(defaultPaths, {
      kind: 'sms',
      recipients: [ben],
      senderId: 'X',
      message: 'm',
      type: 'unicode',
      scheduleTime: '2026-12-01 09:30',
      dltTemplateId: '1107',
    });
    expect(JSON.parse(call.body ?? '')).toMatchObject({
      type: 'unicode',
      schedule_time: '2026-12-01 09:30',
      dlt_template_id: '1107',
    });
  });

  it('sends an MMS with and without text', () => {
    const mms = { kind: 'mms', recipients: [ben], senderId: 'X', mediaUrl: 'https://example.com/p.jpg' } as const;
    const bare = sendCall(defaultPaths, { ...mms, message: null });
    expect([bare.path, JSON.parse(bare.body ?? '')]).toEqual([
      '/api/http/v3/http/mms/send',
      { recipient: '31612345678', sender_id: 'X', media_url: 'https://example.com/p.jpg' },
    ]);
    expect(JSON.parse(sendCall(defaultPaths, { ...mms, message: 'Look' }).body ?? '').message).toBe('Look');
  });

  it('reads and writes groups and contacts', () => {
    expect(profileCall(defaultPaths)).toEqual({ method: 'GET', path: '/api/http/v3/http/profile', body: null });
    expect(listGroupsCall(defaultPaths, 2).path).toBe('/api/http/v3/http/contact-groups?page=2');
    expect(listContactsCall(defaultPaths, null, 1).path).toBe('/api/http/v3/http/contacts?page=1');
    expect(listContactsCall(defaultPaths, 'g&1', 3).path).toBe('/api/http/v3/http/contacts?group_id=g%261&page=3');
    expect(createGroupCall(defaultPaths, 'Staff', null)).toEqual({
      method: 'POST',
      path: '/api/http/v3/v3/contacts',
      body: '{"name":"Staff"}',
    });
    const made = createContactCall(defaultPaths, 'g/1', { phone: amy, firstName: 'Amy', lastName: null });
    expect([made.path, made.body]).toEqual([
      '/api/http/v3/v3/contacts/g%2F1/store',
      '{"phone":"8801721970168","first_name":"Amy"}',
    ]);
  });
});

describe('the base address', () => {
  it.each([
    [defaultBaseUrl, defaultBaseUrl],
    [' https://sms.example.com/api/ ', 'https://sms.example.com/api'],
    ['https://sms.example.com', 'https://sms.example.com'],
    ['HTTPS://SMS.example.com:8443/a//', 'https://sms.example.com:8443/a'],
    ['http://127.0.0.1:4000/api', 'http://127.0.0.1:4000/api'],
    ['http://localhost:1', 'http://localhost:1'],
    ['http://[::1]:80/api', 'http://[::1]/api'],
  ])('takes %s', (text, url) => {
    expect(parseBaseUrl(text)).toEqual({ ok: true, value: url });
  });

  it.each([
    ['', 'not_an_address'],
    ['api.faxinssms.com', 'not_an_address'],
    ['https:example.com', 'not_an_address'],
    ['https://exa mple.com', 'not_an_address'],
    ['https://example.com\\@evil.com', 'not_an_address'],
    ['ftp://example.com', 'not_https'],
    ['http://example.com', 'not_https'],
    ['http://10.0.0.1/api', 'not_https'],
    ['http://127.0.0.1.evil.com', 'not_https'],
    ['http://localhost.evil.com', 'not_https'],
    ['http://0.0.0.0', 'not_https'],
    ['https://user:pass@example.com', 'has_login'],
    ['https://example.com/api?x=1', 'has_query'],
    ['https://example.com/api?', 'has_query'],
    ['https://example.com/#a', 'has_query'],
  ])('refuses %s', (text, reason) => {
    expect(parseBaseUrl(text)).toMatchObject({ ok: false, error: { code: 'base_url_invalid', details: { reason } } });
  });
});

describe('paths of the advanced settings', () => {
  it.each(Object.entries(defaultPaths))('takes the default of %s', (name, path) => {
    expect(checkPath(name as keyof typeof defaultPaths, path).ok).toBe(true);
  });

  it('takes whatever a path may hold', () => {
    expect(checkPath('sendSms', "/v1.0/~me/a_b-c/%D1%81:8@x,y;z=(1)!$&'*+").ok).toBe(true);
  });

  it.each([
    ['sendSms', 'sms/send'],
    ['sendSms', '//evil.com/sms'],
    ['sendSms', '/a/../b'],
    ['sendSms', '/./b'],
    ['sendSms', '/a/%2e%2e/b'],
    ['sendSms', '/a/%2E./b'],
    ['sendSms', '/a/.%2e'],
    ['sendSms', '/a/%2e/b'],
    ['sendSms', '/a/..%2fb'],
    ['sendSms', '/a/x%2f%2e%2e%2fb'],
    ['sendSms', '/a/..%5cb'],
    ['sendSms', '/a/%252e%252e/b'],
    ['sendSms', '/a/%25252e%2e/b'],
    ['sendSms', '/a/%%32e%%32e/b'],
    ['sendSms', '/a/%'],
    ['sendSms', '/a/%ff'],
    ['sendSms', '/a?b=1'],
    ['sendSms', '/a b'],
    ['sendSms', '/смс'],
    ['sendSms', '/é'],
    ['sendSms', '/a{b}'],
    ['sendSms', 'https://evil.com/'],
    ['createContact', '/contacts/store'],
  ] as const)('refuses %s at %s', (name, path) => {
    expect(checkPath(name, path)).toMatchObject({ ok: false, error: { code: 'base_url_invalid', details: { name } } });
  });
});
