import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Receipt } from '#core/receipts/port.ts';
import { type ReceiptsListener, startReceiptsListener } from '#main/http/receipts-listener.ts';
import { systemClock } from '#main/system.ts';
import { practice, sms, until } from '../../practice/helpers.ts';

const secret = 'Vq3-canary_secret-91';
const body = '{"message_id":"msg_1","status":"Delivered","timestamp":"2026-11-24T12:30:05Z"}';

async function listener(
  onReceipts: (receipts: readonly Receipt[]) => Promise<void> = () => Promise.resolve(),
  allowedHosts: readonly string[] = [],
): Promise<ReceiptsListener> {
  const started = await startReceiptsListener({
    port: 0,
    host: '127.0.0.1',
    secret,
    allowedHosts,
    clock: systemClock,
    onReceipts,
  });
  onTestFinished(() => started.close());
  return started;
}

interface Knock {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

function knock(port: number, more: Knock = {}): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      {
        host: '127.0.0.1',
        port,
        method: more.method ?? 'POST',
        path: more.path ?? `/receipts/${secret}`,
        headers: more.headers ?? { 'content-type': 'application/json' },
        agent: false,
      },
      (response) => {
        let text = '';
        response.on('data', (chunk) => {
          text += String(chunk);
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
      },
    );
    request.on('error', reject);
    request.end(more.body ?? (more.method === undefined ? body : undefined));
  });
}

/** Writes to a bare socket and says how long the server let it live, in ms. */
function lifetime(port: number, write: (socket: import('node:net').Socket) => void): Promise<number> {
  const started = Date.now();
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => write(socket));
    onTestFinished(() => void socket.destroy());
    socket.on('error', () => {});
    socket.on('close', () => resolve(Date.now() - started));
    socket.resume();
  });
}

describe('receipts', () => {
  it('are handed over and then acknowledged', async () => {
    const got: Receipt[] = [];
    const { port, url } = await listener(async (receipts) => void got.push(...receipts));
    expect(url).toBe(`http://127.0.0.1:${port}/receipts/${secret}`);
    const answer = await fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
    expect(answer.status).toBe(200);
    expect(got).toEqual([
      {
        messageId: 'msg_1',
        status: 'Delivered',
        meaning: 'delivered',
        at: Date.UTC(2026, 10, 24, 12, 30, 5),
        reason: null,
        source: 'listener',
      },
    ]);
  });

  it('are acknowledged only after they were stored', async () => {
    let store: () => void = () => {};
    const { port } = await listener(() => new Promise((resolve) => (store = resolve)));
    let answered = false;
    const answer = knock(port).then((got) => {
      answered = true;
      return got;
    });
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(answered).toBe(false);
    store();
    expect((await answer).status).toBe(200);
  });

  it('that could not be stored are asked for again', async () => {
    const { port } = await listener(() => Promise.reject(new Error('disk full at /home/somebody')));
    const answer = await knock(port);
    expect(answer.status).toBe(500);
    expect(answer.text).not.toContain('somebody');
  });

  it.each([
    ['a form', 'application/x-www-form-urlencoded', 'message_id=m&status=Failed'],
    ['no type', undefined, body],
    ['an empty type', '', body],
    ['a wrong type', 'text/html', body],
    ['a type that is none', 'json', body],
  ])('come as %s too', async (_name, type, text) => {
    const got: Receipt[] = [];
    const { port } = await listener(async (receipts) => void got.push(...receipts));
    expect(
      (await knock(port, { headers: type === undefined ? {} : { 'content-type': type }, body: text })).status,
    ).toBe(200);
    expect(got).toHaveLength(1);
  });

  it('come from the practice service, end to end', async () => {
    const got: Receipt[] = [];
    const { url } = await listener(async (receipts) => void got.push(...receipts));
    const service = await practice({ callbackUrl: url, receiptDelayMs: 0 });
    const sent = await sms(service.url, '46701740620');
    await until(() => got.length === 1 && service.status().receiptsWaiting === 0);
    expect(got[0]).toMatchObject({
      messageId: sent.json.message_id,
      meaning: 'undelivered',
      reason: 'Absent subscriber',
    });
    expect(got[0]?.at).toBeGreaterThan(Date.now() - 10_000);
  });
});

