import { closeSync, fsyncSync, openSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { appError, Failure } from '#core/kernel/errors.ts';

/** Puts a file's bytes on the disk. */
export function syncFile(path: string): void {
  sync(path, 'r+');
}

/** Puts a folder's names on the disk: without this a rename may be gone after a power cut. Windows has no such call. */
export function syncFolder(path: string): void {
  if (process.platform !== 'win32') sync(path, 'r');
}

/** Renames within a folder, on disk when it returns. */
export function renameDurably(from: string, to: string): void {
  onDisk(() => renameSync(from, to));
  syncFolder(dirname(to));
}

function sync(path: string, flags: string): void {
  onDisk(() => {
    const file = openSync(path, flags);
    try {
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  });
}

/** Runs file work; what the machine refuses becomes a failure with words. */
export function onDisk<T>(work: () => T): T {
  try {
    return work();
  } catch (thrown) {
    const { code, message } = thrown as NodeJS.ErrnoException;
    if (code === undefined) throw thrown;
    throw new Failure(appError(code === 'ENOSPC' || code === 'EDQUOT' ? 'storage_full' : 'storage_failed', message));
  }
}
