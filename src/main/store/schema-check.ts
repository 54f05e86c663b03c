import { type Db, openDatabase } from './database.ts';
import { migrateTo, schemaVersion } from './migrate.ts';

interface SchemaObject {
  readonly type: string;
  readonly name: string;
  readonly sql: string | null;
}

/**
 * Whether a file has exactly the tables, indexes, views and triggers of its schema version, object by object. A file from elsewhere may
 * bring a trigger or a view along, which would then run in every transaction.
 *
 * @returns the first difference in a sentence for the log; null when there is none
 */
export function schemaDifference(db: Db): string | null {
  const expected = objectsOf(schemaVersion(db));
  const found = new Map(readObjects(db).map((object) => [keyOf(object), object.sql]));
  for (const [key, sql] of expected) {
    if (!found.has(key)) return `${key} is missing`;
    if (found.get(key) !== sql) return `${key} is not as Slipway made it`;
  }
  const extra = [...found.keys()].find((key) => !expected.has(key));
  return extra === undefined ? null : `${extra} is none of Slipway's`;
}

const known = new Map<number, ReadonlyMap<string, string | null>>();

/** What the migrations make, in a database of its own in memory. */
function objectsOf(version: number): ReadonlyMap<string, string | null> {
  const before = known.get(version);
  if (before !== undefined) return before;
  const fresh = openDatabase(':memory:', 'scratch');
  try {
    migrateTo(fresh, version);
    const objects = new Map(readObjects(fresh).map((object) => [keyOf(object), object.sql]));
    known.set(version, objects);
    return objects;
  } finally {
    fresh.close();
  }
}

/** SQLite's own tables (`sqlite_sequence`, statistics) and automatic indexes follow from the others. */
function readObjects(db: Db): readonly SchemaObject[] {
  return db.all<SchemaObject>("SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'");
}

function keyOf({ type, name }: SchemaObject): string {
  return `${type} ${name}`;
}
