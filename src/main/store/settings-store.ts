import type { Db } from './database.ts';

/** Small named values, JSON on disk. */
export function createSettingsStore(db: Db) {
  return {
    read(name: string): unknown {
      const row = db.get<{ value: string }>('SELECT value FROM settings WHERE name = ?', name);
      return row === undefined ? null : JSON.parse(row.value);
    },
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
