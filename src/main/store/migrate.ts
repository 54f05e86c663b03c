import { appError, Failure } from '#core/kernel/errors.ts';
import { failpoint } from '../failpoint.ts';
import type { Db } from './database.ts';
import { migrateImports } from './migrate-imports.ts';
import firstRelease from './migrations/0001-first-release.sql?raw';
import imports from './migrations/0002-imports.sql?raw';
import sending from './migrations/0003-sending.sql?raw';
import importOrder from './migrations/0004-import-order.sql?raw';
import practiceData from './migrations/0005-practice-data.sql?raw';

interface Migration {
  readonly script: string;
  /** What SQL alone cannot do, after the script and in its transaction. */
  readonly after?: (db: Db) => void;
}

/** In order; a released one is never edited. `user_version` counts how many a file has. */
const migrations: readonly Migration[] = [
  { script: firstRelease },
  { script: imports, after: migrateImports },
  { script: sending },
  { script: importOrder },
  { script: practiceData },
];

export const newestSchema = migrations.length;

/** Brings a file to the newest schema, each step in a transaction of its own. Refuses a file from a newer version. */
export function migrate(db: Db): void {
  const version = schemaVersion(db);
  if (version > migrations.length) {
    throw new Failure(
      appError('storage_newer', `the data folder has schema ${version}, this version knows ${migrations.length}`),
    );
  }
  migrateTo(db, migrations.length, () => failpoint('in-migration'));
}

/** Brings a file to this schema, which must be known and no older than its own. `atEnd` runs inside each step, before it counts. */
export function migrateTo(db: Db, target: number, atEnd: () => void = () => undefined): void {
  for (let next = schemaVersion(db); next < target; next++) {
    const { script, after } = migrations[next] as Migration;
    db.transaction(() => {
      db.script(script);
      after?.(db);
      atEnd();
      db.script(`PRAGMA user_version = ${next + 1}`);
    });
  }
}

export function schemaVersion(db: Db): number {
  return db.get<{ user_version: number }>('PRAGMA user_version')?.user_version ?? 0;
}
