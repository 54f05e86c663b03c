import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { access, type FileHandle, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { Failure, fail } from '#core/kernel/errors.ts';
import { leaveReserve, onSameDisk } from '../store/disk-room.ts';

/**
 * Writes text piece by piece, waiting for a slow disk; fails with `file_write_failed` naming the path's file. An older file of that
 * name stays until the new one is whole and on the disk; what is no regular file, such as `/dev/stdout`, is written to as it is. On the
 * disk of `dataDir` it leaves the room that sending needs, or fails with `storage_full`.
 */
export async function writeText(path: string, pieces: AsyncIterable<string>, dataDir: string): Promise<void> {
  return naming(path, async () => {
    const place = await placeFor(path);
    try {
      const reserved = place.temporary !== null && (await onSameDisk(place.temporary, dataDir));
      for await (const piece of pieces) {
        if (reserved) leaveReserve(dataDir, Buffer.byteLength(piece), 'export');
        await place.file.writeFile(piece);
      }
      if (place.temporary !== null) await place.file.sync();
      await place.file.close();
      if (place.temporary !== null) await rename(place.temporary, place.target);
    } catch (thrown) {
      await leave(place);
      throw thrown;
    }
  });
}

/** Fails as `writeText` would when nothing can be written there; leaves everything as it is. */
export async function checkWritable(path: string): Promise<void> {
  await naming(path, async () => {
    if (await isRegular(path)) await leave(await placeFor(path));
    else if ((await stat(path)).isDirectory()) throw new Error('it is a folder');
    // Opening a pipe would wait for its reader.
    else await access(path, constants.W_OK);
  });
}

interface Place {
  readonly file: FileHandle;
  readonly target: string;
  /** Beside the target, to be renamed to it; null when the target itself is written to. */
  readonly temporary: string | null;
}

async function placeFor(path: string): Promise<Place> {
  if (!(await isRegular(path))) return { file: await open(path, 'w'), target: path, temporary: null };
  // A link stays one: its file is what gets other contents.
  const target = await ifThere(realpath(path), path);
  const mode = (await ifThere(stat(target), null))?.mode;
  // A rename asks the folder only, and would get past a file that nobody may write to.
  if (mode !== undefined) await access(target, constants.W_OK);
  const temporary = join(dirname(target), `.slipway-${randomUUID()}.part`);
  return { file: await open(temporary, 'wx', mode ?? 0o666), target, temporary };
}

/** Whether text for this path goes into a regular file that can be replaced as one, or is not there yet. */
async function isRegular(path: string): Promise<boolean> {
  // These name what is open already, even where that is a regular file: others hold it too.
  if (/^\/(?:dev|proc)\//.test(resolve(path))) return false;
  return (await ifThere(stat(path), null))?.isFile() ?? true;
}

async function leave({ file, temporary }: Place): Promise<void> {
  await file.close().catch(() => undefined);
  if (temporary !== null) await rm(temporary, { force: true }).catch(() => undefined);
}

async function ifThere<T, Other>(found: Promise<T>, otherwise: Other): Promise<T | Other> {
  try {
    return await found;
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return otherwise;
    throw thrown;
  }
}

async function naming(path: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (thrown) {
    if (thrown instanceof Failure) throw thrown;
    const detail = thrown instanceof Error ? thrown.message : String(thrown);
    fail('file_write_failed', detail, { file: basename(path), detail });
  }
}
