import type { PushStatus } from '#contract/groups.ts';
import type { Gateway } from '#core/gateway/port.ts';
import { type Clock, sleep } from '#core/kernel/clock.ts';
import { type AppError, appError, fail, toAppError } from '#core/kernel/errors.ts';
import type { AccountId, GroupId } from '#core/kernel/ids.ts';
import { AccountThrottle } from '#core/sending/account-throttle.ts';
import type { AccountService } from '../accounts/account-service.ts';
import type { StoreClient } from '../store/protocol.ts';
import type { PushResult } from '../store/pushes-store.ts';

export interface PushPorts {
  readonly store: StoreClient;
  readonly accounts: AccountService;
  readonly clock: Clock;
  readonly onStatus: (status: PushStatus) => void;
}

/** Waits between tries while the service throttles without saying how long, or the network is away. */
const retrySeconds = 5;
const triesPerContact = 4;

/** Creates a local group's people in a group of the service, one request each, with a result per person. */
export class PushService {
  readonly #ports: PushPorts;
  readonly #running = new Map<GroupId, AbortController>();

  constructor(ports: PushPorts) {
    this.#ports = ports;
  }

  async start(
    groupId: GroupId,
    accountId: AccountId,
    remote: { readonly uid: string; readonly name: string },
  ): Promise<PushStatus> {
    if (this.#running.has(groupId)) fail('wrong_state', 'this group is being pushed', { what: 'group' });
    const account = await this.#ports.store.accounts.get(accountId);
    const gateway = await this.#ports.accounts.gateway(accountId, 1);
    const status = await this.#ports.store.pushes.begin(groupId, accountId, remote);
    await this.#ports.store.groups.link(groupId, remote, null);
    const stop = new AbortController();
    this.#running.set(groupId, stop);
    const throttle = new AccountThrottle(this.#ports.clock, account.ratePerSecond);
    void this.#run(groupId, remote, gateway, throttle, stop.signal);
    return status;
  }

  stop(groupId: GroupId): void {
    this.#running.get(groupId)?.abort();
  }

  stopAll(): void {
    for (const stop of this.#running.values()) stop.abort();
  }

  async #run(
    groupId: GroupId,
    remote: { readonly uid: string; readonly name: string },
    gateway: Gateway,
    throttle: AccountThrottle,
    signal: AbortSignal,
  ): Promise<void> {
    const { store, clock } = this.#ports;
    let error: AppError | null = null;
    try {
      while (!signal.aborted && error === null) {
        const [row] = await store.pushes.waiting(groupId, 1);
        if (row === undefined) break;
        const answer = await this.#createOne(gateway, throttle, remote.uid, row, signal);
        if (answer.kind === 'stop') error = answer.error;
        else if (answer.kind === 'done') await store.pushes.record(groupId, row.seq, answer.result, answer.words);
        const status = await store.pushes.status(groupId);
        if (status !== null) this.#ports.onStatus(status);
      }
    } catch (thrown) {
      error = toAppError(thrown);
    } finally {
      await gateway.close();
      this.#running.delete(groupId);
    }
    const done = !signal.aborted && error === null;
    if (done) await store.groups.link(groupId, remote, clock.now());
    const status = await store.pushes.end(groupId, done ? 'finished' : 'stopped', error);
    if (status !== null) this.#ports.onStatus(status);
  }

  async #createOne(
    gateway: Gateway,
    throttle: AccountThrottle,
    uid: string,
    row: Parameters<Gateway['createContact']>[1],
    signal: AbortSignal,
  ): Promise<
    | { readonly kind: 'done'; readonly result: PushResult; readonly words: string | null }
    | { readonly kind: 'stop'; readonly error: AppError }
    | { readonly kind: 'stopped' }
  > {
    const { clock } = this.#ports;
    for (let attempt = 1; ; attempt++) {
      while (!signal.aborted && throttle.take(1) === 0) await sleep(clock, Math.max(1, throttle.msUntilNext()), signal);
      if (signal.aborted) return { kind: 'stopped' };
      const answer = await gateway.createContact(uid, {
        phone: row.phone,
        firstName: row.firstName || null,
        lastName: row.lastName || null,
      });
      if (answer.ok) return { kind: 'done', result: 'created', words: null };
      const { error } = answer;
      switch (error.code) {
        case 'service_refused':
          return { kind: 'done', result: 'refused', words: String(error.details?.words ?? error.message) };
        // Creating a contact again is harmless: the service refuses a number it has.
        case 'throttled':
        case 'offline':
          if (attempt >= triesPerContact) return { kind: 'stop', error };
          throttle.onRefusal(Number(error.details?.seconds ?? retrySeconds) * 1_000);
          break;
        case 'service_error':
        case 'service_unreadable':
        case 'timeout':
          return { kind: 'done', result: 'unclear', words: error.message };
        default:
          return { kind: 'stop', error: appError(error.code, error.message, error.details) };
      }
    }
  }
}
