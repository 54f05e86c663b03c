import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classifySend } from '#core/gateway/classify.ts';
import type { Exchange, SendOutcome } from '#core/gateway/port.ts';

const now = Date.UTC(2026, 10, 24, 12, 0, 0);

function reply(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Exchange {
  return { kind: 'reply', status, headers, body: typeof body === 'string' ? body : JSON.stringify(body) };
}

function outcome(exchange: Exchange): SendOutcome {
  return classifySend(exchange, now).outcome;
}

const page = '<!DOCTYPE html><html><body>Welcome</body></html>';

describe('accepted: a 2xx with an id', () => {
  it.each([
    [{ status: 'success', message_id: 'msg_1', queued: true }, 'msg_1'],
    [{ status: 'success', data: { uid: 'u1' } }, 'u1'],
    [{ status: 'success', data: { message_id: 'm2', uid: '' } }, 'm2'],
    [{ status: 'success', data: { id: 77 } }, '77'],
    [{ message_id: ' msg_2 ' }, 'msg_2'],
    [{ status: 'queued', message_id: 'a', data: { uid: 'b' } }, 'a'],
    [{ status: 'throttled', message_id: 'a' }, 'a'],
  ])('%j', (body, messageId) => {
    expect(outcome(reply(200, body))).toMatchObject({ kind: 'accepted', messageId });
    expect(outcome(reply(201, body)).kind).toBe('accepted');
  });

  it('keeps the words that came with it', () => {
    const body = { status: 'success', message_id: 'm', message: 'Message queued' };
    expect(outcome(reply(200, body))).toEqual({ kind: 'accepted', messageId: 'm', words: 'Message queued' });
  });
});

describe('in doubt: a 2xx that does not say what happened', () => {
  it.each([
    [{ status: 'success' }, 'no_id'],
    [{ status: 'success', data: {} }, 'no_id'],
    [{ status: 'success', message_id: '' }, 'no_id'],
    [{ status: 'success', message_id: null, data: null }, 'no_id'],
    [{ status: 'success', message_id: 'x'.repeat(5_000) }, 'no_id'],
    [{ status: 'success', message_id: { a: 1 } }, 'no_id'],
    [[], 'no_id'],
    ['"text"', 'no_id'],
    ['null', 'no_id'],
    ['', 'unreadable'],
    ['OK', 'unreadable'],
    ['{"status":"success","message_', 'unreadable'],
    [page, 'html'],
    [`\n  ${page}`, 'html'],
    ['<?xml version="1.0"?><ok/>', 'html'],
    ['{"__proto__":{"message_id":"m"}}', 'no_id'],
  ])('%j', (body, cause) => {
    expect(outcome(reply(200, body))).toMatchObject({ kind: 'in_doubt', cause, httpStatus: 200 });
  });
});

describe('in doubt: the service broke', () => {
  it.each([500, 502, 503, 504, 520, 599, 100, 199, 600, 999])('HTTP %i', (status) => {
    expect(outcome(reply(status, page))).toMatchObject({ kind: 'in_doubt', cause: 'server_error', httpStatus: status });
    expect(outcome(reply(status, { status: 'error', message: 'no balance' })).kind).toBe('in_doubt');
  });

  it('408', () => {
    expect(outcome(reply(408, ''))).toMatchObject({ kind: 'in_doubt', cause: 'timeout' });
  });

  it.each([
    ['reset', 'reset', 'the connection broke before an answer came'],
    ['timeout', 'timeout', 'no answer came in time'],
    ['too_large', 'unreadable', 'the answer was too long to be one'],
    ['cut', 'unreadable', 'the answer broke off in the middle'],
    ['stopped', 'stopped', 'stopped before an answer came'],
  ] as const)('%s after bytes were written', (reason, cause, words) => {
    expect(outcome({ kind: 'broken', reason, detail: 'why' })).toEqual({
      kind: 'in_doubt',
      cause,
      words,
      httpStatus: null,
    });
  });
});

describe('not sent: no byte was written', () => {
  it.each([
    ['dns', 'offline'],
    ['refused', 'offline'],
    ['connect_timeout', 'offline'],
    ['offline', 'offline'],
    ['certificate', 'certificate'],
    ['aborted', 'cancelled'],
  ] as const)('%s', (reason, code) => {
    const exchange: Exchange = { kind: 'not_sent', reason, detail: 'why' };
    expect(outcome(exchange)).toEqual({ kind: 'not_sent', error: { code, message: 'why', details: { reason } } });
  });
});

it('a request that cannot be written stops: it will be the same the next time', () => {
  const error = { code: 'service_wrong_address', message: 'why', details: { reason: 'unsendable' } };
  expect(outcome({ kind: 'not_sent', reason: 'unsendable', detail: 'why' })).toEqual({
    kind: 'stop',
    error,
    httpStatus: null,
  });
});

describe('rejected: the service said no', () => {
  it.each([
    [200, { status: 'error', message: 'Sender ID is not approved' }, 'Sender ID is not approved'],
    [200, { status: 'Failed', message: 'no' }, 'no'],
    [200, { success: false, error: 'blocked' }, 'blocked'],
    [200, { status: 'error' }, ''],
    [200, { status: 'error', message: 'no', message_id: 'msg_1' }, 'no'],
    [404, { status: 'error', message: 'Sender not authorised' }, 'Sender not authorised'],
    [404, [], ''],
    [400, { status: 'error', message: 'The message is too long' }, 'The message is too long'],
    [400, { message: 'Your message mentions a credit card' }, 'Your message mentions a credit card'],
    [
      422,
      { message: 'Invalid.', errors: { recipient: ['is wrong', 'is short'] } },
      'Invalid. (recipient: is wrong is short)',
    ],
    [422, { errors: { sender_id: 'is required' } }, 'sender_id: is required'],
    [422, '{"errors":{"a":{"toString":1,"valueOf":2}}}', 'a: {"toString":1,"valueOf":2}'],
    [413, { message: 'too many recipients' }, 'too many recipients'],
    [409, '"conflict"', 'conflict'],
  ])('HTTP %i %j', (status, body, words) => {
    expect(outcome(reply(status, body))).toEqual({ kind: 'rejected', words, httpStatus: status });
  });

  it('cuts words that go on and on', () => {
    const said = outcome(reply(400, { message: 'x'.repeat(10_000) }));
    expect(said.kind === 'rejected' && said.words.length).toBe(501);
  });
});

describe('throttled', () => {
  it.each([
    [{}, null],
    [{ 'retry-after': '7' }, 7_000],
    [{ 'retry-after': ' 0 ' }, 0],
    [{ 'retry-after': 'Tue, 24 Nov 2026 12:01:30 GMT' }, 90_000],
    [{ 'retry-after': 'Tuesday, 24-Nov-26 12:01:30 GMT' }, 90_000],
    [{ 'retry-after': 'Tue, 24 Nov 2026 11:00:00 GMT' }, 0],
    [{ 'retry-after': '-5' }, null],
    [{ 'retry-after': 'soon' }, null],
    [{ 'retry-after': '2026-11-24 12:01:30' }, null],
    [{ 'retry-after': '999999999999' }, 999_999_999_999_000],
    [{ 'retry-after': 'Tue, 24 Nov 2099 12:01:30 GMT' }, Date.UTC(2099, 10, 24, 12, 1, 30) - now],
    [{ 'x-ratelimit-reset': String(now / 1_000 + 20) }, 20_000],
    [{ 'retry-after': '3', 'x-ratelimit-reset': String(now / 1_000 + 20) }, 3_000],
  ])('%j', (headers, retryAfterMs) => {
    expect(outcome(reply(429, { message: 'Too Many Attempts.' }, headers))).toEqual({
      kind: 'throttled',
      retryAfterMs,
      words: 'Too Many Attempts.',
    });
  });

  it('needs no JSON to be believed', () => {
    expect(outcome(reply(429, page))).toMatchObject({ kind: 'throttled', retryAfterMs: null });
  });
});

describe('stop: the account or the address is wrong', () => {
  it.each([
    [401, { message: 'Unauthenticated.' }, 'key_wrong'],
    [401, page, 'key_wrong'],
    [400, { message: 'Unauthenticated.' }, 'key_wrong'],
    [200, { status: 'error', message: 'Invalid API key' }, 'key_wrong'],
    [403, { status: 'error', message: 'disabled' }, 'no_permission'],
    [403, page, 'no_permission'],
    [402, {}, 'out_of_credit'],
    [200, { status: 'error', message: 'You do not have enough balance' }, 'out_of_credit'],
    [400, { message: 'Insufficient credit' }, 'out_of_credit'],
    [422, { message: 'Invalid', errors: { recipient: ['Your sms units are exhausted'] } }, 'out_of_credit'],
    [404, page, 'service_wrong_address'],
    [404, '', 'service_wrong_address'],
    [404, 'Not found', 'service_wrong_address'],
    [404, { message: 'The route api/http/v3/sms/send could not be found.' }, 'service_wrong_address'],
    [400, page, 'service_wrong_address'],
    [405, { message: 'The POST method is not supported' }, 'service_wrong_address'],
    [405, page, 'service_wrong_address'],
    ...[300, 301, 302, 303, 304, 305, 307, 308].map((status) => [status, page, 'service_wrong_address'] as const),
  ] as const)('HTTP %i %j', (status, body, code) => {
    expect(outcome(reply(status, body))).toMatchObject({ kind: 'stop', error: { code }, httpStatus: status });
  });
});

describe('what the headers say about the rate', () => {
  it.each([
    [{}, { limitPerMinute: null, remaining: null }],
    [
      { 'x-ratelimit-limit': '60', 'x-ratelimit-remaining': '59' },
      { limitPerMinute: 60, remaining: 59 },
    ],
    [
      { 'x-ratelimit-limit': 'many', 'x-ratelimit-remaining': '0' },
      { limitPerMinute: null, remaining: 0 },
    ],
  ])('%j', (headers, rate) => {
    expect(classifySend(reply(200, { message_id: 'm' }, headers), now).rate).toEqual(rate);
  });
});

describe('whatever comes', () => {
  const anyBody = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.json(),
    fc.jsonValue().map((value) => JSON.stringify(value)),
    fc
      .record({ status: fc.jsonValue(), message: fc.jsonValue(), errors: fc.jsonValue(), data: fc.jsonValue() })
      .map((value) => JSON.stringify(value)),
  );
  const anyReply = fc.record({
    kind: fc.constant('reply' as const),
    status: fc.integer({ min: 0, max: 1_000 }),
    headers: fc.dictionary(fc.constantFrom('retry-after', 'x-ratelimit-limit', 'x-ratelimit-reset'), fc.string()),
    body: anyBody,
  });

  it('never throws, and waits are sane', () => {
    fc.assert(
      fc.property(anyReply, (exchange) => {
        const said = outcome(exchange);
        if (said.kind !== 'throttled' || said.retryAfterMs === null) return;
        expect(said.retryAfterMs).toBeGreaterThanOrEqual(0);
        expect(new Date(now + said.retryAfterMs).getTime()).not.toBeNaN();
      }),
      { numRuns: 5_000 },
    );
  });

  it('is accepted only with a 2xx and an id; can be sent again only when the service surely did not take it', () => {
    fc.assert(
      fc.property(anyReply, (exchange) => {
        const said = outcome(exchange);
        if (said.kind === 'accepted') {
          expect(exchange.status >= 200 && exchange.status < 300).toBe(true);
          expect(said.messageId).not.toBe('');
        }
        if (exchange.status >= 500 || exchange.status === 408) expect(said.kind).toBe('in_doubt');
        if (said.kind === 'not_sent') throw new Error('a reply is never "not sent"');
      }),
      { numRuns: 5_000 },
    );
  });
});
