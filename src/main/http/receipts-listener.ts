import { createHash, timingSafeEqual } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import fastify, { type FastifyInstance } from 'fastify';
import { type Clock, sleep } from '#core/kernel/clock.ts';
import { fail } from '#core/kernel/errors.ts';
import { parseCallback } from '#core/receipts/parse.ts';
import type { Receipt } from '#core/receipts/port.ts';

export interface ReceiptsListenerOptions {
  /** 0 takes a free one. */
  readonly port: number;
  /** `127.0.0.1` unless a person chose otherwise. */
  readonly host: string;
  /** The part of the path only the service knows: at least 16 letters, digits, `-` or `_`. */
  readonly secret: string;
  /** Host names, or `name:port`, under which a tunnel or a proxy in front reaches us. The names of loopback are always allowed. */
  readonly allowedHosts: readonly string[];
  readonly clock: Clock;
  /** Resolves when the receipts are stored. Only then the service is told that it need not send them again. */
  readonly onReceipts: (receipts: readonly Receipt[]) => Promise<void>;
}

export interface ReceiptsListener {
  /** What to give to the account, secret included; with a tunnel in front, its own origin replaces ours. */
  readonly url: string;
  readonly port: number;
  /** Takes no more; receipts that are being stored get their answer. */
  close(): Promise<void>;
}

const maxBodyBytes = 16_384;
const maxConnections = 256;
/** Storing slower than this is answered with 500; the service tries again. */
const storeMs = 10_000;
/** How long `close` waits for requests in flight. */
const closeMs = 1_000;

const loopbackHosts = ['127.0.0.1', 'localhost', '[::1]'];

/**
 * Listens for the service's delivery receipts. Anybody may knock: only a POST to the secret path under an allowed host
 * name is read, at most 16 KB, within 5 seconds, and answered 200 only after it was stored.
 * Throws `port_in_use`, or `invalid_input` for a secret that could be guessed.
 */
export async function startReceiptsListener(options: ReceiptsListenerOptions): Promise<ReceiptsListener> {
  if (!/^[\w-]{16,128}$/.test(options.secret)) {
    return fail('invalid_input', 'the secret needs 16 to 128 letters, digits, - or _', { field: 'secret' });
  }
  const app = createListener(options);
  try {
    await app.listen({ host: options.host, port: options.port });
  } catch (thrown) {
    const taken = thrown instanceof Error && 'code' in thrown && thrown.code === 'EADDRINUSE';
    if (taken) return fail('port_in_use', `port ${options.port} is taken`, { port: options.port });
    throw thrown;
  }
  const { port } = app.server.address() as AddressInfo;
  return {
    url: `http://${shownHost(options.host)}:${port}${pathOf(options.secret)}`,
    port,
    async close() {
      const hurry = options.clock.after(closeMs, () => app.server.closeAllConnections());
      await app.close();
      hurry.cancel();
    },
  };
}

function createListener(options: ReceiptsListenerOptions): FastifyInstance {
  const { clock, onReceipts } = options;
  const hosts = new Set([...loopbackHosts, ...options.allowedHosts].map((host) => host.toLowerCase()));
  const expected = digest(pathOf(options.secret));
  const app = fastify({
    bodyLimit: maxBodyBytes,
    forceCloseConnections: 'idle',
    keepAliveTimeout: 3_000,
    logger: false,
    requestTimeout: 4_000,
    // Node looks for slow clients every 30 s only, unless told otherwise.
    http: { connectionsCheckingInterval: 500, headersTimeout: 3_000, maxHeaderSize: 8_192 },
  });
  app.server.maxConnections = maxConnections;
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('text/plain', { parseAs: 'string' }, (_request, body, done) => done(null, body));

  // Before any body is read. Fastify's own routing would compare the secret letter by letter.
  app.addHook('onRequest', async (request, reply) => {
    const host = (request.headers.host ?? '').toLowerCase();
    const refuse = (status: number) => reply.code(status).header('connection', 'close').send();
    if (!hosts.has(host) && !hosts.has(host.replace(/:\d+$/, ''))) return refuse(403);
    const path = (request.raw.url ?? '').split('?')[0] ?? '';
    if (!timingSafeEqual(digest(path), expected)) return refuse(404);
    if (request.method !== 'POST') {
      reply.header('allow', 'POST');
      return refuse(405);
    }
    // What the body looks like counts, not what it is called: such services send none, or a wrong one.
    request.raw.headers['content-type'] = 'text/plain';
    return;
  });

  app.post('/*', async (request, reply) => {
    const parsed = parseCallback(typeof request.body === 'string' ? request.body : '');
    if (!parsed.ok) return reply.code(400).send({ status: 'error', message: parsed.error.message });
    const late = new AbortController();
    const stored = await Promise.race([
      onReceipts(parsed.value).then(
        () => true,
        () => false,
      ),
      sleep(clock, storeMs, late.signal).then(() => false),
    ]);
    late.abort();
    if (!stored) return reply.code(500).send({ status: 'error', message: 'not stored' });
    return reply.code(200).send({ status: 'ok' });
  });

  app.setErrorHandler((thrown: unknown, _request, reply) => {
    const status =
      typeof thrown === 'object' && thrown !== null && 'statusCode' in thrown && typeof thrown.statusCode === 'number'
        ? thrown.statusCode
        : 500;
    // Nothing of what went wrong inside is told to whoever knocked.
    return reply.code(status).header('connection', 'close').send({ status: 'error' });
  });
  return app;
}

function pathOf(secret: string): string {
  return `/receipts/${secret}`;
}

/** Equal lengths for `timingSafeEqual`, whatever came. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function shownHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}
