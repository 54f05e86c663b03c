import type { Instant } from '#core/kernel/clock.ts';
import type { CampaignId, RecipientId, RequestId } from '#core/kernel/ids.ts';
import { assertMove, type RecipientState } from '#core/outbox/states.ts';
import type { Settlement } from '#core/sending/outbox-port.ts';
import { failpoint } from '../failpoint.ts';
import type { Bind, Db } from './database.ts';
import { manyRows } from './many-rows.ts';
import { clearSteps, type JournalStep, readSteps } from './outbox-journal.ts';
import { applyWaitingReceipts } from './receipt-matching.ts';
import { addRequests, moveCount } from './recipient-counts.ts';

/** Where a person came from and where they are at the end of the steps. */
interface Course {
  readonly from: RecipientState;
  state: RecipientState;
  requestId: RequestId | null;
  words: string | null;
  movedAt: Instant | null;
}

/** Of an attempt's row in `requests`, but for its id. */
export const attemptColumns = [
  'campaign_id',
  'claimed_at',
  'people',
  'recipient_id',
  'settled_at',
  'outcome',
  'http_status',
  'message_id',
  'words',
  'reply',
] as const;
const insertAttempts = manyRows(
  1 + attemptColumns.length,
  (rows) => `INSERT INTO requests (id, ${attemptColumns.join(', ')}) VALUES ${rows}`,
);
const updatePeople = manyRows(
  5,
  (rows) => `UPDATE recipients
             SET state = c.column2, request_id = COALESCE(c.column3, request_id), words = c.column4, moved_at = c.column5
             FROM (VALUES ${rows}) AS c WHERE recipients.id = c.column1`,
);

/**
 * Brings the tables to where the journal is, and empties it, in the caller's transaction. Whoever was claimed and settled
 * in between changes their row once.
 *
 * @param steps all that the journal holds
 */
export function foldSteps(db: Db, steps: readonly JournalStep[]): void {
  for (const [campaignId, own] of byCampaign(steps)) foldCampaign(db, campaignId, own);
  failpoint('in-fold');
  clearSteps(db);
}

/** Brings in what a process that ended left in the journal. */
export function foldJournal(db: Db): void {
  const steps = readSteps(db);
  if (steps.length > 0) db.transaction(() => foldSteps(db, steps));
}

function foldCampaign(db: Db, campaignId: CampaignId, steps: readonly JournalStep[]): void {
  const settled = steps.flatMap((step) => step.settled);
  writeAttempts(db, campaignId, settled);
  const moves = new Map<string, number>();
  const people: Bind[][] = [];
  for (const [id, { from, state, requestId, words, movedAt }] of follow(steps)) {
    people.push([id, state, requestId, words, movedAt]);
    const move = `${from} ${state}`;
    moves.set(move, (moves.get(move) ?? 0) + 1);
  }
  updatePeople(db, people);
  for (const [move, moved] of moves) {
    const [from, to] = move.split(' ') as [RecipientState, RecipientState];
    moveCount(db, campaignId, from, to, moved);
  }
  const requests = steps.reduce((sum, { claims }) => sum + claims.length, 0);
  addRequests(db, campaignId, requests);
  applyEarlyReceipts(db, settled);
}

/** Every person's course through the steps; each move is looked up among the legal ones. */
function follow(steps: readonly JournalStep[]): Map<RecipientId, Course> {
  const courses = new Map<RecipientId, Course>();
  const go = (id: RecipientId, from: RecipientState, to: Omit<Course, 'from'>): void => {
    const course = courses.get(id);
    if (course !== undefined && course.state !== from)
      throw new Error(`recipient ${id} is ${course.state}, not ${from}`);
    assertMove(from, to.state, to.state === 'suppressed' || to.state === 'expired' ? 'gate' : 'sender');
    courses.set(id, { from: course?.from ?? from, ...to });
  };
  for (const { at, settled, claims, refused } of steps) {
    for (const { people, requestId, state, words, at: moment } of settled) {
      const movedAt = state === 'queued' ? null : moment;
      for (const id of people) go(id, 'sending', { state, requestId, words, movedAt });
    }
    for (const { id, as } of refused) go(id, 'queued', { state: as, requestId: null, words: null, movedAt: at });
    for (const { people, requestId } of claims) {
      for (const id of people) go(id, 'queued', { state: 'sending', requestId, words: null, movedAt: at });
    }
  }
  return courses;
}

function writeAttempts(db: Db, campaignId: CampaignId, settled: readonly Settlement[]): void {
  insertAttempts(
    db,
    settled.map(({ requestId, claimedAt, people, at, state, httpStatus, messageId, words, reply }) => {
      const person = people.length === 1 ? (people[0] ?? null) : null;
      return [requestId, campaignId, claimedAt, people.length, person, at, state, httpStatus, messageId, words, reply];
    }),
  );
}

/** Receipts may overtake the reply that names their message. */
function applyEarlyReceipts(db: Db, settled: readonly Settlement[]): void {
  if (db.get('SELECT 1 FROM receipts WHERE request_id IS NULL LIMIT 1') === undefined) return;
  for (const { messageId } of settled) if (messageId !== null) applyWaitingReceipts(db, messageId);
}

function byCampaign(steps: readonly JournalStep[]): Map<CampaignId, JournalStep[]> {
  const groups = new Map<CampaignId, JournalStep[]>();
  for (const step of steps) {
    const group = groups.get(step.campaignId);
    if (group === undefined) groups.set(step.campaignId, [step]);
    else group.push(step);
  }
  return groups;
}
