import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Instant } from '#core/kernel/clock.ts';
import { fail, toAppError } from '#core/kernel/errors.ts';
import {
  type BackupFile,
  dropHalfBackups,
  isEmpty,
  listBackups,
  makeBackup,
  makeCopy,
  readBackup,
  verifyBackup,
} from './backup.ts';
import { checkFully } from './check.ts';
import { backupsFolder, changedAt } from './data-files.ts';
import { type Db, openDatabase } from './database.ts';
import { newestSchema, schemaVersion } from './migrate.ts';
import { behindItsMark } from './open-marks.ts';
import { latestBackup, type RestoreReport, restoreDatabase, startAnew } from './restore.ts';
import { lookAtWal } from './wal-look.ts';

/** A backup in the list of what can be chosen; its figures are null when it cannot be read. */
export interface ListedBackup extends BackupFile {
  readonly contacts: number | null;
  readonly campaigns: number | null;
}

export interface Examined {
  /** Schemas. */
  readonly found: number;
  readonly known: number;
  /** What is wrong, in a sentence for the log. */
  readonly problem: string | null;
}

/**
 * What is done to the database as a file. Runs in a thread of its own for as long as one call takes, on a connection of its own: it may
 * read every page without anybody waiting for it.
 */
export function createUpkeepApi(path: string) {
  const read = <T>(work: (db: Db) => T): T => {
    if (!existsSync(path)) fail('storage_missing', `${path} is missing`);
    const db = openDatabase(path, 'read');
    try {
      return work(db);
    } finally {
      db.close();
    }
  };
  const fileOf = (which: string): string => {
    if (which === 'latest') return latestBackup(path);
    return which === basename(which) ? join(backupsFolder(path), which) : which;
  };
  return {
    upkeep: {
      backup: (now: Instant): BackupFile => read((db) => makeBackup(db, now)),
      /** What a start does: sweeps up after a maker that was killed, and makes a backup when the last is old and something changed. */
      backupIfDue(now: Instant): BackupFile | null {
        dropHalfBackups(path);
        return read((db) => (isDue(db, now) ? makeBackup(db, now) : null));
      },
      copyTo: (to: string) => read((db) => makeCopy(db, to)),
      /** Newest first, with a look into each. */
      list: (): readonly ListedBackup[] =>
        listBackups(path).map((file) => ({ ...file, ...figuresOf(join(backupsFolder(path), file.name)) })),
      /** Names, dates and sizes alone. */
      files: (): readonly BackupFile[] => listBackups(path),
      /** What is wrong with the database, in a sentence for the log; null when every page, index, count and text is right. */
      check: (): string | null => read(checkFully),
      /** The same and more, for whoever asks how things are: of a file of any schema, open or not, also of its log. */
      examine(): Examined {
        const broken = lookAtWal(path);
        try {
          return read((db) => {
            const found = schemaVersion(db);
            if (found > newestSchema) return { found, known: newestSchema, problem: null };
            // An older file has yet to be brought up to where the mark can be held against it.
            const behind = () => (found === newestSchema ? behindItsMark(db) : null);
            return { found, known: newestSchema, problem: broken ?? checkFully(db) ?? behind() };
          });
        } catch (thrown) {
          return { found: 0, known: newestSchema, problem: toAppError(thrown).message };
        }
      },
      verify: (name: string) => verifyBackup(fileOf(name)),
      /** @param which `latest`, the name of a backup in its folder, or a path */
      restore: (which: string, now: Instant): RestoreReport => restoreDatabase(path, fileOf(which), now),
      startAnew: (now: Instant): string | null => startAnew(path, now),
    },
  };
}

export type UpkeepApi = ReturnType<typeof createUpkeepApi>;

function figuresOf(file: string): Pick<ListedBackup, 'contacts' | 'campaigns'> {
  try {
    const { contacts, campaigns } = readBackup(file);
    return { contacts, campaigns };
  } catch {
    return { contacts: null, campaigns: null };
  }
}

const dayMs = 24 * 3_600_000;

function isDue(db: Db, now: Instant): boolean {
  // One from a day when the clock was ahead says nothing about today.
  const last = listBackups(db.path).find(({ at }) => at <= now)?.at ?? 0;
  // An empty book is not worth a copy.
  return now - last >= dayMs && changedAt(db.path) > last && !isEmpty(db);
}
