import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { RejectWords } from '#core/contacts/reject-file.ts';
import type { ImportId } from '#core/kernel/ids.ts';
import type { ImportService } from '../import/import-service.ts';
import { checkWritable } from '../import/write-text.ts';
import type { PublishRules } from '../store/import-publish.ts';
import { createSay } from '../words.ts';
import { wrong } from './arguments.ts';
import type { CommandContext } from './context.ts';

/**
 * Before anything is read: `usage` when the file of left-out rows would be written over the file they come from, by whatever name,
 * `file_write_failed` when it cannot be written at all.
 */
export async function checkRejectFile({ invocation, say }: CommandContext): Promise<void> {
  const path = invocation.text('reject-file');
  if (path === null) return;
  const csv = invocation.text('csv');
  if (csv !== null && (await isSameFile(csv, path))) wrong(say('sameFile', { one: '--reject-file', other: '--csv' }));
  await checkWritable(path);
}

/** Writes the left-out rows where `--reject-file` says; null without it. */
export async function saveRejects(
  { invocation }: CommandContext,
  imports: ImportService,
  id: ImportId,
  { onRepeat }: PublishRules,
): Promise<{ readonly count: number; readonly file: string } | null> {
  const path = invocation.text('reject-file');
  if (path === null) return null;
  const reasons = createSay('importing');
  const words: RejectWords = {
    line: reasons('rejects.line'),
    reason: reasons('rejects.reason'),
    reasonOf: (reason) => reasons(`reason.${reason}`),
  };
  const count = await imports.writeRejects(id, path, words, onRepeat);
  return { count, file: basename(path) };
}

/** By what the system knows a file by, so that links do not hide it. A terminal may be read and written at once. */
async function isSameFile(one: string, other: string): Promise<boolean> {
  const [a, b] = await Promise.all([one, other].map((path) => stat(path, { bigint: true }).catch(() => null)));
  return a != null && b != null && a.isFile() && a.dev === b.dev && a.ino === b.ino;
}
