import type { CampaignPlan, CheckId, CheckItem, CheckLevel, Skipped } from '../campaigns/campaign.ts';
import { checkMediaUrl, checkSender } from '../campaigns/sender.ts';
import type { Instant } from '../kernel/clock.ts';
import type { AppError, ErrorCode, ErrorDetails } from '../kernel/errors.ts';

/** What is known when a campaign is checked. Gathered by main, judged here. */
export interface CheckFacts {
  readonly plan: CampaignPlan;
  readonly now: Instant;
  /** Null when the key is there; else why it cannot be used. */
  readonly keyProblem: AppError | null;
  readonly account: { readonly name: string; readonly practice: boolean };
  /** The profile call just made, or why it failed; null when nobody asked (no key). */
  readonly profile:
    | { readonly ok: true; readonly balance: number | null; readonly balanceText: string | null }
    | { readonly ok: false; readonly error: AppError }
    | null;
  readonly people: number;
  readonly skipped: Skipped;
  readonly segments: { readonly total: number; readonly longest: number; readonly ucs2: number };
  /** Recipients whose number may not take a message, and those whose row has a note. */
  readonly numbers: { readonly landline: number; readonly other: number; readonly noted: number };
  readonly savable: number;
  readonly missing: readonly { readonly field: string; readonly people: number; readonly fallback: string | null }[];
  /** The template's own problem, when it has one. */
  readonly templateError: AppError | null;
}

/** The ordered list of the check page. A `stop` keeps the button shut; everything else is a person's choice. */
export function checkCampaign(facts: CheckFacts): readonly CheckItem[] {
  const { plan } = facts;
  return [
    item('account', 'pass', facts.account),
    checkKey(facts),
    checkService(facts),
    facts.people > 0
      ? item('audience', 'pass', { people: facts.people })
      : item('audience', 'stop', { people: 0 }, 'audience_empty'),
    checkBalance(facts),
    checkNumbers(facts),
    // Left out without any loss: everyone still gets the text once.
    item('duplicates', 'pass', { people: facts.skipped.duplicate }),
    item('suppressed', 'pass', { people: facts.skipped.suppressed }),
    checkFields(facts),
    checkSegments(facts),
    checkSenderId(plan.senderId),
    ...(plan.kind === 'mms' ? [checkMedia(plan.mediaUrl)] : []),
    checkSchedule(facts),
    ...(plan.dltTemplateId === null ? [] : [item('dlt', 'pass', { id: plan.dltTemplateId })]),
  ];
}

/** Whether anything on the list forbids sending. */
export function isStopped(items: readonly CheckItem[]): boolean {
  return items.some((found) => found.level === 'stop');
}

function item(id: CheckId, level: CheckLevel, details: ErrorDetails = {}, error: ErrorCode | null = null): CheckItem {
  return { id, level, details, error };
}

function stopWith(id: CheckId, error: AppError): CheckItem {
  return item(id, 'stop', error.details ?? {}, error.code);
}

function checkKey({ keyProblem, account }: CheckFacts): CheckItem {
  return keyProblem === null ? item('key', 'pass', { practice: account.practice }) : stopWith('key', keyProblem);
}

function checkService({ profile }: CheckFacts): CheckItem {
  if (profile === null) return item('service', 'warn', {});
  if (profile.ok) return item('service', 'pass', {});
  const { error } = profile;
  // Being offline now forbids nothing: sealing works without a connection.
  const now = error.code === 'offline' || error.code === 'timeout' || error.code === 'throttled';
  return item('service', now ? 'warn' : 'stop', error.details ?? {}, error.code);
}

function checkBalance({ plan, profile, segments }: CheckFacts): CheckItem {
  const known = profile?.ok === true ? profile : null;
  const details = { balance: known?.balanceText ?? null, segments: plan.kind === 'mms' ? null : segments.total };
  if (known === null || known.balance === null) return item('balance', 'warn', details);
  if (known.balance <= 0) return item('balance', 'stop', details, 'out_of_credit');
  // The unit is the service's secret: credits or money. Fewer units than segments is worth a look, no more.
  return item('balance', known.balance < segments.total ? 'warn' : 'pass', details);
}

/** A pass says that every number can be texted: only where nothing speaks against it. */
function checkNumbers({ skipped, numbers }: CheckFacts): CheckItem {
  const clear = skipped.invalid + numbers.landline + numbers.other + numbers.noted === 0;
  return item('invalid', clear ? 'pass' : 'warn', { people: skipped.invalid, ...numbers });
}

function checkFields({ templateError, missing }: CheckFacts): CheckItem {
  if (templateError !== null) return stopWith('fields', templateError);
  const holes = missing.filter((found) => found.fallback === null);
  const people = Math.max(0, ...missing.map((found) => found.people));
  const fields = (holes.length > 0 ? holes : missing).map((found) => found.field).join(', ');
  return item('fields', holes.length > 0 ? 'warn' : 'pass', { people, fields, holes: holes.length });
}

function checkSegments({ plan, segments, savable, people, templateError }: CheckFacts): CheckItem {
  const details = { total: segments.total, longest: segments.longest, ucs2: segments.ucs2, savable };
  if (plan.template.trim() === '' && plan.kind === 'sms') return item('segments', 'stop', details, 'message_empty');
  // Of a picture message nobody counts segments.
  if (plan.kind === 'mms') return item('segments', 'pass', { mms: true });
  // Nothing was counted: the template cannot be rendered, or there is nobody to render it for.
  if (templateError !== null || people === 0 || segments.total === 0) return item('segments', 'warn', { total: 0 });
  return item('segments', savable > 0 ? 'warn' : 'pass', details);
}

function checkSenderId(senderId: string): CheckItem {
  const checked = checkSender(senderId);
  if (checked.ok) return item('sender', 'pass', { sender: checked.value });
  if (checked.error.code === 'sender_missing') return stopWith('sender', checked.error);
  return item('sender', 'warn', checked.error.details ?? {}, checked.error.code);
}

function checkMedia(mediaUrl: string | null): CheckItem {
  const checked = checkMediaUrl(mediaUrl ?? '');
  return checked.ok ? item('media', 'pass', { url: checked.value }) : stopWith('media', checked.error);
}

function checkSchedule({ plan, now }: CheckFacts): CheckItem {
  if (plan.bestBefore !== null && plan.bestBefore <= Math.max(now, plan.scheduleAt ?? now)) {
    return item('schedule', 'stop', { at: plan.bestBefore }, 'schedule_past');
  }
  if (plan.scheduleAt === null) return item('schedule', 'pass', { at: null });
  if (plan.scheduleAt < now) return item('schedule', 'stop', { at: plan.scheduleAt }, 'schedule_past');
  return item('schedule', 'pass', { at: plan.scheduleAt, zone: plan.zone, by: plan.scheduleBy });
}
