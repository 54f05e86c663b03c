import { type Dispatcher, Pool } from 'undici';
import { parseBaseUrl } from '#core/gateway/base-url.ts';
import { classifySend } from '#core/gateway/classify.ts';
import type { Exchange, Gateway, Page, ServiceEndpoint } from '#core/gateway/port.ts';
import { isEmptyList, readReply } from '#core/gateway/read-reply.ts';
import {
  type Call,
  createContactCall,
  createGroupCall,
  listContactsCall,
  listGroupsCall,
  profileCall,
  sendCall,
} from '#core/gateway/request.ts';
import { emptyPage, readContact, readCreated, readGroup, readPage, readProfile } from '#core/gateway/wire.ts';
import type { Clock } from '#core/kernel/clock.ts';
import { type AppError, Failure, fail } from '#core/kernel/errors.ts';
import type { Redactor } from '#core/kernel/redact.ts';
import { err, ok, type Result } from '#core/kernel/result.ts';
import { failpoint } from '../failpoint.ts';
import { type ExchangeLimits, exchange } from './exchange.ts';
import { tlsOptions } from './proxy.ts';

export interface GatewayTimeouts {
  /** Until the connection stands, TLS included. Only for the client's own connections, not for a given dispatcher. */
  readonly connectMs: number;
  readonly headersMs: number;
  readonly bodyMs: number;
  readonly totalMs: number;
}

export const defaultTimeouts: GatewayTimeouts = {
  connectMs: 10_000,
  headersMs: 30_000,
  // The same: undici keeps one timer for both, and makes a new one for each of two lengths, twice a message.
  bodyMs: 30_000,
  totalMs: 60_000,
};

export interface GatewayOptions {
  readonly endpoint: ServiceEndpoint;
  /** The API key. Registered with the redactor; kept in this closure only. */
  readonly key: string;
  readonly clock: Clock;
  readonly redactor: Redactor;
  /** Most connections at a time; requests beyond them wait. Default 16. */
  readonly connections?: number;
  readonly timeouts?: Partial<GatewayTimeouts>;
  /** Another way out, such as a proxy's (`proxy.ts`). Whoever made it closes it. Default: a pool of its own, straight to the service. */
  readonly dispatcher?: Dispatcher;
}

/** Longest reply that is read: real ones hold a few hundred bytes, a page of contacts some thousands. */
const maxBytes = 262_144;
/** Longest reply that is kept with an attempt. */
const keptCharacters = 2_000;

/** What is kept of an exchange as evidence: the reply, or what the system said of a connection that broke. */
function keptWith(done: Exchange): string | null {
  if (done.kind === 'reply') return done.body.slice(0, keptCharacters);
  return done.kind === 'broken' && done.detail !== '' ? done.detail.slice(0, keptCharacters) : null;
}

/**
 * The remote service over HTTP, for one account. Every call is exactly one request: nothing is retried, no redirect is
 * followed, and the key goes to the origin of `endpoint.baseUrl` only.
 * Throws `base_url_invalid` for an address the key must not go to, `key_missing`/`key_wrong` for a key no header can carry.
 */
export function createGateway(options: GatewayOptions): Gateway {
  const { endpoint, clock, redactor } = options;
  const base = parseBaseUrl(endpoint.baseUrl);
  if (!base.ok) throw new Failure(base.error);
  const { origin, pathname } = new URL(base.value);
  const prefix = pathname === '/' ? '' : pathname;
  const key = checkedKey(options.key);
  redactor.addSecret(key);

  const timeouts = { ...defaultTimeouts, ...options.timeouts };
  const limits: ExchangeLimits = { ...timeouts, maxBytes };
  const own = options.dispatcher === undefined ? createPool(origin, options.connections ?? 16, timeouts) : null;
  const dispatcher = options.dispatcher ?? own;
  if (dispatcher === null) throw new Error('no way out');

  const common = ['authorization', `Api-Key ${key}`, 'accept', 'application/json', 'accept-encoding', 'identity'];
  const getHeaders = [...common, 'user-agent', 'Slipway'];
  const postHeaders = [...getHeaders, 'content-type', 'application/json'];
  const { paths } = endpoint;

  const perform = async (call: Call, signal?: AbortSignal): Promise<Exchange> => {
    const { method, body } = call;
    const headers = body === null ? getHeaders : postHeaders;
    const request = { origin, path: prefix + call.path, method, headers, body };
    const done = await exchange(dispatcher, request, limits, clock, signal);
    // Redacted before anybody reads it: profiles of this family echo the token, and error pages echo headers.
    if (done.kind === 'reply') return { ...done, body: redactor.text(done.body) };
    return { ...done, detail: redactor.text(done.detail) };
  };

  const ask = async <T>(
    call: Call,
    read: (body: Readonly<Record<string, unknown>>) => Result<T>,
    signal?: AbortSignal,
  ) => {
    const reply = readReply(await perform(call, signal), clock.now());
    const result = reply.ok ? read(reply.value) : reply;
    return result.ok ? result : err(withAddress(result.error, origin + prefix + call.path));
  };

  // What the page before looked like, for services that ignore `page` and would be listed for ever.
  const seen = new Map<string, { readonly page: number; readonly fingerprint: string }>();
  const list = async <T>(name: string, call: Call, read: (row: unknown) => T | null, page: number) => {
    const last = seen.get(name);
    const before = last !== undefined && last.page === page - 1 ? last.fingerprint : null;
    const result = await ask(call, (body) => readPage(body, read, page, before));
    if (!result.ok) return isEmptyList(result.error) ? ok<Page<T>>(emptyPage(page)) : result;
    seen.set(name, { page, fingerprint: result.value.fingerprint });
    return ok(result.value.page);
  };

  return {
    async send(request, signal) {
      const done = await perform(sendCall(paths, request), signal);
      failpoint('after-reply');
      const { outcome, rate } = classifySend(done, clock.now());
      return { outcome, rate, reply: keptWith(done) };
    },
    profile: (signal) => {
      const call = profileCall(paths);
      return ask(call, (body) => ok(readProfile(body, origin + prefix + call.path)), signal);
    },
    listGroups: (page) => list('groups', listGroupsCall(paths, page), readGroup, page),
    createGroup: (name, description) =>
      ask(createGroupCall(paths, name, description), (body) => readCreated(body, readGroup)),
    listContacts: (group, page) =>
      list(`contacts ${group ?? ''}`, listContactsCall(paths, group, page), readContact, page),
    createContact: (group, contact) =>
      ask(createContactCall(paths, group, contact), (body) => readCreated(body, readContact)),
    async close() {
      seen.clear();
      await own?.close();
    },
  };
}

function createPool(origin: string, connections: number, timeouts: GatewayTimeouts): Pool {
  return new Pool(origin, {
    connections,
    // One request on a connection at a time: a lost one can then put no other in doubt.
    pipelining: 1,
    connect: { timeout: timeouts.connectMs, ...tlsOptions() },
  });
}

/** A key with a line break or a letter outside ASCII was copied wrongly, and no header could carry it. */
function checkedKey(given: string): string {
  const key = given.trim();
  if (key === '') return fail('key_missing', 'the key is empty');
  return /^[\x21-\x7e]+( [\x21-\x7e]+)*$/.test(key) ? key : fail('key_wrong', 'the key holds characters no key has');
}

/** Says which address was called: "Test connection" shows it, and a wrong one is then seen at a glance. */
function withAddress(error: AppError, url: string): AppError {
  return { ...error, details: { ...error.details, url, host: new URL(url).host } };
}
