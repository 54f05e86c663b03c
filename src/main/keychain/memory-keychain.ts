import { appError } from '#core/kernel/errors.ts';
import { err, ok, type Result } from '#core/kernel/result.ts';
import { keyProblem } from './key-size.ts';
import type { Keychain, KeychainState } from './port.ts';

export interface MemoryKeychain extends Keychain {
  /** Plays another state; what was kept stays. */
  become(state: KeychainState): void;
}

/** Keeps keys until the process ends: for tests. */
export function createMemoryKeychain(initial: KeychainState = 'ready'): MemoryKeychain {
  const kept = new Map<string, string>();
  let state = initial;

  const guard = <T>(work: () => Result<T>): Promise<Result<T>> => {
    if (state === 'ready') return Promise.resolve(work());
    return Promise.resolve(
      err(appError(state === 'locked' ? 'keychain_locked' : 'keychain_missing', `keychain ${state}`)),
    );
  };
  return {
    become(next) {
      state = next;
    },
    state: () => Promise.resolve(state),
    get: (account) => guard(() => ok(kept.get(account) ?? null)),
    set: (account, key) =>
      guard(() => {
        const problem = keyProblem(key);
        if (problem !== null) return err(problem);
        kept.set(account, key);
        return ok(undefined);
      }),
    delete: (account) =>
      guard(() => {
        kept.delete(account);
        return ok(undefined);
      }),
  };
}
