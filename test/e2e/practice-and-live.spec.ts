import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import type { AccountId, CampaignId } from '#core/kernel/ids.ts';
import { type PracticeProcess, startPracticeProcess } from '#test/crash/processes.ts';
import { test as base } from '#test/support/app.ts';
import { call } from './kit/bridge.ts';
import { people, writeCsv } from './kit/people.ts';
import { draft, importFile, settle, show } from './kit/setup.ts';
import { button, goTo } from './kit/steps.ts';
import { say } from './kit/words.ts';

/** The service as a live account meets it: a process of its own, whose key is in the keychain. */
const test = base.extend<{ readonly service: PracticeProcess }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs out of this pattern
  service: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'slipway-service-'));
    const service = await startPracticeProcess(folder, 'live-key-of-the-clinic');
    await use(service);
    await service.stop();
    rmSync(folder, { recursive: true, force: true });
  },
});

const live = 'Riverside Clinic';
const practice = 'Practice';
const strip = (page: Page) => page.getByText(say('app:practiceStrip'));
const foot = (page: Page) => page.getByRole('region', { name: say('app:foot.label') });
const notice = (page: Page, account: string, active: string) =>
  page.getByText(say('common:otherAccount.text', { account, active }), { exact: true });

async function addLive(page: Page, { url, key }: PracticeProcess): Promise<AccountId> {
  const { account } = await call(page, 'accounts.create', { name: live, baseUrl: url, key });
  await call(page, 'accounts.update', { id: account.id, defaultSender: 'Harbour' });
  return account.id;
}

async function activate(page: Page, name: string): Promise<void> {
  const account = (await call(page, 'accounts.list')).find((one) => one.name === name);
  if (account === undefined) throw new Error(`no account ${name}`);
  await call(page, 'accounts.activate', { id: account.id });
}

/** What a screen must say: the strip, the foot and the notice follow the campaign, whichever account is in use. */
async function followsCampaign(page: Page, campaign: string, active: string): Promise<void> {
  await expect(foot(page)).toContainText(campaign);
  await expect(strip(page)).toHaveCount(campaign === practice ? 1 : 0);
  await expect(notice(page, campaign, active)).toHaveCount(campaign === active ? 0 : 1);
}