describe('whoever knocks', () => {
  const never = () => Promise.reject(new Error('must not be called'));

  it.each<readonly [string, Knock, number]>([
    ['a wrong secret', { path: '/receipts/Vq3-canary_secret-92' }, 404],
    ['half a secret', { path: '/receipts/Vq3' }, 404],
    ['a longer path', { path: `/receipts/${secret}/x` }, 404],
    ['the root', { path: '/' }, 404],
    ['an encoded path', { path: `/receipts/%56${secret.slice(1)}` }, 404],
    ['another host name', { headers: { host: 'evil.example' } }, 403],
    ['a host that begins like ours', { headers: { host: '127.0.0.1.evil.example' } }, 403],
    ['GET', { method: 'GET' }, 405],
    ['PUT', { method: 'PUT' }, 405],
    ['OPTIONS', { method: 'OPTIONS' }, 405],
    ['17 KB', { body: `{"message_id":"m","status":"x","pad":"${'p'.repeat(17_000)}"}` }, 413],
    ['17 KB without saying so', { headers: { 'transfer-encoding': 'chunked' }, body: 'p'.repeat(17_000) }, 413],
    ['no body', { body: '' }, 400],
    ['not JSON', { body: '{"message_id":' }, 400],
    ['no message id', { body: '{"status":"Delivered"}' }, 400],
    ['9 KB of headers', { headers: { 'x-long': 'x'.repeat(9_000) } }, 431],
  ])('with %s is refused', async (_name, more, status) => {
    const { port } = await listener(never);
    expect((await knock(port, more)).status).toBe(status);
  });

  it('learns nothing of the secret from a refusal', async () => {
    const { port } = await listener(never);
    for (const more of [{ path: '/x' }, { method: 'GET' }, { body: 'x' }]) {
      expect((await knock(port, more)).text).not.toContain(secret.slice(0, 5));
    }
  });

  it('under an allowed name gets in, with or without a port', async () => {
    const { port } = await listener(undefined, ['Tunnel.example', 'other.example:8443']);
    expect((await knock(port, { headers: { host: 'tunnel.example' } })).status).toBe(200);
    expect((await knock(port, { headers: { host: 'tunnel.example:443' } })).status).toBe(200);
    expect((await knock(port, { headers: { host: 'other.example:8443' } })).status).toBe(200);
    expect((await knock(port, { headers: { host: 'other.example' } })).status).toBe(403);
  });

  it('slowly is sent away within five seconds, whatever it is slow with', async () => {
    const { port } = await listener(never);
    const head = `POST /receipts/${secret} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n`;
    const drip = (socket: import('node:net').Socket, text: string): void => {
      let index = 0;
      const timer = setInterval(() => socket.write(text[index++ % text.length] ?? ' '), 100);
      socket.on('close', () => clearInterval(timer));
    };
    const times = await Promise.all([
      lifetime(port, () => {}),
      lifetime(port, (socket) =>
        drip(socket, `${head}x-a: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa`),
      ),
      lifetime(port, (socket) => void socket.write(head)),
      lifetime(port, (socket) => void socket.write(`${head}content-length: 100\r\n\r\n{"mess`)),
      lifetime(port, (socket) => {
        socket.write(`${head}content-length: 1000\r\n\r\n`);
        drip(socket, ' ');
      }),
      // A whole request, then nothing: the kept connection is let go too.
      lifetime(port, (socket) => void socket.write('GET / HTTP/1.1\r\nhost: localhost\r\n\r\n')),
    ]);
    for (const time of times) expect(time).toBeLessThan(5_000);
  }, 15_000);

  it('does not stand in the way of others', async () => {
    const { port } = await listener();
    for (let index = 0; index < 100; index++) void lifetime(port, () => {});
    expect((await knock(port)).status).toBe(200);
  });
});

describe('starting and stopping', () => {
  it('says when the port is taken or the secret could be guessed', async () => {
    const { port } = await listener();
    const options = { host: '127.0.0.1', allowedHosts: [], clock: systemClock, onReceipts: () => Promise.resolve() };
    await expect(startReceiptsListener({ ...options, port, secret })).rejects.toMatchObject({
      error: { code: 'port_in_use' },
    });
    for (const bad of ['short', 'a/b/c/d/e/f/g/h/i/j', '']) {
      await expect(startReceiptsListener({ ...options, port: 0, secret: bad })).rejects.toMatchObject({
        error: { code: 'invalid_input' },
      });
    }
  });

  it('stops within two seconds, with clients hanging on', async () => {
    const started = await listener();
    for (let index = 0; index < 5; index++) void lifetime(started.port, () => {});
    await knock(started.port);
    const before = Date.now();
    await started.close();
    expect(Date.now() - before).toBeLessThan(2_000);
    await expect(knock(started.port)).rejects.toThrow();
  });
});
