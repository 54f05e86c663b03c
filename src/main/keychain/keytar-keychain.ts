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
  /**
   * Milliseconds a reading may take before the keychain counts as locked; without it, as long as it takes. A locked
   * keyring makes the system ask a person to unlock it, and a window cannot stay empty until they answer.
   */
  readonly patienceMs?: number;
  /** A key could be read after the keychain was found locked: a person unlocked it. */
  readonly onUnlocked?: () => void;
  /** Gives up whatever waits, as locked. */
  readonly stopping?: AbortSignal;
}

/** A keychain whose calls may outlast whoever asked. */
export interface SystemKeychain extends Keychain {
  /** Whether the system has answered every call within `ms` milliseconds from now: until it has, a thread of ours waits in it. */
  settled(ms: number): Promise<boolean>;
}

/** An entry of our own that holds no secret: while it can be read, a missing key is really missing. */
const sentinel = { account: 'slipway-keychain-check', value: 'readable' } as const;

/**
 * The keychain of the operating system: Keychain on macOS, Credential Manager on Windows, the Secret Service on Linux.
 *
 * Measured on Linux: without D-Bus every call rejects; on a locked keyring reading gives null as if nothing were kept,
 * and writing rejects. So a null counts only after the sentinel could be read, or written and read back.
 */
export function createKeytarKeychain(options: KeytarKeychainOptions = {}): SystemKeychain {
  const service = options.service ?? 'Slipway';
  let loading: Promise<Patient | null> | null = null;
  let locked = false;
  const seen: Seen = {
    locked() {
      locked = true;
    },
    read() {
      if (!locked) return;
      locked = false;
      options.onUnlocked?.();
    },
  };

  // Loaded when first needed: a system without libsecret must still start.
  const load = (): Promise<Patient | null> => {
    loading ??= import('keytar').then(
      (module: { readonly default?: Keytar } & Partial<Keytar>) =>
        inTurn(module.default ?? (module as Keytar), options, seen),
      () => null,
    );
    return loading;
  };

  const look = async (): Promise<KeychainState> => {
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

  const state = async (): Promise<KeychainState> => {
    const now = await look();
    if (now === 'locked') seen.locked();
    return now;
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
    settled: async (ms) => (await loading)?.settled(ms) ?? true,
  };
}

/** For what a person does at this moment: time enough to type the keyring's password. */
const writingPatienceMs = 60_000;

/** Told what was found of the lock. */
interface Seen {
  locked(): void;
  read(): void;
}

interface Patient extends Keytar {
  settled(ms: number): Promise<boolean>;
}

/**
 * One call after the other: each that waits for a person blocks one of Node's few threads, and with all of them blocked
 * no file could be read any more. A call that waits too long rejects as locked, and so does every other until it ends.
 */
function inTurn(
  keytar: Keytar,
  { patienceMs = Number.POSITIVE_INFINITY, stopping }: KeytarKeychainOptions,
  seen: Seen,
): Patient {
  let last: Promise<unknown> = Promise.resolve();
  /** The call the system has not answered yet. */
  let open: Promise<unknown> | null = null;
  let late = false;

  const patiently = async <T>(call: () => Promise<T>, patience: number): Promise<T> => {
    if (late) throw new Error('locked: the system is asking for its password');
    const answer = call();
    const ended = (value: unknown): void => {
      open = null;
      late = false;
      // Not after a refusal: looking again would ask that person again.
      if (typeof value === 'string') seen.read();
    };
    open = answer.then(ended, () => ended(null));
    // It may have been answered since the time was over.
    if ((await within(open, patience, stopping)) || open === null) return answer;
    late = true;
    seen.locked();
    throw new Error('locked: nobody answered the system in time');
  };
  const queue = <T>(call: () => Promise<T>, patience = patienceMs): Promise<T> => {
    const turn = last.then(() => patiently(call, patience));
    last = turn.catch(() => undefined);
    return turn;
  };
  const writing = Math.max(patienceMs, writingPatienceMs);
  return {
    getPassword: (service, account) => queue(() => keytar.getPassword(service, account)),
    setPassword: (service, account, password) =>
      // The sentinel is written while somebody only looks.
      queue(() => keytar.setPassword(service, account, password), account === sentinel.account ? patienceMs : writing),
    deletePassword: (service, account) => queue(() => keytar.deletePassword(service, account), writing),
    settled: async (ms) => open === null || within(open, ms),
  };
}

/** Whether something has ended before `ms` milliseconds are over and before it is called off. */
async function within(ended: Promise<unknown>, ms: number, calledOff?: AbortSignal): Promise<boolean> {
  let giveUp = (): void => {};
  const over = new Promise<boolean>((resolve) => {
    giveUp = () => resolve(false);
  });
  const timer = Number.isFinite(ms) ? setTimeout(giveUp, ms) : undefined;
  calledOff?.addEventListener('abort', giveUp);
  if (calledOff?.aborted) giveUp();
  try {
    return await Promise.race([ended.then(() => true), over]);
  } finally {
    clearTimeout(timer);
    calledOff?.removeEventListener('abort', giveUp);
  }
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
