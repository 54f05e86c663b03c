import type { CampaignView, Plan } from '#contract/campaigns.ts';
import type { CampaignState, PauseReason } from '#core/campaigns/campaign.ts';
import type { AccountId, CampaignId, GroupId } from '#core/kernel/ids.ts';
import { noCounts, type RecipientState, type StateCounts, sumCounts } from '#core/outbox/states.ts';

const hour = 3_600_000;
export const started = Date.now() - 4 * 60_000 - 37_000;

export const fluTemplate =
  'Hi {{first_name|there}}, your flu jab is on {{date}} at the Riverside Clinic’s walk–in desk. Bring your card. Reply is not read: call 030 123 4567.';

export const fluPlan: Plan = {
  name: 'Flu clinic reminder, October',
  accountId: 1 as AccountId,
  kind: 'sms',
  audience: { groups: [1 as GroupId, 2 as GroupId], imports: [], phones: [] },
  template: fluTemplate,
  senderId: 'RiversideGP',
  mediaUrl: null,
  dltTemplateId: null,
  scheduleAt: null,
  scheduleBy: 'app',
  zone: 'Europe/Amsterdam',
  bestBefore: null,
  recipientsPerRequest: 1,
  ratePerSecond: null,
  concurrency: null,
  priority: 'normal',
};

interface Sketch {
  readonly name: string;
  readonly state: CampaignState;
  readonly counts?: Partial<Record<RecipientState, number>>;
  readonly pause?: PauseReason;
  readonly detail?: string;
  readonly age: number;
  readonly change?: Partial<Plan>;
}

const sketches: readonly Sketch[] = [
  {
    name: 'Flu clinic reminder, October',
    state: 'running',
    counts: { delivered: 7_240, accepted: 1_172, rejected: 132, in_doubt: 3, queued: 3_933 },
    age: 5 / 60,
  },
  { name: 'Flu clinic reminder, second round', state: 'draft', age: 2 },
  {
    name: 'Parents’ evening, class 3b',
    state: 'paused',
    pause: 'interrupted',
    counts: { accepted: 4_210, queued: 8_267, in_doubt: 3 },
    age: 3,
  },
  {
    name: 'Football training moves to the sports hall on Saturday',
    state: 'finished',
    counts: { delivered: 268, undelivered: 4, rejected: 7, in_doubt: 2 },
    age: 26,
  },
  {
    name: 'Christmas market volunteers',
    state: 'scheduled',
    counts: { queued: 269 },
    age: 27,
    change: { scheduleAt: Date.now() + 18 * hour },
  },
  { name: 'Library: books due', state: 'sealed', counts: { queued: 1_904 }, age: 30 },
  {
    name: 'Road closed on Sunday',
    state: 'finished',
    counts: { delivered: 11_902, accepted: 311, undelivered: 17 },
    age: 78,
  },
  {
    name: 'Summer fair photo',
    state: 'cancelled',
    counts: { delivered: 120, cancelled: 149 },
    age: 500,
    change: { kind: 'mms', mediaUrl: 'https://example.org/fair.jpg' },
  },
  {
    name: 'Out of credit in mid-send',
    state: 'paused',
    pause: 'out_of_credit',
    detail: 'Insufficient balance',
    counts: { delivered: 800, accepted: 12, queued: 188 },
    age: 600,
  },
];

export function makeCampaigns(): CampaignView[] {
  return sketches.map((sketch, index) => {
    const counts: StateCounts = { ...noCounts, ...sketch.counts };
    const at = Date.now() - sketch.age * hour;
    const over = sketch.state === 'finished' || sketch.state === 'cancelled';
    const begun = over || sketch.state === 'running' || sketch.state === 'paused';
    return {
      ...fluPlan,
      ...sketch.change,
      name: sketch.name,
      id: (index + 1) as CampaignId,
      state: sketch.state,
      pauseReason: sketch.pause ?? null,
      pauseDetail: sketch.detail ?? null,
      sealed: sumCounts(counts),
      digest: sketch.state === 'draft' ? null : '9f2c7a1e5b',
      counts: { ...counts },
      skipped:
        sketch.state === 'draft'
          ? { invalid: 0, duplicate: 0, suppressed: 0 }
          : { invalid: 12, duplicate: 241, suppressed: 19 },
      requests: sumCounts(counts) - counts.queued,
      seconds: 258,
      createdAt: at - hour,
      updatedAt: at,
      sealedAt: sketch.state === 'draft' ? null : at - hour / 2,
      startedAt: begun ? (sketch.state === 'running' ? started : at) : null,
      finishedAt: over ? at + 258_000 : null,
    };
  });
}
