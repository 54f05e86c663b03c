import type { FileHandle } from 'node:fs/promises';
import { fail } from '#core/kernel/errors.ts';
import { refuse, withRegularFile } from '../regular-file.ts';

export interface OpenFile {
  readonly handle: FileHandle;
  readonly path: string;
  /** Bytes. */
  readonly size: number;
}

/** Opens a regular file for reading, runs `use` and closes it. `file_missing`, `file_unreadable` (details `reason`), `file_empty`. */
export function withFile<T>(path: string, use: (file: OpenFile) => Promise<T>): Promise<T> {
  return withRegularFile(path, ({ handle, size }) =>
    size === 0 ? fail('file_empty', `${path} is empty`, { path }) : use({ handle, path, size }),
  );
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
    return refuse(file.path, (thrown as NodeJS.ErrnoException).code ?? 'unknown');
  }
  return buffer.subarray(0, filled);
}
