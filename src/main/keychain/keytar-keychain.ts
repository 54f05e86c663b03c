import { type AppError, appError } from '#core/kernel/errors.ts';
import { err, ok, type Result } from '#core/kernel/result.ts';
import { keyProblem } from './key-size.ts';
import type { Keychain, KeychainState } from './port.ts';

/** The part of keytar that is used. `findCredentials` is left out on purpose: on a locked keyring it kills the process. */
interface Keytar {
  getPassword(service: string, account: string): Promise<string | null>;
  setPassword(service: string, account: string, password: string): Promise<void>;
  deletePassword(service: string, account: string): Promise<boolean>;
}

export interface KeytarKeychainOptions {
  /** The name all entries are kept under. */
  readonly service?: string;
}

/** An entry of our own that holds no secret: while it can be read, a missing key is really missing. */
const sentinel = { account: 'slipway-keychain-check', value: 'readable' } as const;

/**
 * The keychain of the operating system: Keychain on macOS, Credential Manager on Windows, the Secret Service on Linux.
 *
 * Measured on Linux: without D-Bus every call rejects; on a locked keyring reading gives null as if nothing were kept,
 * and writing rejects. So a null counts only after the sentinel could be read, or written and read back.
 */
export function createKeytarKeychain(options: KeytarKeychainOptions = {}): Keychain {
  const service = options.service ?? 'Slipway';
  let loading: Promise<Keytar | null> | null = null;

  // Loaded when first needed: a system without libsecret must still start.
  const load = (): Promise<Keytar | null> => {
    loading ??= import('keytar').then(
      (module: { readonly default?: Keytar } & Partial<Keytar>) => module.default ?? (module as Keytar),
      () => null,
    );
    return loading;
  };

  const state = async (): Promise<KeychainState> => {
    const keytar = await load();
    if (keytar === null) return 'missing';
    const readable = async (): Promise<boolean> =>
      (await keytar.getPassword(service, sentinel.account)) === sentinel.value;
    try {
      if (await readable()) return 'ready';
    } catch (thrown) {
      return refusedByPerson(thrown) ? 'locked' : 'missing';
    }
    try {
      await keytar.setPassword(service, sentinel.account, sentinel.value);
      return (await readable()) ? 'ready' : 'locked';
    } catch {
      // It answered the reading and refused the writing: that is what locked looks like.
      return 'locked';
    }
  };

  /** Runs one call; what it rejects with is told apart by the state the keychain is in. */
  const attempt = async <T>(work: (keytar: Keytar) => Promise<Result<T>>): Promise<Result<T>> => {
    const keytar = await load();
    if (keytar === null) return err(appError('keychain_missing', 'keytar could not be loaded'));
    try {
      return await work(keytar);
    } catch (thrown) {
      return err(explain(await state(), thrown));
    }
  };

  /** For an answer that means "nothing there" only while the keychain can be read. */
  const ifReady = async <T>(value: T): Promise<Result<T>> => {
    const now = await state();
    return now === 'ready' ? ok(value) : err(explain(now, null));
  };

  return {
    state,
    get: (account) =>
      attempt(async (keytar) => {
        const key = await keytar.getPassword(service, account);
        return key === null ? ifReady<string | null>(null) : ok(key);
      }),
    set: (account, key) =>
      attempt(async (keytar) => {
        const problem = keyProblem(key);
        if (problem !== null) return err(problem);
        await keytar.setPassword(service, account, key);
        if ((await keytar.getPassword(service, account)) === key) return ok(undefined);
        return err(appError('keychain_failed', 'the key was kept and cannot be read back'));
      }),
    delete: (account) =>
      attempt(async (keytar) => {
        const gone = await keytar.deletePassword(service, account);
        return gone ? ok(undefined) : ifReady(undefined);
      }),
  };
}

function explain(state: KeychainState, thrown: unknown): AppError {
  const words = thrown instanceof Error ? thrown.message : 'no answer';
  switch (state) {
    case 'locked':
      return appError('keychain_locked', words);
    case 'missing':
      return appError('keychain_missing', words);
    case 'ready':
      return refusedByPerson(thrown) ? appError('keychain_locked', words) : appError('keychain_failed', words);
  }
}

/** macOS and the Secret Service say so when a person closed the prompt. */
function refusedByPerson(thrown: unknown): boolean {
  return thrown instanceof Error && /cancel|dismiss|denied|not allowed|locked/i.test(thrown.message);
}
