import type { Result } from '#core/kernel/result.ts';

/**
 * `ready`: what was kept can be read, and a missing entry is really missing. `locked`: it is there and cannot be read
 * now. `missing`: this system has no keychain we could speak to.
 */
export type KeychainState = 'ready' | 'locked' | 'missing';

/**
 * Where API keys live, by account. Errors of every call: `keychain_locked`, `keychain_missing`, `keychain_failed`.
 * A key is never written anywhere else.
 */
export interface Keychain {
  state(): Promise<KeychainState>;
  /** The key, or null when there surely is none: a locked keychain is an error, not null. */
  get(account: string): Promise<Result<string | null>>;
  /** Kept and read back when this resolves with ok. Also `invalid_input` (details.field `key`) for an empty key or one over 2,560 bytes. */
  set(account: string, key: string): Promise<Result<void>>;
  /** Ok when the key is gone, also when there was none. */
  delete(account: string): Promise<Result<void>>;
}
