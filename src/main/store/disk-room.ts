import { statfsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { appError, Failure } from '#core/kernel/errors.ts';
import type { Db } from './database.ts';
import { onDisk } from './durable-files.ts';

/** Bytes that have to be free before sending resumes: some thousand messages, so that it does not pause again at once. */
const sendingBytes = 2 * 1024 * 1024;
/**
 * Bytes that imports, exports and backups leave free on the disk of Slipway's data, because sending writes every step before it is
 * taken: those of `sendingBytes`, and some ten thousand messages more.
 */
const reserveBytes = 8 * 1024 * 1024;

function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

/**
 * Whether the disk takes data: there is room, and a commit reaches it. Pages that the log has already would take a commit on a full
 * disk too, so room is looked for by itself. Throws what the disk says.
 */
export function diskTakesData(db: Db): boolean {
  if (freeBytes(dirname(db.path)) < sendingBytes) return false;
  db.run(
    "INSERT INTO settings (name, value) VALUES ('disk_tried', '1') ON CONFLICT (name) DO UPDATE SET value = value + 1",
  );
  return true;
}

/** Fails with `storage_full` about `what` when `bytes` more in `folder` would use part of the reserve. */
export function leaveReserve(folder: string, bytes: number, what: 'backup' | 'import' | 'export'): void {
  const free = onDisk(() => freeBytes(folder));
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
