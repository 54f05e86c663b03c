import { z } from 'zod';
import { accountKinds } from '#core/accounts/account-kind.ts';
import { campaignStates, checkIds, logCodes, pauseReasons, priorities } from '#core/campaigns/campaign.ts';
import { errorCodes } from '#core/kernel/errors.ts';
import type { AccountId, CampaignId, GroupId, ImportId, PhoneNumber, RecipientId } from '#core/kernel/ids.ts';
import { doubtDecisions, recipientStates } from '#core/outbox/states.ts';
import { call, details, id, instant, nothing, shortText, slice } from './call.ts';

const phone = z.string().regex(/^\+[1-9]\d{5,14}$/) as unknown as z.ZodType<PhoneNumber, PhoneNumber>;

export const plan = z.object({
  name: shortText,
  accountId: id<AccountId>(),
  kind: z.enum(['sms', 'mms']),
  audience: z.object({
    groups: z.array(id<GroupId>()).max(1_000),
    imports: z.array(id<ImportId>()).max(100),
    phones: z.array(phone).max(1_000),
  }),
  template: z.string().max(10_000),
  senderId: shortText,
  mediaUrl: z.string().max(2_000).nullable(),
  dltTemplateId: shortText.nullable(),
  scheduleAt: instant.nullable(),
  scheduleBy: z.enum(['app', 'service']),
  zone: z.string().max(100),
  bestBefore: instant.nullable(),
  recipientsPerRequest: z.number().int().min(1).max(500),
  ratePerSecond: z.number().positive().max(10_000).nullable(),
  concurrency: z.number().int().min(1).max(256).nullable(),
  priority: z.enum(priorities),
});
export type Plan = z.infer<typeof plan>;

const counts = z.object(
  Object.fromEntries(recipientStates.map((state) => [state, z.number()])) as Record<
    (typeof recipientStates)[number],
    z.ZodNumber
  >,
);

export const campaign = plan.extend({
  id: id<CampaignId>(),
  state: z.enum(campaignStates),
  pauseReason: z.enum(pauseReasons).nullable(),
  pauseDetail: z.string().nullable(),
  /** A test send: one typed number, in no list. */
  test: z.boolean(),
  /** Of a draft: how many its groups, files and numbers name, before repeats and opt-outs fall away. Null once it is sealed. */
  planned: z.number().nullable(),
  sealed: z.number(),
  digest: z.string().nullable(),
  counts,
  skipped: z.object({ invalid: z.number(), duplicate: z.number(), suppressed: z.number() }),
  requests: z.number(),
  seconds: z.number(),
  createdAt: instant,
  updatedAt: instant,
  sealedAt: instant.nullable(),
  startedAt: instant.nullable(),
  finishedAt: instant.nullable(),
});
export type CampaignView = z.infer<typeof campaign>;

export const progress = z.object({
  id: id<CampaignId>(),
  accountId: id<AccountId>(),
  state: z.enum(campaignStates),
  pauseReason: z.enum(pauseReasons).nullable(),
  pauseDetail: z.string().nullable(),
  sealed: z.number(),
  counts,
  /** Settled recipients a second over the last ten seconds. */
  rate: z.number(),
  limitPerSecond: z.number(),
  /** Null while it cannot be said honestly. */
  secondsLeft: z.number().nullable(),
  /** Set while the service or the network makes the sender wait: when it goes on. */
  waiting: z.object({ why: z.enum(['throttled', 'offline', 'schedule']), until: instant }).nullable(),
});
export type Progress = z.infer<typeof progress>;

export const recipient = z.object({
  id: id<RecipientId>(),
  name: z.string(),
  phone: z.string(),
  text: z.string(),
  state: z.enum(recipientStates),
  /** What the service said, or what is known about the doubt. */
  words: z.string().nullable(),
  messageId: z.string().nullable(),
  at: instant.nullable(),
  resolvedBy: z.enum(['receipt', 'person']).nullable(),
});
export type RecipientView = z.infer<typeof recipient>;

