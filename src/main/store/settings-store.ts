import type { Db } from './database.ts';
import { takeUnreadable } from './json-values.ts';

/** Small named values, JSON on disk. */
export function createSettingsStore(db: Db) {
  return {
    /** Null when it was never set, or is not JSON: the caller has a default. */
    read(name: string): unknown {
      const row = db.get<{ value: string }>('SELECT value FROM settings WHERE name = ? AND json_valid(value)', name);
      return row === undefined ? null : JSON.parse(row.value);
    },
    /** Names of the settings that could not be read at the start, once. */
    takeUnreadable: (): readonly string[] => takeUnreadable(db),
    write(name: string, value: unknown): void {
      db.run(
        'INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
        name,
        JSON.stringify(value),
      );
    },
  };
}

export type SettingsStore = ReturnType<typeof createSettingsStore>;
