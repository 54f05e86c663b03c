import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import type { GroupId } from '#core/kernel/ids.ts';
import { startPracticeProcess } from '#test/crash/processes.ts';
import { type RunningApp, test } from '#test/support/app.ts';
import { call } from './kit/bridge.ts';
import { type Camera, createCamera, emptyAlbum } from './kit/camera.ts';
import { answerOpen } from './kit/dialogs.ts';
import { texts, writeParents } from './kit/office.ts';
import { draft, importFile, launchCampaign, settle, show } from './kit/setup.ts';
import { addPeople, button, check, chooseCountry, goTo, heading, importInto, write } from './kit/steps.ts';
import { say, sayError } from './kit/words.ts';

// A picture of every screen and its main states, in both looks and two sizes, into artifacts/screens; and on each of
// them no serious barrier and no words cut off.
test.describe.configure({ timeout: 480_000 });
test.beforeAll(emptyAlbum);

test('the first steps, and screens with nothing on them', async ({ launch }) => {
  const { page } = await launch();
  const { shoot, problems } = createCamera(page);
  await expect(heading(page, say('onboarding:title'))).toBeVisible();
  await shoot('welcome-1-key');

  const { url } = await call(page, 'practice.get');
  const tryOut = button(page, say('onboarding:key.test'));
  await button(page, say('onboarding:key.advanced')).click();
  await page.getByRole('textbox', { name: say('onboarding:key.address') }).fill(url ?? '');
  await page.getByLabel(say('onboarding:key.label'), { exact: true }).fill('no-such-key');
  await tryOut.click();
  await expect(page.getByText(sayError('key_wrong').title)).toBeVisible();
  await shoot('welcome-1-key-wrong');
  await page.getByLabel(say('onboarding:key.label'), { exact: true }).fill('practice-key');
  await tryOut.click();
  await expect(page.getByText(say('common:connection.works'))).toBeVisible();
  await shoot('welcome-1-key-works');

  await button(page, say('onboarding:practice.action')).click();
  await expect(page.getByText(say('onboarding:country.title'))).toBeVisible();
  await shoot('welcome-2-country');
  await chooseCountry(page, 'Netherlands');
  await shoot('welcome-3-people');
  await button(page, say('onboarding:people.later')).click();
  for (const place of ['overview', 'campaigns', 'contacts', 'groups', 'receipts'] as const) {
    await goTo(page, place);
    await shoot(`empty-${place}`);
  }
  expect(problems).toEqual([]);
});

test('an import', async ({ dataDir, launch }) => {
  const { electron, page } = await launch();
  await settle(page);
  const { shoot, problems } = createCamera(page);
  await show(page, '/import');
  await expect(button(page, say('importing:pick.choose'))).toBeVisible();
  await shoot('import-1-file');

  writeFileSync(join(dataDir, 'members.xlsx'), 'PK\x03\x04 [Content_Types].xml xl/workbook.xml');
  await answerOpen(electron, join(dataDir, 'members.xlsx'));
  await button(page, say('importing:pick.choose')).click();
  await expect(page.getByText(sayError('file_is_spreadsheet').title)).toBeVisible();
  await shoot('import-1-file-refused');

  await button(page, say('importing:pick.sample')).click();
  await expect(button(page, say('importing:reading.next'))).toBeEnabled();
  await shoot('import-1-reading');
  await button(page, say('importing:reading.next')).click();
  await shoot('import-2-columns');
  await button(page, say('importing:columns.next')).click();
  await expect(page.getByText(say('importing:problems.title'))).toBeVisible();
  await page.getByRole('button', { name: new RegExp(`^${say('importing:reason.phone_not_a_number')}`) }).click();
  await shoot('import-3-check');
  await page.getByRole('button', { name: new RegExp(`^${say('importing:problems.ready')}`) }).click();
  await shoot('import-3-check-ready');
  await importInto(page, 'Members', 512);
  await shoot('import-4-done');
  await button(page, say('importing:done.again')).click();
  await shoot('import-5-recent');
  expect(problems).toEqual([]);
});

/** A book with groups, and campaigns in every state. */
async function fillOffice(
  app: RunningApp,
  dataDir: string,
): Promise<{ readonly members: GroupId; readonly parents: GroupId }> {
  const { page } = app;
  await settle(page);
  const { token } = await call(page, 'import.sample');
  const { options, mapping } = await call(page, 'import.preview', { token, chosen: {} });
  const { id } = await call(page, 'import.judge', { token, options, mapping, country: 'NL' });
  const done = await call(page, 'import.commit', {
    id,
    token,
    groupName: 'Members',
    onDuplicate: 'update',
    onRepeat: 'skip',
  });
  const talk = await importFile(app, writeParents(join(dataDir, 'parents.csv'), 160, true), 'Parents, groups 1 to 8');
  const [members, parents] = [done.groupId, talk.groupId];
  if (members === null || parents === null) throw new Error('the groups were not made');
  for (const [name, query] of [
    ['Saturday crew', 'Saturday'],
    ['Friday crew', 'Friday'],
    ['Köln', 'Köln'],
  ] as const) {
    const group = await call(page, 'groups.create', { name });
    await call(page, 'groups.add', { id: group.id, who: { query, groupId: members } });
  }
  await call(page, 'contacts.setOptOut', {
    who: { query: 'Bakker', groupId: null },
    optedOut: true,
    reason: say('contacts:optOut.reasons.stop'),
  });
  return { members, parents };
}

