import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { test as base, type RunningApp } from '#test/support/app.ts';
import { call } from './kit/bridge.ts';
import { people, writeCsv } from './kit/people.ts';
import { importFile, settle } from './kit/setup.ts';
import { button, goTo } from './kit/steps.ts';
import { figure, say } from './kit/words.ts';

const everyone = people(40);

/** An app whose book holds forty people in the group "Crew". */
const test = base.extend<{ readonly app: RunningApp }>({
  app: async ({ dataDir, launch }, use) => {
    const app = await launch();
    await settle(app.page);
    await importFile(app, writeCsv(join(dataDir, 'crew.csv'), everyone), 'Crew');
    await use(app);
  },
});

const rows = (page: Page, table: string) =>
  page
    .getByRole('grid', { name: table, exact: true })
    .getByRole('row')
    .filter({ has: page.getByRole('gridcell') });

/** What was just done is told, and taken back. */
async function undo(page: Page, told: string): Promise<void> {
  const toast = page.getByRole('alert').filter({ hasText: told });
  await toast.getByRole('button', { name: say('common:undo') }).click();
  await expect(toast).toBeHidden();
}

async function search(page: Page, words: string, found: number): Promise<void> {
  await page.getByRole('textbox', { name: say('contacts:searchLabel') }).fill(words);
  await expect(page.getByText(say('contacts:found', { count: found }))).toBeVisible();
}

test('contacts are found, edited, deleted and brought back', async ({ app: { page } }) => {
  await goTo(page, 'contacts');
  const table = say('contacts:tableLabel');
  await expect(page.getByText(say('contacts:people', { count: 40 }))).toBeVisible();

  await test.step('search by name, by part of a number, by nothing that is there', async () => {
    await search(page, 'Siobhán 3', 2);
    await expect(rows(page, table)).toHaveCount(2);
    await search(page, everyone[7]?.digits.slice(-8) ?? '', 1);
    await expect(rows(page, table)).toContainText('Zoë 8');
    await page.getByRole('textbox', { name: say('contacts:searchLabel') }).fill('Nobody at all');
    await expect(page.getByText(say('contacts:nothing.search', { query: 'Nobody at all' }))).toBeVisible();
    await search(page, 'Zoë 8', 1);
  });

  const panel = page
    .getByRole('complementary')
    .or(page.getByRole('region'))
    .filter({ hasText: say('contacts:panel.details') })
    .first();
  await test.step('a name is edited where it stands', async () => {
    await rows(page, table).first().click();
    await panel
      .getByRole('button', {
        name: say('contacts:panel.editLabel', { field: say('contacts:panel.firstName'), value: 'Zoë 8' }),
      })
      .click();
    const field = panel.getByRole('textbox', { name: say('contacts:panel.firstName') });
    await field.fill('Zoë Maria');
    await field.press('Enter');
    await expect(page.getByText(say('contacts:panel.saved', { field: say('contacts:panel.firstName') }))).toBeVisible();
    await search(page, 'Zoë Maria', 1);
  });

  await test.step('deleted, and brought back with its group', async () => {
    await rows(page, table).first().click();
    await panel.getByRole('button', { name: say('contacts:panel.delete') }).click();
    await expect.poll(async () => (await call(page, 'app.overview', { kind: 'live' })).contacts).toBe(39);
    await undo(page, say('contacts:delete.doneOne', { name: 'Zoë Maria' }));
    await search(page, 'Zoë Maria', 1);
    expect((await call(page, 'groups.list'))[0]).toMatchObject({ name: 'Crew', count: 40 });
  });

  await test.step('a new one is typed in', async () => {
    await button(page, say('contacts:create')).click();
    await page.getByLabel(say('contacts:form.phone')).fill('06 12 34 56 78');
    await page.getByLabel(say('contacts:form.firstName')).fill('Teun');
    await button(page, say('contacts:form.action')).click();
    await search(page, 'Teun', 1);
    await expect(rows(page, table)).toContainText('+31 6 12345678');
  });
});

