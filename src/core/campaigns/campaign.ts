import type { Instant } from '../kernel/clock.ts';
import type { ErrorCode, ErrorDetails } from '../kernel/errors.ts';
import type { AccountId, CampaignId, GroupId, ImportId, PhoneNumber } from '../kernel/ids.ts';
import type { StateCounts } from '../outbox/states.ts';

/**
 * draft → sealed → (scheduled →) running ⇄ paused → finished | cancelled.
 * Sealing freezes every text; nothing can be edited afterwards, only copied.
 */
export const campaignStates = ['draft', 'sealed', 'scheduled', 'running', 'paused', 'finished', 'cancelled'] as const;
export type CampaignState = (typeof campaignStates)[number];

/** Why a campaign stands still; each has words in the catalogue under `campaign.pause.*`. */
export const pauseReasons = [
  'person',
  'quit',
  'signal',
  'interrupted',
  'offline',
  /** The service asked for a wait of more than an hour; the detail holds when it is over, ISO 8601. */
  'throttled',
  'certificate',
  'key_missing',
  'key_wrong',
  'no_permission',
  'out_of_credit',
  'service_wrong_address',
  'unclear_answer',
  'three_doubts',
  'storage',
  'storage_damaged',
  'restored',
  'keychain_locked',
  'sleep',
  'missed_time',
  'clock_set_back',
  'internal',
] as const;
export type PauseReason = (typeof pauseReasons)[number];

/** What has passed when a campaign goes on without a person's word, each with what it had stood still for; the log says so in these words. */
export const passes = {
  network_back: ['offline', 'unclear_answer'],
  storage_back: ['storage'],
  awake: ['sleep'],
  unlocked: ['keychain_locked'],
  wait_over: ['throttled'],
  reopened: ['interrupted', 'quit'],
} as const satisfies Readonly<Record<string, readonly PauseReason[]>>;
export type Passed = keyof typeof passes;

/** Detail of the pause `signal` of a campaign whose window the system ended: it resumes when the window is opened again. */
export const endedWithWindow = 'window';

/** May end by itself, until a person says that it is to stand still. Never a person's own pause, and nothing that needs one. */
export const passingReasons: readonly PauseReason[] = Object.values(passes).flat();

/** The reason a campaign stands still because it could not even start. */
export function reasonOf(code: ErrorCode): PauseReason {
  if (code === 'keychain_missing' || code === 'keychain_failed') return 'key_missing';
  return pauseReasons.find((reason) => reason === code) ?? 'internal';
}

/** Who a campaign goes to. Everything named is added up; a number goes out once however often it is named. */
export interface Audience {
  readonly groups: readonly GroupId[];
  /** A judged file: texts are rendered from its rows, not from what the book already knew. */
  readonly imports: readonly ImportId[];
  readonly phones: readonly PhoneNumber[];
}

/** Who goes first when campaigns share an account. */
export const priorities = ['first', 'normal', 'last'] as const;
export type Priority = (typeof priorities)[number];

/** Shares of an account's pace: nobody starves, and what goes first is first for everybody to see. */
export const priorityWeights: Readonly<Record<Priority, number>> = { first: 8, normal: 4, last: 1 };

/** Everything a person chooses before sealing. */
export interface CampaignPlan {
  readonly name: string;
  readonly accountId: AccountId;
  readonly kind: 'sms' | 'mms';
  readonly audience: Audience;
  readonly template: string;
  readonly senderId: string;
  readonly mediaUrl: string | null;
  readonly dltTemplateId: string | null;
  /** UTC; null sends as soon as a person launches. */
  readonly scheduleAt: Instant | null;
  /** `app`: Slipway sends at the time. `service`: requests go now and the service holds them. */
  readonly scheduleBy: 'app' | 'service';
  /** IANA zone the person read the time in; with `service`, the zone the account is assumed to use. */
  readonly zone: string;
  /** After this nobody is sent any more; the rest becomes `expired`. */
  readonly bestBefore: Instant | null;
  /** 1 keeps a receipt per person; more puts identical texts into one request. */
  readonly recipientsPerRequest: number;
  /** Requests a second; null takes the account's. */
  readonly ratePerSecond: number | null;
  /** Requests in flight at once; null takes the account's. */
  readonly concurrency: number | null;
  readonly priority: Priority;
}

/** People who fell away before sealing. */
export interface Skipped {
  readonly invalid: number;
  readonly duplicate: number;
  readonly suppressed: number;
}

export interface Campaign extends CampaignPlan {
  readonly id: CampaignId;
  readonly state: CampaignState;
  readonly pauseReason: PauseReason | null;
  /** The words of the service or the system behind the pause. */
  readonly pauseDetail: string | null;
  /** A test send: one typed number, in no list. */
  readonly test: boolean;
  /** Of a draft: how many its groups, files and numbers name, before repeats and opt-outs fall away. Null once it is sealed. */
  readonly planned: number | null;
  readonly sealed: number;
  readonly digest: string | null;
  readonly counts: StateCounts;
  readonly skipped: Skipped;
  /** HTTP requests made so far. */
  readonly requests: number;
  /** Seconds spent sending, over all runs. */
  readonly seconds: number;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly sealedAt: Instant | null;
  readonly startedAt: Instant | null;
  readonly finishedAt: Instant | null;
}

/** A sealed campaign of which nothing was sent: every recipient still waits, no request was made, and it does not run. */
export function isUnsent({
  state,
  counts,
  requests,
  sealed,
}: Pick<Campaign, 'state' | 'counts' | 'requests' | 'sealed'>): boolean {
  return ['sealed', 'scheduled', 'paused'].includes(state) && requests === 0 && counts.queued === sealed;
}

/** One line of a campaign's log; words come from the catalogue under `campaign.log.*`. */
export const logCodes = [
  'sealed',
  'scheduled',
  'started',
  'resumed',
  'paused',
  'finished',
  'cancelled',
  'throttled',
  'offline_retry',
  'in_doubt',
  'recovered',
  'unsealed',
  'resolved',
  'reopened',
  'requeued',
  'balance_before',
  'balance_after',
  'restored',
  'network_back',
  'storage_back',
  'awake',
  'unlocked',
  'wait_over',
  'expired',
] as const;
export type LogCode = (typeof logCodes)[number];

export interface LogLine {
  readonly at: Instant;
  readonly code: LogCode;
  readonly details: ErrorDetails;
}

export type CheckLevel = 'pass' | 'warn' | 'stop';

/** One line of the check page. Words come from `preflight.<id>.*`; `error` names the stop in the closed set. */
export interface CheckItem {
  readonly id: CheckId;
  readonly level: CheckLevel;
  readonly details: ErrorDetails;
  readonly error: ErrorCode | null;
}

export const checkIds = [
  'account',
  'key',
  'service',
  'audience',
  'balance',
  'invalid',
  'duplicates',
  'suppressed',
  'fields',
  'segments',
  'sender',
  'media',
  'schedule',
  'dlt',
] as const;
export type CheckId = (typeof checkIds)[number];
