import type {
  Audience,
  Campaign,
  CampaignPlan,
  CampaignState,
  PauseReason,
  Priority,
} from '#core/campaigns/campaign.ts';
import type { AccountId, CampaignId } from '#core/kernel/ids.ts';
import type { Db } from './database.ts';
import { readCounts } from './recipient-counts.ts';

export interface CampaignRow {
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
  readonly test: number;
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

/** The columns of `campaigns` that hold its plan, in the order of `planValues`. */
export const planColumns = `account_id, name, kind, audience, template, sender_id, media_url, dlt_template_id, schedule_at,
  schedule_by, zone, best_before, recipients_per_request, rate_per_second, concurrency, priority`;

export function planValues(plan: CampaignPlan) {
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

/** How many recipients an audience names: group members, accepted rows of files, typed numbers. */
function plannedCount(db: Db, audience: string): number {
  const row = db.get<{ n: number }>(
    `SELECT json_array_length(?1, '$.phones')
          + (SELECT count(*) FROM group_members WHERE group_id IN (SELECT value FROM json_each(?1, '$.groups')))
          + (SELECT COALESCE(sum(summary ->> '$.accepted'), 0) FROM imports
             WHERE id IN (SELECT value FROM json_each(?1, '$.imports'))) AS n`,
    audience,
  );
  return row?.n ?? 0;
}

/** A campaign with its counts, as the rest of the program knows it. */
export function campaignFromRow(db: Db, row: CampaignRow): Campaign {
  return {
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
    test: row.test === 1,
    planned: row.state === 'draft' ? plannedCount(db, row.audience) : null,
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
  };
}
