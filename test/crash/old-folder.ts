import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { defaultPaths } from '#core/gateway/port.ts';
import { openDatabase } from '#main/store/database.ts';
import firstSchema from '../../src/main/store/migrations/0001-first-release.sql?raw';

/** A data folder of the first release, cut off in the middle of its one campaign. */
export interface OldFolder {
  readonly campaign: number;
  /** Digits of those who wait, of the one who was being sent, and of those who were accepted. */
  readonly queued: readonly string[];
  readonly sending: string;
  readonly accepted: readonly string[];
}

const numberOf = (i: number): string => String(31_612_345_600 + i);

export function writeOldFolder(dataDir: string, baseUrl: string): OldFolder {
  mkdirSync(dataDir, { recursive: true });
  const db = openDatabase(join(dataDir, 'slipway.db'), 'write');
  const at = Date.now() - 3_600_000;
  const accepted = [0, 1, 2].map(numberOf);
  const sending = numberOf(3);
  const queued = [4, 5, 6, 7, 8].map(numberOf);
  // As that release wrote it: over everybody, number and text, in their order.
  const digest = createHash('sha256');
  for (const digits of [...accepted, sending, ...queued]) digest.update(`+${digits}\u0000Hello\u0001`);
  try {
    db.script(firstSchema);
    db.script('PRAGMA user_version = 1');
    db.run(
      `INSERT INTO accounts (id, uid, name, kind, base_url, paths, rate_per_second, concurrency, sms_type, default_sender, active, created_at)
       VALUES (1, 'old', 'Old', 'live', ?, ?, 100, 8, 'plain', '', 1, ?)`,
      baseUrl,
      JSON.stringify(defaultPaths),
      at,
    );
    db.run(
      `INSERT INTO campaigns (id, account_id, name, state, kind, audience, template, sender_id, schedule_by, zone,
                              recipients_per_request, sealed, digest, requests, created_at, updated_at, sealed_at, started_at)
       VALUES (1, 1, 'old', 'running', 'sms', '{"groups":[],"imports":[],"phones":[]}', 'Hello', 'Slipway', 'app', 'UTC', 1, 9, ?, 4, ?, ?, ?, ?)`,
      ...[digest.digest('hex'), at, at, at, at],
    );
    db.run("INSERT INTO texts (id, campaign_id, body) VALUES (1, 1, 'Hello')");
    const add = (digits: string, unit: number, state: string, request: number | null): void => {
      db.run(
        `INSERT INTO recipients (campaign_id, unit, phone, name, text_id, state, request_id) VALUES (1, ?, ?, '', 1, ?, ?)`,
        ...[unit, `+${digits}`, state, request],
      );
    };
    const attempt = (id: number, settledAt: number | null): void => {
      db.run(
        `INSERT INTO requests (id, campaign_id, claimed_at, people, settled_at, outcome, message_id) VALUES (?, 1, ?, 1, ?, ?, ?)`,
        ...[id, at, settledAt, settledAt === null ? null : 'accepted', settledAt === null ? null : `m${id}`],
      );
    };
    accepted.forEach((digits, i) => {
      add(digits, i, 'accepted', i + 1);
      attempt(i + 1, at);
    });
    add(sending, 3, 'sending', 4);
    attempt(4, null);
    queued.forEach((digits, i) => {
      add(digits, 4 + i, 'queued', null);
    });
    for (const [state, people] of [
      ['accepted', accepted.length],
      ['sending', 1],
      ['queued', queued.length],
    ] as const) {
      db.run('INSERT INTO campaign_counts (campaign_id, state, people) VALUES (1, ?, ?)', state, people);
    }
  } finally {
    db.close();
  }
  return { campaign: 1, queued, sending, accepted };
}
