import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Instant } from '#core/kernel/clock.ts';
import { renameDurably, syncFolder } from './durable-files.ts';

/** What belongs to a database and must move with it: a `-wal` beside another file would be read into that one. */
const companions = ['', '-wal', '-shm', '-mark'] as const;

/** A file whose every byte is on disk and which is to become the database; its name says what becomes of the present one. */
const readyPattern = /\.ready-(damaged|before-restore)-(.+)$/;

/** Why a database was put aside; part of its name from then on. */
export type Aside = 'damaged' | 'before-restore';

export function backupsFolder(path: string): string {
  return join(dirname(path), 'backups');
}

/** Largest request number that ever left; see `open-marks.ts`. */
export function markPath(path: string): string {
  return `${path}-mark`;
}

export function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/** When the database was last written to. */
export function changedAt(path: string): Instant {
  const written = ['', '-wal'].map((end) => statSync(path + end, { throwIfNoEntry: false }));
  return Math.max(0, ...written.map((file) => (file === undefined || file.size === 0 ? 0 : file.mtimeMs)));
}

/** A moment as it stands in file names: no colons, sorted as text. */
export function stampOf(at: Instant): string {
  return new Date(at).toISOString().replace(/[:.]/g, '-');
}

/** Where a new database is prepared, and its name once it is whole. */
export function readyPath(path: string, aside: Aside, at: Instant): string {
  return `${path}.ready-${aside}-${stampOf(at)}`;
}

/**
 * Puts the prepared file in the database's place and the present one aside, under a name of its own, with everything that belongs
 * to it. May be cut off anywhere: the next start calls this again and goes on. Answers the name of what was put aside.
 */
export function finishSwap(path: string, onStep: (step: string) => void = () => undefined): string | null {
  const folder = dirname(path);
  if (!existsSync(folder)) return null;
  const ready = readdirSync(folder).find((name) => name.startsWith(basename(path)) && readyPattern.test(name));
  if (ready === undefined) return null;
  const [, aside, stamp] = readyPattern.exec(ready) ?? [];
  const kept = `${path}.${aside}-${stamp}`;
  for (const companion of companions) {
    onStep(`aside${companion}`);
    if (existsSync(path + companion)) renameDurably(path + companion, kept + companion);
  }
  onStep('in place');
  renameDurably(join(folder, ready), path);
  onStep('swapped');
  return existsSync(kept) ? basename(kept) : null;
}

/** Takes away what an unfinished preparation left: never a whole file. */
export function dropUnfinished(path: string): void {
  drop(preparingPath(path));
  dropCopy(path);
}

/** Takes away the copy of the present database that a restore reads. */
export function dropCopy(path: string): void {
  drop(presentPath(path));
}

export function preparingPath(path: string): string {
  return `${path}.preparing`;
}

export function presentPath(path: string): string {
  return `${path}.present`;
}

function drop(path: string): void {
  for (const end of [...companions, '-journal']) rmSync(path + end, { force: true });
}

/** From here on a missing or empty database in this folder is a loss and no first start. */
export function rememberThatItExists(path: string): void {
  if (existsSync(backupsFolder(path))) return;
  mkdirSync(backupsFolder(path), { recursive: true });
  syncFolder(dirname(path));
}
