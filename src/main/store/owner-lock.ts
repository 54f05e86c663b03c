import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { appError, Failure } from '#core/kernel/errors.ts';

/**
 * One owner per data folder. The lock is SQLite's own exclusive file lock on an empty database: the operating system
 * lets it go when its owner dies, however it dies, on every platform, and no stale file has to be guessed about.
 */
export interface OwnerLock {
  release(): void;
}

function lockPath(dataDir: string): string {
  return join(dataDir, 'owner.lock');
}

/** Takes the lock; fails with `already_running` while another process has it. */
export function takeOwnerLock(dataDir: string): OwnerLock {
  const connection = new DatabaseSync(lockPath(dataDir), { timeout: 0 });
  try {
    // Rollback journal: an exclusive transaction is then a plain file lock that readers respect too.
    connection.exec('PRAGMA journal_mode = MEMORY');
    connection.exec('BEGIN EXCLUSIVE');
  } catch (thrown) {
    connection.close();
    if (isBusy(thrown)) throw new Failure(appError('already_running', 'another process uses this data folder'));
    throw thrown;
  }
  return { release: () => connection.close() };
}

/** Whether a living process owns the folder right now. Takes nothing. */
export function isOwned(dataDir: string): boolean {
  try {
    takeOwnerLock(dataDir).release();
    return false;
  } catch {
    return true;
  }
}

function isBusy(thrown: unknown): boolean {
  return thrown instanceof Error && (thrown as { errcode?: number }).errcode === 5;
}
