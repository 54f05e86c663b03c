import type { Instant } from '../kernel/clock.ts';
import { type AppError, appError, type ErrorCode, unreachable } from '../kernel/errors.ts';
import {
  asObject,
  messageIdOf,
  namesBalance,
  namesKey,
  namesRoute,
  readBody,
  saysError,
  textIn,
  wordsOf,
} from './body.ts';
import type { DoubtCause, Exchange, RateHints, SendOutcome } from './port.ts';
import { noHints, rateHints, retryAfterMs } from './rate.ts';

export interface Classified {
  readonly outcome: SendOutcome;
  readonly rate: RateHints;
}

type Reply = Extract<Exchange, { kind: 'reply' }>;

/**
 * What one send attempt means for its recipients: the table in `README.md` beside this file, as code.
 * Pure, and total: every exchange has exactly one outcome, no body makes it throw.
 *
 * @param now the time the reply came, for a `Retry-After` that is a date
 */
export function classifySend(exchange: Exchange, now: Instant): Classified {
  switch (exchange.kind) {
    case 'not_sent':
      return { outcome: notSent(notSentError(exchange)), rate: noHints };
    case 'broken':
      return { outcome: doubt(doubtCause(exchange.reason), brokenWords(exchange), null), rate: noHints };
    case 'reply':
      return { outcome: classifyReply(exchange, now), rate: rateHints(exchange.headers) };
    default:
      return unreachable(exchange);
  }
}

function classifyReply(reply: Reply, now: Instant): SendOutcome {
  const { status } = reply;
  if (status >= 200 && status < 300) return classifySuccess(reply);
  const body = readBody(reply.body);
  const words = body.kind === 'json' ? wordsOf(body.value) : null;
  if (status === 429) {
    return { kind: 'throttled', retryAfterMs: retryAfterMs(reply.headers, now), words: words ?? 'Too many requests' };
  }
  if (status === 408) return doubt('timeout', quoting('the service gave up waiting', words), status);
  // 1xx and anything past 599 is no final answer of an HTTP server.
  if (status < 300 || status >= 500) {
    return doubt('server_error', quoting('the service reported a fault of its own', words), status);
  }
  const code = stopCode(status, body.kind === 'json', words);
  // Of a wrong address the status is all there is to go by; anybody may have answered there.
  if (code !== null) return stop(code, words ?? (code === 'service_wrong_address' ? `HTTP ${status}` : ''), status);
  return { kind: 'rejected', words: words ?? '', httpStatus: status };
}

function classifySuccess(reply: Reply): SendOutcome {
  const { status } = reply;
  const body = readBody(reply.body);
  if (body.kind === 'html') return doubt('html', 'a web page instead of a reply', status);
  if (body.kind === 'other') return doubt('unreadable', 'a reply that is not JSON', status);
  if (saysError(body.value)) {
    const words = wordsOf(body.value);
    if (namesBalance(words)) return stop('out_of_credit', words ?? '', status);
    if (namesKey(words)) return stop('key_wrong', words ?? '', status);
    return { kind: 'rejected', words: words ?? '', httpStatus: status };
  }
  const messageId = messageIdOf(body.value);
  if (messageId === null) return doubt('no_id', quoting('a reply without a message id', wordsOf(body.value)), status);
  return { kind: 'accepted', messageId, words: textIn(asObject(body.value), 'message') };
}

/** Why a 3xx or 4xx stops everything, or null when it is a refusal of these recipients only. */
export function stopCode(status: number, isJson: boolean, words: string | null): ErrorCode | null {
  if (status < 400 || status === 405) return 'service_wrong_address';
  if (status === 401) return 'key_wrong';
  if (status === 402) return 'out_of_credit';
  if (status === 403) return namesBalance(words) ? 'out_of_credit' : 'no_permission';
  if (!isJson || namesRoute(words)) return 'service_wrong_address';
  if (namesBalance(words)) return 'out_of_credit';
  return namesKey(words) ? 'key_wrong' : null;
}

/** The failure behind a call that never left. */
export function notSentError(exchange: Extract<Exchange, { kind: 'not_sent' }>): AppError {
  const { reason, detail } = exchange;
  switch (reason) {
    case 'certificate':
      return appError('certificate', detail, { reason });
    case 'aborted':
      return appError('cancelled', detail, { reason });
    case 'unsendable':
      return appError('service_wrong_address', detail, { reason });
    case 'dns':
    case 'refused':
    case 'connect_timeout':
    case 'offline':
      return appError('offline', detail, { reason });
    default:
      return unreachable(reason);
  }
}

/** What Slipway observed, in words a person can judge by. The system's own words are kept with the attempt, not here. */
function brokenWords({ reason }: Extract<Exchange, { kind: 'broken' }>): string {
  return {
    timeout: 'no answer came in time',
    reset: 'the connection broke before an answer came',
    cut: 'the answer broke off in the middle',
    too_large: 'the answer was too long to be one',
    stopped: 'stopped before an answer came',
  }[reason];
}

/** An observation of Slipway's, with what the service said, in quotation marks, where it said anything. */
function quoting(observed: string, words: string | null): string {
  return words === null ? observed : `${observed}: “${words}”`;
}

function doubtCause(reason: Extract<Exchange, { kind: 'broken' }>['reason']): DoubtCause {
  switch (reason) {
    case 'reset':
    case 'timeout':
    case 'stopped':
      return reason;
    case 'too_large':
    case 'cut':
      return 'unreadable';
    default:
      return unreachable(reason);
  }
}

/** A network comes back; a path that cannot be sent is for a person to mend. */
function notSent(error: AppError): SendOutcome {
  return error.code === 'service_wrong_address'
    ? { kind: 'stop', error, httpStatus: null }
    : { kind: 'not_sent', error };
}

function doubt(cause: DoubtCause, words: string, httpStatus: number | null): SendOutcome {
  return { kind: 'in_doubt', cause, words, httpStatus };
}

function stop(code: ErrorCode, words: string, httpStatus: number): SendOutcome {
  return { kind: 'stop', error: appError(code, words, { status: httpStatus, words }), httpStatus };
}
