import { createHash } from 'node:crypto';
import type { CampaignPlan } from '#core/campaigns/campaign.ts';
import type { Instant } from '#core/kernel/clock.ts';
import { fail } from '#core/kernel/errors.ts';
import type { CampaignId } from '#core/kernel/ids.ts';
import { render } from '#core/messages/template.ts';
import { openAudience } from './audience.ts';
import type { Db } from './database.ts';
import { idAboveFloor } from './id-floors.ts';
import { unmarkRecipients } from './practice-marks.ts';
import { addCount } from './recipient-counts.ts';
import { sealSum } from './seal-sum.ts';

const sliceRows = 2_000;
/** Distinct texts remembered while sealing, to store and group equal ones. Personalised lists exceed it harmlessly. */
const textsRemembered = 50_000;

interface Frozen {
  readonly phone: string;
  readonly name: string;
  readonly text: string;
}

interface KnownText {
  readonly textId: number;
  unit: number;
  fill: number;
}

/**
 * Freezes a draft: every person with their text, in slices, so that other campaigns' intents pass in between.
 * Yields after each slice. The campaign stays a draft until the last slice turned it into `sealed` with its digest;
 * a crash before that leaves a draft, and `clearUnsealed` takes away what it had written.
 */
export function* sealCampaign(db: Db, id: CampaignId, plan: CampaignPlan, now: Instant): Generator<number, void> {
  clearUnsealed(db, id);
  const audience = openAudience(db, plan.audience, plan.template);
  const digest = createHash('sha256');
  const known = new Map<string, KnownText>();
  const seen = new Set<string>();
  const per = plan.recipientsPerRequest;
  let units = 0;
  let people = 0;
  let duplicate = audience.duplicate;
  let suppressed = 0;
  let slice: Frozen[] = [];
  // Ids that rows now gone had are not given out again; SQLite counts on from the first.
  let firstText = idAboveFloor(db, 'texts');
  let firstRecipient = idAboveFloor(db, 'recipients');

  const textFor = (body: string): KnownText => {
    const found = known.get(body);
    if (found !== undefined) return found;
    const { id: textId } = db.run('INSERT INTO texts (id, campaign_id, body) VALUES (?, ?, ?)', firstText, id, body);
    firstText = null;
    const made = { textId, unit: 0, fill: per };
    if (known.size < textsRemembered) known.set(body, made);
    return made;
  };
  const flush = (): void => {
    db.transaction(() => {
      for (const person of slice) {
        const text = textFor(person.text);
        if (text.fill >= per) {
          text.unit = ++units;
          text.fill = 0;
        }
        text.fill++;
        db.run(
          `INSERT INTO recipients (id, campaign_id, unit, phone, name, text_id, state, seal)
           VALUES (?, ?, ?, ?, ?, ?, 'queued', ?)`,
          firstRecipient,
          id,
          text.unit,
          person.phone,
          person.name,
          text.textId,
          sealSum(id, person.phone, person.text),
        );
        firstRecipient = null;
      }
    });
    people += slice.length;
    slice = [];
  };

  for (const candidate of audience.candidates()) {
    if (seen.has(candidate.phone)) {
      duplicate++;
      continue;
    }
    seen.add(candidate.phone);
    if (candidate.suppressed) {
      suppressed++;
      continue;
    }
    const { text } = render(candidate.template, candidate.row);
    digest.update(`${candidate.phone}\u0000${text}\u0001`);
    slice.push({ phone: candidate.phone, name: candidate.name, text });
    if (slice.length === sliceRows) {
      flush();
      yield people;
    }
  }
  flush();
  if (people === 0)
    fail('audience_empty', 'nobody is left to send to', { invalid: audience.invalid, duplicate, suppressed });

  db.transaction(() => {
    addCount(db, id, 'queued', people);
    const { changes } = db.run(
      `UPDATE campaigns SET state = 'sealed', sealed = ?, digest = ?, skipped_invalid = ?, skipped_duplicate = ?,
              skipped_suppressed = ?, sealed_at = ?, updated_at = ?
       WHERE id = ? AND state = 'draft' AND template = ? AND audience = ? AND recipients_per_request = ?`,
      people,
      digest.digest('hex'),
      audience.invalid,
      duplicate,
      suppressed,
      now,
      now,
      id,
      plan.template,
      JSON.stringify(plan.audience),
      per,
    );
    // Edited while it was being sealed: the frozen texts are not what the draft says by now.
    if (changes !== 1) fail('campaign_changed', `campaign ${id} is not the draft it was`, { what: 'campaign' });
    unmarkRecipients(db, id);
    db.run(
      'INSERT INTO campaign_log (campaign_id, at, code, details) VALUES (?, ?, ?, ?)',
      id,
      now,
      'sealed',
      JSON.stringify({ people }),
    );
  });
}

/** Takes away what an interrupted sealing of a draft left. */
export function clearUnsealed(db: Db, id: CampaignId): void {
  db.transaction(() => {
    const state = db.get<{ state: string }>('SELECT state FROM campaigns WHERE id = ?', id)?.state;
    if (state !== 'draft') fail('wrong_state', `campaign ${id} is no draft`, { what: 'campaign' });
    db.run('DELETE FROM recipients WHERE campaign_id = ?', id);
    db.run('DELETE FROM texts WHERE campaign_id = ?', id);
  });
}
