import type {
  Audience,
  Campaign,
  CampaignPlan,
  CampaignState,
  LogCode,
  LogLine,
  PauseReason,
  Priority,
} from '#core/campaigns/campaign.ts';
import type { Instant } from '#core/kernel/clock.ts';
import { type ErrorDetails, fail } from '#core/kernel/errors.ts';
import type { AccountId, CampaignId, RecipientId } from '#core/kernel/ids.ts';
import type { Db } from './database.ts';
import { countMove, readCounts } from './recipient-counts.ts';
import { createRecipientLists } from './recipient-lists.ts';

interface CampaignRow {
  readonly id: CampaignId;
  readonly account_id: AccountId;
  readonly name: string;
  readonly state: CampaignState;
  readonly pause_reason: PauseReason | null;
  readonly pause_detail: string | null;
  readonly kind: 'sms' | 'mms';
  readonly audience: string;
  readonly template: string;
  readonly sender_id: string;
  readonly media_url: string | null;
  readonly dlt_template_id: string | null;
  readonly schedule_at: number | null;
  readonly schedule_by: 'app' | 'service';
  readonly zone: string;
  readonly best_before: number | null;
  readonly recipients_per_request: number;
  readonly rate_per_second: number | null;
  readonly concurrency: number | null;
  readonly priority: Priority;
  readonly sealed: number;
  readonly digest: string | null;
  readonly skipped_invalid: number;
  readonly skipped_duplicate: number;
  readonly skipped_suppressed: number;
  readonly seconds: number;
  readonly created_at: number;
  readonly updated_at: number;
  readonly sealed_at: number | null;
  readonly started_at: number | null;
  readonly finished_at: number | null;
}

/** What `move` may change besides the state. */
export interface CampaignMove {
  readonly pauseReason?: PauseReason | null;
  readonly pauseDetail?: string | null;
  readonly startedAt?: Instant;
  readonly finishedAt?: Instant | null;
  /** Seconds to add to the time spent sending. */
  readonly seconds?: number;
}

const planColumns = `account_id, name, kind, audience, template, sender_id, media_url, dlt_template_id, schedule_at,
  schedule_by, zone, best_before, recipients_per_request, rate_per_second, concurrency, priority`;

function planValues(plan: CampaignPlan) {
  return [
    plan.accountId,
    plan.name,
    plan.kind,
    JSON.stringify(plan.audience),
    plan.template,
    plan.senderId,
    plan.mediaUrl,
    plan.dltTemplateId,
    plan.scheduleAt,
    plan.scheduleBy,
    plan.zone,
    plan.bestBefore,
    plan.recipientsPerRequest,
    plan.ratePerSecond,
    plan.concurrency,
    plan.priority,
  ] as const;
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

/** Whom a person decides about: all in doubt, those of whom the same was seen, or those they name. */
export type Doubtful = 'all' | { readonly seen: string } | readonly RecipientId[];

function whoIs(who: Doubtful): readonly [condition: string, ...values: string[]] {
  if (who === 'all') return [''];
  if ('seen' in who) return ["AND COALESCE(words, '') = ?", who.seen];
  return ['AND id IN (SELECT value FROM json_each(?))', JSON.stringify(who)];
}

export function createCampaignsStore(db: Db) {
  const fromRow = (row: CampaignRow): Campaign => ({
    id: row.id,
    accountId: row.account_id,
    name: row.name,
    state: row.state,
    pauseReason: row.pause_reason,
    pauseDetail: row.pause_detail,
    kind: row.kind,
    audience: JSON.parse(row.audience) as Audience,
    template: row.template,
    senderId: row.sender_id,
    mediaUrl: row.media_url,
    dltTemplateId: row.dlt_template_id,
    scheduleAt: row.schedule_at,
    scheduleBy: row.schedule_by,
    zone: row.zone,
    bestBefore: row.best_before,
    recipientsPerRequest: row.recipients_per_request,
    ratePerSecond: row.rate_per_second,
    concurrency: row.concurrency,
    priority: row.priority,
    sealed: row.sealed,
    digest: row.digest,
    counts: readCounts(db, row.id),
    skipped: { invalid: row.skipped_invalid, duplicate: row.skipped_duplicate, suppressed: row.skipped_suppressed },
    requests: db.get<{ n: number }>('SELECT requests AS n FROM campaign_work WHERE campaign_id = ?', row.id)?.n ?? 0,
    seconds: row.seconds,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    sealedAt: row.sealed_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
  });
  const get = (id: CampaignId): Campaign => {
    const row = db.get<CampaignRow>('SELECT * FROM campaigns WHERE id = ?', id);
    if (row === undefined) fail('not_found', `no campaign ${id}`, { what: 'campaign' });
    return fromRow(row);
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
    /** The one made last; null when there is none. Drafts do not count. */
    last: (): Campaign | null => {
      const row = db.get<CampaignRow>("SELECT * FROM campaigns WHERE state <> 'draft' ORDER BY id DESC LIMIT 1");
      return row === undefined ? null : fromRow(row);
    },
    list(states: readonly CampaignState[] | null, offset: number, limit: number) {
      const condition = states === null ? '' : 'WHERE state IN (SELECT value FROM json_each(?))';
      const values = states === null ? [] : [JSON.stringify(states)];
      const total = db.get<{ n: number }>(`SELECT count(*) AS n FROM campaigns ${condition}`, ...values)?.n ?? 0;
      const rows = db.all<CampaignRow>(
        `SELECT * FROM campaigns ${condition} ORDER BY updated_at DESC, id DESC LIMIT ? OFFSET ?`,
        ...values,
        limit,
        offset,
      );
      return { total, rows: rows.map(fromRow) };
    },
    create(plan: CampaignPlan, now: Instant): Campaign {
      const marks = planValues(plan).map(() => '?');
      const { id } = db.run(
        `INSERT INTO campaigns (${planColumns}, state, created_at, updated_at) VALUES (${marks.join(', ')}, 'draft', ?, ?)`,
        ...planValues(plan),
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
    /** Only drafts: what was sealed is history. */
    remove(id: CampaignId): void {
      db.transaction(() => {
        if (get(id).state !== 'draft') fail('wrong_state', 'only drafts can be deleted', { what: 'campaign' });
        db.run('DELETE FROM campaigns WHERE id = ?', id);
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
          "SELECT id FROM campaigns WHERE state = 'paused' AND pause_reason IN ('interrupted', 'quit') ORDER BY id",
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
    resolve(id: CampaignId, who: Doubtful, how: 'went' | 'again', by: string, now: Instant): Campaign {
      return db.transaction(() => {
        if (how === 'again') refuseCancelled(id);
        const to = how === 'went' ? 'accepted' : 'queued';
        const [named, ...values] = whoIs(who);
        const { changes } = db.run(
          `UPDATE recipients SET state = ?, resolved_by = 'person', moved_at = ?
           WHERE campaign_id = ? AND state = 'in_doubt' ${named}`,
          to,
          how === 'went' ? now : null,
          id,
          ...values,
        );
        countMove(db, id, 'in_doubt', to, 'person', changes);
        log(id, now, how === 'went' ? 'resolved' : 'requeued', { people: changes, by });
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

  function refuseCancelled(id: CampaignId): void {
    const { state } = get(id);
    if (state === 'cancelled') fail('wrong_state', `campaign ${id} is cancelled`, { what: 'campaign', state });
  }

  function reopen(id: CampaignId, now: Instant): Campaign {
    return get(id).state === 'finished' ? move(id, 'paused', now, { pauseReason: 'person' }) : get(id);
  }
}

export type CampaignsStore = ReturnType<typeof createCampaignsStore>;
