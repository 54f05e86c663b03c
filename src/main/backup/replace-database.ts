import type { Instant } from '#core/kernel/clock.ts';
import { endFirstStart } from '../accounts/first-origins.ts';
import { databasePath } from '../services/open-services.ts';
import { type SpawnStore, withUpkeep } from '../store/client.ts';
import { takeOwnerLock } from '../store/owner-lock.ts';
import type { UpkeepClient } from '../store/protocol.ts';
import type { RestoreReport } from '../store/restore.ts';

/** Puts a backup in the database's place. Fails with `already_running` while anybody has the data folder open. */
export function restoreBackup(dataDir: string, spawn: SpawnStore, which: string, now: Instant): Promise<RestoreReport> {
  return asOwner(dataDir, spawn, (upkeep) => upkeep.restore(which, now));
}

/** Puts an empty database where none is, or none that can be used; answers the name that one has now. */
export function startAnew(dataDir: string, spawn: SpawnStore, now: Instant): Promise<string | null> {
  return asOwner(dataDir, spawn, (upkeep) => upkeep.startAnew(now));
}

async function asOwner<T>(dataDir: string, spawn: SpawnStore, work: (upkeep: UpkeepClient) => Promise<T>): Promise<T> {
  const lock = takeOwnerLock(dataDir);
  try {
    endFirstStart(dataDir);
    return await withUpkeep(spawn, databasePath(dataDir), work);
  } finally {
    lock.release();
  }
}
