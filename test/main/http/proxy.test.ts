import { createServer as createHttp } from 'node:http';
import { connect, type Socket } from 'node:net';
import tls from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import { chooseDispatcher, parseProxyRule, tlsOptions } from '#main/http/proxy.ts';
import { localhostCertificate, testKey } from './certificates.ts';
import { accepted, fast, freePort, gateway, hostile, key, listen, request } from './hostile.ts';

describe('the rule of session.resolveProxy', () => {
  it.each([
    ['DIRECT', { kind: 'direct' }],
    ['', { kind: 'direct' }],
    ['PROXY proxy.example:3128', { kind: 'proxy', url: 'http://proxy.example:3128' }],
    ['PROXY a:1; PROXY b:2; DIRECT', { kind: 'proxy', url: 'http://a:1' }],
    ['HTTPS secure.example:443', { kind: 'proxy', url: 'https://secure.example' }],
    ['proxy [::1]:8080', { kind: 'proxy', url: 'http://[::1]:8080' }],
    ['SOCKS5 s:1080; PROXY b:2', { kind: 'proxy', url: 'http://b:2' }],
    ['SOCKS5 s:1080; DIRECT', { kind: 'direct' }],
    ['SOCKS s:1080', { kind: 'unsupported', rule: 'SOCKS s:1080' }],
    ['PROXY', { kind: 'unsupported', rule: 'PROXY' }],
  ])('%s', (rule, expected) => {
    expect(parseProxyRule(rule)).toEqual(expected);
  });
});

const options = { connections: 4, connectMs: 500 };

interface Proxy {
  readonly rule: string;
  readonly asked: string[];
  /** What passed through, as the proxy sees it. */
  seen(): string;
}

/** A real CONNECT proxy that sends everything to one port of this machine. */
async function proxy(target: number, status = 200): Promise<Proxy> {
  const asked: string[] = [];
  let seen = '';
  const sockets = new Set<Socket>();
  const server = createHttp((_request, response) => response.writeHead(400).end());
  server.on('connect', (incoming, socket: Socket) => {
    asked.push(incoming.url ?? '');
    sockets.add(socket);
    socket.on('error', () => {});
    if (status !== 200) return void socket.end(`HTTP/1.1 ${status} No\r\n\r\n`);
    const out = connect(target, '127.0.0.1', () => socket.write('HTTP/1.1 200 OK\r\n\r\n'));
    out.on('error', () => socket.destroy());
    socket.on('data', (chunk) => {
      seen += chunk.toString('latin1');
    });
    socket.pipe(out).pipe(socket);
    return;
  });
  const port = await listen(server);
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.closeAllConnections();
    server.close();
  });
  return { rule: `PROXY 127.0.0.1:${port}`, asked, seen: () => seen };
}

function through(baseUrl: string, rule: string) {
  const chosen = chooseDispatcher({ ...options, baseUrl, rule });
  if (!chosen.ok || chosen.value === null) throw new Error('no proxy was chosen');
  const dispatcher = chosen.value;
  onTestFinished(() => dispatcher.destroy());
  return gateway(baseUrl, { dispatcher });
}

describe('the way out', () => {
  it.each(['http://127.0.0.1:1/api', 'http://localhost:1', 'http://[::1]:1'])(
    'never leads %s through a proxy',
    (baseUrl) => {
      expect(chooseDispatcher({ ...options, baseUrl, rule: 'PROXY a:1' })).toEqual({ ok: true, value: null });
    },
  );

  it('says what it cannot speak', () => {
    expect(chooseDispatcher({ ...options, baseUrl: 'https://a.example', rule: 'SOCKS5 s:1' })).toMatchObject({
      ok: false,
      error: { code: 'offline', details: { reason: 'proxy_unsupported' } },
    });
  });

  it('tunnels to the service by name; TLS ends there, and a bad certificate keeps the key at home', async () => {
    const server = await hostile(
      (socket) => socket.end(accepted),
      (listener) => tls.createServer({ key: testKey, cert: localhostCertificate }, listener),
    );
    const middle = await proxy(server.port);
    const { outcome } = await through('https://sms.example.com/api', middle.rule).send(request);
    expect(outcome).toMatchObject({ kind: 'not_sent', error: { code: 'certificate' } });
    expect(middle.asked).toEqual(['sms.example.com:443']);
    expect(server.received() + middle.seen()).not.toContain(key);
  });

  it.each([407, 403, 502])('a proxy that answers %i: not sent', async (status) => {
    const middle = await proxy(1, status);
    const { outcome } = await through('https://sms.example.com/api', middle.rule).send(request);
    expect(outcome).toMatchObject({ kind: 'not_sent', error: { code: 'offline' } });
  });

  it('a proxy that is not there, or says nothing: not sent', async () => {
    const gone = through('https://sms.example.com/api', `PROXY 127.0.0.1:${await freePort()}`);
    expect((await gone.send(request)).outcome).toMatchObject({ kind: 'not_sent', error: { code: 'offline' } });
    const mute = await hostile(() => {});
    const silent = through('https://sms.example.com/api', `PROXY 127.0.0.1:${mute.port}`);
    const started = Date.now();
    expect((await silent.send(request)).outcome).toMatchObject({ kind: 'not_sent' });
    expect(Date.now() - started).toBeLessThan(fast.totalMs + 500);
  });
});

it('takes the system’s certificates where Node can read them', () => {
  const available = typeof Reflect.get(tls, 'getCACertificates') === 'function';
  expect('secureContext' in tlsOptions()).toBe(available);
});
