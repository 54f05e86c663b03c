import { checkPath, parseBaseUrl } from '#core/gateway/base-url.ts';
import { defaultBaseUrl, defaultPaths, type Gateway, type ServicePaths } from '#core/gateway/port.ts';
import type { Clock } from '#core/kernel/clock.ts';
import { appError, Failure, fail, toAppError } from '#core/kernel/errors.ts';
import type { AccountId } from '#core/kernel/ids.ts';
import type { Redactor } from '#core/kernel/redact.ts';
import { ok, type Result } from '#core/kernel/result.ts';
import type { Keychain } from '../keychain/port.ts';
import type { AccountChange, StoredAccount, StoredProfile } from '../store/accounts-store.ts';
import type { StoreClient } from '../store/protocol.ts';
import type { FirstOrigins } from './first-origins.ts';
import { type KeptKey, originOf, readKept, writeKept } from './kept-key.ts';
import type { PracticeHost } from './practice-host.ts';

export type KeyState = 'kept' | 'session' | 'none' | 'locked';

/** How a gateway is made; main gives the real one, with the system's proxy and certificates. */
export type MakeGateway = (options: {
  readonly baseUrl: string;
  readonly paths: ServicePaths;
  readonly key: string;
  readonly connections: number;
}) => Promise<Gateway>;

export interface AccountPorts {
  readonly store: StoreClient;
  readonly keychain: Keychain;
  readonly practice: PracticeHost;
  readonly makeGateway: MakeGateway;
  readonly redactor: Redactor;
  readonly clock: Clock;
  readonly newUid: () => string;
  /** A key for this run only (`SLIPWAY_API_KEY`): never stored; goes before every other, to the origin of `bindKeyForThisRun`. */
  readonly keyForThisRun: string | null;
  /** What keys of earlier releases are bound to. */
  readonly firstOrigins: FirstOrigins;
  /** Told at once when a person changed an account: whoever sends through it keeps to the new limits. */
  readonly onUpdated: (account: StoredAccount) => void;
}

/** Gentle for a live service (a stock install allows 60 a minute); brisk where nothing leaves this machine. */
const liveDefaults = { ratePerSecond: 10, concurrency: 8 } as const;
const localDefaults = { ratePerSecond: 100, concurrency: 8 } as const;

/** Accounts, where their keys are, and the gateways that speak for them. Nothing here ever returns a key. */
export class AccountService {
  readonly #ports: AccountPorts;
  /** Keys that could not be kept in a keychain: they live until the app quits. */
  readonly #session = new Map<string, KeptKey>();
  /** Where the key for this run may go; null until the run has chosen its account. */
  #originOfThisRun: string | null = null;

  constructor(ports: AccountPorts) {
    this.#ports = ports;
    if (ports.keyForThisRun !== null) ports.redactor.addSecret(ports.keyForThisRun);
  }

