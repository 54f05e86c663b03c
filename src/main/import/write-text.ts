import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { basename } from 'node:path';
import { Failure, fail } from '#core/kernel/errors.ts';

/** Writes text piece by piece, waiting for a slow disk; fails with `file_write_failed` naming the path's file. */
export async function writeText(path: string, pieces: AsyncIterable<string>): Promise<void> {
  const stream = createWriteStream(path);
  try {
    await once(stream, 'open');
    for await (const piece of pieces) {
      if (!stream.write(piece)) await once(stream, 'drain');
    }
    stream.end();
    await once(stream, 'close');
  } catch (thrown) {
    stream.destroy();
    if (thrown instanceof Failure) throw thrown;
    const detail = thrown instanceof Error ? thrown.message : String(thrown);
    fail('file_write_failed', detail, { file: basename(path), detail });
  }
}
