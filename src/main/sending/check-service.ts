import type { DraftPreview } from '#contract/campaigns.ts';
import type { Campaign, CheckItem } from '#core/campaigns/campaign.ts';
import type { Clock } from '#core/kernel/clock.ts';
import { type AppError, appError, toAppError } from '#core/kernel/errors.ts';
import { type CheckFacts, checkCampaign } from '#core/preflight/check-campaign.ts';
import type { AccountService } from '../accounts/account-service.ts';
import type { StoreClient } from '../store/protocol.ts';

/** The service gets this long to answer the check page; the page says so when it did not. */
const patienceMs = 6_000;

/** Gathers what the check page judges: the audience's survey, the key, and the service's own word. */
export async function checkOne(
  ports: { readonly reader: StoreClient; readonly accounts: AccountService; readonly clock: Clock },
  campaign: Campaign,
): Promise<{ readonly items: readonly CheckItem[]; readonly preview: DraftPreview }> {
  const [preview, service] = await Promise.all([
    ports.reader.audience.survey(campaign),
    askService(ports.accounts, ports.clock, campaign),
  ]);
  const account = await ports.reader.accounts.get(campaign.accountId);
  const items = checkCampaign({
    plan: campaign,
    now: ports.clock.now(),
    account: { name: account.name, practice: account.kind === 'practice' },
    ...service,
    people: preview.people,
    skipped: preview.skipped,
    segments: preview.segments,
    numbers: preview.numbers,
    savable: preview.savable,
    missing: preview.missing,
    templateError: preview.error as AppError | null,
  });
  return { items, preview };
}

/** The key and the profile call, bounded in time. */
export async function askService(
  accounts: AccountService,
  clock: Clock,
  campaign: Pick<Campaign, 'accountId'>,
): Promise<Pick<CheckFacts, 'keyProblem' | 'profile'>> {
  try {
    await (await accounts.gateway(campaign.accountId, 1)).close();
  } catch (thrown) {
    return { keyProblem: toAppError(thrown), profile: null };
  }
  const late = new Promise<CheckFacts['profile']>((resolve) => {
    clock.after(patienceMs, () => resolve({ ok: false, error: appError('timeout', 'the service took too long') }));
  });
  const asked = accounts.profile(campaign.accountId).then(
    (profile): CheckFacts['profile'] => ({ ok: true, balance: profile.balance, balanceText: profile.balanceText }),
    (thrown: unknown): CheckFacts['profile'] => ({ ok: false, error: toAppError(thrown) }),
  );
  return { keyProblem: null, profile: await Promise.race([asked, late]) };
}
