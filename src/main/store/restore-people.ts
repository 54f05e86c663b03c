import type { CampaignState } from '#core/campaigns/campaign.ts';
import type { Instant } from '#core/kernel/clock.ts';
import type { CampaignId, RecipientId } from '#core/kernel/ids.ts';
import { stateAfterRestore } from '#core/outbox/after-restore.ts';
import { type RecipientState, recipientStates, type UnsettledState, unsettledStates } from '#core/outbox/states.ts';
import type { Bind, Db } from './database.ts';
import { attemptColumns } from './outbox-fold.ts';
import { addRequests, countMove } from './recipient-counts.ts';

/** The file that a backup replaces, as far as it can be read. */
export interface Present {
  readonly db: Db;
  /** Whole in every check: what it says about who waits is certain. */
  readonly whole: boolean;
}

export interface PeopleAfterRestore {
  /** Campaigns that could have gone on after the backup: they stand still now. */
  readonly paused: number;
  /** People nobody can say anything certain about. */
  readonly inDoubt: number;
  /** People of whom the replaced file said what became of them. */
  readonly settled: number;
  /** Sealed after the backup, and so not in it. */
  readonly lost: readonly string[];
}

interface CampaignKey {
  readonly id: CampaignId;
  readonly name: string;
  readonly state: CampaignState;
  readonly digest: string | null;
  readonly sealed_at: number | null;
}

interface Unsettled {
  readonly id: RecipientId;
  readonly phone: string;
  readonly state: UnsettledState;
}

interface Since {
  readonly id: RecipientId;
  readonly phone: string;
  readonly state: RecipientState;
  readonly words: string | null;
  readonly moved_at: number | null;
  readonly resolved_by: string | null;
  readonly request_id: number | null;
}

type Attempt = Readonly<Record<string, Bind>>;

const pageRows = 500;
const campaignColumns = 'id, name, state, digest, sealed_at';
const sinceColumns = 'id, phone, state, words, moved_at, resolved_by, request_id';
const mayGoOn: readonly CampaignState[] = ['sealed', 'scheduled', 'running', 'paused'];

/**
 * Makes a restored file safe to send from. It knows nothing of what was sent after it was made, so whoever it has waiting moves to
 * what the replaced file says of them, and to doubt where that says nothing; campaigns that could go on stand still.
 */
export function settleAfterRestore(db: Db, present: Present | null, now: Instant): PeopleAfterRestore {
  const ours = db.all<CampaignKey>(
    `SELECT ${campaignColumns} FROM campaigns WHERE state NOT IN ('draft', 'cancelled') ORDER BY id`,
  );
  const theirs = present === null ? [] : readable(() => sealedCampaigns(present.db), []);
  const twinOf = (one: CampaignKey) =>
    theirs.find(({ id, digest, sealed_at }) => id === one.id && digest === one.digest && sealed_at === one.sealed_at);
  const total = { paused: 0, inDoubt: 0, settled: 0 };
  db.transaction(() => {
    if (present !== null) keepOptOuts(db, present.db);
    for (const campaign of ours) {
      const known = twinOf(campaign) === undefined ? null : present;
      const moved = settlePeople(db, known, campaign.id, now);
      const stands = mayGoOn.includes(campaign.state);
      if (stands) pause(db, campaign.id, now);
      if (stands || moved.inDoubt + moved.settled > 0) log(db, campaign.id, now, moved);
      total.paused += stands ? 1 : 0;
      total.inDoubt += moved.inDoubt;
      total.settled += moved.settled;
    }
  });
  const lost = theirs.filter((one) => !ours.some((our) => our.id === one.id && our.digest === one.digest));
  return { ...total, lost: lost.map(({ name }) => name) };
}

function sealedCampaigns(db: Db): CampaignKey[] {
  return db.all<CampaignKey>(`SELECT ${campaignColumns} FROM campaigns WHERE state <> 'draft' ORDER BY id`);
}

