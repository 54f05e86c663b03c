import type { CampaignView, DraftPreview, Plan, Progress, RecipientView } from '#contract/campaigns.ts';
import { appError, fail } from '#core/kernel/errors.ts';
import type { CampaignId } from '#core/kernel/ids.ts';
import { replaceCostly } from '#core/messages/plain-characters.ts';
import { bookColumns, contactRow } from '#core/messages/row-reader.ts';
import { countSegments } from '#core/messages/segments.ts';
import { bindTemplate, parseTemplate, render } from '#core/messages/template.ts';
import { noCounts, type RecipientState, recipientStates } from '#core/outbox/states.ts';
import { makeCampaigns, started } from './fake-campaigns.ts';
import { person, recipient } from './fake-people.ts';
import type { Emit, FakeOptions, Handlers } from './fake-types.ts';

type Campaigns = Pick<Handlers, Extract<keyof Handlers, `campaigns.${string}`>>;

const fieldNames = ['date', 'city', 'birth_year'];
const sizes: Readonly<Record<number, number>> = { 1: 12_230, 2: 269, 3: 19, 4: 84 };

export function fakeCampaignCalls(options: FakeOptions, emit: Emit): Campaigns {
  let campaigns: CampaignView[] = options.scenario === 'live' ? makeCampaigns() : [];
  const one = (id: number): CampaignView =>
    campaigns.find((campaign) => campaign.id === id) ?? fail('not_found', 'no such campaign');
  const put = (campaign: CampaignView): CampaignView => {
    const known = campaigns.some(({ id }) => id === campaign.id);
    campaigns = known
      ? campaigns.map((other) => (other.id === campaign.id ? campaign : other))
      : [campaign, ...campaigns];
    emit('campaigns.changed', { id: campaign.id });
    return campaign;
  };
  const progressOf = (campaign: CampaignView): Progress => ({
    id: campaign.id,
    state: campaign.state,
    pauseReason: campaign.pauseReason,
    pauseDetail: campaign.pauseDetail,
    sealed: campaign.sealed,
    counts: campaign.counts,
    rate: campaign.state === 'running' ? 48.7 : 0,
    limitPerSecond: 50,
    secondsLeft: campaign.state === 'running' ? Math.round(campaign.counts.queued / 46.8) : null,
    waiting: null,
  });

  setInterval(() => {
    for (const campaign of campaigns) {
      if (campaign.state !== 'running' || campaign.counts.queued === 0 || options.delay === 0) continue;
      const step = Math.min(5, campaign.counts.queued);
      const next = {
        ...campaign,
        counts: {
          ...campaign.counts,
          queued: campaign.counts.queued - step,
          accepted: campaign.counts.accepted + step,
        },
      };
      campaigns = campaigns.map((other) => (other.id === next.id ? next : other));
      emit('campaigns.progress', progressOf(next));
    }
  }, 100);

  return {
    'campaigns.list': ({ states, offset, limit }) => {
      const found = campaigns.filter((campaign) => states === null || states.includes(campaign.state));
      return { total: found.length, rows: found.slice(offset, offset + limit) };
    },
    'campaigns.get': ({ id }) => one(id),
    'campaigns.save': ({ id, plan }) => {
      const before = id === null ? null : one(id);
      if (before !== null && before.state !== 'draft') fail('wrong_state', 'sealed');
      const now = Date.now();
      const made: CampaignView = { ...(before ?? blank(campaigns.length + 1)), ...plan, updatedAt: now };
      return put(made);
    },
    'campaigns.delete': ({ id }) => {
      campaigns = campaigns.filter((campaign) => campaign.id !== id);
      emit('campaigns.changed', { id });
    },
    'campaigns.copy': ({ id }) =>
      put({ ...blank(campaigns.length + 1), ...planOf(one(id)), name: `${one(id).name} (copy)` }),
    'campaigns.preview': ({ plan }) => preview(plan),
    'campaigns.check': ({ id }) => {
      const look = preview(one(id));
      const practice = options.scenario !== 'live';
      return {
        preview: look,
        items: [
          { id: 'key', level: 'pass', details: { practice }, error: null },
          { id: 'service', level: 'pass', details: {}, error: null },
          {
            id: 'audience',
            level: look.people === 0 ? 'stop' : 'pass',
            details: { people: look.people },
            error: look.people === 0 ? 'audience_empty' : null,
          },
          {
            id: 'balance',
            level: 'warn',
            details: { balance: '€ 418.20', segments: look.segments.total },
            error: null,
          },
          { id: 'invalid', level: 'pass', details: { people: 0 }, error: null },
          { id: 'duplicates', level: 'pass', details: { people: look.skipped.duplicate }, error: null },
          { id: 'suppressed', level: 'pass', details: { people: look.skipped.suppressed }, error: null },
          {
            id: 'fields',
            level: look.error === null ? 'warn' : 'stop',
            details: look.error?.details ?? { people: 37, fields: 'first_name' },
            error: look.error?.code ?? null,
          },
          {
            id: 'segments',
            level: look.segments.ucs2 > 0 ? 'warn' : 'pass',
            details: {
              total: look.segments.total,
              longest: look.segments.longest,
              ucs2: look.segments.ucs2,
              savable: look.savable,
            },
            error: null,
          },
          {
            id: 'sender',
            level: one(id).senderId === '' ? 'stop' : 'pass',
            details: { sender: one(id).senderId },
            error: one(id).senderId === '' ? 'sender_missing' : null,
          },
          { id: 'schedule', level: 'pass', details: { at: one(id).scheduleAt, zone: one(id).zone }, error: null },
        ],
      };
    },
    'campaigns.seal': ({ id }) => {
      const look = preview(one(id));
      return put({
        ...one(id),
        state: 'sealed',
        sealed: look.people,
        digest: '9f2c7a1e5b',
        counts: { ...noCounts, queued: look.people },
        skipped: look.skipped,
        sealedAt: Date.now(),
      });
    },
    'campaigns.launchCheck': ({ id }) => ({ sealed: one(id).sealed, optedOutSince: 2, items: [] }),
    'campaigns.launch': ({ id }) => put({ ...one(id), state: 'running', startedAt: Date.now() }),
    'campaigns.pause': ({ id }) => void put({ ...one(id), state: 'paused', pauseReason: 'person' }),
    'campaigns.resume': ({ id }) => put({ ...one(id), state: 'running', pauseReason: null, pauseDetail: null }),
    'campaigns.cancel': ({ id }) =>
      put({
        ...one(id),
        state: 'cancelled',
        counts: { ...one(id).counts, queued: 0, cancelled: one(id).counts.queued },
        finishedAt: Date.now(),
      }),
    'campaigns.progress': ({ id }) => progressOf(one(id)),
    'campaigns.log': () => [
      { at: started + 277_000, code: 'in_doubt', details: { words: 'Connection cut after the request was sent' } },
      { at: started + 241_000, code: 'resumed', details: { people: 4_100 } },
      { at: started + 227_000, code: 'throttled', details: { seconds: 12 } },
      { at: started + 128_000, code: 'resumed', details: { people: 8_200 } },
      { at: started + 86_000, code: 'paused', details: { reason: 'person', detail: null } },
      { at: started, code: 'started', details: { people: 12_480 } },
      { at: started - 64_800_000, code: 'sealed', details: { sealed: 12_480 } },
    ],
    'campaigns.recipients': ({ id, states, query, offset, limit }) => {
      const wanted = recipientStates.filter((state) => states === null || states.includes(state));
      const spread = wanted.flatMap((state) =>
        Array.from({ length: Math.min(one(id).counts[state], 4_000) }, () => state as RecipientState),
      );
      const rows: RecipientView[] = [];
      for (let index = offset; index < Math.min(offset + limit, spread.length); index++) {
        const row = recipient((index * 7) % 10_007, spread[index] ?? 'queued');
        if (query === '' || row.name.toLowerCase().includes(query.toLowerCase()))
          rows.push({ ...row, id: (index + 1) as RecipientView['id'] });
      }
      return { total: query === '' ? spread.length : rows.length, rows };
    },
    'campaigns.reasons': ({ id }) => {
      const { rejected, undelivered } = one(id).counts;
      const half = Math.ceil(rejected / 2);
      const all = [
        { state: 'rejected' as const, words: 'Number is barred', count: half },
        { state: 'rejected' as const, words: 'Sender ID is not approved for this destination', count: rejected - half },
        { state: 'undelivered' as const, words: 'Handset switched off for too long', count: undelivered },
      ];
      return all.filter(({ count }) => count > 0);
    },
    'campaigns.doubts': ({ id }) => {
      const { in_doubt: people } = one(id).counts;
      const last = started + 277_000;
      const cut = Math.floor(people / 2);
      const groups = [
        { words: 'no answer in time', people: people - cut, requests: people - cut, first: last - 9_000, last },
        { words: '', people: cut, requests: cut, first: last - 60_000, last: last - 60_000 },
      ];
      return {
        groups: groups.filter((group) => group.people > 0),
        before: { at: started, text: '14,000', value: 14_000 },
        after: { at: last, text: '1,526', value: 1_526 },
      };
    },
    'campaigns.attempts': () => [
      {
        requestId: 4_213,
        people: 1,
        claimedAt: started + 270_000,
        settledAt: started + 277_000,
        outcome: 'in_doubt',
        httpStatus: 504,
        messageId: null,
        words: 'Gateway Timeout',
        reply: '<html><body>504 Gateway Timeout</body></html>',
      },
    ],
    'campaigns.resolve': ({ id, how }) => {
      const { counts } = one(id);
      const to = how === 'went' ? 'accepted' : 'queued';
      return put({ ...one(id), counts: { ...counts, in_doubt: 0, [to]: counts[to] + counts.in_doubt } });
    },
    'campaigns.retryRejected': ({ id }) =>
      put({ ...one(id), state: 'paused', counts: { ...one(id).counts, rejected: 0, queued: one(id).counts.rejected } }),
    'campaigns.export': ({ id }) => ({ fileName: `${one(id).name}.csv`, rows: one(id).sealed }),
    'campaigns.testSend': ({ text, phone }) => ({
      campaign: blank(99),
      recipient: { ...recipient(0, 'accepted'), phone, text },
    }),
  };
}