  /** The practice account exists from the first start on. */
  async ensurePractice(): Promise<StoredAccount> {
    const accounts = await this.#ports.store.accounts.list();
    const found = accounts.find((account) => account.kind === 'practice');
    if (found !== undefined) return found;
    return this.#ports.store.accounts.create(
      {
        uid: this.#ports.newUid(),
        name: 'Practice',
        kind: 'practice',
        baseUrl: 'http://127.0.0.1/api',
        paths: defaultPaths,
        ...localDefaults,
        smsType: 'plain',
        defaultSender: 'Slipway',
      },
      this.#ports.clock.now(),
    );
  }

  async list(): Promise<readonly (StoredAccount & { readonly key: KeyState })[]> {
    await this.ensurePractice();
    const accounts = await this.#ports.store.accounts.list();
    return Promise.all(accounts.map(async (account) => ({ ...account, key: await this.keyState(account) })));
  }

  async active(): Promise<StoredAccount> {
    const practice = await this.ensurePractice();
    return (await this.#ports.store.accounts.list()).find((account) => account.active) ?? practice;
  }

  /** The live account at this address, made when there is none: what `--base-url` means. */
  async ensureLive(baseUrl: string, name?: string): Promise<StoredAccount> {
    const checked = parseBaseUrl(baseUrl);
    if (!checked.ok) throw new Failure(checked.error);
    const accounts = await this.#ports.store.accounts.list();
    const found = accounts.find((account) => account.kind === 'live' && account.baseUrl === checked.value);
    if (found !== undefined && name === undefined) return found;
    const { protocol, host } = new URL(checked.value);
    return this.#ports.store.accounts.create(
      {
        uid: this.#ports.newUid(),
        name: name?.trim() || host,
        kind: 'live',
        baseUrl: checked.value,
        paths: defaultPaths,
        ...(protocol === 'http:' ? localDefaults : liveDefaults),
        smsType: 'plain',
        defaultSender: '',
      },
      this.#ports.clock.now(),
    );
  }

  /** Binds the key for this run to the origin of the account that the run uses. The first call decides. */
  bindKeyForThisRun(account: StoredAccount): void {
    if (account.kind === 'live') this.#originOfThisRun ??= originOf(account.baseUrl);
  }

  /** A new account with its key, not yet in use. The key is in the keychain, or only in memory when there is none. */
  async create(
    name: string,
    baseUrl: string | undefined,
    key: string,
  ): Promise<{ readonly account: StoredAccount; readonly kept: 'keychain' | 'session' }> {
    const account = await this.ensureLive(baseUrl ?? defaultBaseUrl, name);
    let kept: 'keychain' | 'session';
    try {
      kept = await this.setKey(account.id, key);
    } catch (thrown) {
      // An account whose key could not be kept would only stand in the way of the next try.
      await this.#ports.store.accounts.remove(account.id);
      throw thrown;
    }
    return { account: await this.#ports.store.accounts.get(account.id), kept };
  }

  async update(id: AccountId, change: AccountChange): Promise<StoredAccount> {
    const account = await this.#ports.store.accounts.update(id, withCheckedBase(change));
    this.#ports.onUpdated(account);
    return account;
  }

  /** Fails with `keychain_locked` before anything is done: the key would stay behind for ever. */
  async remove(id: AccountId): Promise<void> {
    const account = await this.#ports.store.accounts.get(id);
    const key = await this.#ports.keychain.get(account.uid);
    if (!key.ok && key.error.code !== 'keychain_missing') throw new Failure(key.error);
    await this.#ports.store.accounts.remove(id);
    this.#session.delete(account.uid);
    await this.#ports.keychain.delete(account.uid);
  }

  /** Keeps a key that a person typed, for the account's present origin. */
  async setKey(id: AccountId, key: string): Promise<'keychain' | 'session'> {
    const account = await this.#ports.store.accounts.get(id);
    const trimmed = key.trim();
    if (trimmed === '') fail('key_missing', 'the key is empty');
    this.#ports.redactor.addSecret(trimmed);
    const origin = originOf(account.baseUrl);
    const kept = await this.#ports.keychain.set(account.uid, writeKept(trimmed, origin));
    if (kept.ok) {
      this.#session.delete(account.uid);
      return 'keychain';
    }
    // Only where there is no keychain at all: a locked one can be unlocked, and that beats a key that is gone tomorrow.
    if (kept.error.code !== 'keychain_missing') throw new Failure(kept.error);
    this.#session.set(account.uid, { key: trimmed, origin });
    return 'session';
  }

  async removeKey(id: AccountId): Promise<void> {
    const account = await this.#ports.store.accounts.get(id);
    this.#session.delete(account.uid);
    const removed = await this.#ports.keychain.delete(account.uid);
    if (!removed.ok && removed.error.code !== 'keychain_missing') throw new Failure(removed.error);
  }

  async keyState(account: StoredAccount): Promise<KeyState> {
    if (account.kind === 'practice') return 'kept';
    if (this.#withoutKeychain(account) !== null) return 'session';
    const found = await this.#kept(account);
    if (!found.ok) return found.error.code === 'keychain_locked' ? 'locked' : 'none';
    return found.value !== null && isFor(account, found.value) ? 'kept' : 'none';
  }

  /**
   * Speaks for an account. Fails with `key_missing`, `keychain_locked` … when there is no key to speak with; a key that
   * was given for another origin is none (details.reason `other_address`, details.host the present one).
   */
  async gateway(id: AccountId, connections: number): Promise<Gateway> {
    const account = await this.#ports.store.accounts.get(id);
    if (account.kind === 'practice') {
      const { url, key } = await this.#ports.practice.start();
      return this.#ports.makeGateway({ baseUrl: url, paths: account.paths, key, connections });
    }
    const key = await this.#key(account);
    return this.#ports.makeGateway({ baseUrl: account.baseUrl, paths: account.paths, key, connections });
  }

  /** The profile call for a kept account; the answer, or how it failed, is remembered with its time. */
  async profile(id: AccountId): Promise<StoredProfile> {
    const { accounts } = this.#ports.store;
    try {
      const profile = await this.#ask(await this.gateway(id, 1));
      await accounts.writeProfile(id, profile);
      await accounts.writeTest(id, { ok: true, at: profile.at, code: null });
      return profile;
    } catch (thrown) {
      const { code } = toAppError(thrown);
      await accounts.writeTest(id, { ok: false, at: this.#ports.clock.now(), code });
      throw thrown;
    }
  }

  /** The profile call with a key that is not kept yet. */
  async test(baseUrl: string | undefined, profilePath: string | undefined, key: string): Promise<StoredProfile> {
    const checked = parseBaseUrl(baseUrl ?? defaultBaseUrl);
    if (!checked.ok) throw new Failure(checked.error);
    this.#ports.redactor.addSecret(key.trim());
    const profile = checkPath('profile', profilePath ?? defaultPaths.profile);
    if (!profile.ok) throw new Failure(profile.error);
    const paths = { ...defaultPaths, profile: profile.value };
    return this.#ask(await this.#ports.makeGateway({ baseUrl: checked.value, paths, key: key.trim(), connections: 1 }));
  }

  async lastProfile(id: AccountId): Promise<StoredProfile | null> {
    return this.#ports.store.accounts.readProfile(id);
  }

  async #ask(gateway: Gateway): Promise<StoredProfile> {
    try {
      const answer = await gateway.profile();
      if (!answer.ok) throw new Failure(answer.error);
      return { ...answer.value, at: this.#ports.clock.now() };
    } finally {
      await gateway.close();
    }
  }

  async #key(account: StoredAccount): Promise<string> {
    const now = this.#withoutKeychain(account);
    if (now !== null) return now;
    const found = await this.#kept(account);
    if (!found.ok) throw new Failure(found.error);
    if (found.value !== null && isFor(account, found.value)) return found.value.key;
    const other = found.value !== null || this.#session.has(account.uid);
    throw new Failure(
      appError('key_missing', `no key for ${account.name}${other ? ' at its present address' : ''}`, {
        account: account.name,
        ...(other ? { reason: 'other_address', host: new URL(account.baseUrl).host } : {}),
      }),
    );
  }

  /** The key of this run, or one that lives until the app quits; null when neither may go to the account's origin. */
  #withoutKeychain(account: StoredAccount): string | null {
    const { keyForThisRun } = this.#ports;
    if (keyForThisRun !== null && this.#originOfThisRun === originOf(account.baseUrl)) return keyForThisRun;
    const kept = this.#session.get(account.uid);
    return kept !== undefined && isFor(account, kept) ? kept.key : null;
  }

  /** What the keychain holds for an account, whatever it is bound to. A value of an earlier release is bound to its first origin. */
  async #kept(account: StoredAccount): Promise<Result<KeptKey | null>> {
    const found = await this.#ports.keychain.get(account.uid);
    if (!found.ok || found.value === null) return found as Result<null>;
    const kept = readKept(found.value);
    this.#ports.redactor.addSecret(kept.key);
    const first = this.#ports.firstOrigins.get(account.uid);
    if (kept.origin !== null || first === undefined) return ok(kept);
    // A writing that fails changes nothing: the next reading binds it to the same origin.
    await this.#ports.keychain.set(account.uid, writeKept(kept.key, first));
    return ok({ key: kept.key, origin: first });
  }
}

function isFor(account: StoredAccount, kept: KeptKey): boolean {
  return kept.origin === originOf(account.baseUrl);
}

function withCheckedBase<Change extends { readonly baseUrl?: string }>(change: Change): Change {
  if (change.baseUrl === undefined) return change;
  const checked = parseBaseUrl(change.baseUrl);
  if (!checked.ok) throw new Failure(checked.error);
  return { ...change, baseUrl: checked.value };
}
