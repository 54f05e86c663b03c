import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Failpoint } from '#main/failpoint.ts';
import { readLedger } from '#main/practice/ledger-file.ts';
import { type SeededRandom, seededRandom } from '#test/support/seeded-random.ts';
import { doubtful, judgeCampaign, type OnDisk, parseResults, readCampaign, type Summary } from './judge.ts';
import { type PeopleFile, writePeople } from './people.ts';
import {
  type Ended,
  failing,
  type PracticeProcess,
  type Run,
  startCommand,
  startPracticeProcess,
} from './processes.ts';
import { addKill, emptyTally, type KillPlan, type Tally, wayOf } from './tally.ts';

export interface KillLoopOptions {
  readonly kills: number;
  /** In each campaign. */
  readonly people: number;
  readonly seed: number;
  readonly say: (line: string) => void;
}

export interface Verdict {
  readonly tally: Tally;
  readonly problems: readonly string[];
}

/** Named points a sender comes by again and again; the others have their turn in `failpoints.test.ts`. */
const onTheWay: readonly Failpoint[] = [
  'before-intent',
  'after-intent',
  'after-write',
  'after-reply',
  'before-settle',
  'in-fold',
];

interface Loop {
  readonly options: KillLoopOptions;
  readonly random: SeededRandom;
  readonly practice: PracticeProcess;
  readonly dir: string;
  readonly dataDir: string;
  readonly ledgerDir: string;
  readonly problems: string[];
  readonly tally: Tally;
}

/** Kills the sender again and again, resumes it, and compares what it believes with the service's ledger. */
export async function killLoop(options: KillLoopOptions): Promise<Verdict> {
  const dir = mkdtempSync(join(tmpdir(), 'slipway-kill-loop-'));
  const ledgerDir = join(dir, 'ledger');
  const practice = await startPracticeProcess(ledgerDir);
  const random = seededRandom(options.seed);
  const loop: Loop = {
    ...{ options, random, practice, dir, ledgerDir },
    dataDir: join(dir, 'data'),
    problems: [],
    tally: emptyTally(),
  };
  const { tally, problems } = loop;
  try {
    while (tally.kills < options.kills && problems.length === 0) await runCampaign(loop);
    const repeated = [...readLedger(ledgerDir)].filter(([, times]) => times > 1);
    if (repeated.length > 0) problems.push(`${repeated.length} people got it more than once`);
  } finally {
    await practice.stop();
    if (problems.length === 0) rmSync(dir, { recursive: true, force: true });
    else options.say(`seed ${options.seed}: kept for a look: ${dir}`);
  }
  return { tally, problems };
}

/** One campaign from its file to its end, however often it is killed on the way. */
async function runCampaign(loop: Loop): Promise<void> {
  const { random, tally, dataDir, options, problems } = loop;
  const block = tally.campaigns++;
  const name = `campaign-${block}`;
  const file = writePeople(join(loop.dir, `${name}.csv`), block, options.people, random);
  const per = random.pick([1, 1, 5]);
  let campaign: OnDisk | null = null;
  let kills = 0;
  let again = false;
  for (;;) {
    const window = random.pick([1, 2, 4, 8, 16]);
    await loop.practice.configure({ latencyMs: random.int(2, 60) });
    const before = doubtful(campaign);
    const sends = await loop.practice.sends();
    // A second kill follows at once, now and then: before the next run has found its feet.
    const plan: KillPlan | null = tally.kills < options.kills ? planKill(loop, again) : null;
    const run = startCommand(
      [...argsFor(loop, campaign, file, name, per), '--concurrency', String(window)],
      loop.practice.key,
      failing(plan?.kind === 'failpoint' ? `${plan.name}:${plan.nth}` : null),
    );
    again = plan !== null && plan.kind !== 'start' && random.next() < 0.3;
    if (plan === null || !(await killed(run, plan, loop.practice, sends))) {
      await judge(loop, file, name, per, kills, await run.ended);
      return;
    }
    kills++;
    campaign = sealedOnly(readCampaign(dataDir, name));
    const fresh = doubtful(campaign) - before;
    addKill(tally, plan, fresh, window * per);
    if (fresh > window * per) problems.push(`${name}: ${wayOf(plan)} put ${fresh} in doubt at ${window} × ${per}`);
    if (campaign === null && ledgerOf(loop, file).size > 0) problems.push(`${name}: sent before it was sealed`);
    if (problems.length > 0) return;
  }
}