/** One request made for a person. */
export const attempt = z.object({
  requestId: z.number(),
  /** How many people it was for. */
  people: z.number(),
  /** On disk since then: nothing left before. */
  claimedAt: instant,
  settledAt: instant.nullable(),
  outcome: z.enum(['accepted', 'rejected', 'in_doubt', 'queued']).nullable(),
  httpStatus: z.number().nullable(),
  messageId: z.string().nullable(),
  words: z.string().nullable(),
  /** What came back, redacted, at most 2,000 characters. */
  reply: z.string().nullable(),
});
export type AttemptView = z.infer<typeof attempt>;

/** People in doubt of whom the same was seen. */
export const doubtGroup = z.object({
  /** Empty when Slipway or the computer stopped before an answer came. */
  words: z.string(),
  people: z.number(),
  requests: z.number(),
  first: instant,
  last: instant,
});
export type DoubtGroup = z.infer<typeof doubtGroup>;

/** The account's balance as the service told it at a moment. */
const balanceSeen = z.object({ at: instant, text: z.string(), value: z.number().nullable() });

/** What a person has to decide by. */
export const doubtLedger = z.object({
  groups: z.array(doubtGroup),
  /** Before the first request, and after the last one so far. Null: not told, or not asked. */
  before: balanceSeen.nullable(),
  after: balanceSeen.nullable(),
});
export type DoubtLedger = z.infer<typeof doubtLedger>;

/** Live look at a draft: who, what they would read, what is missing. */
export const draftPreview = z.object({
  /** People after duplicates, opted-out and invalid rows fell away. */
  people: z.number(),
  skipped: z.object({ invalid: z.number(), duplicate: z.number(), suppressed: z.number() }),
  /** Names a template may use for this audience. */
  fields: z.array(z.string()),
  /** Up to 50 real recipients, longest text first. */
  samples: z.array(
    z.object({
      name: z.string(),
      phone: z.string(),
      text: z.string(),
      segments: z.number(),
      missing: z.array(z.string()),
    }),
  ),
  /** Over everyone. */
  segments: z.object({ total: z.number(), longest: z.number(), shortest: z.number(), ucs2: z.number() }),
  /** Recipients whose number may not take a message: landlines, and other kinds that are no mobiles; rows with a note. */
  numbers: z.object({ landline: z.number(), other: z.number(), noted: z.number() }),
  /** Segments that plain look-alikes would save over everyone; 0 when there is nothing to replace in the template. */
  savable: z.number(),
  /** Field → how many people have no value for it. */
  missing: z.array(z.object({ field: z.string(), people: z.number(), fallback: z.string().nullable() })),
  /** Requests at the chosen grouping. */
  requests: z.number(),
  /** Problem of the template itself, when it cannot be rendered. */
  error: z.object({ code: z.enum(errorCodes), message: z.string(), details: details.optional() }).nullable(),
});
export type DraftPreview = z.infer<typeof draftPreview>;

/** Whom a draft goes to, in the order they are sent. */
export const draftRecipients = z.object({
  /** How many the search finds. */
  total: z.number(),
  /** How many of them can be listed: the first 50,000. */
  listed: z.number(),
  rows: z.array(z.object({ phone: z.string(), name: z.string(), text: z.string(), segments: z.number() })),
});
export type DraftRecipients = z.infer<typeof draftRecipients>;

export const checkItem = z.object({
  id: z.enum(checkIds),
  level: z.enum(['pass', 'warn', 'stop']),
  details,
  error: z.enum(errorCodes).nullable(),
});

const one = z.object({ id: id<CampaignId>() });

