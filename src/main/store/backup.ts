import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Instant } from '#core/kernel/clock.ts';
import { appError, Failure, fail, toAppError } from '#core/kernel/errors.ts';
import { failpoint } from '../failpoint.ts';
import { checkFully } from './check.ts';
import { backupsFolder, sizeOf, stampOf } from './data-files.ts';
import { type Db, openDatabase } from './database.ts';
import { leaveReserve } from './disk-room.ts';
import { onDisk, renameDurably, syncFile } from './durable-files.ts';
import { newestSchema, schemaVersion } from './migrate.ts';
import { schemaDifference } from './schema-check.ts';
import { createSettingsStore } from './settings-store.ts';

/** A backup as it lies on the disk, newest first in lists. */
export interface BackupFile {
  readonly name: string;
  readonly at: Instant;
  readonly schema: number;
  readonly bytes: number;
}

export interface BackupContents {
  readonly schema: number;
  readonly contacts: number;
  readonly campaigns: number;
}

/** Until a person chooses. */
export const backupsKept = 7;

const namePattern = /^slipway-(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)-(\d{3})Z-schema(\d+)\.db$/;
/** Until it is verified; never in a list. The number is its maker's process. */
const temporaryPattern = /^\.making-(\d+)-.*$/;

export function listBackups(path: string): readonly BackupFile[] {
  const folder = backupsFolder(path);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .flatMap((name): BackupFile[] => {
      const [, day, hour, minute, second, ms, schema] = namePattern.exec(name) ?? [];
      if (day === undefined) return [];
      const at = Date.parse(`${day}T${hour}:${minute}:${second}.${ms}Z`);
      return [{ name, at, schema: Number(schema), bytes: sizeOf(join(folder, name)) }];
    })
    .sort((one, other) => other.at - one.at);
}

/**
 * Copies the database into its backups while others write to it: one statement reads one moment of it, page by page, and holds up
 * nobody. The copy is on disk and was read back whole before it gets its name; only then may the oldest go, beyond the number that the
 * person wants kept.
 *
 * @param spare name of a backup that stays however old it is: it is being restored
 */
export function makeBackup(db: Db, now: Instant, spare: string | null = null): BackupFile {
  const folder = backupsFolder(db.path);
  onDisk(() => mkdirSync(folder, { recursive: true }));
  const temporary = join(folder, `.making-${process.pid}-${stampOf(now)}.db`);
  const { schema } = copyVerified(db, temporary);
  failpoint('in-backup');
  const name = `slipway-${stampOf(now)}-schema${schema}.db`;
  renameDurably(temporary, join(folder, name));
  for (const { name: old } of listBackups(db.path).slice(wantedBackups(db))) {
    if (old !== spare) rmSync(join(folder, old), { force: true });
  }
  return { name, at: now, schema, bytes: sizeOf(join(folder, name)) };
}

/** How many backups a person wants kept, at least one. */
export function wantedBackups(db: Db): number {
  const chosen = schemaVersion(db) === 0 ? null : createSettingsStore(db).read('backupsKept');
  return typeof chosen === 'number' && chosen >= 1 ? Math.floor(chosen) : backupsKept;
}

/** The same to a place of one's own. */
export function makeCopy(db: Db, to: string): BackupContents {
  if (existsSync(to)) fail('conflict', `${to} is there already`, { what: 'file' });
  if (!existsSync(dirname(to))) fail('file_write_failed', `${dirname(to)} is missing`, { file: basename(to) });
  const temporary = `${to}.making`;
  const contents = copyVerified(db, temporary);
  renameDurably(temporary, to);
  return contents;
}

function copyVerified(db: Db, to: string): BackupContents {
  try {
    rmSync(to, { force: true });
    leaveReserve(dirname(to), sizeOf(db.path) + sizeOf(`${db.path}-wal`), 'backup');
    db.run('VACUUM INTO ?', to);
    syncFile(to);
    return verifyBackup(to);
  } catch (thrown) {
    for (const left of [to, `${to}-journal`]) rmSync(left, { force: true });
    const error = toAppError(thrown);
    if (error.code !== 'storage_full') throw thrown;
    throw new Failure(appError('storage_full', error.message, { what: 'backup' }));
  }
}

/** Reads a backup whole. Fails with what makes it unfit: `storage_damaged` or `storage_newer`, both about a backup. */
export function verifyBackup(path: string): BackupContents {
  return withBackup(path, (db) => {
    const problem = schemaDifference(db) ?? checkFully(db);
    if (problem !== null) damaged(problem);
    return contentsOf(db);
  });
}

/** A look at what is in it, without reading it whole. */
export function readBackup(path: string): BackupContents {
  return withBackup(path, contentsOf);
}

function withBackup<T>(path: string, work: (db: Db) => T): T {
  let db: Db;
  try {
    db = openDatabase(path, 'read');
  } catch (thrown) {
    return damaged(toAppError(thrown).message);
  }
  try {
    const schema = schemaVersion(db);
    if (schema > newestSchema) fail('storage_newer', `the backup has schema ${schema}`, { what: 'backup' });
    if (schema === 0) damaged('it is no database of Slipway');
    return work(db);
  } catch (thrown) {
    const error = toAppError(thrown);
    return error.code === 'storage_damaged' ? damaged(error.message) : fail(error.code, error.message, error.details);
  } finally {
    db.close();
  }
}

export function isEmpty(db: Db): boolean {
  const { contacts, campaigns } = contentsOf(db);
  return contacts + campaigns === 0;
}

function contentsOf(db: Db): BackupContents {
  const count = (sql: string) => db.get<{ n: number }>(sql)?.n ?? 0;
  return {
    schema: schemaVersion(db),
    contacts: count('SELECT count(*) AS n FROM contacts'),
    campaigns: count('SELECT count(*) AS n FROM campaigns'),
  };
}

function damaged(problem: string): never {
  return fail('storage_damaged', problem, { what: 'backup' });
}

/** What a maker that was killed left behind. */
export function dropHalfBackups(path: string): void {
  const folder = backupsFolder(path);
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    const maker = temporaryPattern.exec(name)?.[1];
    if (maker !== undefined && !isAlive(Number(maker))) rmSync(join(folder, name), { force: true });
  }
}

/** Our own number on a file that is there at a start was another process's before. */
function isAlive(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === 'EPERM';
  }
}
