import { type AppError, appError } from '#core/kernel/errors.ts';

/** What the Windows credential store takes at most (CRED_MAX_CREDENTIAL_BLOB_SIZE); held everywhere, so that an account can move. */
const mostBytes = 2_560;

/** Why a key cannot be kept, or null when it can. */
export function keyProblem(key: string): AppError | null {
  if (key === '') return appError('invalid_input', 'the key is empty', { field: 'key' });
  if (Buffer.byteLength(key) <= mostBytes) return null;
  return appError('invalid_input', `the key is longer than ${mostBytes} bytes`, { field: 'key' });
}
