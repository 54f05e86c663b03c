import { type FileHandle, open } from 'node:fs/promises';
import { fail } from '#core/kernel/errors.ts';

export interface OpenFile {
  readonly handle: FileHandle;
  readonly path: string;
  /** Bytes. */
  readonly size: number;
}

/** Opens a file for reading, runs `use` and closes it. `file_missing`, `file_unreadable` (details `reason`), `file_empty`. */
export async function withFile<T>(path: string, use: (file: OpenFile) => Promise<T>): Promise<T> {
  let handle: FileHandle;
  try {
    handle = await open(path, 'r');
  } catch (thrown) {
    return refuse(path, thrown);
  }
  try {
    const stat = await handle.stat();
    // A pipe cannot be read twice, and the first look needs its own reading.
    if (!stat.isFile()) return fail('file_unreadable', `${path} is not a regular file`, { path, reason: 'EISDIR' });
    if (stat.size === 0) return fail('file_empty', `${path} is empty`, { path });
    return await use({ handle, path, size: stat.size });
  } finally {
    await handle.close();
  }
}

/** Reads up to `buffer.length` bytes at `position`; fewer only at the end of the file. `file_unreadable` when the disk fails. */
export async function readAt(file: OpenFile, buffer: Buffer, position: number): Promise<Buffer> {
  let filled = 0;
  try {
    while (filled < buffer.length) {
      const { bytesRead } = await file.handle.read(buffer, filled, buffer.length - filled, position + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
  } catch (thrown) {
    return refuse(file.path, thrown);
  }
  return buffer.subarray(0, filled);
}

function refuse(path: string, thrown: unknown): never {
  const reason = (thrown as NodeJS.ErrnoException).code ?? 'unknown';
  const missing = reason === 'ENOENT' || reason === 'ENOTDIR';
  return fail(missing ? 'file_missing' : 'file_unreadable', `cannot read ${path}: ${reason}`, { path, reason });
}
