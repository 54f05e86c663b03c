import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Failpoint, failpoints } from '#main/failpoint.ts';
import { readLedger } from '#main/practice/ledger-file.ts';
import { listBackups } from '#main/store/backup.ts';
import { openDatabase } from '#main/store/database.ts';
import { newestSchema, schemaVersion } from '#main/store/migrate.ts';
import { seededRandom } from '#test/support/seeded-random.ts';
import { doubtful, judgeCampaign, parseResults, readCampaign, type Summary } from './judge.ts';
import { printTable } from './long.ts';
import { writeOldFolder } from './old-folder.ts';
import { type PeopleFile, writePeople } from './people.ts';
import { type Ended, failing, type PracticeProcess, startCommand, startPracticeProcess } from './processes.ts';

/** What a kill at the first passing of a point leaves, one request in flight: written down as being sent, and in the ledger. */
const leaves = {
  'before-intent': { doubt: 0, ledger: 0 },
  'after-intent': { doubt: 1, ledger: 0 },
  'after-write': { doubt: 1, ledger: 1 },
  'after-reply': { doubt: 1, ledger: 1 },
  'before-settle': { doubt: 1, ledger: 1 },
} as const satisfies Partial<Record<Failpoint, unknown>>;

const elsewhere = ['in-fold', 'in-migration', 'in-backup'] as const satisfies readonly Failpoint[];

const people = 12;
const rows: (readonly (string | number)[])[] = [];
let dir: string;
let practice: PracticeProcess;
let block = 0;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'slipway-failpoints-'));
  practice = await startPracticeProcess(join(dir, 'ledger'));
  await practice.configure({ latencyMs: 20 });
});

afterAll(async () => {
  printTable(
    'Named points',
    ['killed at', 'in doubt then', 'sent then', 'in doubt in the end', 'sent in the end'],
    rows,
  );
  await practice.stop();
  rmSync(dir, { recursive: true, force: true });
});

interface Job {
  readonly dataDir: string;
  readonly file: PeopleFile;
  readonly name: string;
  send(failpoint: string | null): Promise<Ended>;
  resume(failpoint: string | null): Promise<Ended>;
  /** How many of them the service has. */
  ledger(): number;
}

function job(): Job {
  const name = `job-${block}`;
  const file = writePeople(join(dir, `${name}.csv`), block, people, seededRandom(++block));
  const dataDir = join(dir, `data-${name}`);
  const common = ['--yes', '--json', '--data-dir', dataDir, '--concurrency', '1'];
  const what = ['--csv', file.path, '--message', 'Hello {{name|you}}', '--sender', 'Slipway', '--country', 'NL'];
  const start = (args: readonly string[], failpoint: string | null) =>
    startCommand([...args, ...common], practice.key, failing(failpoint)).ended;
  return {
    ...{ dataDir, file, name },
    send: (failpoint) => start(['send', ...what, '--name', name, '--base-url', practice.url], failpoint),
    resume: (failpoint) => start(['resume'], failpoint),
    ledger() {
      const known = readLedger(join(dir, 'ledger'));
      return file.digits.filter((digits) => known.has(digits)).length;
    },
  };
}

/** It ended by the kill, and not by itself. */
function expectKilled(end: Ended): void {
  expect(end.signal, `${end.code} ${end.stdout}${end.stderr}`).toBe('SIGKILL');
}

