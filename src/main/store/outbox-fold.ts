import type { Instant } from '#core/kernel/clock.ts';
import type { CampaignId, RecipientId, RequestId } from '#core/kernel/ids.ts';
import { assertMove, type RecipientState } from '#core/outbox/states.ts';
import type { Settlement } from '#core/sending/outbox-port.ts';
import { failpoint } from '../failpoint.ts';
import type { Bind, Db } from './database.ts';
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

/** Attempts written by one statement: bounds the SQL, not the fold. */
const attemptsAtOnce = 50;
const attemptColumns =
  'id, campaign_id, claimed_at, people, recipient_id, settled_at, outcome, http_status, message_id, words, reply';
const attemptMarks = `(${attemptColumns.replace(/\w+/g, '?')})`;

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
  for (const [id, course] of follow(steps)) {
    db.run(
      'UPDATE recipients SET state = ?, request_id = COALESCE(?, request_id), words = ?, moved_at = ? WHERE id = ?',
      course.state,
      course.requestId,
      course.words,
      course.movedAt,
      id,
    );
    const move = `${course.from} ${course.state}`;
    moves.set(move, (moves.get(move) ?? 0) + 1);
  }
  for (const [move, people] of moves) {
    const [from, to] = move.split(' ') as [RecipientState, RecipientState];
    moveCount(db, campaignId, from, to, people);
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
  for (let from = 0; from < settled.length; from += attemptsAtOnce) {
    const slice = settled.slice(from, from + attemptsAtOnce);
    const values: Bind[] = [];
    for (const { requestId, claimedAt, people, at, state, httpStatus, messageId, words, reply } of slice) {
      const person = people.length === 1 ? (people[0] ?? null) : null;
      values.push(
        requestId,
        campaignId,
        claimedAt,
        people.length,
        person,
        at,
        state,
        httpStatus,
        messageId,
        words,
        reply,
      );
    }
    const marks = new Array<string>(slice.length).fill(attemptMarks).join(', ');
    db.runMany(`INSERT INTO requests (${attemptColumns}) VALUES ${marks}`, values);
  }
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