const to = (...groups: readonly GroupId[]) => ({ groups: [...groups], imports: [], phones: [] });

async function finished(page: Page, id: Awaited<ReturnType<typeof draft>>['id']): Promise<void> {
  await expect
    .poll(async () => (await call(page, 'campaigns.get', { id })).state, { timeout: 40_000 })
    .toBe('finished');
}

test('an office at work', async ({ dataDir, launch }) => {
  const app = await launch();
  const { page } = app;
  const { members, parents } = await fillOffice(app, dataDir);
  const camera = createCamera(page);
  const talk = await launchCampaign(page, {
    name: 'Talks with parents',
    audience: to(parents),
    template: texts.parents,
    senderId: 'De Vuurtoren'.slice(0, 11),
  });
  await compose(page, camera, members);

  await finished(page, talk.id);
  await show(page, `/campaigns/${talk.id}`);
  await expect(page.getByText(say('results:reasons.title'))).toBeVisible();
  await camera.shoot('results');
  await page.getByRole('button', { name: say('results:doubt.show') }).click();
  await page
    .getByRole('grid', { name: say('results:people') })
    .getByRole('row')
    .nth(1)
    .click();
  await camera.shoot('results-person-in-doubt');
  await lists(page, camera, members, parents);
  expect(camera.problems).toEqual([]);
});

async function compose(page: Page, { shoot }: Camera, members: GroupId): Promise<void> {
  const group = (await call(page, 'groups.list')).find(({ id }) => id === members);
  const count = (group?.count ?? 0) - (group?.optedOut ?? 0);
  expect(count).toBeGreaterThan(490);
  await goTo(page, 'campaigns');
  await button(page, say('campaigns:new')).first().click();
  await shoot('compose-empty');
  await addPeople(page, 'Members');
  await write(page, { name: 'Harbour day', template: texts.harbour, sender: 'Harbour' });
  await expect(page.getByText(say('common:people', { count }))).toBeVisible();
  await expect(page.getByText(say('compose:preview.position', { at: 1, total: count }))).toBeVisible();
  await page.getByLabel(say('compose:from.label'), { exact: true }).blur();
  await shoot('compose');
  await write(page, { template: texts.dear });
  await expect(page.getByRole('button', { name: say('compose:costly.replace', { count: 2 }) })).toBeVisible();
  await button(page, say('compose:when.options')).click();
  await page
    .getByRole('radiogroup', { name: say('compose:when.send') })
    .getByText(say('compose:when.later'))
    .click();
  await page
    .getByRole('radiogroup', { name: say('compose:when.grouping') })
    .getByText(say('compose:when.grouped'))
    .click();
  await shoot('compose-costly-and-later');
  await write(page, { template: 'Hi {{Frist name}}, see you on {{Day}}.', sender: 'HarbourOffices' });
  await expect(page.getByRole('alert')).toContainText(
    sayError('template_unknown_field', { field: 'Frist name' }).title,
  );
  await shoot('compose-unknown-field');
  await check(page);
  await shoot('check-stops');

  const { id } = await draft(page, {
    name: 'Harbour day',
    audience: to(members),
    template: texts.harbour,
    senderId: 'Harbour',
    ratePerSecond: 20,
  });
  await show(page, `/campaigns/${id}/check`);
  await expect(page.getByText(say('compose:checking.listTitle'))).toBeVisible();
  await shoot('check');
  await button(page, say('compose:checking.send', { count })).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await shoot('check-confirm');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: say('common:cancel') })
    .click();
  await button(page, say('compose:checking.seal')).click();
  await expect(page.getByText(say('progress:ready', { count }))).toBeVisible();
  await shoot('progress-sealed');
  await call(page, 'campaigns.launch', { id });
  await expect.poll(async () => (await call(page, 'campaigns.get', { id })).counts.delivered).toBeGreaterThan(120);
  await page
    .getByRole('radiogroup', { name: say('progress:show') })
    .getByText(say('progress:everyone'))
    .click();
  await shoot('progress');
  await goTo(page, 'overview');
  await shoot('overview-sending');
  await show(page, `/campaigns/${id}`);
  await button(page, say('progress:pause')).click();
  await expect(page.getByText(say('progress:paused.person.text'))).toBeVisible();
  await shoot('progress-paused');
}