function blank(id: number): CampaignView {
  const now = Date.now();
  return {
    id: id as CampaignId,
    name: '',
    accountId: 1 as never,
    kind: 'sms',
    audience: { groups: [], imports: [], phones: [] },
    template: '',
    senderId: '',
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
    state: 'draft',
    pauseReason: null,
    pauseDetail: null,
    sealed: 0,
    digest: null,
    counts: { ...noCounts },
    skipped: { invalid: 0, duplicate: 0, suppressed: 0 },
    requests: 0,
    seconds: 0,
    createdAt: now,
    updatedAt: now,
    sealedAt: null,
    startedAt: null,
    finishedAt: null,
  };
}

function planOf(campaign: CampaignView): Plan {
  const {
    name,
    accountId,
    kind,
    audience,
    template,
    senderId,
    mediaUrl,
    dltTemplateId,
    scheduleAt,
    scheduleBy,
    zone,
    bestBefore,
    recipientsPerRequest,
    ratePerSecond,
    concurrency,
    priority,
  } = campaign;
  return {
    name,
    accountId,
    kind,
    audience,
    template,
    senderId,
    mediaUrl,
    dltTemplateId,
    scheduleAt,
    scheduleBy,
    zone,
    bestBefore,
    recipientsPerRequest,
    ratePerSecond,
    concurrency,
    priority,
  };
}

