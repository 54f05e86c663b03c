import { createHash } from 'node:crypto';
import type { CampaignId } from '#core/kernel/ids.ts';
import { recipientStates } from '#core/outbox/states.ts';
import { sizeOf } from './data-files.ts';
import type { Db } from './database.ts';
import { brokenJson } from './json-values.ts';

/** Every page of a file up to this size is looked at before it is used: 60 ms on a slow disk. A larger one waits for `checkFully`. */
const wholeLookBytes = 32 * 1024 * 1024;

/** Small, and what decides who is sent to: looked at in a file of any size. */
const vitalTables = ['settings', 'accounts', 'campaigns', 'campaign_counts', 'groups', 'pushes'] as const;

/** What is wrong with a database that is about to be written to, in a sentence for the log; null when nothing shows. Bounded in time. */
export function checkQuickly(db: Db): string | null {
  if (tables(db).size === 0) return null;
  // What the last run committed is in the file before its length is judged.
  db.get('PRAGMA wal_checkpoint(PASSIVE)');
  return missingPages(db) ?? brokenPages(db, quickScope(db)) ?? wrongSums(db);
}

/** Looks at everything: pages, indexes against tables, counts against people, sealed texts against their digest, JSON values. */
export function checkFully(db: Db): string | null {
  // One moment of the file: whoever sends meanwhile moves people and counts together.
  db.script('BEGIN');
  try {
    return (
      firstProblem(db.all('PRAGMA integrity_check(1)')) ??
      wrongSums(db) ??
      wrongCounts(db) ??
      changedTexts(db) ??
      brokenJson(db)
    );
  } finally {
    db.script('COMMIT');
  }
}

function tables(db: Db): ReadonlySet<string> {
  const rows = db.all<{ name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table'");
  return new Set(rows.map(({ name }) => name));
}

function quickScope(db: Db): readonly string[] | 'everything' {
  return sizeOf(db.path) <= wholeLookBytes ? 'everything' : vitalTables.filter((name) => tables(db).has(name));
}

function missingPages(db: Db): string | null {
  const { page_count: pages } = db.get<{ page_count: number }>('PRAGMA page_count') ?? { page_count: 0 };
  const { page_size: bytes } = db.get<{ page_size: number }>('PRAGMA page_size') ?? { page_size: 0 };
  const missing = pages * bytes - sizeOf(db.path);
  return missing > 0 ? `the file is ${missing} bytes too short` : null;
}

function brokenPages(db: Db, scope: readonly string[] | 'everything'): string | null {
  if (scope === 'everything') return firstProblem(db.all('PRAGMA quick_check(1)'));
  for (const table of scope) {
    const problem = firstProblem(db.all(`PRAGMA quick_check(${table})`));
    if (problem !== null) return problem;
  }
  return null;
}

/** Both pragmas answer the one row `ok`, or a row a problem. */
function firstProblem(rows: readonly object[]): string | null {
  const words = rows.map((row) => String(Object.values(row)[0]));
  return words.find((line) => line !== 'ok') ?? null;
}

/** The sealed count is always the sum over the states. */
function wrongSums(db: Db): string | null {
  const wrong = db.get<{ id: number; sealed: number; counted: number }>(
    `SELECT k.id, k.sealed, COALESCE(sum(c.people), 0) AS counted
     FROM campaigns k LEFT JOIN campaign_counts c ON c.campaign_id = k.id
     WHERE k.state <> 'draft' GROUP BY k.id HAVING counted <> k.sealed LIMIT 1`,
  );
  return wrong === undefined ? null : `campaign ${wrong.id} sealed ${wrong.sealed} people and counts ${wrong.counted}`;
}

function wrongCounts(db: Db): string | null {
  const known = recipientStates.map((state) => `'${state}'`).join(', ');
  const wrong = db.get<{ id: number; state: string }>(
    `WITH seen AS (
       SELECT r.campaign_id AS id, r.state, count(*) AS people FROM recipients r
       JOIN campaigns k ON k.id = r.campaign_id WHERE k.state <> 'draft' GROUP BY 1, 2
     ), kept AS (
       SELECT c.campaign_id AS id, c.state, c.people FROM campaign_counts c WHERE c.people > 0
     )
     SELECT id, state FROM (SELECT * FROM seen EXCEPT SELECT * FROM kept)
     UNION ALL SELECT id, state FROM (SELECT * FROM kept EXCEPT SELECT * FROM seen)
     UNION ALL SELECT id, state FROM seen WHERE state NOT IN (${known}) LIMIT 1`,
  );
  return wrong === undefined ? null : `campaign ${wrong.id} does not have the people it counts as ${wrong.state}`;
}

/** Campaigns that may still send: a flipped bit in a number or a text goes out otherwise. */
function changedTexts(db: Db): string | null {
  const campaigns = db.all<{ id: CampaignId; digest: string }>(
    "SELECT id, digest FROM campaigns WHERE state IN ('sealed', 'scheduled', 'running', 'paused') AND digest IS NOT NULL",
  );
  for (const { id, digest } of campaigns) {
    const hash = createHash('sha256');
    const people = db.each<{ phone: string; body: string | null }>(
      `SELECT r.phone, t.body FROM recipients r LEFT JOIN texts t ON t.id = r.text_id
       WHERE r.campaign_id = ? ORDER BY r.id`,
      id,
    );
    for (const { phone, body } of people) hash.update(`${phone}\u0000${body}\u0001`);
    if (hash.digest('hex') !== digest) return `a number or a text of campaign ${id} is not as it was sealed`;
  }
  return null;
}
