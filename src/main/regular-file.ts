import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { basename } from 'node:path';
import { fail } from '#core/kernel/errors.ts';

/**
 * Opens a regular file for reading, runs `use` with its size in bytes and closes it. A folder, a pipe or a device is refused, and
 * opening a pipe does not wait for its writer: `/dev/zero` has no end, and a pipe cannot be read twice.
 *
 * @throws `file_missing`; `file_unreadable` with `reason`: what the system says, or `not_regular`
 */
export async function withRegularFile<T>(
  path: string,
  use: (file: { readonly handle: FileHandle; readonly size: number }) => Promise<T>,
): Promise<T> {
  let handle: FileHandle;
  try {
    // Windows has no such flag, and no such pipes.
    handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (thrown) {
    return refuse(path, (thrown as NodeJS.ErrnoException).code ?? 'unknown');
  }
  try {
    const stat = await handle.stat();
    if (!stat.isFile()) return refuse(path, 'not_regular');
    return await use({ handle, size: stat.size });
  } finally {
    await handle.close();
  }
}

/** The text of a regular file of at most `maxBytes`; null when it is larger. Throws as `withRegularFile` does. */
export function readSmallFile(path: string, maxBytes: number): Promise<string | null> {
  return withRegularFile(path, async ({ handle, size }) => (size > maxBytes ? null : handle.readFile('utf8')));
}

/** Says why a file cannot be read, by the system's code. */
export function refuse(path: string, reason: string): never {
  const missing = reason === 'ENOENT' || reason === 'ENOTDIR';
  // What the system calls a folder when it is read.
  const details = { path, file: basename(path), reason: reason === 'EISDIR' ? 'not_regular' : reason };
  return fail(missing ? 'file_missing' : 'file_unreadable', `cannot read ${path}: ${reason}`, details);
}
