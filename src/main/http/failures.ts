import type { Exchange } from '#core/gateway/port.ts';

type NotSentReason = Extract<Exchange, { kind: 'not_sent' }>['reason'];
type BrokenReason = Extract<Exchange, { kind: 'broken' }>['reason'];

/** Node's and OpenSSL's names for a connection that must not be trusted. */
const certificate =
  /^(CERT_|ERR_TLS|ERR_SSL|UNABLE_TO_|DEPTH_ZERO_SELF_SIGNED|SELF_SIGNED_CERT|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH|CRL_|UND_ERR_PRX_TLS|EPROTO$)/;

/** Which kind of "nothing was written" this error is. Anything unknown counts as offline: it is tried again and burns nobody. */
export function notSentReason(error: unknown): NotSentReason {
  const code = codeOf(error);
  if (certificate.test(code)) return 'certificate';
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EAI_FAIL':
    case 'EAI_NODATA':
      return 'dns';
    case 'ECONNREFUSED':
    case 'ECONNRESET':
      return 'refused';
    case 'UND_ERR_CONNECT_TIMEOUT':
    case 'UND_ERR_HEADERS_TIMEOUT':
    case 'ETIMEDOUT':
      return 'connect_timeout';
    case 'UND_ERR_DESTROYED':
    case 'UND_ERR_CLOSED':
      return 'aborted';
    // What undici or Node refuse to write: a path, a header, an address. It will be the same the next time.
    case 'UND_ERR_INVALID_ARG':
    case 'UND_ERR_NOT_SUPPORTED':
    case 'ERR_INVALID_ARG_TYPE':
    case 'ERR_INVALID_ARG_VALUE':
    case 'ERR_INVALID_CHAR':
    case 'ERR_INVALID_URL':
    case 'ERR_UNESCAPED_CHARACTERS':
      return 'unsendable';
    default:
      return 'offline';
  }
}

/** Which kind of "something may have been written" this error is. */
export function brokenReason(error: unknown, replyBegan: boolean): BrokenReason {
  const code = codeOf(error);
  switch (code) {
    case 'UND_ERR_HEADERS_TIMEOUT':
    case 'UND_ERR_BODY_TIMEOUT':
    case 'ETIMEDOUT':
      return 'timeout';
    case 'UND_ERR_HEADERS_OVERFLOW':
    case 'UND_ERR_RES_EXCEEDED_MAX_SIZE':
      return 'too_large';
    case 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH':
      return 'cut';
    default:
      // The parser's own errors carry no dependable code: something answered, and it was not HTTP.
      return replyBegan || (error instanceof Error && error.name === 'HTTPParserError') ? 'cut' : 'reset';
  }
}

/** Code and message for the log and the record; a proxy's or a cause's own words included. */
export function wordsOfError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = codeOf(error);
  const inner = error.cause instanceof Error ? ` (${error.cause.message})` : '';
  const message = error.message === '' ? 'failed' : error.message;
  return code === '' || message.includes(code) ? message + inner : `${code}: ${message}${inner}`;
}

/** The error's own code, or that of what it wraps: several addresses tried at once, a TLS failure inside a proxy's. */
function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  if ('code' in error && typeof error.code === 'string' && error.code !== '') return error.code;
  if (error instanceof AggregateError) return error.errors.map(codeOf).find((code) => code !== '') ?? '';
  return 'cause' in error ? codeOf(error.cause) : '';
}
