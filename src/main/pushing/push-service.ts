import type { PushStatus } from '#contract/groups.ts';
import type { Gateway } from '#core/gateway/port.ts';
import { type Clock, sleep } from '#core/kernel/clock.ts';
import { type AppError, appError, fail, toAppError } from '#core/kernel/errors.ts';
import type { AccountId, GroupId } from '#core/kernel/ids.ts';
import type { PaceShare } from '#core/sending/account-pace.ts';
import type { AccountService } from '../accounts/account-service.ts';
import type { AccountPaces } from '../sending/account-paces.ts';
import type { StoreClient } from '../store/protocol.ts';
import type { PushResult } from '../store/pushes-store.ts';

export interface PushPorts {
  /** Shared with whatever else sends through the account. */
  readonly paces: AccountPaces;
  readonly store: StoreClient;
  readonly accounts: AccountService;
  readonly clock: Clock;
  readonly onStatus: (status: PushStatus) => void;
}

/** Waits between tries while the service throttles without saying how long, or the network is away. */
const retrySeconds = 5;
const triesPerContact = 4;
/** Unclear answers in a row after which the service is left alone: it is broken, not unlucky. */
const unclearAllowed = 3;

interface Running {
  readonly stop: AbortController;
  /** Resolves when nothing of it is in flight any more. */
  ended: Promise<void>;
}

/** Creates a local group's people in a group of the service, one request each, with a result per person. */
export class PushService {
  readonly #ports: PushPorts;
  readonly #running = new Map<GroupId, Running>();

  constructor(ports: PushPorts) {
    this.#ports = ports;
  }

  async start(
    groupId: GroupId,
    accountId: AccountId,
    remote: { readonly uid: string; readonly name: string },
  ): Promise<PushStatus> {
    if (this.#running.has(groupId)) fail('wrong_state', 'this group is being pushed', { what: 'group' });
    // Noted before the first wait, so that a second press finds it.
    const running: Running = { stop: new AbortController(), ended: Promise.resolve() };
    this.#running.set(groupId, running);
    let gateway: Gateway | null = null;
    try {
      const account = await this.#ports.store.accounts.get(accountId);
      gateway = await this.#ports.accounts.gateway(accountId, 1);
      const status = await this.#ports.store.pushes.begin(groupId, accountId, remote);
      await this.#ports.store.groups.link(groupId, remote, null);
      const pace = (await this.#ports.paces.of(account)).join({ weight: 1, rate: null, concurrency: 1 });
      running.ended = this.#run(groupId, remote, gateway, pace, running.stop.signal).finally(() => pace.leave());
      return status;
    } catch (thrown) {
      this.#running.delete(groupId);
      await gateway?.close();
      throw thrown;
    }
  }

  stop(groupId: GroupId): void {
    this.#running.get(groupId)?.stop.abort();
  }

  /** Stops every push; resolves when none is in flight any more, so that the store may be closed. */
  async stopAll(): Promise<void> {
    const all = [...this.#running.values()];
    for (const { stop } of all) stop.abort();
    await Promise.all(all.map(({ ended }) => ended));
  }

  async #run(
    groupId: GroupId,
    remote: { readonly uid: string; readonly name: string },
    gateway: Gateway,
    pace: PaceShare,
    signal: AbortSignal,
  ): Promise<void> {
    const { store, clock } = this.#ports;
    let error: AppError | null = null;
    let unclearInARow = 0;
    try {
      while (!signal.aborted && error === null) {
        const [row] = await store.pushes.waiting(groupId, 1);
        if (row === undefined) break;
        const answer = await this.#createOne(gateway, pace, remote.uid, row, signal);
        if (answer.kind === 'stop') error = answer.error;
        if (answer.kind === 'done') {
          await store.pushes.record(groupId, row.seq, answer.result, answer.words);
          unclearInARow = answer.unclear === null ? 0 : unclearInARow + 1;
          if (unclearInARow >= unclearAllowed) error = answer.unclear;
        }
        const status = await store.pushes.status(groupId);
        if (status !== null) this.#ports.onStatus(status);
      }
      if (!signal.aborted && error === null) await store.groups.link(groupId, remote, clock.now());
    } catch (thrown) {
      error = toAppError(thrown);
    }
    await gateway.close();
    const done = !signal.aborted && error === null;
    // A store that takes nothing more finds the push unfinished at the next start, and says `stopped` then.
    const status = await store.pushes.end(groupId, done ? 'finished' : 'stopped', error).catch(() => null);
    this.#running.delete(groupId);
    if (status !== null) this.#ports.onStatus(status);
  }

  async #createOne(
    gateway: Gateway,
    pace: PaceShare,
    uid: string,
    row: Parameters<Gateway['createContact']>[1],
    signal: AbortSignal,
  ): Promise<
    | {
        readonly kind: 'done';
        readonly result: PushResult;
        readonly words: string | null;
        /** What made the result unclear. */
        readonly unclear: AppError | null;
      }
    | { readonly kind: 'stop'; readonly error: AppError }
    | { readonly kind: 'stopped' }
  > {
    const { clock } = this.#ports;
    for (let attempt = 1; ; attempt++) {
      while (!signal.aborted && pace.take(0, 1) === 0) await sleep(clock, Math.max(1, pace.msUntilNext() ?? 1), signal);
      if (signal.aborted) return { kind: 'stopped' };
      const answer = await gateway.createContact(uid, {
        phone: row.phone,
        firstName: row.firstName || null,
        lastName: row.lastName || null,
      });
      pace.committed(1, 0);
      if (answer.ok) return { kind: 'done', result: 'created', words: null, unclear: null };
      const { error } = answer;
      switch (error.code) {
        case 'service_refused':
          return {
            kind: 'done',
            result: 'refused',
            words: String(error.details?.words ?? error.message),
            unclear: null,
          };
        // Creating a contact again is harmless: the service refuses a number it has.
        case 'throttled':
        case 'offline':
          if (attempt >= triesPerContact) return { kind: 'stop', error };
          pace.onRefusal(Number(error.details?.seconds ?? retrySeconds) * 1_000);
          break;
        case 'service_error':
        case 'service_unreadable':
        case 'timeout':
          return { kind: 'done', result: 'unclear', words: error.message, unclear: error };
        default:
          return { kind: 'stop', error: appError(error.code, error.message, error.details) };
      }
    }
  }
}
