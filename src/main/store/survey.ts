import type { DraftPreview } from '#contract/campaigns.ts';
import type { CampaignPlan } from '#core/campaigns/campaign.ts';
import { Failure } from '#core/kernel/errors.ts';
import { replaceCostly } from '#core/messages/plain-characters.ts';
import { plainTyped } from '#core/messages/plain-template.ts';
import { countSegments } from '#core/messages/segments.ts';
import { type BoundTemplate, render } from '#core/messages/template.ts';
import { kindOfNumber } from '#core/phone/judge-phone.ts';
import { openAudience } from './audience.ts';
import type { Db } from './database.ts';

type Sample = DraftPreview['samples'][number];
export type SurveyPlan = Pick<CampaignPlan, 'audience' | 'template' | 'recipientsPerRequest'>;

const samplesKept = 50;

/** Walks the whole audience once and says what sealing would freeze. Writes nothing. */
export function surveyAudience(db: Db, plan: SurveyPlan): DraftPreview {
  let audience: ReturnType<typeof openAudience>;
  try {
    audience = openAudience(db, plan.audience, plan.template);
  } catch (thrown) {
    if (!(thrown instanceof Failure) || !thrown.error.code.startsWith('template_')) throw thrown;
    // A half-written field must not hide who the message goes to.
    const { error } = thrown;
    return { ...surveyAudience(db, { ...plan, template: '' }), error };
  }
  const seen = new Set<string>();
  const texts = new Map<string, number>();
  const missing = new Map<string, { people: number; fallback: string | null }>();
  const segments = { total: 0, longest: 0, shortest: 0, ucs2: 0 };
  const numbers = { landline: 0, other: 0, noted: 0 };
  const savesAnything = replaceCostly(plan.template) !== plan.template;
  const plainOf = new Map<BoundTemplate, BoundTemplate>();
  let samples: Sample[] = [];
  let duplicate = audience.duplicate;
  let suppressed = 0;
  let savable = 0;

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
    const rendered = render(candidate.template, candidate.row);
    const counted = countSegments(rendered.text);
    segments.total += counted.segments;
    segments.longest = Math.max(segments.longest, counted.segments);
    segments.shortest = segments.shortest === 0 ? counted.segments : Math.min(segments.shortest, counted.segments);
    if (counted.encoding === 'UCS-2') segments.ucs2++;
    if (savesAnything) {
      const plain = plainOf.get(candidate.template) ?? plainTyped(candidate.template);
      plainOf.set(candidate.template, plain);
      savable += counted.segments - countSegments(render(plain, candidate.row).text).segments;
    }
    const kind = kindOfNumber(candidate.phone);
    if (kind === 'landline') numbers.landline++;
    else if (kind !== 'mobile') numbers.other++;
    if (candidate.noted) numbers.noted++;
    for (const field of rendered.missing) {
      const gap = rendered.gaps.includes(field);
      const entry = missing.get(field) ?? { people: 0, fallback: gap ? null : fallbackOf(candidate.template, field) };
      missing.set(field, { ...entry, people: entry.people + 1 });
    }
    if (plan.recipientsPerRequest > 1) texts.set(rendered.text, (texts.get(rendered.text) ?? 0) + 1);
    samples.push({
      name: candidate.name,
      phone: candidate.phone,
      text: rendered.text,
      segments: counted.segments,
      missing: [...rendered.missing],
    });
    if (samples.length >= samplesKept * 8) samples = longest(samples);
  }

  const people = seen.size - suppressed;
  return {
    people,
    skipped: { invalid: audience.invalid, duplicate, suppressed },
    fields: [...audience.fields],
    samples: longest(samples),
    segments,
    numbers,
    savable: Math.max(0, savable),
    missing: [...missing].map(([field, found]) => ({ field, ...found })),
    requests:
      plan.recipientsPerRequest > 1
        ? [...texts.values()].reduce((sum, count) => sum + Math.ceil(count / plan.recipientsPerRequest), 0)
        : people,
    error: null,
  };
}

/** By what a text costs first: a shorter one in UCS-2 may be the longer message. */
function longest(samples: readonly Sample[]): Sample[] {
  return [...samples].sort((a, b) => b.segments - a.segments || b.text.length - a.text.length).slice(0, samplesKept);
}

function fallbackOf(template: Parameters<typeof render>[0], field: string): string | null {
  for (const part of template.parts) {
    if (part.kind === 'field' && part.source.name === field) return part.fallback;
  }
  return null;
}