/** Holds a finished campaign against the ledger; answers its summary. */
async function judged(one: Job, end: Ended): Promise<Summary> {
  const line = end.stdout.trim().split('\n').at(-1) ?? '';
  expect(line, `${end.code} ${end.signal} ${end.stderr}`).toMatch(/^\{/);
  const summary = JSON.parse(line) as Summary;
  const out = join(dir, `${one.name}-results.csv`);
  await startCommand(['results', String(summary.campaign), '--out', out, '--data-dir', one.dataDir], '').ended;
  const ledger = readLedger(join(dir, 'ledger'));
  const results = parseResults(readFileSync(out, 'utf8'));
  const { digits: expected } = one.file;
  expect(judgeCampaign({ expected, skipped: one.file, summary, exitCode: end.code, results, ledger })).toEqual([]);
  return summary;
}

it('knows every point', () => {
  expect([...Object.keys(leaves), ...elsewhere].sort()).toEqual([...failpoints].sort());
});

// Starting Electron is most of the time: side by side, each in a folder of its own.
it.concurrent.for(Object.entries(leaves))(
  '%s: the next start knows exactly what can be known',
  async ([point, left], { expect }) => {
    const one = job();
    expectKilled(await one.send(point));
    // The service may still be reading what was written.
    await expect.poll(() => one.ledger(), { timeout: 5_000 }).toBe(left.ledger);
    const then = readCampaign(one.dataDir, one.name);
    expect([doubtful(then), then?.people.queued]).toEqual([left.doubt, people - left.doubt]);
    const summary = await judged(one, await one.resume(null));
    expect(summary.inDoubt).toBe(left.doubt);
    // Whoever was written down and not sent is in doubt, not sent after all; everybody else has it once.
    expect(one.ledger()).toBe(people - left.doubt + left.ledger);
    rows.push([point, left.doubt, left.ledger, summary.inDoubt, one.ledger()]);
  },
);

it.concurrent('in-fold: the journal is folded by the next start, or the one after', async () => {
  const one = job();
  expectKilled(await one.send('in-fold'));
  const then = readCampaign(one.dataDir, one.name);
  const sent = one.ledger();
  const doubt = doubtful(then);
  expect(sent).toBeGreaterThan(0);
  expect(doubt).toBeLessThanOrEqual(1);
  expect((then?.people.accepted ?? 0) + doubt).toBeGreaterThanOrEqual(sent);
  // What the last run left is folded at the start: killed there too, twice.
  for (let again = 0; again < 2; again++) {
    expectKilled(await one.resume('in-fold'));
    expect(readCampaign(one.dataDir, one.name)?.people).toEqual(then?.people);
  }
  expect(one.ledger()).toBe(sent);
  const summary = await judged(one, await one.resume(null));
  expect(summary.inDoubt).toBe(doubt);
  rows.push(['in-fold, and at two starts', doubt, sent, summary.inDoubt, one.ledger()]);
});

function schemaOf(dataDir: string): number {
  const db = openDatabase(join(dataDir, 'slipway.db'), 'read');
  try {
    return schemaVersion(db);
  } finally {
    db.close();
  }
}

it.concurrent('in-migration of a new folder: each step is whole or was not', async () => {
  const one = job();
  for (let step = 1; step <= newestSchema; step++) {
    rmSync(one.dataDir, { recursive: true, force: true });
    expectKilled(await one.send(`in-migration:${step}`));
    expect(schemaOf(one.dataDir)).toBe(step - 1);
  }
  const summary = await judged(one, await one.send(null));
  expect(one.ledger()).toBe(people);
  rows.push([`in-migration, new folder, ${newestSchema} steps`, 0, 0, summary.inDoubt, one.ledger()]);
});

it.concurrent('in-migration of the first release, cut off in the middle of sending', async () => {
  const dataDir = join(dir, 'data-old');
  const old = writeOldFolder(dataDir, practice.url);
  const resume = (failpoint: string | null) =>
    startCommand(['resume', '1', '--yes', '--json', '--data-dir', dataDir], practice.key, failing(failpoint)).ended;
  for (let schema = 1; schema < newestSchema; schema++) {
    expectKilled(await resume('in-migration'));
    expect(schemaOf(dataDir)).toBe(schema);
    // One step further, and killed in the next one; the last round ends the last step.
    if (schema + 1 < newestSchema) await resume('in-migration:2');
  }
  const end = await resume(null);
  expect(schemaOf(dataDir)).toBe(newestSchema);
  const summary = JSON.parse(end.stdout.trim().split('\n').at(-1) ?? '') as Summary;
  expect(summary).toMatchObject({ state: 'finished', sealed: 9, accepted: 8, inDoubt: 1 });
  const ledger = readLedger(join(dir, 'ledger'));
  expect(old.queued.map((digits) => ledger.get(digits))).toEqual(old.queued.map(() => 1));
  for (const digits of [old.sending, ...old.accepted]) expect(ledger.has(digits)).toBe(false);
  rows.push(['in-migration, first release', 1, 0, summary.inDoubt, old.queued.length]);
});

it.concurrent('in-backup: a copy without a name is no backup, and what was sent stays sent', async () => {
  const one = job();
  expectKilled(await one.send('in-backup'));
  const path = join(one.dataDir, 'slipway.db');
  expect(listBackups(path)).toEqual([]);
  expect(one.ledger()).toBe(people);
  const { code } = await startCommand(['backup', '--data-dir', one.dataDir], '').ended;
  expect([code, listBackups(path).length]).toEqual([0, 1]);
  const summary = await judged(one, await one.resume(null));
  rows.push(['in-backup', 0, people, summary.inDoubt, one.ledger()]);
});
