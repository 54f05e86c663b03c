import type { DraftRecipients } from '#contract/campaigns.ts';
import type { CampaignPlan } from '#core/campaigns/campaign.ts';
import { countSegments } from '#core/messages/segments.ts';
import { render } from '#core/messages/template.ts';
import { openAudience } from './audience.ts';
import type { Db } from './database.ts';

/** Recipients that are kept for one list: what a screen scrolls through. A search finds any of those beyond. */
const listedMost = 50_000;
const sliceRows = 2_000;

type Listed = DraftRecipients['rows'][number];

export interface DraftListRequest {
  readonly plan: Pick<CampaignPlan, 'audience' | 'template'>;
  /** Names one look at the draft: the list stays as it was then, however often a page of it is asked for. */
  readonly round: string;
  readonly query: string;
  readonly offset: number;
  readonly limit: number;
}

/** Lists whom a draft goes to, each with the text they get, as sealing would freeze it now. Writes nothing. */
export function createDraftList(db: Db) {
  let last: { readonly key: string; readonly total: number; readonly rows: readonly Listed[] } | null = null;

  /** Yields after each slice of people looked at. */
  function* list({ plan, round, query, offset, limit }: DraftListRequest): Generator<number, DraftRecipients> {
    const key = JSON.stringify([round, query]);
    if (last?.key !== key) {
      const wanted = matcher(query);
      const audience = openAudience(db, plan.audience, plan.template);
      const seen = new Set<string>();
      const rows: Listed[] = [];
      let total = 0;
      for (const { phone, name, row, template, suppressed } of audience.candidates()) {
        if (seen.has(phone)) continue;
        seen.add(phone);
        if (seen.size % sliceRows === 0) yield seen.size;
        if (suppressed || !wanted(name, phone)) continue;
        total++;
        if (rows.length === listedMost) continue;
        const { text } = render(template, row);
        rows.push({ phone, name, text, segments: countSegments(text).segments });
      }
      last = { key, total, rows };
    }
    const { total, rows } = last;
    return { total, listed: rows.length, rows: rows.slice(offset, offset + limit) };
  }
  return list;
}

/** By part of a name, without regard to case, or by part of a number, however it is spaced. */
function matcher(query: string): (name: string, phone: string) => boolean {
  const text = query.trim().toLowerCase();
  if (text === '') return () => true;
  const digits = /^[\d\s()+./-]+$/.test(text) ? text.replace(/\D/g, '') : '';
  return (name, phone) => name.toLowerCase().includes(text) || (digits !== '' && phone.includes(digits));
}
