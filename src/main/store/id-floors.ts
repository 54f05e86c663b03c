import type { Db } from './database.ts';

/** Tables whose ids say what came before what, or that a witness outside of the database knows. */
type FlooredSource = 'campaigns' | 'recipients' | 'requests' | 'texts';

/** The largest id that rows now gone had; 0 when none are gone, and in a file of an earlier schema, which removed none. */
export function idFloor(db: Db, source: FlooredSource): number {
  if (db.get("SELECT 1 FROM sqlite_master WHERE name = 'id_floors'") === undefined) return 0;
  return db.get<{ n: number }>('SELECT largest AS n FROM id_floors WHERE source = ?', source)?.n ?? 0;
}

/**
 * Call it before rows of these tables are deleted for good or for a while: SQLite would give their ids out again. What was sent
 * before an import is told by the ids of recipients, and the largest request that left is known outside of the database.
 */
export function keepIdFloors(db: Db): void {
  for (const source of ['campaigns', 'recipients', 'requests', 'texts'] as const) {
    db.run(
      `INSERT INTO id_floors (source, largest) SELECT ?, max(id) FROM ${source} HAVING max(id) IS NOT NULL
       ON CONFLICT (source) DO UPDATE SET largest = max(largest, excluded.largest)`,
      source,
    );
  }
}

/** The id to insert the next row under, or null where SQLite's own choice is above the floor. */
export function idAboveFloor(db: Db, source: FlooredSource): number | null {
  const floor = idFloor(db, source);
  if (floor === 0) return null;
  const newest = db.get<{ n: number | null }>(`SELECT max(id) AS n FROM ${source}`)?.n ?? 0;
  return newest >= floor ? null : floor + 1;
}
