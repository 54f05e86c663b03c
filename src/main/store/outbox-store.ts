import type { CampaignId } from '#core/kernel/ids.ts';
import type { ClaimedRequest, OutboxAnswer, OutboxStep, Settlement } from '#core/sending/outbox-port.ts';
import { failpoint } from '../failpoint.ts';
import type { Db } from './database.ts';
import { lastRequest } from './last-request.ts';
import type { ClaimMark } from './open-marks.ts';
import { foldSteps } from './outbox-fold.ts';
import { appendSteps, isJournalEmpty, type JournalStep, readSteps } from './outbox-journal.ts';
import { OutboxLine } from './outbox-line.ts';
import { packAnswers, unpackSteps } from './outbox-wire.ts';

/** Claims and answers in the journal that are folded without waiting: bounds the memory, and how long a fold takes. */
const foldAt = 4_096;
/** How far the tables may lag behind, for whoever reads them beside the writer. */
const foldAfterMs = 100;

/**
 * The durable queue. A step is one row of a journal and one fsync; the tables follow, many steps at a time and without
 * an fsync of their own, because the journal still has what a power cut would take from them. Why: `docs/decisions/0011`.
 *
 * @param mark told which requests are about to leave; none for whoever only reads
 */
export function createOutboxStore(db: Db, mark: ClaimMark | null = null) {
  const lines = new Map<CampaignId, OutboxLine>();
  /** On disk in the journal, not in the tables. Null: not read yet, so a process that ended may have left some. */
  let pending: readonly JournalStep[] | null = null;
  let nextRequest = 0;
  /** What `total_changes` said after our own last write: any other number means that somebody else has written. */
  let stamp = -1;
  /** A fold is planned: behind this answer, or within `foldAfterMs`. */
  let foldsNow = false;
  let foldsLater = false;

  const changes = (): number => db.get<{ n: number }>('SELECT total_changes() AS n')?.n ?? 0;

  /** Brings the tables to where the journal is. Everybody but the outbox calls it before they read or write. */
  const fold = (): void => {
    // A connection that only reads finds what the writer has folded, which is all there is a moment later.
    const steps = pending ?? (db.mode === 'read' ? [] : readSteps(db));
    if (steps.length > 0) {
      // Others may have written since the lines were made; folding must not make that look like our own doing.
      const untouched = stamp === changes();
      db.step(() => foldSteps(db, steps));
      if (untouched) stamp = changes();
    }
    if (pending === null) nextRequest = lastRequest(db) + 1;
    pending = [];
  };

  const foldQuietly = (): void => {
    // A disk that takes nothing is told to whoever asks next: the step fails, and nothing is sent.
    try {
      fold();
    } catch {}
  };

  /** Behind the answer that is on its way: while the requests leave, there is nothing else to do here. */
  const foldSoon = (): void => {
    const waiting = (pending ?? []).reduce((sum, { claims, settled }) => sum + claims.length + settled.length, 0);
    if (waiting >= foldAt && !foldsNow) {
      foldsNow = true;
      setImmediate(() => {
        foldsNow = false;
        foldQuietly();
      });
    }
    if (waiting === 0 || foldsLater) return;
    foldsLater = true;
    setTimeout(() => {
      foldsLater = false;
      foldQuietly();
    }, foldAfterMs).unref();
  };

  const line = (id: CampaignId): OutboxLine => {
    const known = lines.get(id) ?? new OutboxLine(db, id);
    lines.set(id, known);
    return known;
  };

  const append = (step: JournalStep): void => {
    const { settled, claims, refused } = step;
    if (settled.length + claims.length + refused.length === 0) return;
    appendSteps(db, [step]);
    if (claims.length > 0) failpoint('before-intent');
    if (settled.length > 0) failpoint('before-settle');
    pending = [...(pending ?? []), step];
  };

  const settle = (step: OutboxStep): readonly Settlement[] => {
    const settled = line(step.campaignId).settle(step.settled);
    if (settled.every(({ state }) => state !== 'queued')) return settled;
    // Somebody waits again, in their old place: the line is made anew from the tables, which must know it first.
    append({ campaignId: step.campaignId, at: step.now, settled, claims: [], refused: [] });
    fold();
    lines.delete(step.campaignId);
    return [];
  };

  const take = (step: OutboxStep): OutboxAnswer => {
    const settled = settle(step);
    const { requests, refused, damaged } = line(step.campaignId).claim(step, nextRequest);
    nextRequest += requests.length;
    append({ campaignId: step.campaignId, at: step.now, settled, claims: requests.map(claimOf), refused });
    return { claimed: requests, counts: line(step.campaignId).counts, damaged };
  };

  const store = {
    /** Steps of several campaigns, all on disk together or none: one fsync serves them all. Answers in their order. */
    exchange(steps: readonly OutboxStep[]): readonly OutboxAnswer[] {
      if (stamp !== changes()) {
        fold();
        lines.clear();
      }
      const before = { pending, nextRequest };
      try {
        const answers = db.transaction(() => steps.map(take));
        stamp = changes();
        if (answers.some(({ claimed }) => claimed.length > 0)) failpoint('after-intent');
        // Committed, and not yet on its way. Only what was: numbers that were taken back must not stand in the mark.
        if (nextRequest > before.nextRequest) mark?.note(nextRequest - 1);
        foldSoon();
        return answers;
      } catch (thrown) {
        ({ pending, nextRequest } = before);
        lines.clear();
        stamp = -1;
        throw thrown;
      }
    },
    /** The same for whoever asks from another thread (`outbox-wire.ts`). */
    exchangePacked: (steps: string): string => packAnswers(store.exchange(unpackSteps(steps))),
    fold,
    /** Whether the tables know every step. */
    isFolded: (): boolean => isJournalEmpty(db),
  };
  return store;
}

export type OutboxStore = ReturnType<typeof createOutboxStore>;

function claimOf({ requestId, recipients }: ClaimedRequest): JournalStep['claims'][number] {
  return { requestId, people: recipients.map(({ id }) => id) };
}
