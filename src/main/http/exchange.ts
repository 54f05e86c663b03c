import type { Dispatcher } from 'undici';
import type { Exchange } from '#core/gateway/port.ts';
import type { Clock, Timer } from '#core/kernel/clock.ts';
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
    const open = new OpenExchange(request.method, limits, clock, signal, resolve);
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
        open,
      );
    } catch (thrown) {
      open.fail(thrown);
    }
  });
}

/** A class rather than closures: there are thousands a second, and a dozen closures each were a tenth of what a message allocates. */
class OpenExchange implements Dispatcher.DispatchHandler {
  readonly #method: WireRequest['method'];
  readonly #limits: ExchangeLimits;
  readonly #resolve: (result: Exchange) => void;
  readonly #deadline: Timer;
  readonly #forget: (() => void) | null;
  #settled = false;
  #started = false;
  #status = 0;
  #headers: Record<string, string> = {};
  #chunks: Buffer[] = [];
  #bytes = 0;
  #controller: Dispatcher.DispatchController | null = null;

  constructor(
    method: WireRequest['method'],
    limits: ExchangeLimits,
    clock: Clock,
    signal: AbortSignal | undefined,
    resolve: (result: Exchange) => void,
  ) {
    this.#method = method;
    this.#limits = limits;
    this.#resolve = resolve;
    this.#deadline = clock.after(limits.totalMs, () => this.#onDeadline());
    this.#forget = signal === undefined ? null : whenAborted(signal, () => this.#onAbort());
  }

  onRequestStart(given: Dispatcher.DispatchController): void {
    this.#controller = given;
    // Given up while it waited for a connection, or undici about to send it a second time: neither leaves.
    if (this.#settled || this.#started) {
      given.abort(new Error('ended'));
      return;
    }
    this.#started = true;
    // undici writes the whole request before it returns.
    if (this.#method === 'POST') failpointSoon('after-write');
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    given: Readonly<Record<string, string | string[] | undefined>>,
  ): void {
    if (status < 200) return;
    this.#status = status;
    this.#headers = flatten(given);
    const encoding = this.#headers['content-encoding']?.trim().toLowerCase() ?? '';
    // We asked for identity. What comes packed all the same is never unpacked: it could be a bomb.
    if (encoding !== '' && encoding !== 'identity') this.#end(this.#reply());
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#settled) return;
    const { maxBytes } = this.#limits;
    const room = maxBytes - this.#bytes;
    this.#chunks.push(chunk.length > room ? chunk.subarray(0, room) : chunk);
    this.#bytes += chunk.length;
    if (this.#bytes <= maxBytes) return;
    // A page behind a refusal may be as long as it likes; only an acceptance has to be read whole.
    const tooLarge: Exchange = { kind: 'broken', reason: 'too_large', detail: `over ${maxBytes} bytes` };
    this.#end(this.#status >= 300 ? this.#reply() : tooLarge);
  }

  onResponseEnd(): void {
    this.#settle(this.#reply());
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: unknown): void {
    const detail = wordsOfError(error);
    this.#settle(
      this.#started
        ? this.#brokenOff(brokenReason(error, this.#status > 0), detail)
        : notSent(notSentReason(error), detail),
    );
    this.#chunks = [];
  }

  /** What undici threw at once. */
  fail(thrown: unknown): void {
    const detail = wordsOfError(thrown);
    this.#end(this.#started ? this.#brokenOff('reset', detail) : notSent(notSentReason(thrown), detail));
  }

  #onAbort(): void {
    this.#end(
      this.#started
        ? this.#brokenOff('stopped', 'stopped after it was sent')
        : notSent('aborted', 'stopped before it was sent'),
    );
  }

  #onDeadline(): void {
    const { totalMs } = this.#limits;
    this.#end(
      this.#started
        ? this.#brokenOff('timeout', `no whole reply within ${totalMs} ms`)
        : notSent('connect_timeout', `no connection within ${totalMs} ms`),
    );
  }

  #settle(result: Exchange): void {
    if (this.#settled) return;
    this.#settled = true;
    this.#deadline.cancel();
    this.#forget?.();
    this.#resolve(result);
  }

  /** Ends the exchange from our side; the connection is not used again. */
  #end(result: Exchange): void {
    this.#settle(result);
    this.#controller?.abort(new Error('ended'));
  }

  #reply(): Exchange {
    const [only] = this.#chunks;
    const body = this.#chunks.length === 1 && only !== undefined ? only : Buffer.concat(this.#chunks);
    return { kind: 'reply', status: this.#status, headers: this.#headers, body: utf8.decode(body) };
  }

  #brokenOff(reason: 'reset' | 'timeout' | 'too_large' | 'cut' | 'stopped', detail: string): Exchange {
    return decisive(this.#status) ? this.#reply() : { kind: 'broken', reason, detail };
  }
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
