import { describe, expect, it } from 'vitest';
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
