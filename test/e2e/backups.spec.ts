import { existsSync, readdirSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { expect, type Page } from '@playwright/test';
import { readLedger } from '#main/practice/ledger-file.ts';
import { type RunningApp, test } from '#test/support/app.ts';
import { call } from './kit/bridge.ts';
import { people, writeCsv } from './kit/people.ts';
import { importFile, launchCampaign, settle, show } from './kit/setup.ts';
import { button, goTo, heading } from './kit/steps.ts';
import { say, sayError } from './kit/words.ts';

const table = (page: Page) => page.getByRole('table', { name: say('settings:backups.list') });
const restoreButton = (page: Page) => table(page).getByRole('button').first();
const contacts = async (page: Page) => (await call(page, 'app.overview', { kind: 'live' })).contacts;

async function restoreFirst(page: Page): Promise<void> {
  await restoreButton(page).click();
  const question = page.getByRole('dialog');
  await expect(question).toContainText(say('settings:backups.confirmBody'));
  await question.getByRole('button', { name: say('settings:backups.confirmAction') }).click();
}

async function withPeople(app: RunningApp, dataDir: string, count: number): Promise<void> {
  await settle(app.page);
  await importFile(app, writeCsv(join(dataDir, 'crew.csv'), people(count)), 'Crew');
}

test('a backup is made and restored from Settings; a campaign sent since stands still, and nobody gets it twice', async ({
  dataDir,
  launch,
}) => {
  const app = await launch();
  const { page } = app;
  await withPeople(app, dataDir, 12);
  await show(page, '/settings/backups');
  await expect(page.getByText(say('settings:backups.none'))).toBeVisible();
  await button(page, say('settings:backups.make')).click();
  await expect(table(page).getByRole('row')).toHaveCount(2);
  await expect(table(page).getByRole('row').last()).toContainText('12');

  await call(page, 'practice.set', { latencyMs: 300 });
  const audience = { groups: [(await call(page, 'groups.list'))[0]?.id as never], imports: [], phones: [] };
  const { id } = await launchCampaign(page, { name: 'Crew call', audience, ratePerSecond: 5, concurrency: 2 });
  await expect.poll(() => readLedger(join(dataDir, 'practice')).size).toBeGreaterThan(2);
  await show(page, '/settings/backups');
  await restoreFirst(page);
  await expect(page.getByText(say('settings:backups.lost', { names: 'Crew call' }))).toBeVisible({ timeout: 20_000 });
  // The page is a new one on the restored data, and works.
  expect(await contacts(page)).toBe(12);
  expect(await call(page, 'campaigns.list', { states: null, offset: 0, limit: 10 })).toMatchObject({ total: 0 });
  const sent = readLedger(join(dataDir, 'practice'));
  expect(Math.max(...sent.values())).toBe(1);
  // What was replaced can be chosen in turn: it is the newest of the list, and knows whom it sent to.
  await expect(table(page).getByRole('row')).toHaveCount(3);
  await restoreFirst(page);
  await expect(page.getByText(say('settings:backups.lost', { names: 'Crew call' }))).toBeHidden({ timeout: 20_000 });
  await show(page, `/campaigns/${id}`);
  await expect(page.getByText(say('progress:paused.restored.title')).first()).toBeVisible();
  const { counts, state } = await call(page, 'campaigns.get', { id });
  expect([state, counts.queued, counts.accepted + counts.delivered + counts.in_doubt]).toEqual(['paused', 0, 12]);
  expect(readLedger(join(dataDir, 'practice')).size).toBe(sent.size);
});

test('damaged data shows its backups in place of an empty app, and the chosen one opens', async ({
  dataDir,
  launch,
}) => {
  const first = await launch();
  await withPeople(first, dataDir, 7);
  await call(first.page, 'backups.make');
  await first.electron.close();
  truncateSync(join(dataDir, 'slipway.db'), 30_000);

  const { page } = await launch();
  await expect(heading(page, say('settings:recovery.damaged'))).toBeVisible();
  await expect(page.getByText(sayError('storage_damaged').fix)).toBeVisible();
  await expect(page.getByRole('navigation')).toHaveCount(0);
  await restoreFirst(page);
  await expect(page.getByRole('navigation', { name: say('app:nav.label') })).toBeVisible({ timeout: 20_000 });
  expect(await contacts(page)).toBe(7);
  await goTo(page, 'contacts');
  expect(readdirSync(dataDir).some((name) => /^slipway\.db\.damaged-.*Z$/.test(name))).toBe(true);
});

test('lost data is told; without a backup an empty book can be begun, on a person’s word', async ({
  dataDir,
  launch,
}) => {
  const first = await launch();
  await withPeople(first, dataDir, 3);
  await first.electron.close();
  for (const end of ['', '-wal', '-shm']) rmSync(join(dataDir, `slipway.db${end}`), { force: true });
  for (const name of readdirSync(join(dataDir, 'backups'))) rmSync(join(dataDir, 'backups', name));

  const { page } = await launch();
  await expect(heading(page, say('settings:recovery.missing'))).toBeVisible();
  await expect(page.getByText(say('settings:recovery.none'))).toBeVisible();
  expect(existsSync(join(dataDir, 'slipway.db'))).toBe(false);
  await button(page, say('settings:recovery.anew')).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: say('settings:recovery.anewAction') })
    .click();
  await expect(heading(page, say('onboarding:title'))).toBeVisible({ timeout: 20_000 });
  expect(await contacts(page)).toBe(0);
});

test('damage that only a look at everything finds takes the place of the app a moment after the start', async ({
  dataDir,
  launch,
}) => {
  const first = await launch();
  await withPeople(first, dataDir, 4);
  const audience = { groups: [(await call(first.page, 'groups.list'))[0]?.id as never], imports: [], phones: [] };
  const { id } = await launchCampaign(first.page, { name: 'Later', audience, scheduleAt: Date.now() + 3_600_000 });
  await call(first.page, 'backups.make');
  await first.electron.close();
  // As a flipped bit in a sealed text would: every page is a page, and no index knows it.
  const db = new DatabaseSync(join(dataDir, 'slipway.db'));
  db.exec('UPDATE texts SET body = substr(body, 2)');
  db.close();

  const { page } = await launch();
  await expect(heading(page, say('settings:recovery.damaged'))).toBeVisible({ timeout: 20_000 });
  await expect(page.getByRole('navigation')).toHaveCount(0);
  // Nothing is thrown away from here: the data is open, and only a backup can take its place.
  await expect(button(page, say('settings:recovery.anew'))).toHaveCount(0);
  await restoreFirst(page);
  await expect(page.getByRole('navigation', { name: say('app:nav.label') })).toBeVisible({ timeout: 20_000 });
  expect(await call(page, 'campaigns.get', { id })).toMatchObject({ state: 'paused', pauseReason: 'restored' });
});