function settlePeople(db: Db, present: Present | null, campaignId: CampaignId, now: Instant) {
  const moves = new Map<string, number>();
  const attempts = new Map<number, number | null>();
  for (let after = 0; ; ) {
    const page = db.all<Unsettled>(
      `SELECT id, phone, state FROM recipients
       WHERE campaign_id = ? AND id > ? AND state IN (${unsettledStates.map((state) => `'${state}'`).join(', ')})
       ORDER BY id LIMIT ${pageRows}`,
      campaignId,
      after,
    );
    if (page.length === 0) break;
    const since = present === null ? new Map<number, Since>() : whatBecameOf(present.db, page);
    for (const person of page) {
      const found = since.get(person.id);
      const known = found?.phone === person.phone && recipientStates.includes(found.state) ? found : null;
      const to = stateAfterRestore(person.state, known?.state ?? null, present?.whole ?? false);
      if (to === person.state) continue;
      const request = known === null || present === null ? null : takeAttempt(db, present.db, known, attempts);
      db.run(
        `UPDATE recipients SET state = ?, words = COALESCE(?, words), moved_at = ?, resolved_by = ?,
                request_id = COALESCE(?, request_id) WHERE id = ?`,
        to,
        known?.words ?? null,
        known?.moved_at ?? now,
        known?.resolved_by === 'person' || known?.resolved_by === 'receipt' ? known.resolved_by : null,
        request,
        person.id,
      );
      const move = `${person.state} ${to}`;
      moves.set(move, (moves.get(move) ?? 0) + 1);
    }
    after = page.at(-1)?.id ?? after;
  }
  const sum = { inDoubt: 0, settled: 0 };
  for (const [move, people] of moves) {
    const [from, to] = move.split(' ') as [UnsettledState, RecipientState];
    countMove(db, campaignId, from, to, 'restore', people);
    sum[to === 'in_doubt' ? 'inDoubt' : 'settled'] += people;
  }
  const taken = [...attempts.values()].filter((id) => id !== null).length;
  addRequests(db, campaignId, taken);
  return sum;
}

/** A page at a time; around a place that cannot be read, one by one. */
function whatBecameOf(present: Db, page: readonly Unsettled[]): Map<number, Since> {
  const [first, last] = [page[0]?.id ?? 0, page.at(-1)?.id ?? 0];
  const select = `SELECT ${sinceColumns} FROM recipients WHERE id BETWEEN ? AND ?`;
  const all = readable(() => present.all<Since>(select, first, last), null);
  const rows = all ?? page.flatMap(({ id }) => readable(() => present.all<Since>(select, id, id), []));
  return new Map(rows.map((row) => [row.id, row]));
}

/** Brings the attempt along that the replaced file knows a person by: receipts that come later find them. Answers its number here. */
function takeAttempt(db: Db, present: Db, { request_id: id }: Since, taken: Map<number, number | null>): number | null {
  if (id === null) return null;
  const before = taken.get(id);
  if (before !== undefined) return before;
  const columns = attemptColumns.join(', ');
  const attempt = readable(() => present.get<Attempt>(`SELECT ${columns} FROM requests WHERE id = ?`, id), undefined);
  if (attempt === undefined) taken.set(id, null);
  else if (isSame(db, id, attempt)) return id;
  else {
    const values = attemptColumns.map((column) => attempt[column] ?? null);
    const marks = columns.replace(/\w+/g, '?');
    taken.set(id, db.run(`INSERT INTO requests (${columns}) VALUES (${marks})`, ...values).id);
  }
  return taken.get(id) ?? null;
}

/** Numbers given out after the backup may be given out again from it. */
function isSame(db: Db, id: number, { campaign_id, claimed_at }: Attempt): boolean {
  const where = 'id = ? AND campaign_id = ? AND claimed_at = ?';
  return db.get(`SELECT 1 FROM requests WHERE ${where}`, id, campaign_id ?? null, claimed_at ?? null) !== undefined;
}

/** Whoever opted out after the backup stays so. */
function keepOptOuts(db: Db, present: Db): void {
  const rows = readable(
    () => present.all<{ phone: string; at: number; reason: string }>('SELECT phone, at, reason FROM suppressions'),
    [],
  );
  for (const { phone, at, reason } of rows) {
    db.run('INSERT INTO suppressions (phone, at, reason) VALUES (?, ?, ?) ON CONFLICT DO NOTHING', phone, at, reason);
  }
}

function pause(db: Db, id: CampaignId, now: Instant): void {
  db.run(
    `UPDATE campaigns SET state = 'paused', pause_reason = 'restored', pause_detail = NULL, updated_at = ? WHERE id = ?`,
    now,
    id,
  );
}

function log(
  db: Db,
  id: CampaignId,
  now: Instant,
  details: { readonly inDoubt: number; readonly settled: number },
): void {
  const line = JSON.stringify(details);
  db.run("INSERT INTO campaign_log (campaign_id, at, code, details) VALUES (?, ?, 'restored', ?)", id, now, line);
}

/** A damaged file is read where it lets itself be read. */
function readable<T, U>(read: () => T, otherwise: U): T | U {
  try {
    return read();
  } catch {
    return otherwise;
  }
}