async function lists(page: Page, { shoot }: Camera, members: GroupId, parents: GroupId): Promise<void> {
  await draft(page, { name: 'Autumn newsletter', audience: to(members), template: texts.closed });
  await launchCampaign(page, {
    name: 'Closed on Friday',
    audience: to(parents),
    template: texts.closed,
    scheduleAt: Date.now() + 86_400_000,
  });
  const doubtful = await launchCampaign(page, {
    name: 'Berth fees',
    audience: { groups: [], imports: [], phones: ['+46701740650' as never, '+46701740605' as never] },
  });
  await expect.poll(async () => (await call(page, 'campaigns.get', { id: doubtful.id })).state).toBe('paused');
  await show(page, `/campaigns/${doubtful.id}`);
  await expect(page.getByText(say('progress:paused.unclear_answer.text')).first()).toBeVisible();
  await shoot('progress-stopped');
  for (const place of ['overview', 'campaigns', 'receipts', 'contacts', 'groups'] as const) {
    await goTo(page, place);
    await shoot(place);
  }

  await goTo(page, 'contacts');
  await page.getByRole('textbox', { name: say('contacts:searchLabel') }).fill('Jürgen');
  await expect(page.getByText(say('contacts:found', { count: 10 }))).toBeVisible();
  const rows = page.getByRole('grid', { name: say('contacts:tableLabel') }).getByRole('row');
  await rows.filter({ hasText: 'Jürgen Le Gall' }).click();
  await expect(page.getByRole('heading', { name: 'Jürgen Le Gall' })).toBeVisible();
  await shoot('contacts-person');
  await rows.nth(2).getByRole('checkbox').check();
  await rows.nth(4).getByRole('checkbox').check();
  await shoot('contacts-selected');

  await goTo(page, 'groups');
  await button(page, say('groups:detail.add')).first().click();
  await expect(page.getByRole('dialog').getByRole('checkbox').first()).toBeVisible();
  await shoot('groups-add-people');
  await page.keyboard.press('Escape');
  for (let number = 1; number <= 27; number++)
    await call(page, 'remote.createGroup', { name: `Jetty ${number}`, description: null });
  await page.getByRole('tab', { name: say('groups:tabs.service') }).click();
  await page
    .getByRole('grid', { name: say('groups:service.listLabel') })
    .getByText('Jetty 4', { exact: true })
    .click();
  await button(page, say('groups:service.push')).click();
  await page
    .getByRole('dialog')
    .getByRole('combobox', { name: say('groups:push.from') })
    .click();
  await page.getByRole('option', { name: /^Saturday crew/ }).click();
  await shoot('groups-push-dialog');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: new RegExp(`^${say('groups:push.actionNone').slice(0, 4)} [0-9]`) })
    .click();
  await expect(page.getByText(say('groups:push.finished'))).toBeVisible({ timeout: 30_000 });
  await shoot('groups-service');

  for (const section of ['accounts', 'general', 'receipts', 'practice', 'backups', 'about'] as const) {
    await show(page, `/settings/${section}`);
    await expect(page.getByText(say(`settings:subtitle.${section}`))).toBeVisible();
    await shoot(`settings-${section}`);
  }
  await page.keyboard.press('ControlOrMeta+k');
  await expect(page.getByPlaceholder(say('app:palette.placeholder'))).toBeVisible();
  await shoot('palette');
  await page.keyboard.press('Escape');
  await page.keyboard.press('F1');
  await expect(page.getByRole('dialog', { name: say('app:shortcuts.title') })).toBeVisible();
  await shoot('shortcuts');
}

test('a campaign on another account than the one in use', async ({ dataDir, launch }) => {
  test.setTimeout(240_000);
  const folder = mkdtempSync(join(tmpdir(), 'slipway-service-'));
  const service = await startPracticeProcess(folder, 'a-key-for-the-pictures');
  try {
    const { page, electron } = await launch();
    await settle(page);
    const camera = createCamera(page);
    const { importId } = await importFile(
      { electron, page },
      writeParents(join(dataDir, 'parents.csv'), 512, false),
      null,
    );
    const { account } = await call(page, 'accounts.create', {
      name: 'Riverside Clinic',
      baseUrl: service.url,
      key: service.key,
    });
    const audience = { groups: [], imports: [importId], phones: [] };
    const made = await draft(page, { accountId: account.id, audience, senderId: 'Harbour', name: 'Parents’ evening' });
    await show(page, `/campaigns/${made.id}`);
    await expect(page.getByText(`${say('compose:from.account')} ${'Riverside Clinic'}`)).toBeVisible();
    await camera.shoot('other-account-compose');
    await show(page, `/campaigns/${made.id}/check`);
    await button(page, say('compose:checking.send', { count: 512 })).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await camera.shoot('other-account-question');
    await page.keyboard.press('Escape');
    await show(page, '/');
    await camera.shoot('overview-practice');
    await page
      .getByRole('radiogroup', { name: say('common:kind.label') })
      .getByText(say('common:kind.live'))
      .click();
    await camera.shoot('overview-live');
    await show(page, '/campaigns');
    await camera.shoot('campaigns-live');
    await show(page, '/settings');
    await camera.shoot('settings-two-accounts');
    expect(camera.problems).toEqual([]);
  } finally {
    await service.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
