import type { Campaign } from '#core/campaigns/campaign.ts';
import { acceptedCount } from '#core/outbox/states.ts';
import type { StoredAccount } from '../store/accounts-store.ts';
import type { Say } from '../words.ts';
import type { Output } from './output.ts';

/** The account a campaign is sent through, as the command names it. */
export type AccountSummary = Pick<StoredAccount, 'name' | 'kind'>;

/** Says on the first line of stderr through which account messages go, and whether they reach phones. */
export function printAccount(output: Output, say: Say, { name, kind }: AccountSummary): void {
  output.note(say(`account.${kind}`, { name }));
}

/** The object that `--json` prints for send, resume and status. `sealed` is the sum the field's help describes. */
export interface CampaignSummary {
  readonly campaign: number;
  readonly account: AccountSummary;
  readonly state: string;
  readonly pauseReason: string | null;
  readonly sealed: number;
  readonly queued: number;
  readonly accepted: number;
  /** In doubt until a person marked them as sent; not among `accepted`. */
  readonly markedSent: number;
  readonly delivered: number;
  readonly undelivered: number;
  readonly rejected: number;
  readonly inDoubt: number;
  readonly cancelled: number;
  readonly expired: number;
  readonly suppressed: number;
  readonly skipped: { readonly invalid: number; readonly duplicate: number; readonly suppressed: number };
  readonly requests: number;
  readonly seconds: number;
}

/**
 * `accepted` counts everyone the service took, those since delivered or undelivered among them.
 *
 * @param account the campaign's
 * @param alive whether a process is sending right now: its requests in flight still wait; without one they are in doubt
 */
export function summarise(campaign: Campaign, account: AccountSummary, alive: boolean): CampaignSummary {
  const { counts } = campaign;
  return {
    campaign: campaign.id,
    account: { name: account.name, kind: account.kind },
    state: campaign.state,
    pauseReason: campaign.pauseReason,
    sealed: campaign.sealed,
    queued: counts.queued + (alive ? counts.sending : 0),
    accepted: acceptedCount(counts),
    markedSent: counts.marked_sent,
    delivered: counts.delivered,
    undelivered: counts.undelivered,
    rejected: counts.rejected,
    inDoubt: counts.in_doubt + (alive ? 0 : counts.sending),
    cancelled: counts.cancelled,
    expired: counts.expired,
    suppressed: counts.suppressed,
    skipped: campaign.skipped,
    requests: campaign.requests,
    seconds: Math.round(campaign.seconds * 1000) / 1000,
  };
}

/** 0 everything accepted, 2 finished with people rejected or in doubt, 3 stopped before the end. */
export function exitCodeOf(summary: CampaignSummary): number {
  if (summary.state !== 'finished') return 3;
  return summary.rejected + summary.inDoubt > 0 ? 2 : 0;
}

/** What is behind a pause: the service's or the system's words, or until when the service asked to wait. */
function pauseDetailWords({ pauseReason, pauseDetail, zone }: Campaign, say: Say): string | null {
  if (pauseDetail === null || pauseDetail === '' || pauseReason === 'signal') return null;
  if (pauseReason !== 'throttled') return pauseDetail;
  const time = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: zone });
  return say('waitingUntil', { time: time.format(Date.parse(pauseDetail)), zone });
}

/** One line a state; then the JSON object, when it was asked for. */
export function printSummary(
  output: Output,
  summary: CampaignSummary,
  campaign: Campaign,
  json: boolean,
  say: Say,
): void {
  const rows: [string, number][] = [['accepted', summary.accepted]];
  const later = (['delivered', 'undelivered'] as const).filter((state) => summary[state] > 0);
  for (const state of later) rows.push([`  ${say('ofThem', { state: say(`state.${state}`) })}`, summary[state]]);
  for (const state of ['markedSent', 'rejected', 'inDoubt', 'queued', 'cancelled', 'expired', 'suppressed'] as const) {
    if (summary[state] > 0 || state === 'rejected' || state === 'inDoubt')
      rows.push([say(`state.${state}`), summary[state]]);
  }
  const skipped = (['invalid', 'duplicate', 'suppressed'] as const).filter((why) => summary.skipped[why] > 0);
  const left: [string, number][] = skipped.map((why) => [`  ${say(`skipped.${why}`)}`, summary.skipped[why]]);
  const width = Math.max(...[...rows, ...left].map(([word]) => word.length));
  const figures = Math.max(...[...rows, ...left].map(([, count]) => String(count).length));
  const line = ([word, count]: [string, number]) => `${word.padEnd(width)}  ${String(count).padStart(figures)}`;

  output.out(say('campaignLine', { id: campaign.id, name: campaign.name }));
  const reason = campaign.pauseReason === null ? '' : say(`pause.${campaign.pauseReason}`);
  output.out(say(`stateTitle.${campaign.state}`, { reason }));
  const detail = pauseDetailWords(campaign, say);
  if (detail !== null) output.out(`  ${detail}`);
  output.out('');
  for (const row of rows) output.out(line(row));
  if (left.length > 0) {
    output.out('');
    output.out(say('skippedTitle'));
    for (const row of left) output.out(line(row));
  }
  output.out('');
  output.out(say('requestsLine', { requests: summary.requests, seconds: summary.seconds.toFixed(1) }));
  if (summary.inDoubt > 0) output.out(say('doubtNote'));
  if (json) output.out(JSON.stringify(summary));
}
