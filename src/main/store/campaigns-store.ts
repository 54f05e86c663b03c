import type { AccountKind } from '#core/accounts/account-kind.ts';
import {
  type Campaign,
  type CampaignPlan,
  type CampaignState,
  endedWithWindow,
  isUnsent,
  type LogCode,
  type LogLine,
  type PauseReason,
} from '#core/campaigns/campaign.ts';
import type { Instant } from '#core/kernel/clock.ts';
import { type ErrorDetails, fail } from '#core/kernel/errors.ts';
import type { AccountId, CampaignId, RecipientId } from '#core/kernel/ids.ts';
import type { DoubtDecision, RecipientState } from '#core/outbox/states.ts';
import { type CampaignRow, campaignFromRow, planColumns, planValues } from './campaign-rows.ts';
import type { Db } from './database.ts';
import { idAboveFloor, keepIdFloors } from './id-floors.ts';
import { countMove } from './recipient-counts.ts';
import { createRecipientLists } from './recipient-lists.ts';

/** What `move` may change besides the state. */
export interface CampaignMove {
  readonly pauseReason?: PauseReason | null;
  readonly pauseDetail?: string | null;
  readonly startedAt?: Instant;
  readonly finishedAt?: Instant | null;
  /** Seconds to add to the time spent sending. */
  readonly seconds?: number;
}

/** States a campaign may leave for another; everything else is refused with `wrong_state`. */
const nextStates: Readonly<Record<CampaignState, readonly CampaignState[]>> = {
  draft: [],
  sealed: ['running', 'scheduled', 'paused', 'cancelled'],
  scheduled: ['running', 'paused', 'cancelled'],
  running: ['paused', 'finished', 'cancelled'],
  paused: ['running', 'scheduled', 'paused', 'cancelled', 'finished'],
  // People who were sent again by hand bring a finished campaign back.
  finished: ['running', 'paused'],
  cancelled: [],
};

/** Whom a person decides about: all, those of whom the same was seen, those of one earlier decision, or those they name. */
export type Doubtful = 'all' | { readonly seen: string } | { readonly decidedAt: Instant } | readonly RecipientId[];

function whoIs(who: Doubtful): readonly [condition: string, ...values: (string | number)[]] {
  if (who === 'all') return [''];
  if ('seen' in who) return ["AND COALESCE(words, '') = ?", who.seen];
  if ('decidedAt' in who) return ['AND moved_at = ?', who.decidedAt];
  return ['AND id IN (SELECT value FROM json_each(?))', JSON.stringify(who)];
}

const decisions = {
  went: { from: 'in_doubt', to: 'marked_sent', code: 'resolved' },
  again: { from: 'in_doubt', to: 'queued', code: 'requeued' },
  reopen: { from: 'marked_sent', to: 'in_doubt', code: 'reopened' },
} as const satisfies Readonly<Record<DoubtDecision, { from: RecipientState; to: RecipientState; code: LogCode }>>;

