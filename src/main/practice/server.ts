import fastify, { type FastifyInstance } from 'fastify';
import { toAppError } from '#core/kernel/errors.ts';
import { registerApi } from './api.ts';
import { page, replies } from './misbehave.ts';
import type { Practice } from './practice-port.ts';
import { fieldsOf } from './send-body.ts';
import { isLoopback } from './settings.ts';

/** Known to every practice service and answered with 403, to practise what a key without rights looks like. */
export const noPermissionKey = 'no-permission';

/** The web server of a practice service: the API under `/api`, the control calls under `/practice`. */
export function createApp(practice: Practice): FastifyInstance {
  const app = fastify({
    bodyLimit: 1_048_576,
    // A reply that is never sent must not keep the service from closing.
    forceCloseConnections: true,
    logger: false,
  });
  app.removeContentTypeParser('text/plain');

  // A web page that guessed the port reaches loopback under its own name (DNS rebinding); its Host gives it away.
  app.addHook('onRequest', async (request, reply) => {
    if (!isLoopback(hostnameOf(request.headers.host))) return reply.code(403).send({ message: 'Loopback only.' });
    if (!request.url.startsWith('/api/')) return;
    practice.seen(pathOf(request.url).endsWith('/send'));
    const given = /^Api-Key (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (given === noPermissionKey) return reply.code(403).send(replies.noPermission);
    if (given !== practice.key && !request.is404) return reply.code(401).send(replies.unauthenticated);
    return;
  });

  app.setNotFoundHandler((request, reply) => {
    const known = app.hasRoute({ method: request.method === 'GET' ? 'POST' : 'GET', url: pathOf(request.url) });
    if (known) page(reply, 405, 'Method Not Allowed', `${request.method} is not supported here.`);
    else page(reply, 404, 'Not Found', 'The page you are looking for could not be found.');
  });

  app.setErrorHandler((thrown: unknown, _request, reply) => {
    const status = statusOf(thrown);
    const message = thrown instanceof Error ? thrown.message : 'Server Error';
    return reply.code(status).send({ status: 'error', message });
  });

  registerApi(app, practice);
  registerControl(app, practice);
  return app;
}

/** For tests and for standalone use: read the ledger's figures, read and change the settings. */
function registerControl(app: FastifyInstance, practice: Practice): void {
  app.get('/practice/ledger', (request) => {
    const summary = { ...practice.status(), path: practice.ledgerPath };
    if (fieldsOf(request.query).counts === '0') return summary;
    return { ...summary, counts: Object.fromEntries(practice.book.counts()) };
  });
  app.get('/practice/settings', () => practice.settings());
  app.post('/practice/settings', (request, reply) => {
    try {
      practice.configure(request.body ?? {});
    } catch (thrown) {
      const error = toAppError(thrown);
      return reply.code(error.code === 'invalid_input' ? 422 : 500).send({ status: 'error', message: error.message });
    }
    return practice.settings();
  });
}

function hostnameOf(host: string | undefined): string {
  return (host ?? '').replace(/:\d+$/, '');
}

function pathOf(url: string): string {
  return url.split('?')[0] ?? url;
}

function statusOf(thrown: unknown): number {
  if (typeof thrown !== 'object' || thrown === null || !('statusCode' in thrown)) return 500;
  return typeof thrown.statusCode === 'number' ? thrown.statusCode : 500;
}
