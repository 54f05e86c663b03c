import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Db } from './database.ts';

/** Bytes that have to be free before sending goes on: some thousand messages, so that it does not stop again at once. */
const leastFree = 2 * 1024 * 1024;

/**
 * Whether the disk takes data: there is room, and a commit reaches it. Pages that the log has already would take a commit on a full
 * disk too, so room is looked for by itself. Throws what the disk says.
 */
export function diskTakesData(db: Db): boolean {
  const { bavail, bsize } = statfsSync(dirname(db.path));
  if (bavail * bsize < leastFree) return false;
  db.run(
    "INSERT INTO settings (name, value) VALUES ('disk_tried', '1') ON CONFLICT (name) DO UPDATE SET value = value + 1",
  );
  return true;
}