function argsFor(loop: Loop, campaign: OnDisk | null, file: PeopleFile, name: string, per: number): string[] {
  const common = ['--yes', '--json', '--data-dir', loop.dataDir, '--rate', String(loop.random.int(80, 400))];
  if (campaign !== null) return ['resume', String(campaign.id), ...common];
  // Only equal texts can share a request.
  const message = per === 1 ? 'Hello {{name|you}}, from {{city|here}}' : 'The office is closed on Friday.';
  const what = ['--csv', file.path, '--message', message, '--sender', 'Slipway', '--country', 'NL', '--name', name];
  return ['send', ...what, '--base-url', loop.practice.url, '--recipients-per-request', String(per), ...common];
}

function planKill({ random, options }: Loop, again: boolean): KillPlan {
  const dice = random.next();
  if (again || dice < 0.15) return { kind: 'start', afterMs: random.int(20, 1_500) };
  if (dice < 0.4) return { kind: 'failpoint', name: random.pick(onTheWay), nth: random.int(1, 12) };
  return { kind: 'flight', afterSends: random.int(1, Math.max(2, options.people / 4)), waitMs: random.int(0, 40) };
}

/** Waits for the kill as planned; false when the run was over before. */
async function killed(run: Run, plan: KillPlan, practice: PracticeProcess, sends: number): Promise<boolean> {
  if (plan.kind === 'failpoint') return (await run.ended).signal === 'SIGKILL';
  if (plan.kind === 'start') await Promise.race([sleep(plan.afterMs), run.ended]);
  else {
    while (!run.isOver() && (await practice.sends()) < sends + plan.afterSends) await sleep(5);
    await Promise.race([sleep(plan.waitMs), run.ended]);
  }
  if (run.isOver()) return false;
  run.kill();
  return (await run.ended).signal === 'SIGKILL';
}

/** A draft was never sealed: its sending begins anew. */
function sealedOnly(campaign: OnDisk | null): OnDisk | null {
  return campaign?.state === 'draft' ? null : campaign;
}

function ledgerOf(loop: Loop, file: PeopleFile): Map<string, number> {
  const ledger = readLedger(loop.ledgerDir);
  return new Map(file.digits.flatMap((digits) => (ledger.has(digits) ? [[digits, ledger.get(digits) ?? 0]] : [])));
}

async function judge(
  loop: Loop,
  file: PeopleFile,
  name: string,
  per: number,
  kills: number,
  end: Ended,
): Promise<void> {
  const { tally, problems, options, dataDir } = loop;
  const summary = lastObject(end.stdout);
  if (summary === null || summary.state !== 'finished') {
    problems.push(`${name} ended with code ${end.code} (${end.signal}): ${end.stdout}${end.stderr}`);
    return;
  }
  const out = join(loop.dir, `${name}-results.csv`);
  const id = String(summary.campaign);
  await startCommand(['results', id, '--out', out, '--data-dir', dataDir], loop.practice.key).ended;
  const results = parseResults(readFileSync(out, 'utf8'));
  const ledger = ledgerOf(loop, file);
  const found = judgeCampaign({ expected: file.digits, skipped: file, summary, exitCode: end.code, results, ledger });
  problems.push(...found.slice(0, 10).map((words) => `${name}: ${words}`));
  const { accepted, inDoubt } = summary;
  const sent = results.filter(([digits, state]) => state === 'in_doubt' && ledger.has(digits)).length;
  tally.people += summary.sealed;
  tally.accepted += accepted;
  tally.inDoubt += inDoubt;
  tally.inDoubtAndSent += sent;
  options.say(
    `seed ${options.seed}, ${name}: ${summary.sealed} people, ${per} a request, ${kills} kills: ${accepted} accepted, ` +
      `${inDoubt} in doubt (${sent} of them sent), ${ledger.size} in the ledger${found.length > 0 ? ' — WRONG' : ''}`,
  );
}

function lastObject(stdout: string): Summary | null {
  const line = stdout.trim().split('\n').at(-1) ?? '';
  try {
    return JSON.parse(line) as Summary;
  } catch {
    return null;
  }
}
