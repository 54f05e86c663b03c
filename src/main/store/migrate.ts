import { appError, Failure } from '#core/kernel/errors.ts';
import type { Db } from './database.ts';
import firstRelease from './migrations/0001-first-release.sql?raw';

/** In order; a released one is never edited. `user_version` counts how many a file has. */
const migrations: readonly string[] = [firstRelease];

/** Brings a file to the newest schema, each step in a transaction of its own. Refuses a file from a newer version. */
export function migrate(db: Db): void {
  const version = schemaVersion(db);
  if (version > migrations.length) {
    throw new Failure(
      appError('storage_newer', `the data folder has schema ${version}, this version knows ${migrations.length}`),
    );
  }
  for (let next = version; next < migrations.length; next++) {
    db.transaction(() => {
      db.script(migrations[next] as string);
      db.script(`PRAGMA user_version = ${next + 1}`);
    });
  }
}

export function schemaVersion(db: Db): number {
  return db.get<{ user_version: number }>('PRAGMA user_version')?.user_version ?? 0;
}