export function createCampaignsStore(db: Db) {
  const get = (id: CampaignId): Campaign => {
    const row = db.get<CampaignRow>('SELECT * FROM campaigns WHERE id = ?', id);
    if (row === undefined) fail('not_found', `no campaign ${id}`, { what: 'campaign' });
    return campaignFromRow(db, row);
  };
  const log = (id: CampaignId, at: Instant, code: LogCode, details: ErrorDetails): void => {
    db.run(
      'INSERT INTO campaign_log (campaign_id, at, code, details) VALUES (?, ?, ?, ?)',
      id,
      at,
      code,
      JSON.stringify(details),
    );
  };
  const move = (id: CampaignId, to: CampaignState, now: Instant, change: CampaignMove = {}): Campaign =>
    db.transaction(() => {
      const campaign = get(id);
      if (campaign.state !== to && !nextStates[campaign.state].includes(to)) {
        fail('wrong_state', `campaign ${id} is ${campaign.state}, not on the way to ${to}`, {
          what: 'campaign',
          state: campaign.state,
        });
      }
      db.run(
        `UPDATE campaigns SET state = ?, pause_reason = ?, pause_detail = ?, started_at = COALESCE(started_at, ?),
                finished_at = ?, seconds = seconds + ?, updated_at = ? WHERE id = ?`,
        to,
        to === 'paused' ? (change.pauseReason ?? null) : null,
        to === 'paused' ? (change.pauseDetail ?? null) : null,
        change.startedAt ?? null,
        change.finishedAt ?? null,
        change.seconds ?? 0,
        now,
        id,
      );
      return get(id);
    });

  return {
    get,
    log,
    move,
    /** The one made last; null when there is none. Drafts and test sends do not count. */
    last: (): Campaign | null => {
      const row = db.get<CampaignRow>(
        "SELECT * FROM campaigns WHERE state <> 'draft' AND test = 0 ORDER BY id DESC LIMIT 1",
      );
      return row === undefined ? null : campaignFromRow(db, row);
    },
    /** Campaigns in these states, or in any, on accounts of this kind, or of both; newest first. Test sends are not among them. */
    list(states: readonly CampaignState[] | null, offset: number, limit: number, kind: AccountKind | null = null) {
      const condition = `WHERE test = 0
        ${states === null ? '' : 'AND state IN (SELECT value FROM json_each(?))'}
        ${kind === null ? '' : 'AND account_id IN (SELECT id FROM accounts WHERE kind = ?)'}`;
      const values = [...(states === null ? [] : [JSON.stringify(states)]), ...(kind === null ? [] : [kind])];
      const total = db.get<{ n: number }>(`SELECT count(*) AS n FROM campaigns ${condition}`, ...values)?.n ?? 0;
      const rows = db.all<CampaignRow>(
        `SELECT * FROM campaigns ${condition} ORDER BY updated_at DESC, id DESC LIMIT ? OFFSET ?`,
        ...values,
        limit,
        offset,
      );
      return { total, rows: rows.map((row) => campaignFromRow(db, row)) };
    },
    /** A new draft; with `test`, of a test send, which no list shows. */
    create(plan: CampaignPlan, now: Instant, test = false): Campaign {
      const marks = planValues(plan).map(() => '?');
      const { id } = db.run(
        `INSERT INTO campaigns (id, ${planColumns}, test, state, created_at, updated_at)
         VALUES (?, ${marks.join(', ')}, ?, 'draft', ?, ?)`,
        idAboveFloor(db, 'campaigns'),
        ...planValues(plan),
        Number(test),
        now,
        now,
      );
      return get(id as CampaignId);
    },
    update(id: CampaignId, plan: CampaignPlan, now: Instant): Campaign {
      const columns = planColumns.split(',').map((column) => `${column.trim()} = ?`);
      const { changes } = db.run(
        `UPDATE campaigns SET ${columns.join(', ')}, updated_at = ? WHERE id = ? AND state = 'draft'`,
        ...planValues(plan),
        now,
        id,
      );
      if (changes === 0) fail('wrong_state', `campaign ${id} is sealed`, { what: 'campaign', state: get(id).state });
      return get(id);
    },
    /** What may still change after sealing: where it goes and how fast. */
    retune(
      id: CampaignId,
      change: { readonly accountId?: AccountId; readonly ratePerSecond?: number; readonly concurrency?: number },
    ): Campaign {
      db.run(
        `UPDATE campaigns SET account_id = COALESCE(?, account_id), rate_per_second = COALESCE(?, rate_per_second),
                concurrency = COALESCE(?, concurrency) WHERE id = ?`,
        change.accountId ?? null,
        change.ratePerSecond ?? null,
        change.concurrency ?? null,
        id,
      );
      return get(id);
    },
    /** Drafts, and sealed campaigns of which nothing was sent: anything else is history. */
    remove(id: CampaignId): void {
      db.transaction(() => {
        if (get(id).state !== 'draft') refuseBegun(id);
        keepIdFloors(db);
        db.run('DELETE FROM campaigns WHERE id = ?', id);
      });
    },
    /**
     * Makes a draft of a sealed campaign again, with the plan as it is; the frozen texts go.
     *
     * @throws `wrong_state` when anything was sent, or is about to be
     */
    unseal(id: CampaignId, now: Instant): Campaign {
      return db.transaction(() => {
        refuseBegun(id);
        keepIdFloors(db);
        for (const table of ['recipients', 'texts', 'campaign_counts']) {
          db.run(`DELETE FROM ${table} WHERE campaign_id = ?`, id);
        }
        db.run(
          `UPDATE campaigns SET state = 'draft', pause_reason = NULL, pause_detail = NULL, sealed = 0, digest = NULL,
                  skipped_invalid = 0, skipped_duplicate = 0, skipped_suppressed = 0, sealed_at = NULL, updated_at = ?
           WHERE id = ?`,
          now,
          id,
        );
        log(id, now, 'unsealed', {});
        return get(id);
      });
    },
    /** Everyone still waiting becomes `cancelled`; whoever was sent stays as they are. */
    cancel(id: CampaignId, now: Instant): Campaign {
      return db.transaction(() => {
        const moved = db.run(
          "UPDATE recipients SET state = 'cancelled', moved_at = ? WHERE campaign_id = ? AND state = 'queued'",
          now,
          id,
        ).changes;
        countMove(db, id, 'queued', 'cancelled', 'person', moved);
        log(id, now, 'cancelled', { people: moved });
        return move(id, 'cancelled', now, { finishedAt: now });
      });
    },
    /**
     * At start nobody is being sent: whoever says `sending` was cut off, and we cannot know. Answers the campaigns that
     * the end of the app interrupted, whether it was closed or cut off: those are to go on.
     */
    recover(now: Instant): readonly Campaign[] {
      return db.transaction(() => {
        db.run(
          `INSERT INTO requests (id, campaign_id, claimed_at, people, recipient_id, settled_at, outcome)
           SELECT request_id, campaign_id, min(moved_at), count(*), CASE count(*) WHEN 1 THEN min(id) END, ?, 'in_doubt'
           FROM recipients WHERE state = 'sending' GROUP BY request_id`,
          now,
        );
        const cut = db.all<{ campaign_id: CampaignId; people: number }>(
          "SELECT campaign_id, count(*) AS people FROM recipients WHERE state = 'sending' GROUP BY campaign_id",
        );
        for (const { campaign_id, people } of cut) {
          db.run(
            "UPDATE recipients SET state = 'in_doubt', moved_at = ? WHERE campaign_id = ? AND state = 'sending'",
            now,
            campaign_id,
          );
          countMove(db, campaign_id, 'sending', 'in_doubt', 'sender', people);
        }
        const running = db.all<{ id: CampaignId }>("SELECT id FROM campaigns WHERE state = 'running' ORDER BY id");
        for (const { id } of running) {
          const campaign = move(id, 'paused', now, { pauseReason: 'interrupted' });
          const done = campaign.sealed - campaign.counts.queued;
          log(id, now, 'recovered', { done, sealed: campaign.sealed, inDoubt: campaign.counts.in_doubt });
        }
        const interrupted = db.all<{ id: CampaignId }>(
          `SELECT id FROM campaigns WHERE state = 'paused' AND (pause_reason IN ('interrupted', 'quit')
             OR pause_reason = 'signal' AND pause_detail = ?) ORDER BY id`,
          endedWithWindow,
        );
        return interrupted.map(({ id }) => get(id));
      });
    },
    readLog: (id: CampaignId): readonly LogLine[] =>
      db
        .all<{ at: number; code: LogCode; details: string }>(
          'SELECT at, code, details FROM campaign_log WHERE campaign_id = ? ORDER BY id DESC LIMIT 500',
          id,
        )
        .map((line) => ({ at: line.at, code: line.code, details: JSON.parse(line.details) as ErrorDetails })),

    ...createRecipientLists(db),
    /** A person's decision about people in doubt. */
    resolve(id: CampaignId, who: Doubtful, how: DoubtDecision, by: string, now: Instant): Campaign {
      return db.transaction(() => {
        if (how === 'again') refuseCancelled(id);
        const { from, to, code } = decisions[how];
        const [named, ...values] = whoIs(who);
        const { changes } = db.run(
          `UPDATE recipients SET state = ?, resolved_by = ?, moved_at = ? WHERE campaign_id = ? AND state = ? ${named}`,
          to,
          how === 'reopen' ? null : 'person',
          how === 'again' ? null : now,
          id,
          from,
          ...values,
        );
        countMove(db, id, from, to, 'person', changes);
        log(id, now, code, { people: changes, by });
        if (how === 'again' && changes > 0) return reopen(id, now);
        return get(id);
      });
    },
    /** Queues the rejected again, each in a request of their own: one bad number must not take others down twice. */
    retryRejected(id: CampaignId, now: Instant): Campaign {
      return db.transaction(() => {
        refuseCancelled(id);
        const unit = db.get<{ n: number }>('SELECT max(unit) AS n FROM recipients WHERE campaign_id = ?', id)?.n ?? 0;
        const { changes } = db.run(
          `UPDATE recipients SET state = 'queued', unit = ? + id, moved_at = NULL
           WHERE campaign_id = ? AND state = 'rejected'`,
          unit,
          id,
        );
        countMove(db, id, 'rejected', 'queued', 'person', changes);
        log(id, now, 'requeued', { people: changes });
        return changes > 0 ? reopen(id, now) : get(id);
      });
    },
  };

  function refuseBegun(id: CampaignId): void {
    const campaign = get(id);
    if (!isUnsent(campaign))
      fail('wrong_state', `campaign ${id} was begun`, { what: 'campaign', state: campaign.state });
  }

  function refuseCancelled(id: CampaignId): void {
    const { state } = get(id);
    if (state === 'cancelled') fail('wrong_state', `campaign ${id} is cancelled`, { what: 'campaign', state });
  }

  function reopen(id: CampaignId, now: Instant): Campaign {
    return get(id).state === 'finished' ? move(id, 'paused', now, { pauseReason: 'person' }) : get(id);
  }
}

export type CampaignsStore = ReturnType<typeof createCampaignsStore>;
