import { statfsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { appError, Failure } from '#core/kernel/errors.ts';
import { onDisk } from './store/durable-files.ts';

/**
 * Bytes that imports, exports and backups leave free on the disk of Slipway's data: whoever sends meanwhile writes every step down
 * before it is taken. Sending pauses below 2 MiB (`store/disk-room.ts`); the rest is some ten thousand messages.
 */
const reserveBytes = 8 * 1024 * 1024;

/** Fails with `storage_full` about `what` when `bytes` more in `folder` would reach into the reserve. */
export function leaveReserve(folder: string, bytes: number, what: 'backup' | 'import' | 'export'): void {
  const { bavail, bsize } = onDisk(() => statfsSync(folder));
  const free = bavail * bsize;
  const needed = bytes + reserveBytes;
  if (free < needed) {
    throw new Failure(appError('storage_full', `${what}: ${needed} bytes are needed, ${free} are free`, { what }));
  }
}

/** Whether both are on one disk. */
export async function onSameDisk(one: string, other: string): Promise<boolean> {
  const [a, b] = await Promise.all([stat(one), stat(other)]);
  return a.dev === b.dev;
}
