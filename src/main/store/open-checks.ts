import { existsSync } from 'node:fs';
import { Failure, fail } from '#core/kernel/errors.ts';
import { makeBackup } from './backup.ts';
import { checkQuickly } from './check.ts';
import { backupsFolder, dropUnfinished, finishSwap, rememberThatItExists, sizeOf } from './data-files.ts';
import { type Db, openDatabase } from './database.ts';
import { dropUnreadableSettings } from './json-values.ts';
import { migrate, newestSchema, schemaVersion } from './migrate.ts';
import { behindItsMark } from './open-marks.ts';
import { foldJournal } from './outbox-fold.ts';
import { lookAtWal } from './wal-look.ts';

/**
 * Opens the one writing connection: finishes a restore that was cut off, makes no empty database in place of a lost one, looks for
 * damage, and keeps a backup before it brings an older file to the newest schema. Whoever calls owns the data folder.
 */
export function openForWriting(path: string): Db {
  finishSwap(path);
  dropUnfinished(path);
  refuseToInvent(path);
  // Before there is a connection: the last one to close takes the log away, broken or not.
  refuseDamage(lookAtWal(path));
  const db = openDatabase(path, 'write');
  try {
    refuseDamage(asDamage(() => checkQuickly(db)));
    // Before the backup of an older file, which is read back whole.
    dropUnreadableSettings(db);
    const schema = schemaVersion(db);
    if (schema > 0 && schema < newestSchema) makeBackup(db, Date.now());
    migrate(db);
    foldWhatWasLeft(db);
    refuseDamage(behindItsMark(db));
    rememberThatItExists(path);
    return db;
  } catch (thrown) {
    db.close();
    throw thrown;
  }
}

/** What the last run committed and had no time to bring into the tables. It was legal then: if it is not now, it is not what was written. */
function foldWhatWasLeft(db: Db): void {
  refuseDamage(
    asDamage(() => {
      foldJournal(db);
      return null;
    }),
  );
}

/** What we ask a file that we wrote is always legal: if it is not now, the file says something else than it did. */
function asDamage(work: () => string | null): string | null {
  try {
    return work();
  } catch (thrown) {
    if (thrown instanceof Failure) throw thrown;
    return String(thrown);
  }
}

function refuseDamage(problem: string | null): void {
  if (problem !== null) fail('storage_damaged', problem, { problem });
}

/** SQLite makes a database of nothing. Where one was before, nothing means that everything is lost. */
function refuseToInvent(path: string): void {
  if (sizeOf(path) > 0) return;
  if (existsSync(backupsFolder(path)) || sizeOf(`${path}-wal`) > 0) {
    fail('storage_missing', `${path} is ${existsSync(path) ? 'empty' : 'missing'}`);
  }
}