export const campaignCalls = {
  'campaigns.list': call(
    z.object({
      states: z.array(z.enum(campaignStates)).nullable(),
      /** On live accounts, on practice accounts; left out or null: both. */
      kind: z.enum(accountKinds).nullable().optional(),
      ...slice,
    }),
    z.object({ total: z.number(), rows: z.array(campaign) }),
  ),
  'campaigns.get': call(one, campaign),
  /** Saves a draft; a new one has no id. Refused once it is sealed. */
  'campaigns.save': call(z.object({ id: id<CampaignId>().nullable(), plan }), campaign),
  /** A draft, or a sealed campaign of which nothing was sent. */
  'campaigns.delete': call(one, nothing),
  /** A new draft of the same plan on the account in use, to be sent at once. */
  'campaigns.copy': call(one, campaign),
  'campaigns.preview': call(z.object({ plan }), draftPreview),
  /** The check page: ordered pass / warn / stop. Asks the service for the balance when it can be reached. */
  'campaigns.check': call(one, z.object({ items: z.array(checkItem), preview: draftPreview })),
  /** The recipients of a draft with their texts; `round` names one look, over which the list stays the same. */
  'campaigns.draftRecipients': call(
    z.object({ id: id<CampaignId>(), round: shortText, query: shortText, ...slice }),
    draftRecipients,
  ),
  /** Freezes every text with a digest. Works offline. */
  'campaigns.seal': call(one, campaign),
  /** Makes a draft of a sealed campaign again, as long as nothing of it was sent. */
  'campaigns.unseal': call(one, campaign),
  /** What changed since sealing (people who opted out), for the launch button. */
  'campaigns.launchCheck': call(
    one,
    z.object({ sealed: z.number(), optedOutSince: z.number(), items: z.array(checkItem) }),
  ),
  'campaigns.launch': call(one, campaign),
  'campaigns.pause': call(one, nothing),
  'campaigns.resume': call(one, campaign),
  /** Cancels everyone still waiting; whoever was sent stays sent. */
  'campaigns.cancel': call(one, campaign),
  'campaigns.progress': call(one, progress),
  'campaigns.log': call(one, z.array(z.object({ at: instant, code: z.enum(logCodes), details }))),
  'campaigns.recipients': call(
    z.object({ id: id<CampaignId>(), states: z.array(z.enum(recipientStates)).nullable(), query: shortText, ...slice }),
    z.object({ total: z.number(), rows: z.array(recipient) }),
  ),
  /** Reasons of the rejected and undelivered, most frequent first. */
  'campaigns.reasons': call(
    one,
    z.array(z.object({ state: z.enum(recipientStates), words: z.string(), count: z.number() })),
  ),
  /** Who is in doubt, by what was seen, and the balance as evidence. */
  'campaigns.doubts': call(one, doubtLedger),
  /** Every request made for one person, latest first. */
  'campaigns.attempts': call(z.object({ id: id<CampaignId>(), recipient: id<RecipientId>() }), z.array(attempt)),
  /**
   * A person decides about doubtful recipients: named ones, those of whom the same was seen, or all of the campaign. `went` marks them
   * as sent, `again` queues them, `reopen` takes `went` back.
   */
  'campaigns.resolve': call(
    z.object({
      id: id<CampaignId>(),
      recipients: z.union([
        z.literal('all'),
        z.array(id<RecipientId>()).min(1).max(1_000),
        z.object({ seen: z.string().max(2_000) }),
        /** Those of one decision: `decidedAt` of its answer. */
        z.object({ decidedAt: instant }),
      ]),
      how: z.enum(doubtDecisions),
    }),
    campaign.extend({ decidedAt: instant }),
  ),
  /** Queues the rejected again, one request each. */
  'campaigns.retryRejected': call(one, campaign),
  /** Asks where, then writes the results as CSV; null when the person closed the dialog. */
  'campaigns.export': call(one, z.object({ fileName: z.string(), rows: z.number() }).nullable()),
  /** Sends one text to one typed number, rendered for the first sample; kept as a campaign of one. */
  'campaigns.testSend': call(
    z.object({ plan, phone: shortText, text: z.string().min(1).max(10_000) }),
    z.object({ campaign, recipient }),
  ),
} as const;

export const campaignEvents = {
  /** At most ten a second per campaign. */
  'campaigns.progress': progress,
  /** A campaign was created, edited, sealed, finished or removed; null: many may have. */
  'campaigns.changed': z.object({ id: id<CampaignId>().nullable() }),
} as const;
