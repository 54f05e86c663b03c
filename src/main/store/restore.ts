import { copyFileSync, existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Instant } from '#core/kernel/clock.ts';
import { fail } from '#core/kernel/errors.ts';
import { listBackups, makeBackup, verifyBackup } from './backup.ts';
import { createCampaignsStore } from './campaigns-store.ts';
import { checkFully } from './check.ts';
import {
  type Aside,
  backupsFolder,
  dropCopy,
  dropUnfinished,
  finishSwap,
  preparingPath,
  presentPath,
  readyPath,
  sizeOf,
} from './data-files.ts';
import { type Db, openDatabase } from './database.ts';
import { onDisk, renameDurably, syncFile } from './durable-files.ts';
import { migrate, newestSchema, schemaVersion } from './migrate.ts';
import { behindItsMark } from './open-marks.ts';
import { foldJournal } from './outbox-fold.ts';
import { type PeopleAfterRestore, type Present, settleAfterRestore } from './restore-people.ts';
import { createSettingsStore } from './settings-store.ts';
import { lookAtWal } from './wal-look.ts';

export interface RestoreReport extends PeopleAfterRestore {
  /** File name of the backup. */
  readonly from: string;
  readonly at: Instant;
  /** What the replaced database is called now; null when there was none. */
  readonly keptAside: string | null;
}

/** Where the report of the last restore is kept, in the restored database itself. */
export const restoredSetting = 'restored';

type OnStep = (step: string) => void;

/**
 * Puts a backup in the database's place. Everything is prepared in a file beside it and on disk before the present one is moved aside;
 * cut off before that, nothing has happened; after it, the next start finishes. Whoever calls owns the data folder, and nothing of
 * the database is open.
 *
 * @param source path of the backup
 * @param onStep told before each step that changes the folder; the test kills there
 */
export function restoreDatabase(path: string, source: string, now: Instant, onStep: OnStep = () => undefined) {
  if (!existsSync(source)) fail('not_found', `there is no ${source}`, { what: 'backup' });
  finishSwap(path);
  dropUnfinished(path);
  onStep('copy');
  // First of all: whatever happens to the backups from here on, what is restored is here. The copy is what is judged, too.
  onDisk(() => copyFileSync(source, preparingPath(path)));
  verifyBackup(preparingPath(path));
  const present = openPresent(path);
  let people: PeopleAfterRestore;
  try {
    onStep('backup');
    // What is replaced can be chosen again, from the list.
    if (present?.whole === true) makeBackup(present.db, now, basename(source));
    onStep('settle');
    people = prepare(path, (db) => {
      foldJournal(db);
      createCampaignsStore(db).recover(now);
      const settled = settleAfterRestore(db, present, now);
      createSettingsStore(db).write(restoredSetting, { ...settled, from: basename(source), at: now });
      return settled;
    });
  } finally {
    present?.db.close();
    dropCopy(path);
  }
  const keptAside = putInPlace(path, present?.whole === true ? 'before-restore' : 'damaged', now, onStep);
  return { ...people, from: basename(source), at: now, keptAside } satisfies RestoreReport;
}

/** Puts an empty database where none is, or none that can be used. */
export function startAnew(path: string, now: Instant): string | null {
  finishSwap(path);
  dropUnfinished(path);
  prepare(path, () => undefined);
  return putInPlace(path, 'damaged', now);
}

/** The newest backup that is whole: an older one is better than one that cannot be read. */
export function latestBackup(path: string): string {
  for (const { name } of listBackups(path)) {
    const file = join(backupsFolder(path), name);
    try {
      verifyBackup(file);
      return file;
    } catch {
      // The next one.
    }
  }
  return fail('not_found', 'there is no backup that can be used', { what: 'backup' });
}

/** Works on the file that is to become the database, and leaves it closed, in one piece and on disk. */
function prepare<T>(path: string, work: (db: Db) => T): T {
  const file = preparingPath(path);
  const db = openDatabase(file, 'write');
  let done: T;
  try {
    migrate(db);
    done = work(db);
    // One file without companions: it is moved as one.
    db.script('PRAGMA journal_mode = DELETE');
  } finally {
    db.close();
  }
  syncFile(file);
  verifyBackup(file);
  return done;
}

function putInPlace(path: string, aside: Aside, now: Instant, onStep?: OnStep): string | null {
  onStep?.('ready');
  renameDurably(preparingPath(path), readyPath(path, aside, now));
  return finishSwap(path, onStep);
}

/**
 * A copy of the file that is to be replaced, for what it knows of the time after the backup: the file itself stays as it was found.
 * Null when it cannot be read at all.
 */
function openPresent(path: string): Present | null {
  if (sizeOf(path) === 0) return null;
  const copy = presentPath(path);
  onDisk(() => {
    for (const end of ['', '-wal', '-mark']) if (existsSync(path + end)) copyFileSync(path + end, copy + end);
  });
  let db: Db | null = null;
  try {
    db = openDatabase(copy, 'write');
    if (schemaVersion(db) === newestSchema) return { db, whole: isWhole(db, path) };
  } catch {
    // Nothing to learn from it.
  }
  db?.close();
  return null;
}

function isWhole(db: Db, path: string): boolean {
  try {
    foldJournal(db);
    return lookAtWal(path) === null && checkFully(db) === null && behindItsMark(db) === null;
  } catch {
    return false;
  }
}