test('each screen of a campaign follows its own account, with each account in use', async ({
  launch,
  service,
  dataDir,
}) => {
  test.setTimeout(180_000);
  const { page, electron } = await launch();
  await settle(page);
  const liveId = await addLive(page, service);

  await test.step('adding an account does not put it in use', async () => {
    const accounts = await call(page, 'accounts.list');
    expect(accounts.map(({ name, active }) => [name, active])).toEqual([
      [practice, true],
      [live, false],
    ]);
  });

  const file = writeCsv(join(dataDir, 'people.csv'), people(3));
  const { groupId } = await importFile({ electron, page }, file, 'Members');
  if (groupId === null) throw new Error('no group');
  const audience = { groups: [groupId], imports: [], phones: [] };
  const practiceId = (await call(page, 'accounts.list')).find(({ kind }) => kind === 'practice')?.id as AccountId;
  const of = { [practice]: practiceId, [live]: liveId } as const;

  for (const campaign of [practice, live] as const) {
    const made = await draft(page, {
      name: `${campaign} campaign`,
      audience,
      accountId: of[campaign],
      senderId: 'Harbour',
    });
    await test.step(`compose, check, confirm and test send of a campaign on ${campaign}`, async () => {
      for (const active of [practice, live]) {
        await activate(page, active);
        await show(page, `/campaigns/${made.id}`);
        await expect(page.getByText(`${say('compose:from.account')} ${campaign}`)).toBeVisible();
        await followsCampaign(page, campaign, active);
        await button(page, say('compose:preview.test')).click();
        const words =
          campaign === practice ? say('compose:test.practice') : say('compose:test.live', { account: live });
        await expect(page.getByRole('dialog').getByText(words)).toBeVisible();
        await page.keyboard.press('Escape');

        await show(page, `/campaigns/${made.id}/check`);
        await expect(page.getByText(say('compose:checking.listTitle'))).toBeVisible();
        await followsCampaign(page, campaign, active);
        const action = say('compose:checking.send', { count: 3 });
        await button(page, action).click();
        const question = page.getByRole('dialog');
        const values = { count: 3, account: campaign, sender: 'Harbour' };
        const title =
          campaign === practice ? say('common:sendQuestion.practice') : say('common:sendQuestion.live', values);
        await expect(question.getByRole('heading', { name: title, exact: true })).toBeVisible();
        await expect(question.getByRole('button', { name: say('common:cancel') })).toBeFocused();
        const other = question.getByRole('button', { name: say('common:otherAccount.switch') });
        await expect(other).toHaveCount(campaign === active ? 0 : 1);
        // The safe button has the focus: Enter sends nothing.
        await page.keyboard.press('Enter');
        await expect(question).toBeHidden();
        expect((await call(page, 'campaigns.get', { id: made.id })).state).toBe('draft');
      }
    });

    await test.step(`progress and results of a campaign on ${campaign}`, async () => {
      await call(page, 'campaigns.seal', { id: made.id });
      for (const active of [practice, live]) {
        await activate(page, active);
        await show(page, `/campaigns`);
        await show(page, `/campaigns/${made.id}`);
        await expect(button(page, say('progress:send', { count: 3 }))).toBeVisible();
        await followsCampaign(page, campaign, active);
      }
      await call(page, 'campaigns.launch', { id: made.id });
      await expect(page.getByText(say('results:accepted', { total: 3 }))).toBeVisible({ timeout: 20_000 });
      for (const active of [practice, live]) {
        await activate(page, active);
        await followsCampaign(page, campaign, active);
      }
    });
  }

  await test.step('each service got only its own', async () => {
    expect(await service.sends()).toBe(3);
  });

  await test.step('elsewhere the strip and the foot follow the account in use', async () => {
    for (const active of [practice, live]) {
      await activate(page, active);
      await goTo(page, 'campaigns');
      await expect(foot(page)).toContainText(active);
      await expect(strip(page)).toHaveCount(active === practice ? 1 : 0);
      await expect(notice(page, practice, live)).toHaveCount(0);
    }
    // The mark is on the practice campaign, and on no other.
    const grid = page.getByRole('grid');
    await expect(
      grid.getByRole('row', { name: /Practice campaign/ }).getByText(say('common:practice'), { exact: true }),
    ).toBeVisible();
    await expect(
      grid.getByRole('row', { name: /Riverside Clinic campaign/ }).getByText(say('common:practice'), { exact: true }),
    ).toHaveCount(0);
  });

  await test.step('a copy takes the account in use and says so', async () => {
    await activate(page, practice);
    const { rows } = await call(page, 'campaigns.list', { states: null, kind: 'live', offset: 0, limit: 9 });
    await show(page, `/campaigns/${rows[0]?.id}`);
    await button(page, say('results:copy')).click();
    await expect(page.getByText(say('common:copiedCampaign', { account: practice }))).toBeVisible();
    await expect(page.getByText(`${say('compose:from.account')} ${practice}`)).toBeVisible();
    await expect(strip(page)).toHaveCount(1);
  });

  await test.step('Overview shows live or practice, never both', async () => {
    for (const kind of ['live', 'practice'] as const) {
      await goTo(page, 'overview');
      await page
        .getByRole('radiogroup', { name: say('common:kind.label') })
        .getByText(say(`common:kind.${kind}`), { exact: true })
        .click();
      const balances = page.getByRole('region', { name: say('overview:balance.title') });
      await expect(balances).toContainText(kind === 'live' ? live : practice);
      await expect(balances).not.toContainText(kind === 'live' ? practice : live);
      expect((await call(page, 'app.overview', { kind })).days.at(-1)?.accepted).toBe(3);
    }
  });
});

