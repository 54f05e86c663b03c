import { basename } from 'node:path';
import { type Campaign, type CampaignPlan, priorities } from '#core/campaigns/campaign.ts';
import { bothMoments, formatOffset, formatScheduleTime, parseScheduleTime } from '#core/campaigns/schedule.ts';
import { checkMediaUrl, checkSender } from '#core/campaigns/sender.ts';
import type { Instant, Timer } from '#core/kernel/clock.ts';
import { appError, Failure } from '#core/kernel/errors.ts';
import type { CampaignId, ImportId } from '#core/kernel/ids.ts';
import type { Services } from '../services/open-services.ts';
import type { StoredAccount } from '../store/accounts-store.ts';
import { oneOf, positiveNumber, wholeNumber, wrong } from './arguments.ts';
import { type CommandContext, withServices } from './context.ts';
import { createProgressLines } from './progress-lines.ts';
import { judgeCsv } from './read-file.ts';
import { type AccountSummary, exitCodeOf, printAccount, printSummary, summarise } from './summary.ts';
import type { ToldWarning } from './warnings.ts';

type PlanOptions = Omit<CampaignPlan, 'accountId' | 'audience'>;

/** Everything about the plan that the command line alone decides; fails before any file is read. */
function planOptions(context: CommandContext): PlanOptions {
  const { invocation, say } = context;
  const mediaUrl = invocation.text('media-url');
  const template = invocation.text('message') as string;
  if (template.trim() === '' && mediaUrl === null) throw new Failure(appError('message_empty', 'the message is empty'));
  const media = mediaUrl === null ? null : checkMediaUrl(mediaUrl);
  if (media?.ok === false) throw new Failure(media.error);
  const sender = checkSender(invocation.text('sender') as string);
  if (!sender.ok) {
    const allowed = sender.error.code === 'sender_invalid' && invocation.has('any-sender');
    if (!allowed) throw new Failure(sender.error);
  }
  if (invocation.has('practice') && invocation.has('base-url')) {
    wrong(say('exclusive', { one: '--practice', other: '--base-url' }));
  }
  return {
    name: invocation.text('name')?.trim() || basename(invocation.text('csv') as string),
    kind: mediaUrl === null ? 'sms' : 'mms',
    template,
    senderId: (invocation.text('sender') as string).trim(),
    mediaUrl: media?.value ?? null,
    dltTemplateId: invocation.text('dlt-template-id'),
    scheduleAt: timeOption(context, 'at'),
    scheduleBy: oneOf(invocation, 'schedule-by', ['app', 'service'], 'expected.scheduleBy', say) ?? 'app',
    zone: context.zone,
    bestBefore: timeOption(context, 'best-before'),
    recipientsPerRequest: wholeNumber(invocation, 'recipients-per-request', 500, say) ?? 1,
    ratePerSecond: positiveNumber(invocation, 'rate', say),
    concurrency: wholeNumber(invocation, 'concurrency', 256, say),
    priority: oneOf(invocation, 'priority', priorities, 'expected.priority', say) ?? 'normal',
  };
}

/** A moment a person named; null when they named none. */
function timeOption(context: CommandContext, name: 'at' | 'best-before'): Instant | null {
  const { invocation, zone, clock } = context;
  const text = invocation.text(name);
  if (text === null) return null;
  const read = parseScheduleTime(text, zone, clock.now());
  if (!read.ok) throw new Failure(read.error);
  sayWhichMoment(context, read.value);
  return read.value;
}

/** A local time that comes twice at the end of summer time does not say which moment is meant. */
function sayWhichMoment({ output, say, zone }: CommandContext, at: Instant): void {
  const both = bothMoments(at, zone);
  if (both === null) return;
  const exact = (moment: Instant) => formatScheduleTime(moment, zone).replace(' ', 'T') + formatOffset(moment, zone);
  const other = at < both.second ? both.second : both.first;
  output.note(say('timeTwice', { time: formatScheduleTime(at, zone), zone, used: exact(at), other: exact(other) }));
}

async function accountFor(context: CommandContext, services: Services): Promise<StoredAccount> {
  const baseUrl = context.invocation.text('base-url');
  if (baseUrl !== null) return services.accounts.ensureLive(baseUrl);
  if (context.invocation.has('practice')) return services.accounts.ensurePractice();
  return services.accounts.active();
}

