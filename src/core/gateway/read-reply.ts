import type { Instant } from '../kernel/clock.ts';
import { type AppError, appError, unreachable } from '../kernel/errors.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { asObject, type JsonObject, namesBalance, namesKey, readBody, saysError, wordsOf } from './body.ts';
import { notSentError, stopCode } from './classify.ts';
import type { Exchange } from './port.ts';
import { retryAfterMs } from './rate.ts';

type Reply = Extract<Exchange, { kind: 'reply' }>;

/**
 * The body of a call that sends nothing (profile, groups, contacts), or the failure it means. A bare array comes
 * back as `{data: [...]}`. Errors: `offline`, `certificate`, `timeout`, `key_wrong`, `no_permission`,
 * `out_of_credit`, `throttled` (details.seconds), `service_error` (details.status), `service_refused` (details.words),
 * `service_wrong_address`, `service_unreadable`, `cancelled`.
 */
export function readReply(exchange: Exchange, now: Instant): Result<JsonObject> {
  switch (exchange.kind) {
    case 'not_sent':
      return err(notSentError(exchange));
    case 'broken':
      return err(brokenError(exchange));
    case 'reply':
      return readWhole(exchange, now);
    default:
      return unreachable(exchange);
  }
}

/** True for the 404 some services give in place of an empty list. */
export function isEmptyList(error: AppError): boolean {
  return error.code === 'service_refused' && error.details?.status === 404;
}

function readWhole(reply: Reply, now: Instant): Result<JsonObject> {
  const { status } = reply;
  const body = readBody(reply.body);
  const isJson = body.kind === 'json';
  const words = isJson ? wordsOf(body.value) : null;
  const said = words ?? `HTTP ${status}`;
  if (status >= 200 && status < 300) {
    if (!isJson || typeof body.value !== 'object' || body.value === null) {
      return err(appError('service_unreadable', `HTTP ${status} without a JSON object`, { status }));
    }
    if (Array.isArray(body.value)) return ok({ data: body.value });
    if (!saysError(body.value)) return ok(asObject(body.value));
    if (namesBalance(words)) return err(appError('out_of_credit', said, { status, words: said }));
    if (namesKey(words)) return err(appError('key_wrong', said, { status, words: said }));
    return err(appError('service_refused', said, { status, words: said }));
  }
  if (status === 429) {
    const wait = retryAfterMs(reply.headers, now);
    const details = wait === null ? { status } : { status, seconds: Math.ceil(wait / 1_000) };
    return err(appError('throttled', said, details));
  }
  if (status === 408) return err(appError('timeout', said, { status }));
  if (status < 300 || status >= 500) return err(appError('service_error', said, { status, words: said }));
  return err(appError(stopCode(status, isJson, words) ?? 'service_refused', said, { status, words: said }));
}

function brokenError(exchange: Extract<Exchange, { kind: 'broken' }>): AppError {
  const { reason, detail } = exchange;
  switch (reason) {
    case 'timeout':
      return appError('timeout', detail, { reason });
    case 'stopped':
      return appError('cancelled', detail, { reason });
    case 'reset':
      return appError('offline', detail, { reason });
    case 'too_large':
    case 'cut':
      return appError('service_unreadable', detail, { reason });
    default:
      return unreachable(reason);
  }
}
