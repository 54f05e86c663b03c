import { createServer } from 'node:net';
import tls from 'node:tls';
import { gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { defaultPaths } from '#core/gateway/port.ts';
import { localhostCertificate, testKey } from './certificates.ts';
import { accepted, fast, freePort, gateway, hostile, http, listen, request } from './hostile.ts';

describe('nothing was written: not sent', () => {
  it('refused', async () => {
    const attempt = await gateway(`http://127.0.0.1:${await freePort()}/api`).send(request);
    expect(attempt).toMatchObject({
      outcome: { kind: 'not_sent', error: { code: 'offline', details: { reason: 'refused' } } },
      reply: null,
    });
  });

  it('refused on both addresses of localhost', async () => {
    const attempt = await gateway(`http://localhost:${await freePort()}/api`).send(request);
    expect(attempt.outcome).toMatchObject({ kind: 'not_sent', error: { details: { reason: 'refused' } } });
  });

  it('a path that cannot be written, kept by an earlier version: a person has to mend it, no network will', async () => {
    const server = await hostile((socket) => socket.end(accepted));
    const endpoint = { baseUrl: server.url, paths: { ...defaultPaths, sendSms: '/смс', profile: '/профиль' } };
    const client = gateway(server.url, { endpoint });
    const error = { code: 'service_wrong_address', details: { reason: 'unsendable' } };
    expect((await client.send(request)).outcome).toMatchObject({ kind: 'stop', error });
    expect(await client.profile()).toMatchObject({ ok: false, error });
    expect(server.received()).toBe('');
  });

  it('a name nobody has', async () => {
    const attempt = await gateway('https://no-such-host.invalid/api', { timeouts: { ...fast, totalMs: 8_000 } }).send(
      request,
    );
    expect(attempt.outcome).toMatchObject({ kind: 'not_sent', error: { code: 'offline', details: { reason: 'dns' } } });
  });

  it('a certificate nobody signed, before the key leaves', async () => {
    const server = await hostile(
      (socket) => socket.end(accepted),
      (listener) => tls.createServer({ key: testKey, cert: localhostCertificate }, listener),
    );
    const attempt = await gateway(`https://localhost:${server.port}/api`).send(request);
    expect(attempt.outcome).toMatchObject({ kind: 'not_sent', error: { code: 'certificate' } });
    expect(server.received()).toBe('');
  });

  it('plain HTTP where TLS should be', async () => {
    const server = await hostile((socket) => socket.end(accepted));
    // The first bytes of a TLS hello hold no empty line: answer at once, as a web server does.
    const plain = createServer((socket) => {
      socket.on('error', () => {});
      socket.end('HTTP/1.1 400 Bad Request\r\n\r\n');
    });
    const port = await listen(plain);
    onTestFinished(() => void plain.close());
    const attempt = await gateway(`https://localhost:${port}/api`).send(request);
    expect(attempt.outcome.kind).toBe('not_sent');
    expect(server.received()).toBe('');
  });

  it('a server that hangs up in the middle of the TLS handshake', async () => {
    const server = createServer((socket) => {
      socket.on('error', () => {});
      socket.once('data', () => socket.resetAndDestroy());
    });
    const port = await listen(server);
    onTestFinished(() => void server.close());
    const attempt = await gateway(`https://localhost:${port}/api`).send(request);
    expect(attempt.outcome).toMatchObject({ kind: 'not_sent', error: { code: 'offline' } });
  });

  it('a TLS handshake that never ends', async () => {
    const server = createServer((socket) => void socket.on('error', () => {}));
    const port = await listen(server);
    onTestFinished(() => void server.close());
    const started = Date.now();
    const slow = gateway(`https://localhost:${port}/api`, { timeouts: { ...fast, connectMs: 300, totalMs: 5_000 } });
    expect((await slow.send(request)).outcome).toMatchObject({
      kind: 'not_sent',
      error: { details: { reason: 'connect_timeout' } },
    });
    expect(Date.now() - started).toBeLessThan(3_000);
  });

  it('stopped before, or while it waited for a connection', async () => {
    const server = await hostile(() => {});
    const client = gateway(server.url, { connections: 1, timeouts: { ...fast, headersMs: 5_000, totalMs: 5_000 } });
    expect((await client.send(request, AbortSignal.abort())).outcome).toMatchObject({ error: { code: 'cancelled' } });
    const first = client.send(request, AbortSignal.timeout(300));
    const stop = new AbortController();
    const second = client.send({ ...request, message: 'second' }, stop.signal);
    setTimeout(() => stop.abort(), 100);
    expect((await second).outcome).toMatchObject({ kind: 'not_sent', error: { code: 'cancelled' } });
    expect((await first).outcome).toMatchObject({ kind: 'in_doubt', cause: 'stopped' });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(server.received()).not.toContain('second');
    expect(server.requests()).toBe(1);
  });

  it('out of time while it waited for a connection', async () => {
    const server = await hostile(() => {});
    const client = gateway(server.url, { connections: 1 });
    const outcomes = await Promise.all([client.send(request), client.send({ ...request, message: 'second' })]);
    expect(outcomes.map((attempt) => attempt.outcome.kind).sort()).toContain('in_doubt');
    expect(server.requests()).toBe(outcomes.filter((attempt) => attempt.outcome.kind === 'in_doubt').length);
  });
});

describe('bytes were written: in doubt', () => {
  const half = '{"status":"success","message_id":"ms';
  const headers = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 5000\r\n\r\n';

  it.each<readonly [string, (socket: import('node:net').Socket) => void, string]>([
    ['reset before any reply', (socket) => socket.resetAndDestroy(), 'reset'],
    ['closed before any reply', (socket) => socket.end(), 'reset'],
    [
      'reset in the middle of the headers',
      (socket) => socket.write('HTTP/1.1 200 OK\r\nconte', () => socket.resetAndDestroy()),
      'reset',
    ],
    [
      'reset in the middle of the body',
      (socket) => socket.write(headers + half, () => socket.resetAndDestroy()),
      'unreadable',
    ],
    ['closed in the middle of the body', (socket) => socket.end(headers + half), 'unreadable'],
    ['silence', () => {}, 'timeout'],
    ['silence after the headers', (socket) => socket.write(headers), 'timeout'],
    [
      'cut JSON, closed cleanly',
      (socket) => socket.end(`HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n${half}`),
      'unreadable',
    ],
    ['a web page', (socket) => socket.end(http(200, '<html>Log in</html>', ['content-type: text/html'])), 'html'],
    ['an empty reply', (socket) => socket.end(http(200, '')), 'unreadable'],
    ['204', (socket) => socket.end('HTTP/1.1 204 No Content\r\n\r\n'), 'unreadable'],
    ['no id', (socket) => socket.end(http(200, '{"status":"success"}')), 'no_id'],
    ['not HTTP at all', (socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n'), 'unreadable'],
    [
      'an upgrade nobody asked for',
      (socket) => socket.end('HTTP/1.1 101 Switching\r\nconnection: upgrade\r\nupgrade: h2c\r\n\r\n'),
      'reset',
    ],
    ['500', (socket) => socket.end(http(500, '{"message":"Server Error"}')), 'server_error'],
    ['503 with a web page', (socket) => socket.end(http(503, '<html>down</html>')), 'server_error'],
    [
      'endless headers',
      (socket) => socket.write(`HTTP/1.1 200 OK\r\n${'x-a: '.concat('a'.repeat(1_000), '\r\n').repeat(200)}`),
      'unreadable',
    ],
  ])('%s', async (_name, misbehave, cause) => {
    const server = await hostile(misbehave);
    const attempt = await gateway(server.url).send(request);
    expect(attempt.outcome).toMatchObject({ kind: 'in_doubt', cause });
    // However it broke: one request, never a second by itself.
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(server.requests()).toBe(1);
  });

  it('a reply that drips for ever ends within the total time', async () => {
    const server = await hostile((socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 100000\r\n\r\n');
      const drip = setInterval(() => socket.write(' '), 20);
      socket.on('close', () => clearInterval(drip));
    });
    const started = Date.now();
    expect((await gateway(server.url).send(request)).outcome).toMatchObject({ kind: 'in_doubt', cause: 'timeout' });
    expect(Date.now() - started).toBeLessThan(fast.totalMs + 500);
  });

  it('headers that drip for ever end within the total time', async () => {
    const server = await hostile((socket) => {
      socket.write('HTTP/1.1 103 Early Hints\r\n\r\n');
      const drip = setInterval(() => socket.write('HTTP/1.1 103 Early Hints\r\n\r\n'), 20);
      socket.on('close', () => clearInterval(drip));
    });
    expect((await gateway(server.url).send(request)).outcome).toMatchObject({ kind: 'in_doubt', cause: 'timeout' });
  });

  it('a huge reply is left after 256 KB', async () => {
    let sent = 0;
    const server = await hostile((socket) => {
      socket.write(
        'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\n\r\n{"message_id":"m","x":"',
      );
      const block = Buffer.alloc(65_536, 0x61);
      const pump = (): void => {
        while (!socket.destroyed && sent < 1 << 30) {
          sent += block.length;
          if (!socket.write(block)) return void socket.once('drain', pump);
        }
      };
      pump();
    });
    const attempt = await gateway(server.url).send(request);
    expect(attempt.outcome).toMatchObject({ kind: 'in_doubt', cause: 'unreadable' });
    expect(sent).toBeLessThan(64 << 20);
  });

  it('a compressed bomb is never unpacked', async () => {
    const bomb = gzipSync(Buffer.alloc(64 << 20));
    const server = await hostile((socket) => {
      socket.write(`HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: ${bomb.length}\r\n\r\n`);
      socket.end(bomb);
    });
    const before = process.memoryUsage().rss;
    const attempt = await gateway(server.url).send(request);
    expect(attempt).toMatchObject({ outcome: { kind: 'in_doubt', cause: 'unreadable' }, reply: '' });
    expect(process.memoryUsage().rss - before).toBeLessThan(48 << 20);
    expect(server.received()).toMatch(/accept-encoding: identity/i);
  });

  it('stopped after it was sent', async () => {
    const server = await hostile(() => {});
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 100);
    const attempt = await gateway(server.url).send(request, stop.signal);
    expect(attempt.outcome).toMatchObject({ kind: 'in_doubt', cause: 'stopped' });
  });

  it('a kept connection that the server drops under the next request', async () => {
    const server = await hostile((socket, count) => {
      if (count === 1) socket.write(accepted);
      else socket.resetAndDestroy();
    });
    const client = gateway(server.url, { connections: 1 });
    expect((await client.send(request)).outcome.kind).toBe('accepted');
    expect((await client.send(request)).outcome).toMatchObject({ kind: 'in_doubt', cause: 'reset' });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect([server.requests(), server.connections()]).toEqual([2, 1]);
  });

  it('a kept connection that was closed while idle costs nothing, or at most a doubt: never a repeat', async () => {
    const server = await hostile((socket) => {
      socket.write(accepted);
      setTimeout(() => socket.destroy(), 20);
    });
    const client = gateway(server.url, { connections: 1 });
    let accepts = 0;
    let doubts = 0;
    let unsent = 0;
    for (let index = 0; index < 40; index++) {
      const { outcome } = await client.send(request);
      if (outcome.kind === 'accepted') accepts += 1;
      else if (outcome.kind === 'in_doubt') doubts += 1;
      else unsent += 1;
      await new Promise((resolve) => setTimeout(resolve, 15 + (index % 10)));
    }
    expect(accepts + doubts + unsent).toBe(40);
    // Every request the server saw whole is accounted for by one attempt that admits it may have been sent.
    expect(server.requests()).toBeLessThanOrEqual(accepts + doubts);
    expect(server.requests()).toBeGreaterThanOrEqual(accepts);
  });
});
