import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { Failure } from '#core/kernel/errors.ts';
import { guard } from './database.ts';

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

/** Longer than anybody who only looks can have it, shorter than a person minds. */
const patienceMs = 400;

/** Takes the lock; fails with `already_running` while another process has it. */
export function takeOwnerLock(dataDir: string): OwnerLock {
  return take(dataDir, patienceMs);
}

/** Whether a living process owns the folder right now. */
export function isOwned(dataDir: string): boolean {
  // Looking must not make one.
  if (!existsSync(lockPath(dataDir))) return false;
  try {
    // SQLite cannot tell without trying. Whoever takes the lock at this very moment waits out the blink of it.
    take(dataDir, 0).release();
    return false;
  } catch (thrown) {
    return thrown instanceof Failure && thrown.error.code === 'already_running';
  }
}

function take(dataDir: string, timeout: number): OwnerLock {
  return guard(() => {
    const connection = new DatabaseSync(lockPath(dataDir), { timeout });
    try {
      // Rollback journal: an exclusive transaction is then a plain file lock that readers respect too.
      connection.exec('PRAGMA journal_mode = MEMORY');
      connection.exec('BEGIN EXCLUSIVE');
    } catch (thrown) {
      connection.close();
      throw thrown;
    }
    return { release: () => connection.close() };
  });
}
