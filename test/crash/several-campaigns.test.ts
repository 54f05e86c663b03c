import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Failpoint } from '#main/failpoint.ts';
import { readLedger } from '#main/practice/ledger-file.ts';
import { openDatabase } from '#main/store/database.ts';
import { seededRandom } from '#test/support/seeded-random.ts';
import { nodeBinary } from '../../scripts/lib/paths.mjs';
import { doubtful, readCampaign } from './judge.ts';
import { printTable } from './long.ts';
import { failing, follow, type PracticeProcess, type Run, startPracticeProcess } from './processes.ts';
import { severalCampaigns } from './several-plan.ts';
import { addToWay, emptyTally } from './tally.ts';

const kills = Math.ceil(Number(process.env.SLIPWAY_KILLS ?? 30) / 5);
const seed = Number(process.env.SLIPWAY_KILL_SEED ?? Date.now() % 1_000_000);
const points: readonly Failpoint[] = ['before-intent', 'after-intent', 'after-write', 'before-settle', 'in-fold'];

let dir: string;
let practice: PracticeProcess;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'slipway-several-'));
  practice = await startPracticeProcess(join(dir, 'ledger'));
});

afterAll(async () => {
  await practice.stop();
  rmSync(dir, { recursive: true, force: true });
});

function sender(what: 'prepare' | 'send', dataDir: string, failpoint: string | null = null): Run {
  const env = { ...process.env, SLIPWAY_API_KEY: practice.key, ...failing(failpoint) };
  const args = [join(import.meta.dirname, 'several-sender.ts'), what, dataDir, practice.url];
  return follow(spawn(nodeBinary(), args, { env, stdio: ['ignore', 'pipe', 'pipe'] }));
}

/** Everybody of a campaign and where they are, when nothing is left to fold. */
function statesOf(dataDir: string, name: string): ReadonlyMap<string, string> {
  const db = openDatabase(join(dataDir, 'slipway.db'), 'read');
  try {
    const rows = db.all<{ phone: string; state: string }>(
      'SELECT r.phone, r.state FROM recipients r JOIN campaigns c ON c.id = r.campaign_id WHERE c.name = ?',
      name,
    );
    return new Map(rows.map(({ phone, state }) => [phone.slice(1), state]));
  } finally {
    db.close();
  }
}

it(`three campaigns at once, killed ${kills} times (seed ${seed})`, { timeout: 60_000 + kills * 10_000 }, async () => {
  const random = seededRandom(seed);
  const tally = emptyTally();
  let struck = 0;
  for (let round = 0; struck < kills; round++) {
    const dataDir = join(dir, `data-${round}`);
    const before = readLedger(join(dir, 'ledger'));
    expect((await sender('prepare', dataDir).ended).code).toBe(0);
    for (;;) {
      const known = severalCampaigns.map(({ name }) => doubtful(readCampaign(dataDir, name)));
      await practice.configure({ latencyMs: random.int(1, 40) });
      const sends = await practice.sends();
      const atPoint = random.next() < 0.4 ? random.pick(points) : null;
      const run = sender('send', dataDir, atPoint === null ? null : `${atPoint}:${random.int(1, 20)}`);
      if (atPoint === null && struck < kills) {
        const after = random.int(1, 150);
        while (!run.isOver() && (await practice.sends()) < sends + after) await sleep(5);
        run.kill();
      }
      const end = await run.ended;
      if (end.signal !== 'SIGKILL') {
        expect(end.code, end.stderr).toBe(0);
        break;
      }
      severalCampaigns.forEach(({ name, concurrency, per }, i) => {
        const fresh = doubtful(readCampaign(dataDir, name)) - (known[i] ?? 0);
        expect(fresh, `${name} after ${atPoint ?? 'a kill'}`).toBeLessThanOrEqual(concurrency * per);
        const share = fresh / (concurrency * per);
        addToWay(tally.ways, `${name} (window ${concurrency} × ${per})`, {
          kills: 1,
          doubts: fresh,
          largestShare: share,
        });
      });
      struck++;
    }
    const ledger = readLedger(join(dir, 'ledger'));
    for (const { name, digits } of severalCampaigns) {
      const states = statesOf(dataDir, name);
      expect([...states.keys()].sort()).toEqual([...digits].sort());
      for (const [person, state] of states) {
        const times = (ledger.get(person) ?? 0) - (before.get(person) ?? 0);
        if (state === 'accepted') expect(times, person).toBe(1);
        else expect([state, times <= 1], person).toEqual(['in_doubt', true]);
        tally.inDoubt += state === 'in_doubt' ? 1 : 0;
      }
      tally.people += states.size;
    }
    tally.campaigns += severalCampaigns.length;
  }
  printTable(
    `Several campaigns at once (seed ${seed}): ${struck} kills, ${tally.people} people, ${tally.inDoubt} in doubt`,
    ['campaign', 'killed', 'put in doubt', 'most at once, of its window'],
    [...tally.ways].map(([way, { kills: times, doubts, largestShare }]) => {
      return [way, times, doubts, `${Math.round(largestShare * 100)} %`];
    }),
  );
  expect(tally.inDoubt).toBeGreaterThan(0);
});
