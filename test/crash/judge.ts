import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { CampaignId } from '#core/kernel/ids.ts';
import { openDatabase } from '#main/store/database.ts';
import { readSteps } from '#main/store/outbox-journal.ts';

/** A campaign as the data folder has it at this moment, journal included; read between two runs, when nobody writes. */
export interface OnDisk {
  readonly id: CampaignId;
  readonly state: string;
  readonly sealed: number;
  readonly people: Readonly<Record<string, number>>;
}

/** The campaign of this name made last, drafts included; null when there is none. */
export function readCampaign(dataDir: string, name: string): OnDisk | null {
  const path = join(dataDir, 'slipway.db');
  if (!existsSync(path)) return null;
  const db = openDatabase(path, 'read');
  try {
    if (db.get("SELECT 1 FROM sqlite_schema WHERE name = 'outbox_journal'") === undefined) return null;
    const campaign = db.get<Omit<OnDisk, 'people'>>(
      'SELECT id, state, sealed FROM campaigns WHERE name = ? ORDER BY id DESC LIMIT 1',
      name,
    );
    if (campaign === undefined) return null;
    const rows = db.all<{ id: number; state: string }>(
      'SELECT id, state FROM recipients WHERE campaign_id = ?',
      campaign.id,
    );
    const states = new Map(rows.map(({ id, state }) => [id, state]));
    // What was committed and not folded: the next start finds it there, and so do we.
    for (const { campaignId, settled, claims, refused } of readSteps(db)) {
      if (campaignId !== campaign.id) continue;
      for (const { people, state } of settled) for (const id of people) states.set(id, state);
      for (const { id, as } of refused) states.set(id, as);
      for (const { people } of claims) for (const id of people) states.set(id, 'sending');
    }
    const people: Record<string, number> = {};
    for (const state of states.values()) people[state] = (people[state] ?? 0) + 1;
    return { ...campaign, people };
  } finally {
    db.close();
  }
}

/** Whom nobody can say anything certain about: written down as being sent, or already as in doubt. */
export function doubtful(campaign: OnDisk | null): number {
  return campaign === null ? 0 : (campaign.people.sending ?? 0) + (campaign.people.in_doubt ?? 0);
}

/** The object a command prints with `--json`, as far as it is judged. */
export interface Summary {
  readonly campaign: number;
  readonly state: string;
  readonly sealed: number;
  readonly queued: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly inDoubt: number;
  readonly cancelled: number;
  readonly expired: number;
  readonly suppressed: number;
  readonly skipped: { readonly invalid: number; readonly duplicate: number; readonly suppressed: number };
}

export interface Case {
  readonly expected: readonly string[];
  readonly skipped: { readonly invalid: number; readonly duplicate: number };
  readonly summary: Summary;
  readonly exitCode: number | null;
  /** Recipient (digits) → state, as the results file says; one entry a row. */
  readonly results: readonly (readonly [string, string])[];
  /** Recipient (digits) → times accepted, as the service says. */
  readonly ledger: ReadonlyMap<string, number>;
}

/** Everything that is wrong with a finished campaign, in words; empty when the promises were kept. */
export function judgeCampaign(found: Case): readonly string[] {
  const { summary, ledger } = found;
  const problems: string[] = [];
  const check = (holds: boolean, words: string): void => {
    if (!holds) problems.push(words);
  };
  const states = new Map(found.results);
  check(states.size === found.results.length, 'somebody is twice in the results');
  for (const digits of found.expected) {
    const state = states.get(digits);
    const times = ledger.get(digits) ?? 0;
    check(state !== undefined, `${digits} is lost`);
    check(state === 'accepted' || state === 'in_doubt', `${digits} ended as ${state}`);
    check(times <= 1, `${digits} was accepted ${times} times`);
    check(state !== 'accepted' || times > 0, `${digits} counts as accepted, and the service never saw them`);
    check(times === 0 || state === 'accepted' || state === 'in_doubt', `${digits} went out and counts as ${state}`);
  }
  check(
    states.size === found.expected.length,
    `${states.size} people in the results, ${found.expected.length} in the file`,
  );

  const count = (wanted: string): number => found.results.filter(([, state]) => state === wanted).length;
  check(summary.state === 'finished', `the campaign is ${summary.state}`);
  check(summary.sealed === found.expected.length, `${summary.sealed} sealed of ${found.expected.length}`);
  check(summary.accepted === count('accepted'), 'the summary and the results disagree on who was accepted');
  check(summary.inDoubt === count('in_doubt'), 'the summary and the results disagree on who is in doubt');
  const { queued, accepted, rejected, inDoubt, cancelled, expired, suppressed } = summary;
  const sum = queued + accepted + rejected + inDoubt + cancelled + expired + suppressed;
  check(sum === summary.sealed, `the states add up to ${sum}, not to ${summary.sealed}`);
  const { invalid, duplicate } = summary.skipped;
  check(invalid === found.skipped.invalid, `${invalid} invalid rows, not ${found.skipped.invalid}`);
  check(duplicate === found.skipped.duplicate, `${duplicate} repeated rows, not ${found.skipped.duplicate}`);
  check(found.exitCode === (inDoubt > 0 ? 2 : 0), `exit code ${found.exitCode} with ${inDoubt} in doubt`);
  return problems;
}

/** The first two columns of a results file: neither is ever quoted, and no cell here holds a line break. */
export function parseResults(text: string): readonly (readonly [string, string])[] {
  const [header = '', ...lines] = text.trim().split('\r\n');
  if (!header.startsWith('recipient,state,')) throw new Error(`not a results file: ${header}`);
  return lines.map((line) => line.split(',').slice(0, 2) as [string, string]);
}
