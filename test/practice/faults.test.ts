import { readFileSync } from 'node:fs';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { describe, expect, it } from 'vitest';
import { defaultPaths } from '#core/gateway/port.ts';
import { magicNumbers } from '#main/practice/magic-numbers.ts';
import { call, callbackServer, practice, sms, until } from './helpers.ts';

const ordinary = '46701740605';

function digitsOf(fault: string): string {
  const magic = magicNumbers.find((one) => one.fault === fault);
  if (magic === undefined) throw new Error(`no magic number for ${fault}`);
  return magic.number.slice(1);
}

describe('magic numbers', () => {
  it('are valid mobile numbers, each once', () => {
    for (const { number } of magicNumbers) {
      const parsed = parsePhoneNumberFromString(number);
      expect([number, parsed?.isValid(), parsed?.getType()]).toEqual([number, true, 'MOBILE']);
    }
    expect(new Set(magicNumbers.map((magic) => magic.number)).size).toBe(magicNumbers.length);
  });

  it('are all in the room’s README', () => {
    const readme = readFileSync(new URL('../../src/main/practice/README.md', import.meta.url), 'utf8').replaceAll(
      ' ',
      '',
    );
    for (const { number } of magicNumbers) expect(readme).toContain(`|${number}|`);
  });

  it('lie inside the block kept for fiction', () => {
    for (const { number } of magicNumbers) expect(number).toMatch(/^\+467017406(0[5-9]|[1-9]\d)$/);
  });

  // What a client sees: status, and a word that the body must hold.
  const seen: Readonly<Record<string, readonly [status: number, body: RegExp]>> = {
    rejected: [200, /^\{"status":"error"/],
    invalid: [422, /"errors":\{"recipient"/],
    undelivered: [200, /"message_id":"msg_/],
    expired: [200, /"message_id":"msg_/],
    no_receipt: [200, /"message_id":"msg_/],
    server_error_after_accept: [500, /Server Error/],
    throttled_once: [429, /Too Many/],
    html_page: [200, /^<!DOCTYPE html>/],
    no_id: [200, /^\{"status":"success","queued":true\}$/],
    slow: [200, /"message_id":"msg_/],
    out_of_credit: [402, /balance/],
  };

  it.each(Object.entries(seen))('%s answers as promised', async (fault, [status, body]) => {
    const service = await practice();
    const before = Date.now();
    const answer = await sms(service.url, digitsOf(fault));
    expect([answer.status, answer.text]).toEqual([status, expect.stringMatching(body)]);
    if (fault === 'slow') expect(Date.now() - before).toBeGreaterThanOrEqual(2_990);
    const magic = magicNumbers.find((one) => one.fault === fault);
    const after = fault === 'throttled_once' ? 0 : magic?.accepted ? 1 : 0;
    expect(service.ledger.countOf(digitsOf(fault))).toBe(after);
  });

  it('throttles once, asking for two seconds, then accepts', async () => {
    const service = await practice();
    const number = digitsOf('throttled_once');
    expect((await sms(service.url, number)).headers.get('retry-after')).toBe('2');
    expect((await sms(service.url, number)).json.status).toBe('success');
    expect(service.ledger.countOf(number)).toBe(1);
  });

  it('accepts and never replies', async () => {
    const service = await practice();
    const number = digitsOf('timeout_after_accept');
    await expect(sms(service.url, number, {}, AbortSignal.timeout(300))).rejects.toThrow();
    expect(service.ledger.countOf(number)).toBe(1);
  });

  it('accepts and breaks the connection', async () => {
    const service = await practice();
    const number = digitsOf('reset_after_accept');
    await expect(sms(service.url, number)).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } });
    expect(service.ledger.countOf(number)).toBe(1);
  });

  it('accepts and cuts the reply', async () => {
    const service = await practice();
    const number = digitsOf('cut_reply');
    await expect(sms(service.url, number)).rejects.toThrow();
    expect(service.ledger.countOf(number)).toBe(1);
  });

  it('covers every number: none is untested', () => {
    const elsewhere = ['timeout_after_accept', 'reset_after_accept', 'cut_reply'];
    expect(magicNumbers.map((magic) => magic.fault).sort()).toEqual([...Object.keys(seen), ...elsewhere].sort());
  });

  it('the first magic number of a comma list decides for the whole request', async () => {
    const service = await practice();
    const answer = await sms(service.url, `${ordinary},${digitsOf('invalid')},${digitsOf('rejected')}`);
    expect(answer.status).toBe(422);
    expect(service.ledger.totals().recipients).toBe(0);
  });

  it.each([
    ['undelivered', 'Undelivered', 'Absent subscriber'],
    ['expired', 'Expired', 'Validity period expired'],
  ])('%s says so in its receipt', async (fault, status, reason) => {
    const callback = await callbackServer();
    const service = await practice({ callbackUrl: callback.url, receiptDelayMs: 0 });
    const answer = await sms(service.url, digitsOf(fault));
    await until(() => callback.got.length === 1);
    expect(callback.got[0]).toMatchObject({ message_id: answer.json.message_id, status, reason });
  });

  it('no_receipt posts none while others get theirs', async () => {
    const callback = await callbackServer();
    const service = await practice({ callbackUrl: callback.url, receiptDelayMs: 0 });
    await sms(service.url, digitsOf('no_receipt'));
    const other = await sms(service.url, ordinary);
    await until(() => callback.got.length === 1 && service.status().receiptsWaiting === 0);
    expect(callback.got.map((one) => one.message_id)).toEqual([other.json.message_id]);
  });
});

describe('faults by setting', () => {
  it('strikes the asked requests and no others', async () => {
    const service = await practice({ faults: [{ kind: 'server_error_after_accept', from: 2, count: 2 }] });
    const statuses: number[] = [];
    for (let index = 0; index < 5; index++) statuses.push((await sms(service.url, ordinary)).status);
    expect(statuses).toEqual([200, 500, 500, 200, 200]);
    expect(service.ledger.countOf(ordinary)).toBe(5);
  });

  it('strikes every request until it is taken away', async () => {
    const service = await practice({ faults: [{ kind: 'unauthenticated' }] });
    expect([(await sms(service.url, ordinary)).status, (await sms(service.url, ordinary)).status]).toEqual([401, 401]);
    expect((await call(service.url, defaultPaths.profile)).status).toBe(200);
    service.configure({ faults: [] });
    expect((await sms(service.url, ordinary)).status).toBe(200);
  });

  it.each([
    ['no_permission', 403],
    ['redirect', 302],
    ['not_found_page', 404],
    ['server_error', 503],
  ] as const)('%s answers %i and accepts nobody', async (kind, status) => {
    const service = await practice({ faults: [{ kind }] });
    expect((await sms(service.url, ordinary)).status).toBe(status);
    expect(service.ledger.totals().recipients).toBe(0);
  });

  it('reset accepts nobody', async () => {
    const service = await practice({ faults: [{ kind: 'reset', count: 1 }] });
    await expect(sms(service.url, ordinary)).rejects.toThrow();
    expect(service.ledger.totals().recipients).toBe(0);
  });

  it('can strike every call of the API', async () => {
    const service = await practice({ faults: [{ kind: 'html_page', on: 'all' }] });
    expect((await call(service.url, defaultPaths.profile)).text).toMatch(/^<!DOCTYPE/);
  });

  it('waits as long as the latency says, with the ledger already written', async () => {
    const service = await practice({ latencyMs: 400 });
    const before = Date.now();
    const answer = sms(service.url, ordinary);
    await until(() => service.ledger.countOf(ordinary) === 1, 350);
    await answer;
    expect(Date.now() - before).toBeGreaterThanOrEqual(390);
  });
});
