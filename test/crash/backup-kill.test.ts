import { spawn } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createStoreApi } from '#main/store/api.ts';
import { dropHalfBackups, listBackups, makeBackup, verifyBackup } from '#main/store/backup.ts';
import { checkFully } from '#main/store/check.ts';
import { backupsFolder } from '#main/store/data-files.ts';
import { openDatabase } from '#main/store/database.ts';
import { newestSchema, schemaVersion } from '#main/store/migrate.ts';
import { openForWriting } from '#main/store/open-checks.ts';
import { bundleWorker } from '#test/support/bundle-worker.ts';
import { phone, testNow } from '#test/support/plan.ts';
import { seededRandom } from '#test/support/seeded-random.ts';
import { tempDir } from '#test/support/temp-dir.ts';
import firstSchema from '../../src/main/store/migrations/0001-first-release.sql?raw';
import { campaignInMidSend, freshPath } from './damaged-folder.ts';
import { long, printTable } from './long.ts';

const seed = Number(process.env.SLIPWAY_KILL_SEED ?? Date.now() % 1_000_000);
const random = seededRandom(seed);
const rows: (string | number)[][] = [];
let child: Awaited<ReturnType<typeof bundleWorker>>;

beforeAll(async () => {
  child = await bundleWorker('test/crash/upkeep-child.ts');
});
afterAll(() => {
  child.remove();
  printTable(`Kills, seed ${seed}`, ['killed in', 'kills', 'struck', 'whole afterwards', 'how it was found'], rows);
});

interface End {
  /** What it said, a line each. */
  readonly said: readonly string[];
  readonly killed: boolean;
  /** From its first word to its end. */
  readonly lastedMs: number;
}