/** `slipway send`: import, seal, launch, wait until everyone is settled. */
export async function send(context: CommandContext): Promise<number> {
  const plan = planOptions(context);
  if (!context.canAsk && !context.invocation.has('yes')) {
    throw new Failure(appError('confirmation_needed', 'nobody can be asked, and --yes was not given'));
  }
  const onProgress = createProgressLines(context.output, context.say, context.clock);
  return withServices(context, { onProgress }, async (services) => {
    const account = await accountFor(context, services);
    services.accounts.bindKeyForThisRun(account);
    printAccount(context.output, context.say, account);
    // Found out before the file is read: without a key nothing can leave.
    await (await services.accounts.gateway(account.id, 1)).close();
    const prepared = await prepare(context, services, { ...plan, accountId: account.id });
    if (prepared === null) return 1;
    const { campaign, warnings } = prepared;
    if (!context.invocation.has('yes') && !(await confirmed(context, campaign, account))) {
      await services.campaigns.cancel(campaign.id);
      context.output.note(context.say('notConfirmed'));
      return 1;
    }
    return runToEnd(context, services, campaign.id, account, () => services.campaigns.launch(campaign.id), {
      warnings,
    });
  });
}

/** From the file to a sealed campaign. When anything is wrong, nothing of it stays; null when `--strict` refuses the file. */
async function prepare(
  context: CommandContext,
  services: Services,
  plan: Omit<CampaignPlan, 'audience'>,
): Promise<{ readonly campaign: Campaign; readonly warnings: readonly ToldWarning[] } | null> {
  const read = await judgeCsv(context, services);
  if (read === null) return null;
  const { record, imports, warnings } = read;
  const { campaigns, imports: stagedImports } = services.store.calls;
  const audience = { groups: [], imports: [record.id as ImportId], phones: [] };
  let draft: Campaign | null = null;
  try {
    draft = await campaigns.create({ ...plan, audience }, context.clock.now());
    await services.store.calls.tasks.seal(draft.id, draft, context.clock.now());
  } catch (thrown) {
    if (draft !== null) await campaigns.remove(draft.id);
    await stagedImports.discard(record.id);
    throw thrown;
  }
  const group = context.invocation.text('group');
  if (group !== null) {
    await imports.commit(record.id, { onDuplicate: 'update', onRepeat: 'skip' }, group);
    services.indexSoon();
  }
  return { campaign: await campaigns.get(draft.id), warnings };
}

async function confirmed(context: CommandContext, campaign: Campaign, account: StoredAccount): Promise<boolean> {
  const { say } = context;
  return context.ask(
    say('confirm', {
      count: say('messages', { count: campaign.sealed }),
      sender: campaign.senderId,
      service: account.kind === 'practice' ? say('practiceService') : account.baseUrl,
    }),
  );
}

/** How long a stopped command waits for answers in flight. */
const stopGraceMs = 12_000;

/** Starts, listens for receipts meanwhile, stops cleanly on a signal, and says how it ended. */
export async function runToEnd(
  context: CommandContext,
  services: Services,
  id: CampaignId,
  account: AccountSummary,
  start: () => Promise<Campaign>,
  /** What `--json` prints beside the summary. */
  beside: { readonly warnings?: readonly ToldWarning[] } = {},
): Promise<number> {
  const { output, say, invocation } = context;
  await services.receipts.start();
  const started = await start();
  if (started.state === 'scheduled' && started.scheduleAt !== null) {
    const time = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: started.zone });
    output.note(say('waitingUntil', { time: time.format(started.scheduleAt), zone: started.zone }));
  }
  const stop = () => {
    // What the disk does not take of it is told at the end.
    services.campaigns.pause(id, 'signal').catch(() => undefined);
    // Answers in flight are awaited, but not from a service that has gone silent.
    late = services.clock.after(stopGraceMs, () => services.campaigns.abortAll());
  };
  let late: Timer | null = null;
  if (context.stopping.aborted) stop();
  else context.stopping.addEventListener('abort', stop, { once: true });
  const ended = await services.campaigns.settled(id);
  (late as Timer | null)?.cancel();
  const campaign = await receiptsOfPractice(services, id)
    .then(() => services.store.calls.campaigns.get(id))
    // The disk took nothing, not even that the campaign stands still: what is known of it is told all the same.
    .then((kept) =>
      kept.state === 'running' || kept.state === 'scheduled'
        ? { ...kept, state: ended.state, pauseReason: ended.pauseReason }
        : kept,
    )
    .catch(() => ended);
  const summary = summarise(campaign, account, false);
  printSummary(output, { ...summary, ...beside }, campaign, invocation.has('json'), say);
  const code = exitCodeOf(summary);
  if (code === 3 && campaign.state !== 'cancelled') {
    output.note(
      invocation.has('data-dir') ? say('goOnDataDir', { id, dir: invocation.text('data-dir') }) : say('goOn', { id }),
    );
  }
  return code;
}

/** The practice service lives in this process: its receipts come now, within moments, or with the next start. */
async function receiptsOfPractice(services: Services, id: CampaignId): Promise<void> {
  const practice = await services.practice.running();
  if (practice === null) return;
  const deadline = services.clock.monotonic() + 2_000;
  while (services.clock.monotonic() < deadline && practice.status().receiptsWaiting > 0) {
    const { state } = await services.store.calls.campaigns.get(id);
    if (state !== 'finished') return;
    await new Promise<void>((resolve) => {
      services.clock.after(25, resolve);
    });
  }
}
