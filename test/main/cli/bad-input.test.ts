import { rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { FaultRule, PracticeChange } from '#main/practice/settings.ts';
import { type CommandBench, type CommandEnd, commandBench, peopleCsv } from '#test/support/command-bench.ts';
import { listen, practice } from '../../practice/helpers.ts';
import { localhostCertificate, testKey } from '../http/certificates.ts';

const people = 12;
const fault = (kind: FaultRule['kind'], from = 1, count: number | null = null): PracticeChange => ({
  faults: [{ kind, from, count, on: 'send' }],
});

async function send(bench: CommandBench, url: string, ...more: readonly string[]): Promise<CommandEnd> {
  const csv = bench.file('people.csv', peopleCsv(people));
  const args = [
    'send',
    '--csv',
    csv,
    '--message',
    'Hello',
    '--sender',
    'Slipway',
    '--base-url',
    url,
    '--yes',
    '--json',
  ];
  return bench.run(...args, ...more);
}

/** Every message says what happened and what to do; a stack is nobody's help. */
function inWords(end: CommandEnd): void {
  expect(end.notes.length).toBeGreaterThan(30);
  expect(end.notes).not.toMatch(/BUG|Error:|\n\s+at |\{\{\w+\}\}/);
}

describe('a service that will not', () => {
  it.each<readonly [string, PracticeChange, string, number]>([
    ['a key that is wrong', fault('unauthenticated'), 'key_wrong', 1],
    ['a key without permission', fault('no_permission'), 'no_permission', 1],
    ['no credit', fault('out_of_credit'), 'out_of_credit', 1],
    ['a redirect', fault('redirect'), 'service_wrong_address', 1],
    ['a page that is not found', fault('not_found_page'), 'service_wrong_address', 1],
  ])('%s: pauses after one request, burns nobody', async (_name, settings, reason, requests) => {
    const service = await practice(settings);
    const bench = commandBench();
    const end = await send(bench, service.url);
    expect(end.code).toBe(3);
    expect(end.json).toMatchObject({ state: 'paused', pauseReason: reason, queued: people, accepted: 0, inDoubt: 0 });
    expect(service.status().sendsSeen).toBe(requests);
    expect(service.ledger.totals().recipients).toBe(0);
    inWords({ ...end, notes: end.out.join('\n') });

    service.configure({ faults: [] });
    expect(await bench.run('resume', '--yes', '--json')).toMatchObject({ code: 0, json: { accepted: people } });
    expect(service.ledger.totals()).toMatchObject({ recipients: people, repeated: 0 });
  });

  it('a wrong key for the real check: 401 from the service itself', async () => {
    const service = await practice();
    const bench = commandBench({ keyForThisRun: 'not-the-key' });
    const end = await send(bench, service.url);
    expect([end.code, end.json?.pauseReason, service.status().sendsSeen]).toEqual([3, 'key_wrong', 1]);
  });

  it('a web page instead of an answer: that one in doubt, and no further', async () => {
    const service = await practice(fault('html_page'));
    const end = await send(commandBench(), service.url);
    expect(end.code).toBe(3);
    expect(end.json).toMatchObject({ pauseReason: 'unclear_answer', inDoubt: 1, queued: people - 1, accepted: 0 });
    expect(service.status().sendsSeen).toBe(1);
  });

  it('a web page in the middle stops within what is in flight', async () => {
    const service = await practice({ ...fault('html_page', 4), latencyMs: 20 });
    const end = await send(commandBench(), service.url, '--concurrency', '2');
    expect(end.code).toBe(3);
    const { accepted, inDoubt, queued } = end.json as Record<string, number>;
    expect([accepted, (inDoubt ?? 9) <= 2, (accepted ?? 0) + (inDoubt ?? 0) + (queued ?? 0)]).toEqual([
      3,
      true,
      people,
    ]);
  });

  it.each(['server_error', 'reset', 'server_error_after_accept', 'reset_after_accept', 'cut_reply', 'no_id'] as const)(
    'three doubts (%s) stop it, and resuming never repeats those in doubt',
    async (kind) => {
      const service = await practice(fault(kind, 3, 3));
      const bench = commandBench();
      const end = await send(bench, service.url, '--concurrency', '1');
      expect(end).toMatchObject({ code: 3, json: { pauseReason: 'three_doubts', accepted: 2, inDoubt: 3, queued: 7 } });
      const resumed = await bench.run('resume', '--yes', '--json');
      expect(resumed).toMatchObject({ code: 2, json: { state: 'finished', accepted: 9, inDoubt: 3 } });
      expect(service.ledger.totals().repeated).toBe(0);
      expect(service.status().sendsSeen).toBe(people);
    },
  );

  it('a service that accepts and never answers: a doubt each, nobody twice', async () => {
    const service = await practice(fault('timeout_after_accept', 2, 1));
    const end = await send(commandBench(), service.url, '--concurrency', '4');
    expect(end).toMatchObject({ code: 2, json: { accepted: people - 1, inDoubt: 1 } });
    expect(service.ledger.totals()).toMatchObject({ recipients: people, repeated: 0 });
  });

  it('throttling is waited out, and costs nobody', async () => {
    const service = await practice(fault('throttled_once', 3, 2));
    const began = Date.now();
    const end = await send(commandBench(), service.url, '--concurrency', '4');
    expect(end).toMatchObject({ code: 0, json: { accepted: people, inDoubt: 0 } });
    expect(end.notes).toContain('asked to wait');
    expect(Date.now() - began).toBeGreaterThanOrEqual(2_000);
    // Those in flight together with the first refused one may be refused too; nobody hammers on.
    expect(service.status().sendsSeen).toBe(people + 2);
    expect(service.ledger.totals()).toMatchObject({ recipients: people, repeated: 0 });
  });

  it('nobody there: exit 3, everyone still queued, nobody in doubt', async () => {
    const server = createServer();
    const port = await listen(server);
    await new Promise((resolve) => server.close(resolve));
    const bench = commandBench({ random: { next: () => 0.02 } });
    const end = await send(bench, `http://127.0.0.1:${port}/api`);
    expect(end).toMatchObject({ code: 3, json: { pauseReason: 'offline', queued: people, inDoubt: 0, accepted: 0 } });
  });

  it('a certificate nobody vouches for: at once, everyone still queued', async () => {
    const server = createTlsServer({ key: testKey, cert: localhostCertificate }, (_request, response) =>
      response.end('{}'),
    );
    const port = await listen(server);
    onTestFinished(() => void server.close());
    const end = await send(commandBench(), `https://localhost:${port}/api`);
    expect(end).toMatchObject({ code: 3, json: { pauseReason: 'certificate', queued: people, inDoubt: 0 } });
  });
});

describe('a file or an option that does not fit: exit 1, nothing sent, nothing left', () => {
  const zip = Uint8Array.of(0x50, 0x4b, 3, 4, ...new TextEncoder().encode('xl/workbook.xml[Content_Types].xml'));
  const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52);

  it.each<readonly [string, string | Uint8Array | null, readonly string[], string]>([
    ['a file that vanished', null, [], 'file_missing'],
    ['an empty file', '', [], 'file_empty'],
    ['only a header', 'Name,Mobile\n', [], 'file_header_only'],
    ['a spreadsheet', zip, [], 'file_is_spreadsheet'],
    ['a picture', png, [], 'file_is_not_text'],
    ['no phone column', 'Name,City\nAnna,Delft\nBo,Gouda\n', [], 'csv_no_phone_column'],
    ['a named phone column that is not there', peopleCsv(2), ['--phone-column', 'Telefon'], 'csv_no_phone_column'],
    ['an unclosed quote', 'Name,Mobile\n"Anna,0612345678\nBo,0612345679\n', [], 'file_unclosed_quote'],
    ['nobody with a number', 'Name,Mobile\nAnna,12\nBo,\nCy,none\n', ['--phone-column', 'Mobile'], 'audience_empty'],
    ['an unknown field', peopleCsv(2), ['--message', 'Hi {{Nickname}}'], 'template_unknown_field'],
    ['a field without an end', peopleCsv(2), ['--message', 'Hi {{Name'], 'template_syntax'],
    ['an empty message', peopleCsv(2), ['--message', '  '], 'message_empty'],
    ['a sender of 14 letters', peopleCsv(2), ['--sender', 'CloudMessaging'], 'sender_invalid'],
    ['no sender', peopleCsv(2), ['--sender', ' '], 'sender_missing'],
    ['a picture over http', peopleCsv(2), ['--media-url', 'http://example.org/a.png'], 'media_url_invalid'],
    ['a time that has passed', peopleCsv(2), ['--at', '2020-01-01 10:00'], 'schedule_past'],
    ['no time at all', peopleCsv(2), ['--at', 'soon'], 'schedule_invalid'],
    ['an unknown country', peopleCsv(2), ['--country', 'ZZ'], 'invalid_input'],
    ['http elsewhere', peopleCsv(2), ['--base-url', 'http://example.org/api'], 'base_url_invalid'],
    ['an address that is none', peopleCsv(2), ['--base-url', 'example'], 'base_url_invalid'],
    ['both services', peopleCsv(2), ['--practice'], 'usage'],
    ['a rate of nothing', peopleCsv(2), ['--rate', '0'], 'usage'],
    ['a rate in words', peopleCsv(2), ['--rate', 'fast'], 'usage'],
    ['half a request', peopleCsv(2), ['--concurrency', '1.5'], 'usage'],
    ['too many a request', peopleCsv(2), ['--recipients-per-request', '501'], 'usage'],
    ['an unknown option', peopleCsv(2), ['--speed', '5'], 'usage'],
    ['a stray word', peopleCsv(2), ['extra'], 'usage'],
    ['a delimiter of two', peopleCsv(2), ['--delimiter', '||'], 'usage'],
  ])('%s', async (_name, content, more, code) => {
    const service = await practice();
    const bench = commandBench();
    const csv = bench.file('people.csv', content ?? 'x');
    if (content === null) rmSync(csv);
    const args = ['send', '--csv', csv, '--message', 'Hello', '--sender', 'Slipway', '--base-url', service.url];
    const end = await bench.run(...args, '--yes', '--json', ...more);
    expect([end.code, (end.json?.error as { code?: string } | undefined)?.code]).toEqual([1, code]);
    inWords(end);
    expect(service.status().requestsSeen).toBe(0);
    // Nothing of it stays: no campaign, no import, nobody in the book.
    expect((await bench.run('status', '--json')).json).toMatchObject({ error: { code: 'not_found' } });
  });

  it('a sender of 14 letters goes when a person insists', async () => {
    const service = await practice();
    const end = await send(commandBench(), service.url, '--sender', 'CloudMessaging', '--any-sender');
    expect(end.code).toBe(0);
    expect(service.ledger.list()[0]?.sender).toBe('CloudMessaging');
  });

  it.each(['send', 'resume'])('%s without a terminal and without --yes', async (command) => {
    const service = await practice();
    const bench = commandBench();
    if (command === 'resume') await send(bench, service.url);
    const csv = bench.file('people.csv', peopleCsv(2));
    const args = ['send', '--csv', csv, '--message', 'x', '--sender', 'S', '--base-url', service.url];
    const before = service.status().sendsSeen;
    const end = await bench.run(...(command === 'send' ? args : ['resume']), '--json');
    expect(end).toMatchObject({ code: 1, json: { error: { code: 'confirmation_needed' } } });
    expect(service.status().sendsSeen).toBe(before);
  });

  it('no key at all', async () => {
    const service = await practice();
    const end = await send(commandBench({ keyForThisRun: null }), service.url);
    expect(end).toMatchObject({ code: 1, json: { error: { code: 'key_missing' } } });
    inWords(end);
  });

  it.each([
    ['locked', 'keychain_locked'],
    ['missing', 'keychain_missing'],
  ] as const)('a keychain that is %s is not "no key"', async (state, code) => {
    const service = await practice();
    const bench = commandBench({ keyForThisRun: null });
    bench.keychain.become(state);
    const end = await send(bench, service.url);
    expect(end).toMatchObject({ code: 1, json: { error: { code } } });
    inWords(end);
  });

  it('resume and results of what is not there', async () => {
    const bench = commandBench();
    for (const args of [
      ['resume', '--yes'],
      ['resume', '7', '--yes'],
      ['results', '--out', 'x.csv'],
      ['status', '7'],
    ]) {
      expect(await bench.run(...args, '--json')).toMatchObject({ code: 1, json: { error: { code: 'not_found' } } });
    }
    expect(await bench.run('resume', 'last', '--yes', '--json')).toMatchObject({ json: { error: { code: 'usage' } } });
  });
});
