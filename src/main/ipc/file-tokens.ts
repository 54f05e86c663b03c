import { randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { FileToken } from '#contract/app.ts';
import { fail } from '#core/kernel/errors.ts';

/** Stands for files a person chose, so that no path ever enters the page. A token lives as long as the app. */
export class FileTokens {
  readonly #paths = new Map<string, string>();

  /** Fails with `file_missing` for what is no readable file. */
  async admit(path: string): Promise<FileToken> {
    const found = await stat(path).catch(() => null);
    if (found === null || !found.isFile()) fail('file_missing', 'no such file', { file: basename(path) });
    const token = randomUUID();
    this.#paths.set(token, path);
    return { token, fileName: basename(path), size: found.size };
  }

  path(token: string): string {
    return this.#paths.get(token) ?? fail('not_found', 'unknown file token', { what: 'file' });
  }
}
