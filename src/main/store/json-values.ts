import type { Db } from './database.ts';

/** Every column that holds JSON text; the migrations say so beside each. */
const jsonColumns: Readonly<Record<string, readonly string[]>> = {
  settings: ['value'],
  accounts: ['paths', 'profile', 'pace', 'last_test'],
  contacts: ['fields'],
  trash: ['payload'],
  removed_rows: ['payload'],
  imports: ['mapping', 'options', 'summary', 'fields_made', 'result', 'undone'],
  import_rows: ['cells', 'fields'],
  import_mends: ['cells'],
  import_changes: ['fields'],
  import_mappings: ['columns'],
  campaigns: ['audience'],
  campaign_log: ['details'],
  pushes: ['error'],
  outbox_journal: ['step'],
};

/** The first value that should be JSON and is not, in a sentence for the log; null when all are. Reads each table once, of a file of any schema. */
export function brokenJson(db: Db): string | null {
  for (const [table, wanted] of Object.entries(jsonColumns)) {
    const there = new Set(db.all<{ name: string }>(`PRAGMA table_info(${table})`).map(({ name }) => name));
    const columns = wanted.filter((name) => there.has(name));
    if (columns.length === 0) continue;
    // Of an empty value `json_valid` says nothing, which is no broken one.
    const which = columns.map((name) => `WHEN NOT json_valid(${name}) THEN '${name}'`).join(' ');
    const row = db.get<{ name: string }>(
      `SELECT name FROM (SELECT CASE ${which} END AS name FROM ${table}) WHERE name IS NOT NULL LIMIT 1`,
    );
    if (row !== undefined) return `a value of ${table}.${row.name} is not JSON`;
  }
  return null;
}

const noticeName = 'unreadableSettings';

/**
 * Takes away settings that are not JSON, so that their defaults hold: a file that was changed from outside must not keep the app
 * from starting. Their names are kept for `takeUnreadable`.
 */
export function dropUnreadableSettings(db: Db): void {
  if (db.get("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'settings'") === undefined) return;
  const found = db.all<{ name: string }>('SELECT name FROM settings WHERE NOT json_valid(value)');
  if (found.length === 0) return;
  db.transaction(() => {
    db.run('DELETE FROM settings WHERE NOT json_valid(value)');
    db.run(
      'INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
      noticeName,
      JSON.stringify(found.map(({ name }) => name)),
    );
  });
}

/** Names of the settings that were taken away since the last call. */
export function takeUnreadable(db: Db): readonly string[] {
  return db.transaction(() => {
    const row = db.get<{ value: string }>('SELECT value FROM settings WHERE name = ?', noticeName);
    if (row === undefined) return [];
    db.run('DELETE FROM settings WHERE name = ?', noticeName);
    return JSON.parse(row.value) as readonly string[];
  });
}
