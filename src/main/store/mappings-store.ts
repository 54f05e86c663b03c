import type { Instant } from '#core/kernel/clock.ts';
import type { NamedUse } from '#core/mapping/validate.ts';
import type { Db } from './database.ts';

/** What a person chose for a set of headers. */
export interface RememberedMapping {
  readonly columns: readonly NamedUse[];
  readonly country: string | null;
  readonly at: Instant;
}

/** Header sets seen longer ago than this many others are forgotten. */
const mostKept = 500;

export function createMappingsStore(db: Db) {
  return {
    remember(fingerprint: string, columns: readonly NamedUse[], country: string | null, now: Instant): void {
      db.transaction(() => {
        db.run(
          `INSERT INTO import_mappings (fingerprint, columns, country, at) VALUES (?, ?, ?, ?)
           ON CONFLICT (fingerprint) DO UPDATE SET columns = excluded.columns, country = excluded.country, at = excluded.at`,
          fingerprint,
          JSON.stringify(columns),
          country,
          now,
        );
        db.run(
          `DELETE FROM import_mappings WHERE fingerprint IN
             (SELECT fingerprint FROM import_mappings ORDER BY at DESC LIMIT -1 OFFSET ${mostKept})`,
        );
      });
    },
    recall(fingerprint: string): RememberedMapping | null {
      const found = db.get<{ columns: string; country: string | null; at: number }>(
        'SELECT columns, country, at FROM import_mappings WHERE fingerprint = ?',
        fingerprint,
      );
      return found === undefined
        ? null
        : { columns: JSON.parse(found.columns) as NamedUse[], country: found.country, at: found.at as Instant };
    },
  };
}