test('"Switch account" in the question puts the campaign’s account in use, and then it is sent', async ({
  launch,
  service,
  dataDir,
}) => {
  const { page, electron } = await launch();
  await settle(page);
  const accountId = await addLive(page, service);
  const file = writeCsv(join(dataDir, 'people.csv'), people(2));
  const { importId } = await importFile({ electron, page }, file, null);
  const made = await draft(page, { accountId, audience: { groups: [], imports: [importId], phones: [] } });
  await show(page, `/campaigns/${made.id}/check`);
  const action = say('compose:checking.send', { count: 2 });
  await button(page, action).click();
  const question = page.getByRole('dialog');
  await expect(question.getByText(say('common:otherAccount.text', { account: live, active: practice }))).toBeVisible();
  await question.getByRole('button', { name: say('common:otherAccount.switch') }).click();
  await expect(question.getByRole('button', { name: say('common:otherAccount.switch') })).toHaveCount(0);
  expect((await call(page, 'accounts.list')).find(({ active }) => active)?.name).toBe(live);
  await question.getByRole('button', { name: action, exact: true }).click();
  await expect(page.getByText(say('results:accepted', { total: 2 }))).toBeVisible({ timeout: 20_000 });
  expect(await service.sends()).toBe(2);
});

test('an account whose test failed is kept, says so, and asks before it is used', async ({ launch, service }) => {
  const { page } = await launch();
  await settle(page);
  await goTo(page, 'settings');
  await button(page, say('settings:accounts.add')).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(say('onboarding:key.label'), { exact: true }).fill('not-the-key');
  await dialog.getByRole('textbox', { name: say('settings:accounts.name'), exact: true }).fill('Typo');
  await dialog.getByRole('textbox', { name: say('settings:accounts.addAddress') }).fill(service.url);
  await dialog.getByRole('button', { name: say('settings:accounts.test'), exact: true }).click();
  await expect(dialog.getByRole('alert')).toBeVisible();
  await dialog.getByRole('button', { name: say('settings:accounts.addAction'), exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText(say('settings:accounts.testFailed'))).toBeVisible();
  const use = button(page, say('settings:accounts.use'));
  await use.click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: say('common:cancel') })
    .click();
  expect((await call(page, 'accounts.list')).find(({ active }) => active)?.name).toBe(practice);
  await use.click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: say('common:failedTest.action') })
    .click();
  await expect(use).toHaveCount(0);
  expect((await call(page, 'accounts.list')).find(({ active }) => active)?.name).toBe('Typo');
});

test('practice data is marked, and removed in one step with Undo', async ({ launch, service }) => {
  test.setTimeout(120_000);
  const { page } = await launch();
  await settle(page);
  const { token } = await call(page, 'import.sample');
  const { options, mapping } = await call(page, 'import.preview', { token, chosen: {} });
  const { id } = await call(page, 'import.judge', { token, options, mapping, country: 'NL' });
  const rules = { onDuplicate: 'update', onRepeat: 'skip' } as const;
  const { groupId } = await call(page, 'import.commit', { id, token, groupName: 'Sample', ...rules });
  if (groupId === null) throw new Error('no group');
  const made = await draft(page, { audience: { groups: [groupId], imports: [], phones: [] } });
  await call(page, 'campaigns.seal', { id: made.id });
  await call(page, 'campaigns.launch', { id: made.id });
  await expect
    .poll(async () => (await call(page, 'campaigns.get', { id: made.id as CampaignId })).counts.delivered, {
      timeout: 30_000,
    })
    .toBe(512);

  await goTo(page, 'contacts');
  await expect(page.getByRole('grid').getByText(say('common:practice'), { exact: true }).first()).toBeVisible();
  await addLive(page, service);
  await goTo(page, 'settings');
  await expect(page.getByText(say('settings:practiceData.offer'))).toBeVisible();
  await button(page, say('settings:practiceData.remove')).click();
  await expect(
    page.getByText(say('settings:practiceData.removed', { people: 512, campaigns: 1, receipts: 512 })),
  ).toBeVisible();
  expect(await call(page, 'practice.data')).toEqual({ people: 0, campaigns: 0, receipts: 0 });
  await goTo(page, 'contacts');
  await expect(page.getByRole('grid').getByRole('row')).toHaveCount(0);
  await button(page, say('common:undo')).click();
  await expect.poll(() => call(page, 'practice.data')).toMatchObject({ people: 512, campaigns: 1 });
  expect((await call(page, 'campaigns.get', { id: made.id })).counts.delivered).toBe(512);
});
