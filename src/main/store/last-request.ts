import type { Db } from './database.ts';
import { idFloor } from './id-floors.ts';

/** The largest number of a request so far: over every attempt on file, those removed since, and every request that is out. */
export function lastRequest(db: Db): number {
  const row = db.get<{ n: number }>(
    `SELECT max((SELECT COALESCE(max(id), 0) FROM requests),
                (SELECT COALESCE(max(request_id), 0) FROM recipients WHERE state = 'sending')) AS n`,
  );
  return Math.max(row?.n ?? 0, idFloor(db, 'requests'));
}