function preview(plan: Plan): DraftPreview {
  const people = Math.max(
    0,
    plan.audience.groups.reduce((sum, id) => sum + (sizes[id] ?? 40), 0) +
      plan.audience.imports.length * 12_292 +
      plan.audience.phones.length -
      (plan.audience.groups.length > 1 ? 19 : 0),
  );
  const parsed = parseTemplate(plan.template);
  const bound = parsed.ok ? bindTemplate(parsed.value, bookColumns(fieldNames)) : parsed;
  const base = {
    people,
    skipped: { invalid: 0, duplicate: people > 1_000 ? 241 : 0, suppressed: people > 0 ? 19 : 0 },
    fields: ['first_name', 'last_name', ...fieldNames],
    requests: Math.ceil(people / plan.recipientsPerRequest),
  };
  if (!bound.ok) {
    const { code, message, details } = appError(bound.error.code, bound.error.message, bound.error.details ?? {});
    return {
      ...base,
      samples: [],
      segments: { total: 0, longest: 0, shortest: 0, ucs2: 0 },
      savable: 0,
      missing: [],
      error: { code, message, ...(details === undefined ? {} : { details: { ...details } }) },
    };
  }
  const samples = Array.from({ length: Math.min(50, people) }, (_, index) => {
    const { firstName, lastName, phone, fields } = person(index * 3);
    const first = index === 6 ? '' : firstName;
    const { text, missing } = render(bound.value, contactRow({ phone, firstName: first, lastName, fields }));
    return {
      name: `${first} ${lastName}`.trim(),
      phone,
      text,
      segments: countSegments(text).segments,
      missing: [...missing],
    };
  }).sort((a, b) => b.text.length - a.text.length);
  const longest = samples[0];
  const plain = longest === undefined ? 0 : countSegments(replaceCostly(longest.text)).segments;
  const each = longest?.segments ?? 0;
  const uses = plan.template.includes('first_name');
  return {
    ...base,
    samples,
    segments: {
      total: each * people,
      longest: each,
      shortest: samples.at(-1)?.segments ?? 0,
      ucs2: longest !== undefined && countSegments(longest.text).encoding === 'UCS-2' ? people : 0,
    },
    savable: (each - plain) * people,
    missing:
      uses && people > 50
        ? [{ field: 'first_name', people: 37, fallback: /first_name\|([^}]*)/.exec(plan.template)?.[1] ?? null }]
        : [],
    error: null,
  };
}
