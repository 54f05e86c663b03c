import type { Page } from '@playwright/test';
import type { CampaignView, Plan } from '#contract/campaigns.ts';
import type { GroupId, ImportId } from '#core/kernel/ids.ts';
import type { RunningApp } from '#test/support/app.ts';
import { call } from './bridge.ts';
import { answerOpen } from './dialogs.ts';

/** What a test needs to be there before it begins, made over the page's own bridge: quicker than by hand. */

/** Past the welcome, numbers read as Dutch ones. */
export async function settle(page: Page): Promise<void> {
  await call(page, 'settings.set', { welcomed: true, country: 'NL' });
  // Without a route: a page that still believes in the welcome would lead back to it.
  await page.goto(new URL('/', page.url()).href);
  await page.getByRole('navigation').first().waitFor();
}

/** A file's people in the book, and in a group when one is named. */
export async function importFile(
  { electron, page }: RunningApp,
  path: string,
  groupName: string | null,
): Promise<{ readonly importId: ImportId; readonly groupId: GroupId | null }> {
  await answerOpen(electron, path);
  const file = await call(page, 'import.pick');
  if (file === null) throw new Error('no file was chosen');
  const { token } = file;
  const { options, mapping } = await call(page, 'import.preview', { token, chosen: {} });
  const { id } = await call(page, 'import.judge', { token, options, mapping, country: 'NL' });
  const done = await call(page, 'import.commit', {
    id,
    token,
    groupName,
    onDuplicate: 'update',
    onRepeat: 'skip',
  });
  return { importId: id, groupId: done.groupId };
}

/** A draft to these people, on the active account. */
export async function draft(page: Page, change: Partial<Plan>): Promise<CampaignView> {
  const accounts = await call(page, 'accounts.list');
  const account = accounts.find(({ active }) => active);
  if (account === undefined) throw new Error('no account is active');
  const plan: Plan = {
    name: 'Harbour day',
    accountId: account.id,
    kind: 'sms',
    audience: { groups: [], imports: [], phones: [] },
    template: 'Hi {{first_name|there}}, the harbour day is on Saturday.',
    senderId: 'Slipway',
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
    ...change,
  };
  return call(page, 'campaigns.save', { id: null, plan });
}

/** A draft, sealed and on its way. */
export async function launchCampaign(page: Page, change: Partial<Plan>): Promise<CampaignView> {
  const { id } = await draft(page, change);
  await call(page, 'campaigns.seal', { id });
  return call(page, 'campaigns.launch', { id });
}

/** Goes to a route of the window. */
export async function show(page: Page, route: string): Promise<void> {
  await page.evaluate((to) => {
    window.location.hash = to;
  }, `#${route}`);
}
