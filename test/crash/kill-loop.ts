import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { readLedger } from '#main/practice/ledger-file.ts';
import { type SeededRandom, seededRandom } from '#test/support/seeded-random.ts';
import { doubtful, judgeCampaign, type OnDisk, parseResults, readCampaign, type Summary } from './judge.ts';
import { type PeopleFile, writePeople } from './people.ts';
import { type Ended, type PracticeProcess, type Run, startCommand, startPracticeProcess } from './processes.ts';

export interface KillLoopOptions {
  readonly kills: number;
  /** In each campaign. */
  readonly people: number;
  readonly seed: number;
  readonly say: (line: string) => void;
}

export interface Verdict {
  readonly ok: boolean;
  readonly seed: number;
  readonly kills: number;
  /** How many of them struck while something was being sent, and how many before or while it began. */
  readonly killsInFlight: number;
  readonly killsAtStart: number;
  readonly campaigns: number;
  readonly people: number;
  readonly accepted: number;
  readonly inDoubt: number;
  /** Of those in doubt, the ones the service had taken. */
  readonly inDoubtAndSent: number;
  /** The most one kill put in doubt, as a share of its window: promised is 1 at most. */
  readonly largestShareOfWindow: number;
  readonly seconds: number;
  readonly problems: readonly string[];
}

/** When to kill: while people are being sent, or while the process is only just starting. */
type KillPlan =
  | { readonly kind: 'flight'; readonly afterSends: number; readonly waitMs: number }
  | { readonly kind: 'start'; readonly afterMs: number };

interface Loop {
  readonly options: KillLoopOptions;
  readonly random: SeededRandom;
  readonly practice: PracticeProcess;
  readonly dir: string;
  readonly dataDir: string;
  readonly ledgerDir: string;
  readonly problems: string[];
  readonly counts: {
    flight: number;
    start: number;
    campaigns: number;
    accepted: number;
    inDoubt: number;
    sent: number;
  };
  largestShare: number;
}

/** Kills the sender again and again at random moments, resumes it, and compares what it believes with the service's ledger. */
export async function killLoop(options: KillLoopOptions): Promise<Verdict> {
  const began = performance.now();
  const dir = mkdtempSync(join(tmpdir(), 'slipway-kill-loop-'));
  const ledgerDir = join(dir, 'ledger');
  const practice = await startPracticeProcess(ledgerDir);
  const loop: Loop = {
    options,
    random: seededRandom(options.seed),
    practice,
    dir,
    dataDir: join(dir, 'data'),
    ledgerDir,
    problems: [],
    counts: { flight: 0, start: 0, campaigns: 0, accepted: 0, inDoubt: 0, sent: 0 },
    largestShare: 0,
  };
  const { counts, problems } = loop;
  try {
    while (counts.flight + counts.start < options.kills && problems.length === 0) await runCampaign(loop);
    const repeated = [...readLedger(ledgerDir)].filter(([, times]) => times > 1);
    if (repeated.length > 0) problems.push(`${repeated.length} people got it more than once`);
  } finally {
    await practice.stop();
    if (problems.length === 0) rmSync(dir, { recursive: true, force: true });
    else options.say(`kept for a look: ${dir}`);
  }
  return {
    ok: problems.length === 0,
    seed: options.seed,
    kills: counts.flight + counts.start,
    killsInFlight: counts.flight,
    killsAtStart: counts.start,
    campaigns: counts.campaigns,
    people: counts.campaigns * options.people,
    accepted: counts.accepted,
    inDoubt: counts.inDoubt,
    inDoubtAndSent: counts.sent,
    largestShareOfWindow: loop.largestShare,
    seconds: Math.round((performance.now() - began) / 100) / 10,
    problems,
  };
}

/** One campaign from its file to its end, however often it is killed on the way. */
async function runCampaign(loop: Loop): Promise<void> {
  const { random, counts, dataDir, options, problems } = loop;
  const block = counts.campaigns++;
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
    const run = startCommand(
      [...argsFor(loop, campaign, file, name, per), '--concurrency', String(window)],
      loop.practice.key,
    );
    // A second kill follows at once, now and then: before the next run has found its feet.
    const plan: KillPlan | null = counts.flight + counts.start < options.kills ? planKill(loop, again) : null;
    again = plan?.kind === 'flight' && random.next() < 0.3;
    if (plan === null || !(await killed(run, plan, loop.practice, sends))) {
      await judge(loop, file, name, per, kills, await run.ended);
      return;
    }
    await run.ended;
    counts[plan.kind]++;
    kills++;
    campaign = sealedOnly(readCampaign(dataDir, name));
    const fresh = doubtful(campaign) - before;
    loop.largestShare = Math.max(loop.largestShare, fresh / (window * per));
    if (fresh > window * per) problems.push(`${name}: one kill put ${fresh} people in doubt at ${window} × ${per}`);
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
  if (again || random.next() < 0.2) return { kind: 'start', afterMs: random.int(20, 600) };
  return { kind: 'flight', afterSends: random.int(1, Math.max(2, options.people / 4)), waitMs: random.int(0, 40) };
}

/** Kills the run as planned; false when it was over before. */
async function killed(run: Run, plan: KillPlan, practice: PracticeProcess, sends: number): Promise<boolean> {
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
  const { counts, problems, options, dataDir } = loop;
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
  counts.accepted += accepted;
  counts.inDoubt += inDoubt;
  counts.sent += sent;
  options.say(
    `${name}: ${summary.sealed} people, ${per} a request, ${kills} kills: ${accepted} accepted, ` +
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

/** `node test/crash/kill-loop.ts [--kills N] [--people N] [--seed N] [--json]`, on a built app. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      kills: { type: 'string', default: '30' },
      people: { type: 'string', default: '150' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      json: { type: 'boolean', default: false },
    },
  });
  const say = (line: string): void => {
    process.stderr.write(`${line}\n`);
  };
  const [kills, people, seed] = [Number(values.kills), Number(values.people), Number(values.seed)];
  say(`${kills} kills, ${people} people a campaign, seed ${seed}`);
  const verdict = await killLoop({ kills, people, seed, say });
  const { problems, ...figures } = verdict;
  for (const problem of problems) say(`WRONG: ${problem}`);
  process.stdout.write(`${values.json ? JSON.stringify(verdict) : JSON.stringify(figures, null, 2)}\n`);
  process.exitCode = verdict.ok ? 0 : 1;
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) await main();
