import type { FastifyReply } from 'fastify';
import { unreachable } from '#core/kernel/errors.ts';
import type { PlannedReceipt } from './events.ts';
import type { FaultKind } from './magic-numbers.ts';

/** Where a fault strikes: instead of doing the work, after the work was done, or only in the receipt. */
export type FaultStage = 'instead' | 'after' | 'receipt';

export function stageOf(fault: FaultKind): FaultStage {
  switch (fault) {
    case 'undelivered':
    case 'expired':
    case 'no_receipt':
      return 'receipt';
    case 'timeout_after_accept':
    case 'server_error_after_accept':
    case 'reset_after_accept':
    case 'cut_reply':
    case 'no_id':
    case 'slow':
      return 'after';
    case 'rejected':
    case 'invalid':
    case 'throttled_once':
    case 'html_page':
    case 'out_of_credit':
    case 'server_error':
    case 'reset':
    case 'unauthenticated':
    case 'no_permission':
    case 'redirect':
    case 'not_found_page':
      return 'instead';
    default:
      return unreachable(fault);
  }
}

/** The word of the receipt a message gets; null for none. */
export function receiptStatus(fault: FaultKind | null): PlannedReceipt['status'] | null {
  if (fault === 'no_receipt') return null;
  if (fault === 'undelivered') return 'Undelivered';
  return fault === 'expired' ? 'Expired' : 'Delivered';
}

/** How long the `slow` fault waits. */
export const slowMs = 3_000;

/** How long the `throttled_once` fault asks to wait, in seconds. */
export const retryAfterSeconds = 2;

export const replies = {
  unauthenticated: { message: 'Unauthenticated.' },
  noPermission: { status: 'error', message: 'You do not have permission to use this API.' },
  throttled: { message: 'Too Many Attempts.' },
  outOfCredit: { status: 'error', message: 'You do not have enough balance to send this message.' },
  rejected: { status: 'error', message: 'The sender ID is not approved for this destination.' },
} as const;

/**
 * Answers as the fault says instead of, or after, the real work. `done` is what an honest service would have said.
 * Returns true when the reply is taken care of; false leaves the honest reply to the caller.
 */
export function misbehave(fault: FaultKind, reply: FastifyReply, done: unknown): boolean {
  switch (fault) {
    case 'undelivered':
    case 'expired':
    case 'no_receipt':
    case 'slow':
      return false;
    case 'timeout_after_accept':
      // Held open until the client gives up or the service stops.
      reply.hijack();
      return true;
    case 'reset_after_accept':
    case 'reset':
      reply.hijack();
      reply.raw.socket?.resetAndDestroy();
      return true;
    case 'cut_reply':
      cut(reply, JSON.stringify(done));
      return true;
    case 'server_error_after_accept':
      reply.code(500).send({ message: 'Server Error' });
      return true;
    case 'no_id':
      reply.code(200).send({ status: 'success', queued: true });
      return true;
    case 'rejected':
      reply.code(200).send(replies.rejected);
      return true;
    case 'invalid':
      reply.code(422).send(invalid({ recipient: ['The recipient is not valid.'] }));
      return true;
    case 'throttled_once':
      reply.code(429).header('retry-after', String(retryAfterSeconds)).send(replies.throttled);
      return true;
    case 'html_page':
      page(reply, 200, 'Welcome', 'Please accept the terms to use this network.');
      return true;
    case 'out_of_credit':
      reply.code(402).send(replies.outOfCredit);
      return true;
    case 'server_error':
      page(reply, 503, 'Service Unavailable', 'The server is down for maintenance.');
      return true;
    case 'unauthenticated':
      reply.code(401).send(replies.unauthenticated);
      return true;
    case 'no_permission':
      reply.code(403).send(replies.noPermission);
      return true;
    case 'redirect':
      reply.code(302).header('location', '/login');
      page(reply, 302, 'Redirecting', 'Redirecting to /login.');
      return true;
    case 'not_found_page':
      page(reply, 404, 'Not Found', 'The page you are looking for could not be found.');
      return true;
    default:
      return unreachable(fault);
  }
}

/** An error page as a web server writes it: HTML, whatever the client said it accepts. */
export function page(reply: FastifyReply, status: number, title: string, words: string): void {
  const html = `<!DOCTYPE html>\n<html><head><title>${title}</title></head><body><h1>${status} ${title}</h1><p>${words}</p></body></html>\n`;
  reply.code(status).type('text/html; charset=utf-8').send(html);
}

/** Laravel's shape for what is wrong with the input. */
export function invalid(errors: Readonly<Record<string, readonly string[]>>): Readonly<Record<string, unknown>> {
  const words = Object.values(errors).flat();
  const more = words.length - 1;
  const suffix = more === 0 ? '' : ` (and ${more} more error${more === 1 ? '' : 's'})`;
  return { message: `${words[0] ?? 'Invalid'}${suffix}`, errors };
}

/** Promises the whole body, sends half and closes. */
function cut(reply: FastifyReply, body: string): void {
  reply.hijack();
  const bytes = Buffer.from(body);
  reply.raw.writeHead(200, { 'content-type': 'application/json', 'content-length': String(bytes.length) });
  reply.raw.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => reply.raw.socket?.destroy());
}
