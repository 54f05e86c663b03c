import type { Campaign } from '#core/campaigns/campaign.ts';
import { appError, Failure } from '#core/kernel/errors.ts';
import type { CampaignId } from '#core/kernel/ids.ts';
import type { StoredAccount } from '../store/accounts-store.ts';
import type { StoreClient } from '../store/protocol.ts';
import { positiveNumber, wholeNumber, wrong } from './arguments.ts';
import { type CommandContext, withServices } from './context.ts';
import { createProgressLines } from './progress-lines.ts';
import { runToEnd } from './send.ts';
import { type AccountSummary, exitCodeOf, printAccount, printSummary, summarise } from './summary.ts';

/** The campaign a command names by its number, or the last one. */
export async function namedCampaign(context: CommandContext, store: StoreClient): Promise<Campaign> {
  const { argument } = context.invocation;
  if (argument === null) {
    const last = await store.campaigns.last();
    if (last === null) throw new Failure(appError('not_found', context.say('noCampaign'), { what: 'campaign' }));
    return last;
  }
  if (!/^[1-9]\d{0,14}$/.test(argument)) {
    const { say } = context;
    return wrong(say('badValue', { option: 'CAMPAIGN', value: argument, expected: say('expected.campaign') }));
  }
  return store.campaigns.get(Number(argument) as CampaignId);
}

/** `slipway resume`: goes on where it stopped; nobody who was sent is sent again. */
export async function resume(context: CommandContext): Promise<number> {
  const { invocation, say } = context;
  const ratePerSecond = positiveNumber(invocation, 'rate', say);
  const concurrency = wholeNumber(invocation, 'concurrency', 256, say);
  if (!context.canAsk && !invocation.has('yes')) {
    throw new Failure(appError('confirmation_needed', 'nobody can be asked, and --yes was not given'));
  }
  const onProgress = createProgressLines(context.output, say, context.clock);
  return withServices(context, { onProgress }, async (services) => {
    const campaign = await namedCampaign(context, services.store.calls);
    const baseUrl = invocation.text('base-url');
    const over = campaign.state === 'finished' || campaign.state === 'cancelled';
    const account =
      baseUrl === null || over
        ? await services.store.calls.accounts.get(campaign.accountId)
        : await services.accounts.ensureLive(baseUrl);
    services.accounts.bindKeyForThisRun(account);
    printAccount(context.output, say, account);
    if (over) return alreadyOver(context, campaign, account);
    if (!invocation.has('yes') && !(await confirmed(context, campaign, account))) {
      context.output.note(say('notConfirmed'));
      return 1;
    }
    await services.store.calls.campaigns.retune(campaign.id, {
      accountId: account.id,
      ...(ratePerSecond === null ? {} : { ratePerSecond }),
      ...(concurrency === null ? {} : { concurrency }),
    });
    await (await services.accounts.gateway(account.id, 1)).close();
    return runToEnd(context, services, campaign.id, account, () => services.campaigns.resume(campaign.id));
  });
}

function alreadyOver(context: CommandContext, campaign: Campaign, account: AccountSummary): number {
  const summary = summarise(campaign, account, false);
  printSummary(context.output, summary, campaign, context.invocation.has('json'), context.say);
  return exitCodeOf(summary);
}

async function confirmed(context: CommandContext, campaign: Campaign, account: StoredAccount): Promise<boolean> {
  const { say } = context;
  return context.ask(
    say('confirm', {
      count: say('messages', { count: campaign.counts.queued }),
      sender: campaign.senderId,
      service: account.kind === 'practice' ? say('practiceService') : account.baseUrl,
    }),
  );
}
