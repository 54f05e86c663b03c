import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readLedger } from '#main/practice/ledger-file.ts';
import { openDatabase } from '#main/store/database.ts';
import { seededRandom } from '#test/support/seeded-random.ts';
import { electronCommand, electronEnv } from '../../scripts/lib/electron.mjs';
import { judgeTrace, type KnownRequest, readTrace } from './fsync-trace.ts';
import { long, printTable } from './long.ts';
import { writePeople } from './people.ts';
import { follow, type PracticeProcess, startPracticeProcess } from './processes.ts';

/** What this machine says about following a process: nothing when it may. */
function whyNot(): string | null {
  if (process.platform !== 'linux') return 'strace is a tool of Linux';
  const tried = spawnSync('strace', ['-f', '-o', '/dev/null', 'true']);
  if (tried.error !== undefined) return 'strace is not installed (npm run setup -- --test installs it on Debian)';
  return tried.status === 0 ? null : `strace may not follow a process here: ${String(tried.stderr).trim()}`;
}

const reason = whyNot();
const people = long ? 400 : 60;
const rows: (readonly (string | number)[])[] = [];
let dir: string;
let practice: PracticeProcess;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'slipway-fsync-'));
  practice = await startPracticeProcess(join(dir, 'ledger'));
});

afterAll(async () => {
  printTable(
    'Intent before the first byte, as the kernel saw it',
    ['a request, at a time', 'requests that left', 'before their fsync', 'fsyncs of the log', 'closest, microseconds'],
    rows,
  );
  await practice.stop();
  rmSync(dir, { recursive: true, force: true });
});

function requestsIn(dataDir: string): readonly KnownRequest[] {
  const db = openDatabase(join(dataDir, 'slipway.db'), 'read');
  try {
    const found = db.all<{ id: number; person: number; phone: string }>(
      'SELECT request_id AS id, id AS person, phone FROM recipients ORDER BY unit, id',
    );
    const requests = new Map<number, { id: number; people: number[]; digits: string[] }>();
    for (const { id, person, phone } of found) {
      const request = requests.get(id) ?? { id, people: [], digits: [] };
      request.people.push(person);
      request.digits.push(phone.slice(1));
      requests.set(id, request);
    }
    return [...requests.values()];
  } finally {
    db.close();
  }
}

it.skipIf(reason !== null).for([
  [1, 1],
  [1, 8],
  [5, 4],
])(
  `%i a request, %i at a time: no request leaves before its claim is on disk${reason === null ? '' : ` (${reason})`}`,
  async ([per = 1, window = 1]) => {
    const name = `per-${per}-${window}`;
    const file = writePeople(join(dir, `${name}.csv`), per * 10 + window, people, seededRandom(1));
    const dataDir = join(dir, `data-${name}`);
    const trace = join(dir, `${name}.trace`);
    const message = per === 1 ? 'Hello {{name|you}}' : 'Hello';
    const what = ['--csv', file.path, '--message', message, '--sender', 'Slipway', '--country', 'NL', '--yes'];
    const how = ['--recipients-per-request', String(per), '--concurrency', String(window), '--rate', '1000'];
    const where = ['--base-url', practice.url, '--data-dir', dataDir, '--json'];
    const [electron, args] = electronCommand(['send', ...what, ...how, ...where], { headless: true });
    const calls = 'trace=fsync,fdatasync,write,pwrite64,writev,pwritev,sendto,sendmsg';
    const options = ['-f', '-ttt', '-T', '-y', '-s', '16384', '-e', calls, '-e', 'signal=none', '-o', trace];
    const env = { ...electronEnv(), SLIPWAY_API_KEY: practice.key };
    const run = follow(spawn('strace', [...options, electron, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] }));
    const end = await run.ended;
    expect(end.code, end.stderr).toBe(0);

    const events = readTrace(readFileSync(trace, 'utf8'));
    const known = requestsIn(dataDir);
    const verdict = judgeTrace(events, known);
    rows.push([`${per}, ${window}`, verdict.requests, verdict.problems.length, verdict.syncs, verdict.shortest]);
    expect(verdict.problems).toEqual([]);
    expect(verdict.requests).toBe(known.length);
    const ledger = readLedger(join(dir, 'ledger'));
    expect(file.digits.filter((digits) => ledger.get(digits) !== 1)).toEqual([]);

    // The judge is able to say no: without the syncs, and with every sync too late by a second, everything has left too early.
    const unsynced = judgeTrace(
      events.filter(({ kind }) => kind !== 'synced'),
      known,
    );
    const late = events.map((one) => (one.kind === 'synced' ? { ...one, to: one.to + 1_000 } : one));
    expect([unsynced.problems.length, judgeTrace(late, known).problems.length]).toEqual([known.length, known.length]);
  },
);
