import type { Attempt, Gateway } from '#core/gateway/port.ts';
import { noHints } from '#core/gateway/rate.ts';
import type { Clock } from '#core/kernel/clock.ts';
import { type AppError, appError, Failure } from '#core/kernel/errors.ts';
import { err, ok, type Result } from '#core/kernel/result.ts';

/** A gateway, and the system's rule that it goes by. */
export interface Way {
  readonly rule: string;
  readonly gateway: Gateway;
}

/** While requests go well, the system is asked again this often. */
const askEveryMs = 15_000;
/** A system that has not said by then which proxy to use will not: its proxy script hangs. As long as a connection may take. */
const answerWithinMs = 10_000;

/**
 * A gateway that follows the system's proxy: asks for the rule now and then while it is used, and before the next request
 * after one that nobody took. Under a new rule new requests go the new way; those on the old one are allowed to end.
 * A system that does not answer is no network: nothing is sent, and the next request asks again.
 * Fails with `offline` where it does not answer the first time.
 */
export async function wayWatch(ports: {
  readonly clock: Clock;
  readonly ask: () => Promise<string>;
  /** Throws where the rule cannot be followed. */
  readonly open: (rule: string) => Way;
}): Promise<Gateway> {
  const { clock, ask, open } = ports;
  const first = await within(clock, ask(), null);
  if (first === null) throw new Failure(silentSystem());
  let way = open(first);
  let askedAt = clock.monotonic();
  let asking: Promise<boolean> | null = null;
  /** The last request was not taken by anybody: the rule may be another by now. */
  let doubtful = false;
  let closed = false;
  const leaving: Promise<void>[] = [];

  /** False when the system did not answer. */
  const follow = async (): Promise<boolean> => {
    askedAt = clock.monotonic();
    try {
      const rule = await within(clock, ask(), null);
      if (rule === null) return false;
      if (rule === way.rule || closed) return true;
      const old = way.gateway;
      way = open(rule);
      leaving.push(old.close());
    } catch {
      // Where the new rule cannot be followed, the old way fails by itself and says so in its own words.
    } finally {
      asking = null;
    }
    return true;
  };
  const current = async (signal?: AbortSignal): Promise<Result<Gateway>> => {
    if (asking === null && (doubtful || clock.monotonic() - askedAt >= askEveryMs)) asking = follow();
    if (doubtful && asking !== null) {
      const answered = await unlessAborted(asking, signal);
      if (answered === 'aborted')
        return err(appError('cancelled', 'stopped before it was sent', { reason: 'aborted' }));
      if (!answered) return err(silentSystem());
      doubtful = false;
    }
    return ok(way.gateway);
  };
  const through = async <T>(call: (gateway: Gateway) => Promise<Result<T>>, signal?: AbortSignal) => {
    const found = await current(signal);
    return found.ok ? call(found.value) : found;
  };

  return {
    async send(request, signal): Promise<Attempt> {
      const found = await current(signal);
      if (!found.ok) return { outcome: { kind: 'not_sent', error: found.error }, rate: noHints, reply: null };
      const attempt = await found.value.send(request, signal);
      if (attempt.outcome.kind === 'not_sent') doubtful = true;
      return attempt;
    },
    profile: (signal) => through((gateway) => gateway.profile(signal), signal),
    listGroups: (page) => through((gateway) => gateway.listGroups(page)),
    createGroup: (name, description) => through((gateway) => gateway.createGroup(name, description)),
    listContacts: (group, page) => through((gateway) => gateway.listContacts(group, page)),
    createContact: (group, contact) => through((gateway) => gateway.createContact(group, contact)),
    async close() {
      // A question that is still open is not waited for: whatever it answers, no other way is opened any more.
      closed = true;
      await Promise.all([...leaving, way.gateway.close()]);
    },
  };
}

function silentSystem(): AppError {
  return appError('offline', 'the system did not say which proxy to use', { reason: 'proxy_unknown' });
}

/** What a promise resolves to, or `otherwise` when that takes too long. */
function within<T, U>(clock: Clock, promise: Promise<T>, otherwise: U): Promise<T | U> {
  return new Promise((resolve, reject) => {
    const timer = clock.after(answerWithinMs, () => resolve(otherwise));
    promise.then(resolve, reject).finally(() => timer.cancel());
  });
}

function unlessAborted<T>(promise: Promise<T>, signal?: AbortSignal): Promise<T | 'aborted'> {
  if (signal === undefined) return promise;
  if (signal.aborted) return Promise.resolve('aborted');
  return new Promise((resolve, reject) => {
    const stop = (): void => resolve('aborted');
    signal.addEventListener('abort', stop, { once: true });
    // One signal stops a whole campaign: what listens to it must not stay behind.
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
