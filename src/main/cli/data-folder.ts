import { existsSync } from 'node:fs';
import { fail } from '#core/kernel/errors.ts';
import { databasePath } from '../services/open-services.ts';
import { withUpkeep } from '../store/client.ts';
import { backupsFolder } from '../store/data-files.ts';
import type { UpkeepClient } from '../store/protocol.ts';
import type { CommandContext } from './context.ts';

/** Works on the database as a file, beside whoever owns the folder. Fails where nothing was ever kept. */
export function withData<T>(context: CommandContext, work: (upkeep: UpkeepClient) => Promise<T>): Promise<T> {
  const path = databasePath(context.dataDir);
  if (!existsSync(path) && !existsSync(backupsFolder(path))) {
    fail('not_found', `no data in ${context.dataDir}`, { what: 'data' });
  }
  return withUpkeep(context.spawnStore, path, work);
}

/** A size as people read it. */
export function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** A moment in the zone of whoever reads it, to the minute. */
export function moment(at: number, zone: string): string {
  return new Date(at).toLocaleString('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
}
