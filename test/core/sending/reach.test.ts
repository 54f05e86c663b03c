import { describe, expect, it } from 'vitest';
import type { Exchange } from '#core/gateway/port.ts';
import { readReply } from '#core/gateway/read-reply.ts';
import { readProfile } from '#core/gateway/wire.ts';
import { answeredByService } from '#core/sending/reach.ts';

const reply = (status: number, body: string): Exchange => ({ kind: 'reply', status, headers: {}, body });

/** As the client reads an answer to the profile call. */
function answered(exchange: Exchange): boolean {
  const read = readReply(exchange, 0);
  return answeredByService(read.ok ? { ok: true, value: readProfile(read.value, 'https://a.example') } : read);
}

describe('who answered a call that sends nothing', () => {
  it.each([
    ['a profile', reply(200, '{"status":"success","data":{"first_name":"Ada","sms_unit":"12"}}'), true],
    ['a key it does not know', reply(401, '{"message":"Unauthenticated."}'), true],
    ['too many requests', reply(429, '{"message":"Too Many Attempts."}'), true],
    ['a page to sign in', reply(200, '<!doctype html><title>Sign in</title>'), false],
    ['a way to a page to sign in', reply(302, ''), false],
    ['a network that wants a sign-in', reply(511, '<html></html>'), false],
    ['a broken service', reply(503, '{"message":"down"}'), false],
    ['nobody', { kind: 'not_sent', reason: 'refused', detail: 'ECONNREFUSED' } as const, false],
    ['half an answer', { kind: 'broken', reason: 'cut', detail: '' } as const, false],
  ])('%s', (_what, exchange, byService) => {
    expect(answered(exchange)).toBe(byService);
  });
});