/** Runs the child; kills it so many milliseconds after it began, or lets it come to its end. */
async function run(args: readonly string[], killAfterMs: number | null): Promise<End> {
  const started = spawn(process.execPath, [child.path, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  let spokeAt = 0;
  const ready = new Promise<void>((resolve) => {
    started.stdout.setEncoding('utf8').on('data', (text: string) => {
      if (said === '') spokeAt = performance.now();
      said += text;
      resolve();
    });
  });
  const ended = new Promise<NodeJS.Signals | null>((resolve) =>
    started.on('close', (_code, signal) => resolve(signal)),
  );
  if (killAfterMs !== null) {
    await Promise.race([ready, ended]);
    await Promise.race([sleep(killAfterMs), ended]);
    started.kill('SIGKILL');
  }
  const signal = await ended;
  return { said: said.trim().split('\n'), killed: signal === 'SIGKILL', lastedMs: performance.now() - spokeAt };
}

it('killed while it backs up: no half backup has a name, and the next start sweeps', { timeout: 300_000 }, async () => {
  const kills = long ? 100 : 4;
  const dir = tempDir();
  const { id } = campaignInMidSend(dir, 400);
  const path = join(dir, 'slipway.db');
  const chosen = openForWriting(path);
  createStoreApi(chosen).settings.write('backupsKept', 3);
  chosen.close();
  let struck = 0;
  let halves = 0;
  for (let kill = 0; kill < kills; kill++) {
    if ((await run(['backup', path], random.int(0, 160))).killed) struck++;
    halves += readdirSync(backupsFolder(path)).filter(
      (name) => name.startsWith('.making-') && name.endsWith('.db'),
    ).length;
    for (const { name } of listBackups(path)) expect(verifyBackup(join(backupsFolder(path), name)).contacts).toBe(400);
    dropHalfBackups(path);
    expect(readdirSync(backupsFolder(path)).filter((name) => name.startsWith('.making-'))).toEqual([]);
  }
  const db = openForWriting(path);
  expect([checkFully(db), createStoreApi(db).campaigns.get(id).sealed]).toEqual([null, 400]);
  // Kills between the new one's name and the old one's end left some too many: the next one that is made puts that right.
  makeBackup(db, Date.now());
  expect(listBackups(path)).toHaveLength(3);
  db.close();
  rows.push(['backup', kills, struck, kills, `${halves} halves, none of them in the list`]);
  expect(struck).toBe(kills);
});

it('killed before each step of a restore: the old data or the new, never neither', { timeout: 300_000 }, async () => {
  const start = join(tempDir(), 'start');
  mkdirSync(start);
  const { id } = campaignInMidSend(start, 60);
  const db = openForWriting(join(start, 'slipway.db'));
  const backup = makeBackup(db, testNow);
  db.run("INSERT INTO settings VALUES ('later', '1')");
  db.close();
  const found: string[] = [];
  for (let step = 0; ; step++) {
    const dir = join(tempDir(), 'data');
    cpSync(start, dir, { recursive: true });
    const path = join(dir, 'slipway.db');
    const { said, killed } = await run(['restore', path, join(backupsFolder(path), backup.name), String(step)], null);
    if (!killed) {
      expect(said.at(-1)).toMatch(/^done/);
      break;
    }
    // What the next start makes of it; then once more, as any other day.
    for (let again = 0; again < 2; again++) {
      const opened = openForWriting(path);
      const api = createStoreApi(opened);
      const later = api.settings.read('later');
      const { sealed, counts } = api.campaigns.get(id);
      expect([checkFully(opened), sealed]).toEqual([null, 60]);
      // Sent before, or in doubt: whichever file it is, nobody of them waits again.
      expect(counts.queued).toBeLessThan(60);
      if (again === 0) found.push(`${said.at(-1)}: ${later === 1 ? 'old' : 'new'}`);
      opened.close();
    }
    const others = readdirSync(dir).filter((name) => /preparing|present|ready/.test(name));
    expect(others).toEqual([]);
  }
  rows.push(['restore, before each step', found.length, found.length, found.length, found.join(', ')]);
  expect(found.filter((line) => line.endsWith('old')).length).toBeGreaterThan(2);
  expect(found.filter((line) => line.endsWith('new')).length).toBeGreaterThan(2);
});

/** A file of the first schema with people, a campaign in mid-send and a staged import: what every migration has to carry over. */
function firstRelease(path: string): void {
  const db = openDatabase(path, 'write');
  db.script(firstSchema);
  db.transaction(() => {
    db.run(
      "INSERT INTO accounts VALUES (1, 'u', 'n', 'live', 'https://x.invalid', '{}', 1, 1, 'plain', '', 1, NULL, 1)",
    );
    db.run(
      `INSERT INTO campaigns (id, account_id, name, state, kind, audience, template, sender_id, schedule_by, zone,
         recipients_per_request, sealed, created_at, updated_at)
       VALUES (1, 1, 'Old', 'running', 'sms', '{"groups":[],"imports":[],"phones":[]}', 'x', 'S', 'app', 'UTC', 1, 4000, 1, 1)`,
    );
    db.run("INSERT INTO campaign_counts VALUES (1, 'queued', 3000), (1, 'accepted', 999), (1, 'sending', 1)");
    const mapping = '{"columns":[],"phoneOrder":[]}';
    db.run("INSERT INTO imports (id, file_name, at, state, mapping) VALUES (1, 'a.csv', 1, 'judged', ?)", mapping);
    for (let i = 1; i <= 4_000; i++) {
      const state = i <= 999 ? 'accepted' : i === 1_000 ? 'sending' : 'queued';
      const request = i <= 1_000 ? i : null;
      db.run('INSERT INTO texts (campaign_id, body) VALUES (1, ?)', `Hello ${i}`);
      db.run(
        'INSERT INTO recipients (campaign_id, unit, phone, name, text_id, state, request_id) VALUES (1, ?, ?, ?, ?, ?, ?)',
        i,
        phone(31_610_000_000 + i),
        `P${i}`,
        i,
        state,
        request,
      );
      if (request !== null)
        db.run('INSERT INTO requests (id, campaign_id, claimed_at, people) VALUES (?, 1, 1, 1)', request);
      db.run(
        'INSERT INTO import_rows (import_id, seq, line, verdict, phone, cells) VALUES (1, ?, ?, 0, ?, ?)',
        i,
        i,
        '+316',
        '[]',
      );
    }
    db.run("UPDATE requests SET settled_at = 2, outcome = 'accepted' WHERE id < 1000");
  });
  db.script('PRAGMA user_version = 1');
  db.close();
}

it('killed while it migrates: the old schema or a newer one, whole, with a backup of the old', {
  timeout: 600_000,
}, async () => {
  const kills = long ? 100 : 4;
  const start = join(tempDir(), 'old.db');
  firstRelease(start);
  const dir = join(tempDir(), 'data');
  const first = freshPath(dir);
  copyFileSync(start, first);
  let { lastedMs: whole } = await run(['migrate', first], null);
  const schemas = new Map<number, number>();
  let struck = 0;
  let tries = 0;
  for (; struck < kills && tries < 3 * kills; tries++) {
    const path = freshPath(dir);
    copyFileSync(start, path);
    const { killed, lastedMs } = await run(['migrate', path], random.int(0, Math.round(whole)));
    if (killed) struck++;
    // It came to its end first: the machine is quicker by now, and the next kill comes sooner.
    else whole = Math.min(whole, lastedMs);
    const reader = openDatabase(path, 'read');
    const schema = schemaVersion(reader);
    schemas.set(schema, (schemas.get(schema) ?? 0) + 1);
    expect(checkFully(reader)).toBeNull();
    reader.close();
    const db = openForWriting(path);
    expect([schemaVersion(db), checkFully(db)]).toEqual([newestSchema, null]);
    const api = createStoreApi(db);
    api.campaigns.recover(testNow);
    expect(api.campaigns.get(1 as never).counts).toMatchObject({ queued: 3_000, accepted: 999, in_doubt: 1 });
    expect(api.staged.rows(1 as never, 'ready', 0, 1).total).toBe(4_000);
    db.close();
    const backups = listBackups(path).filter((one) => one.schema === 1);
    expect(backups.length).toBeGreaterThan(0);
    for (const { name } of backups) expect(verifyBackup(join(backupsFolder(path), name)).schema).toBe(1);
    expect(existsSync(path)).toBe(true);
  }
  const seen = [...schemas]
    .sort(([one], [other]) => one - other)
    .map(([schema, times]) => `schema ${schema}: ${times}`);
  rows.push(['migration from schema 1', tries, struck, tries, seen.join(', ')]);
  expect(struck).toBe(kills);
});
