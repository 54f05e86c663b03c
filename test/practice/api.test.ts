import { describe, expect, it } from 'vitest';
import { defaultPaths } from '#core/gateway/port.ts';
import { call, practice, sms } from './helpers.ts';

const number = '46701740605';

describe('who may call', () => {
  it('takes the key and nothing else', async () => {
    const { url } = await practice();
    expect((await call(url, defaultPaths.profile)).status).toBe(200);
    const wrong = await call(url, defaultPaths.profile, undefined, { key: 'other' });
    expect([wrong.status, wrong.json]).toEqual([401, { message: 'Unauthenticated.' }]);
    expect((await call(url, defaultPaths.profile, undefined, { key: 'no-permission' })).status).toBe(403);
    const bare = await fetch(url + defaultPaths.profile);
    expect(bare.status).toBe(401);
  });

  it('counts refused requests too, and accepts nobody for them', async () => {
    const service = await practice();
    await call(service.url, defaultPaths.sendSms, { recipient: number }, { key: 'other' });
    expect(service.status()).toMatchObject({ requestsSeen: 1, sendsSeen: 1, totals: { recipients: 0 } });
  });

  it('refuses a web page that came under another host name', async () => {
    const { port } = await practice();
    const { request } = await import('node:http');
    const status = await new Promise((resolve, reject) => {
      request({ port, host: '127.0.0.1', path: '/practice/ledger', headers: { host: 'evil.example' } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(403);
  });

  it('answers a wrong path or method with a web page', async () => {
    const { url } = await practice();
    const lost = await call(url, '/http/v3/sms/send', {});
    expect([lost.status, lost.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
    expect((await call(url, defaultPaths.sendSms)).status).toBe(405);
  });
});

describe('sending', () => {
  it('accepts an SMS, counts it, charges it', async () => {
    const service = await practice({ balance: 10 });
    const answer = await sms(service.url, number, { dlt_template_id: 'dlt-7', message: 'x'.repeat(161) });
    expect(answer.json).toEqual({ status: 'success', message_id: expect.stringMatching(/^msg_/), queued: true });
    expect(service.ledger.countOf(number)).toBe(1);
    expect(service.balance()).toBe(8);
    expect(service.ledger.list()).toMatchObject([{ id: answer.json.message_id, to: [number], dlt: 'dlt-7', cost: 2 }]);
  });

  it('gives one message id to a comma list and charges everyone in it', async () => {
    const service = await practice({ balance: 10 });
    const answer = await sms(service.url, '46701740605,46701740606, 46701740605');
    expect(answer.status).toBe(200);
    expect(service.balance()).toBe(7);
    expect(service.ledger.totals()).toEqual({ requests: 1, recipients: 3, distinct: 2, repeated: 1, cost: 3 });
    expect(service.ledger.counts()).toEqual(
      new Map([
        ['46701740605', 2],
        ['46701740606', 1],
      ]),
    );
  });

  it('accepts an MMS by its media address', async () => {
    const service = await practice();
    const body = { recipient: number, sender_id: 'Slipway', media_url: 'https://example.com/a.jpg' };
    const answer = await call(service.url, defaultPaths.sendMms, body);
    expect(answer.json).toEqual({ status: 'success', message_id: expect.stringMatching(/^mms_/) });
    const wrong = await call(service.url, defaultPaths.sendMms, { ...body, media_url: 'file:///etc/passwd' });
    expect([wrong.status, Object.keys(wrong.json.errors as object)]).toEqual([422, ['media_url']]);
  });

  it.each([
    [{ recipient: `+${number}` }, 'recipient'],
    [{ recipient: '' }, 'recipient'],
    [{ recipient: '467 017 40605' }, 'recipient'],
    [{ recipient: `${number},` }, 'recipient'],
    [{ message: '' }, 'message'],
    [{ sender_id: null }, 'sender_id'],
    [{ type: 'flash' }, 'type'],
    [{ schedule_time: 'tomorrow' }, 'schedule_time'],
    [{ schedule_time: '2027-13-40 10:00' }, 'schedule_time'],
  ])('names the field of a bad send: %j', async (change, field) => {
    const service = await practice();
    const answer = await sms(service.url, number, change);
    expect(answer.status).toBe(422);
    expect(Object.keys(answer.json.errors as object)).toEqual([field]);
    expect(service.ledger.totals().requests).toBe(0);
  });

  it('says 402 when the credit does not cover the request, and charges nothing', async () => {
    const service = await practice({ balance: 1 });
    const answer = await sms(service.url, '46701740605,46701740606');
    expect([answer.status, answer.json.status]).toEqual([402, 'error']);
    expect(service.balance()).toBe(1);
    expect((await sms(service.url, number)).status).toBe(200);
  });

  it('answers bad JSON with a JSON error', async () => {
    const { url } = await practice();
    const response = await fetch(url + defaultPaths.sendSms, {
      method: 'POST',
      headers: { authorization: 'Api-Key practice-key', 'content-type': 'application/json' },
      body: '{"recipient":',
    });
    expect([response.status, await response.json()]).toMatchObject([400, { status: 'error' }]);
  });
});

describe('profile', () => {
  it('shows the balance as text that goes down', async () => {
    const service = await practice({ balance: 1_250 });
    expect((await call(service.url, defaultPaths.profile)).json).toMatchObject({ data: { balance: '1,250' } });
    await sms(service.url, number);
    expect((await call(service.url, defaultPaths.profile)).json).toMatchObject({ data: { balance: '1,249' } });
  });
});

describe('groups and contacts', () => {
  it('lists groups 25 a page, as Laravel does', async () => {
    const { url } = await practice();
    for (let index = 1; index <= 27; index++) await call(url, defaultPaths.createGroup, { name: `Group ${index}` });
    const first = (await call(url, defaultPaths.listGroups)).json;
    expect(first).toMatchObject({
      status: 'success',
      data: { current_page: 1, last_page: 2, per_page: 25, total: 27 },
    });
    const second = (await call(url, `${defaultPaths.listGroups}?page=2`)).json.data as { data: { name: string }[] };
    expect(second.data.map((group) => group.name)).toEqual(['Group 26', 'Group 27']);
    const third = (await call(url, `${defaultPaths.listGroups}?page=3`)).json;
    expect(third).toMatchObject({ data: { data: [], next_page_url: null } });
  });

  it('puts a contact into a group once', async () => {
    const { url } = await practice();
    const group = (await call(url, defaultPaths.createGroup, { name: 'Staff' })).json.data as { uid: string };
    const store = defaultPaths.createContact.replace('{group_id}', group.uid);
    const made = await call(url, store, { phone: number, first_name: 'Amy' });
    expect(made.json).toEqual({
      status: 'success',
      data: {
        uid: expect.stringMatching(/^c_/),
        group_uid: group.uid,
        phone: number,
        first_name: 'Amy',
        last_name: null,
      },
    });
    const again = await call(url, store, { phone: number });
    expect([again.status, again.json.status]).toEqual([200, 'error']);
    const listed = await call(url, `${defaultPaths.listContacts}?group_id=${group.uid}`);
    expect(listed.json).toMatchObject({ data: { total: 1, data: [{ phone: number }] } });
  });

  it('answers an unknown group with 404 JSON', async () => {
    const { url } = await practice();
    const answer = await call(url, defaultPaths.createContact.replace('{group_id}', 'g_none'), { phone: number });
    expect([answer.status, answer.json.status]).toEqual([404, 'error']);
  });
});

describe('throttling', () => {
  it('answers 429 with Retry-After beyond the limit, and lets go after the window', async () => {
    const { url } = await practice({ rateLimitPerMinute: 3, rateLimitWindowSeconds: 1 });
    const remaining: (string | null)[] = [];
    for (let index = 0; index < 3; index++) {
      remaining.push((await sms(url, number)).headers.get('x-ratelimit-remaining'));
    }
    expect(remaining).toEqual(['2', '1', '0']);
    const refused = await sms(url, number);
    expect([refused.status, refused.headers.get('retry-after'), refused.headers.get('x-ratelimit-limit')]).toEqual([
      429,
      '1',
      '3',
    ]);
    await new Promise((resolve) => setTimeout(resolve, 1_050));
    expect((await sms(url, number)).status).toBe(200);
  });
});

describe('control calls', () => {
  it('changes settings while it runs and refuses unknown ones', async () => {
    const service = await practice();
    const root = `http://127.0.0.1:${service.port}`;
    expect((await call(root, '/practice/settings', { latencyMs: 1, balance: 5 })).json).toMatchObject({ latencyMs: 1 });
    expect(service.balance()).toBe(5);
    expect((await call(root, '/practice/settings', { latency: 1 })).status).toBe(422);
    expect((await call(root, '/practice/settings', { callbackUrl: 'https://example.com/x' })).status).toBe(422);
    expect(service.settings()).toMatchObject({ latencyMs: 1, callbackUrl: null });
  });

  it('shows the ledger', async () => {
    const service = await practice();
    await sms(service.url, number);
    const shown = await call(`http://127.0.0.1:${service.port}`, '/practice/ledger');
    expect(shown.json).toMatchObject({ totals: { recipients: 1, repeated: 0 }, counts: { [number]: 1 } });
  });
});
