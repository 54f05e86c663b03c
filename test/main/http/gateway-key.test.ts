import { describe, expect, it } from 'vitest';
import { createRedactor } from '#core/kernel/redact.ts';
import { accepted, gateway, hostile, http, key, request } from './hostile.ts';

describe('the key', () => {
  it.each([300, 301, 302, 303, 307, 308])('HTTP %i is never followed', async (status) => {
    const elsewhere = await hostile((socket) => socket.end(accepted));
    const server = await hostile((socket) => {
      socket.end(http(status, 'moved', [`location: http://127.0.0.1:${elsewhere.port}/api/x`]));
    });
    expect((await gateway(server.url).send(request)).outcome).toMatchObject({
      kind: 'stop',
      error: { code: 'service_wrong_address' },
    });
    expect([elsewhere.connections(), server.requests()]).toEqual([0, 1]);
  });

  it('is in the header and nowhere else', async () => {
    const server = await hostile((socket) => socket.end(accepted));
    await gateway(server.url).send(request);
    expect(server.received().split(key)).toHaveLength(2);
    expect(server.received()).toMatch(
      new RegExp(`^POST /api/api/http/v3/http/sms/send HTTP/1.1\r\n[^]*authorization: Api-Key ${key}\r\n`, 'i'),
    );
  });

  it('is taken out of a reply that echoes it, and the reply is cut', async () => {
    const body = JSON.stringify({
      status: 'error',
      message: `Bad token ${key}`,
      api_token: 'abcdef123',
      pad: 'p'.repeat(5_000),
    });
    const server = await hostile((socket) => socket.end(http(200, body)));
    const attempt = await gateway(server.url).send(request);
    expect(JSON.stringify(attempt)).not.toContain(key);
    expect(JSON.stringify(attempt)).not.toContain('abcdef123');
    expect(attempt.outcome.kind).toBe('rejected');
    expect(attempt.reply).toHaveLength(2_000);
  });

  it.each(['canary/7f3d+91c5==', 'canary\\7f3d"91c5', 'canary/"\\+//\\\\end'])(
    '%s is taken out of a reply in every spelling of JSON',
    async (odd) => {
      const hex = (from: string) =>
        from.replace(/./g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
      const plain = JSON.stringify(odd);
      const spellings = [
        plain,
        plain.replaceAll('/', '\\/'),
        `"${hex(odd)}"`,
        `"${hex(odd).toUpperCase().replaceAll('U', 'u')}"`,
      ];
      // The server sends back the very header it got, as frameworks in debug mode do.
      for (const spelled of spellings) {
        const server = await hostile((socket) =>
          socket.end(
            http(
              200,
              `{"status":"error","message":${spelled},"data":{"debug":[${spelled}],"nested":${JSON.stringify(spelled)}}}`,
            ),
          ),
        );
        const attempt = await gateway(server.url, { key: odd }).send(request);
        expect(server.received()).toContain(`Api-Key ${odd}`);
        expect(attempt.outcome).toMatchObject({ kind: 'rejected', words: '[redacted]' });
        const kept = JSON.parse(attempt.reply ?? '') as { data: { nested: string } };
        expect(kept).toMatchObject({ message: '[redacted]', data: { debug: ['[redacted]'] } });
        expect(JSON.parse(kept.data.nested)).toBe('[redacted]');
      }
    },
  );

  it('with letters outside ASCII never leaves, and is hidden in what others say', async () => {
    const odd = 'canary-ü€😀-key';
    expect(() => gateway('http://127.0.0.1:1/api', { key: odd })).toThrow('no key has');
    const server = await hostile((socket) =>
      socket.end(http(200, '{"status":"error","message":"canary-\\u00fc\\u20AC\\ud83d\\ude00-key"}')),
    );
    const redactor = createRedactor();
    redactor.addSecret(odd);
    const attempt = await gateway(server.url, { redactor }).send(request);
    expect(attempt).toMatchObject({ outcome: { kind: 'rejected', words: '[redacted]' } });
    expect(JSON.parse(attempt.reply ?? '')).toEqual({ status: 'error', message: '[redacted]' });
  });

  it('cannot carry a line break into the headers', () => {
    expect(() => gateway('http://127.0.0.1:1/api', { key: 'a\r\nx: y' })).toThrow('no key has');
    expect(() => gateway('http://127.0.0.1:1/api', { key: ' ' })).toThrow('empty');
    expect(() => gateway('http://example.com/api')).toThrow('http is only for this computer');
  });
});

describe('a decisive status counts even when its body breaks', () => {
  it.each([
    [401, 'key_wrong'],
    [302, 'service_wrong_address'],
    [403, 'no_permission'],
  ])('HTTP %i, cut', async (status, code) => {
    const server = await hostile((socket) => socket.end(`HTTP/1.1 ${status} X\r\ncontent-length: 500\r\n\r\n{"mess`));
    expect((await gateway(server.url).send(request)).outcome).toMatchObject({ kind: 'stop', error: { code } });
  });

  it('429, dripping, with its Retry-After', async () => {
    const server = await hostile((socket) =>
      socket.write('HTTP/1.1 429 X\r\nretry-after: 9\r\ncontent-length: 500\r\n\r\n{'),
    );
    expect((await gateway(server.url).send(request)).outcome).toMatchObject({ kind: 'throttled', retryAfterMs: 9_000 });
  });

  it('404 with a page longer than is read', async () => {
    const server = await hostile((socket) => socket.end(http(404, `<html>${'x'.repeat(400_000)}</html>`)));
    expect((await gateway(server.url).send(request)).outcome).toMatchObject({
      error: { code: 'service_wrong_address' },
    });
  });

  it('400, cut: nothing can be said', async () => {
    const server = await hostile((socket) => socket.end('HTTP/1.1 400 X\r\ncontent-length: 500\r\n\r\n{"mess'));
    expect((await gateway(server.url).send(request)).outcome.kind).toBe('in_doubt');
  });
});
