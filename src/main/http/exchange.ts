import type { Dispatcher } from 'undici';
import type { Exchange } from '#core/gateway/port.ts';
import type { Clock } from '#core/kernel/clock.ts';
import { failpointSoon } from '../failpoint.ts';
import { brokenReason, notSentReason, wordsOfError } from './failures.ts';

/** One request, whole: where, what, and nothing that undici could add by itself. */
export interface WireRequest {
  readonly origin: string;
  readonly path: string;
  readonly method: 'GET' | 'POST';
  /** Name, value, name, value … as undici takes them fastest. */
  readonly headers: readonly string[];
  readonly body: string | null;
}

export interface ExchangeLimits {
  /** From the request's last byte to the reply's headers, milliseconds. */
  readonly headersMs: number;
  /** Longest silence inside the reply's body, milliseconds. */
  readonly bodyMs: number;
  /** From the call to its end, whatever happens in between, milliseconds: what ends a dripping reply. */
  readonly totalMs: number;
  /** Longest reply that is read. */
  readonly maxBytes: number;
}

/** Statuses that say all there is to know: a broken or endless body behind them changes nothing. */
function decisive(status: number): boolean {
  return (status >= 300 && status < 400) || [401, 402, 403, 405, 429].includes(status);
}

/**
 * Sends one request once and says what physically happened. Resolves always, within `totalMs`; rejects never.
 *
 * The line between "nothing was written" and "something may have been" is undici's `onRequestStart`: it runs on a
 * connected (and for https, verified) socket, in the same turn and right before the first byte. An error without it is
 * `not_sent`; everything after it is `broken`, even when the socket turns out to have been dead already.
 */
export function exchange(
  dispatcher: Dispatcher,
  request: WireRequest,
  limits: ExchangeLimits,
  clock: Clock,
  signal?: AbortSignal,
): Promise<Exchange> {
  if (signal?.aborted) return Promise.resolve(notSent('aborted', 'stopped before it was sent'));
  return new Promise((resolve) => {
    let settled = false;
    let started = false;
    let status = 0;
    let headers: Record<string, string> = {};
    let chunks: Buffer[] = [];
    let bytes = 0;
    let controller: Dispatcher.DispatchController | null = null;

    const settle = (result: Exchange): void => {
      if (settled) return;
      settled = true;
      deadline.cancel();
      forget?.();
      resolve(result);
    };
    const reply = (): Exchange => {
      const body = chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
      return { kind: 'reply', status, headers, body: utf8.decode(body) };
    };
    /** Ends the exchange from our side; the connection is not used again. */
    const end = (result: Exchange): void => {
      settle(result);
      controller?.abort(new Error('ended'));
    };
    const brokenOff = (reason: 'reset' | 'timeout' | 'too_large' | 'cut' | 'stopped', detail: string): Exchange =>
      decisive(status) ? reply() : { kind: 'broken', reason, detail };
    const onAbort = (): void => {
      end(
        started ? brokenOff('stopped', 'stopped after it was sent') : notSent('aborted', 'stopped before it was sent'),
      );
    };
    const deadline = clock.after(limits.totalMs, () => {
      const words = `no whole reply within ${limits.totalMs} ms`;
      end(
        started ? brokenOff('timeout', words) : notSent('connect_timeout', `no connection within ${limits.totalMs} ms`),
      );
    });
    const forget = signal === undefined ? null : whenAborted(signal, onAbort);

    const handler: Dispatcher.DispatchHandler = {
      onRequestStart(given) {
        controller = given;
        // Given up while it waited for a connection, or undici about to send it a second time: neither leaves.
        if (settled || started) {
          given.abort(new Error('ended'));
          return;
        }
        started = true;
        // undici writes the whole request before it returns.
        if (request.method === 'POST') failpointSoon('after-write');
      },
      onResponseStart(_controller, statusCode, given) {
        if (statusCode < 200) return;
        status = statusCode;
        headers = flatten(given);
        const encoding = headers['content-encoding']?.trim().toLowerCase() ?? '';
        // We asked for identity. What comes packed all the same is never unpacked: it could be a bomb.
        if (encoding !== '' && encoding !== 'identity') end(reply());
      },
      onResponseData(_controller, chunk) {
        if (settled) return;
        const room = limits.maxBytes - bytes;
        chunks.push(chunk.length > room ? chunk.subarray(0, room) : chunk);
        bytes += chunk.length;
        if (bytes <= limits.maxBytes) return;
        // A page behind a refusal may be as long as it likes; only an acceptance has to be read whole.
        end(status >= 300 ? reply() : { kind: 'broken', reason: 'too_large', detail: `over ${limits.maxBytes} bytes` });
      },
      onResponseEnd() {
        settle(reply());
      },
      onResponseError(_controller, error) {
        const detail = wordsOfError(error);
        settle(started ? brokenOff(brokenReason(error, status > 0), detail) : notSent(notSentReason(error), detail));
        chunks = [];
      },
    };

    try {
      dispatcher.dispatch(
        {
          origin: request.origin,
          path: request.path,
          method: request.method,
          headers: request.headers as string[],
          body: request.body,
          headersTimeout: limits.headersMs,
          bodyTimeout: limits.bodyMs,
        },
        handler,
      );
    } catch (thrown) {
      end(started ? brokenOff('reset', wordsOfError(thrown)) : notSent(notSentReason(thrown), wordsOfError(thrown)));
    }
  });
}

interface Listener {
  readonly callback: () => void;
  /** Where it stands among the others. */
  place: number;
}

const abortions = new WeakMap<AbortSignal, Listener[]>();

/**
 * Calls back when the signal fires; answers how to forget that, to be called once. One signal stops a whole campaign, so it hears
 * for all of its requests with one listener: adding and removing one is dear, and there are thousands a second. They stand in a plain
 * list whose gaps are filled from its end: a `Set` leaves its outgrown tables behind, each pointing to the next, and one of them that
 * grew old then keeps every request alive until the whole heap is looked through (3 KB a message, measured).
 */
function whenAborted(signal: AbortSignal, callback: () => void): () => void {
  const listeners = abortions.get(signal) ?? hear(signal);
  const mine: Listener = { callback, place: listeners.length };
  listeners.push(mine);
  return () => {
    const last = listeners.pop();
    if (last === undefined || last === mine) return;
    listeners[mine.place] = last;
    last.place = mine.place;
  };
}

function hear(signal: AbortSignal): Listener[] {
  const listeners: Listener[] = [];
  abortions.set(signal, listeners);
  signal.addEventListener('abort', () => {
    for (const { callback } of [...listeners]) callback();
  });
  return listeners;
}

const utf8 = new TextDecoder();

function notSent(reason: Extract<Exchange, { kind: 'not_sent' }>['reason'], detail: string): Exchange {
  return { kind: 'not_sent', reason, detail };
}

function flatten(given: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const name of Object.keys(given)) {
    const value = given[name];
    if (value !== undefined) flat[name] = typeof value === 'string' ? value : value.join(', ');
  }
  return flat;
}