test('groups are made, filled, renamed, emptied and deleted, and each can be taken back', async ({ app: { page } }) => {
  const group = async (name: string) => (await call(page, 'groups.list')).find((one) => one.name === name);
  const menu = async (item: string) => {
    await button(page, say('groups:detail.more')).click();
    await page.getByRole('menuitem', { name: item }).click();
  };
  await goTo(page, 'groups');

  await test.step('made', async () => {
    await button(page, say('groups:create')).click();
    await page.getByRole('dialog').getByLabel(say('groups:createDialog.label')).fill('Night watch');
    await button(page, say('groups:createDialog.action')).click();
    await expect(page.getByRole('heading', { name: 'Night watch', exact: true })).toBeVisible();
  });

  await test.step('filled', async () => {
    await button(page, say('groups:detail.add')).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: say('groups:addPeople.search') }).fill('Bram');
    // Four of the forty are called Bram.
    await expect(dialog.getByRole('checkbox')).toHaveCount(4);
    for (const box of await dialog.getByRole('checkbox').all()) await box.check();
    await dialog.getByRole('button', { name: say('groups:addPeople.action', { count: 4 }) }).click();
    await expect(page.getByText(say('groups:done.added', { count: 4, group: 'Night watch' }))).toBeVisible();
    expect(await group('Night watch')).toMatchObject({ count: 4 });
  });

  await test.step('renamed, and back', async () => {
    await menu(say('groups:detail.rename'));
    await page.getByLabel(say('groups:renameDialog.label')).fill('Day watch');
    await button(page, say('groups:renameDialog.action')).click();
    await expect(page.getByRole('heading', { name: 'Day watch', exact: true })).toBeVisible();
    await undo(page, say('groups:done.renamed', { group: 'Day watch' }));
    await expect(page.getByRole('heading', { name: 'Night watch', exact: true })).toBeVisible();
  });

  await test.step('emptied, and back', async () => {
    await menu(say('groups:detail.emptyIt'));
    const told = say('groups:done.emptied', { count: 4, group: 'Night watch' });
    await expect(page.getByText(told)).toBeVisible();
    expect(await group('Night watch')).toMatchObject({ count: 0 });
    await undo(page, told);
    await expect.poll(async () => (await group('Night watch'))?.count).toBe(4);
  });

  await test.step('deleted, and back; its people stay', async () => {
    await menu(say('groups:detail.delete'));
    const told = say('groups:done.deleted', { group: 'Night watch' });
    await expect(page.getByText(told)).toBeVisible();
    expect(await group('Night watch')).toBeUndefined();
    expect((await call(page, 'app.overview', { kind: 'live' })).contacts).toBe(40);
    await undo(page, told);
    await expect.poll(async () => (await group('Night watch'))?.count).toBe(4);
  });
});

test('the service’s groups: listed page by page, one made there, people sent there', async ({ app: { page } }) => {
  test.setTimeout(90_000);
  for (let number = 1; number <= 30; number++) {
    const name = `Club ${String(number).padStart(2, '0')}`;
    await call(page, 'remote.createGroup', { name, description: null });
  }
  await goTo(page, 'groups');
  await page.getByRole('tab', { name: say('groups:tabs.service') }).click();
  const list = say('groups:service.listLabel');

  await test.step('thirty groups on two pages', async () => {
    await expect(page.getByText(say('groups:service.page', { page: 1, last: 2 }))).toBeVisible();
    await expect(page.getByRole('grid', { name: list })).toHaveAttribute('aria-rowcount', '26');
    await button(page, say('groups:service.next')).click();
    await expect(page.getByText(say('groups:service.page', { page: 2, last: 2 }))).toBeVisible();
    await expect(rows(page, list)).toHaveCount(5);
    await expect(rows(page, list).last()).toContainText('Club 30');
  });

  await test.step('one is made there', async () => {
    await button(page, say('groups:service.create')).click();
    await page.getByRole('dialog').getByLabel(say('groups:service.createDialog.label')).fill('Harbour crew');
    await button(page, say('groups:service.createDialog.action')).click();
    await expect(page.getByText(say('groups:service.createdTold', { group: 'Harbour crew' }))).toBeVisible();
  });

  await test.step('a local group is sent to it, with a result for each', async () => {
    const row = rows(page, list).filter({ hasText: 'Harbour crew' });
    if (!(await row.isVisible())) await button(page, say('groups:service.next')).first().click();
    await row.click();
    await expect(page.getByText(say('groups:service.noContacts'))).toBeVisible();
    await button(page, say('groups:service.push')).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox', { name: say('groups:push.from') }).click();
    await page.getByRole('option', { name: /^Crew/ }).click();
    await dialog.getByRole('button', { name: say('groups:push.action', { count: 40 }) }).click();
    await expect(page.getByText(say('groups:push.finished'))).toBeVisible({ timeout: 20_000 });
    const groupId = (await call(page, 'groups.list')).find(({ name }) => name === 'Crew')?.id;
    if (groupId === undefined) throw new Error('the group is gone');
    const results = await call(page, 'remote.pushResults', { groupId });
    expect(results.status).toMatchObject({ total: 40, created: 40, refused: 0, unclear: 0 });
    expect(results.rows.map(({ result }) => result)).toEqual(Array(40).fill('created'));
    await expect(page.getByText(say('groups:push.of', { total: 40 })).first()).toBeVisible();
  });

  await test.step('sent again, the service refuses each in its own words', async () => {
    await button(page, say('groups:push.close')).click();
    await button(page, say('groups:service.push')).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox', { name: say('groups:push.from') }).click();
    await page.getByRole('option', { name: /^Crew/ }).click();
    await dialog.getByRole('button', { name: say('groups:push.action', { count: 40 }) }).click();
    await expect(page.getByText(say('groups:push.finished'))).toBeVisible({ timeout: 20_000 });
    const results = rows(page, say('groups:push.resultsLabel'));
    await expect(results.first()).toContainText(say('groups:push.refused'));
    await expect(results.first()).not.toHaveText(/null|undefined/);
    await expect(page.getByText(figure(40)).first()).toBeVisible();
  });

  await test.step('the people are there, page by page', async () => {
    await button(page, say('groups:push.close')).click();
    const there = say('groups:service.contactsLabel', { group: 'Harbour crew' });
    await expect(page.getByRole('grid', { name: there })).toHaveAttribute('aria-rowcount', '26');
    await expect(page.getByText(say('groups:service.page', { page: 1, last: 2 })).last()).toBeVisible();
  });
});
