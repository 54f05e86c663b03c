import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import type { CampaignId } from '#core/kernel/ids.ts';
import { readLedger, readSent } from '#main/practice/ledger-file.ts';
import { startPracticeProcess } from '#test/crash/processes.ts';
import { test as base, type RunningApp } from '#test/support/app.ts';
import { call } from './kit/bridge.ts';
import { answerOpen } from './kit/dialogs.ts';
import { people, writeCsv } from './kit/people.ts';
import { importFile, launchCampaign, settle } from './kit/setup.ts';
import { addPeople, button, check, goTo, send, write } from './kit/steps.ts';
import { say } from './kit/words.ts';

const everyone = people(12);
const [first, second] = everyone;

/** An app whose book holds a dozen people in the group "Crew". */
const test = base.extend<{ readonly app: RunningApp; readonly ledger: string }>({
  app: async ({ dataDir, launch }, use) => {
    const app = await launch();
    await settle(app.page);
    await importFile(app, writeCsv(join(dataDir, 'crew.csv'), everyone), 'Crew');
    await use(app);
  },
  ledger: async ({ dataDir }, use) => use(join(dataDir, 'practice')),
});

async function compose(page: Page, to: string): Promise<void> {
  await goTo(page, 'campaigns');
  await button(page, say('campaigns:new')).first().click();
  await addPeople(page, to);
}

async function lastCampaign(page: Page): Promise<CampaignId> {
  const { rows } = await call(page, 'campaigns.list', { states: null, offset: 0, limit: 1 });
  if (rows[0] === undefined) throw new Error('there is no campaign');
  return rows[0].id;
}

const resultsOf = (page: Page, total: number) =>
  expect(page.getByText(say('results:accepted', { total }))).toBeVisible({ timeout: 20_000 });

test('whoever opted out stays out of a send', async ({ app: { page }, ledger }) => {
  await goTo(page, 'contacts');
  const table = page.getByRole('grid', { name: say('contacts:tableLabel') });
  await table
    .getByRole('row')
    .filter({ hasText: first?.name ?? '' })
    .first()
    .click();
  await button(page, say('contacts:panel.optOut')).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: say('contacts:optOut.reasons.stop') }).click();
  await dialog.getByRole('button', { name: say('contacts:optOut.titleOne', { name: first?.name ?? '' }) }).click();
  await expect(page.getByText(say('contacts:optOut.doneOne', { name: first?.name ?? '' }))).toBeVisible();

  await compose(page, 'Crew');
  await write(page, { template: 'Hello {{first_name}}' });
  await expect(
    page.getByText(say('compose:to.skipped', { list: say('compose:to.suppressed', { count: 1 }) })),
  ).toBeVisible();
  await check(page);
  await expect(page.getByText(say('compose:item.suppressed.pass', { people: 1 }))).toBeVisible();
  await send(page, 11);
  await resultsOf(page, 11);
  const sent = readLedger(ledger);
  expect([...sent.keys()].sort()).toEqual(
    everyone
      .slice(1)
      .map(({ digits }) => digits)
      .sort(),
  );

  await test.step('also when it is said between sealing and sending', async () => {
    const groups = (await call(page, 'groups.list')).map(({ id }) => id);
    const { id } = await call(page, 'campaigns.copy', { id: await lastCampaign(page) });
    expect(groups).toHaveLength(1);
    await call(page, 'campaigns.seal', { id });
    const found = await call(page, 'contacts.search', {
      query: second?.name ?? '',
      groupId: null,
      show: 'all',
      sort: 'name',
      offset: 0,
      limit: 5,
    });
    const ids = found.rows.filter(({ phone }) => phone === `+${second?.digits}`).map((row) => row.id);
    expect((await call(page, 'contacts.setOptOut', { who: { ids }, optedOut: true, reason: '' })).count).toBe(1);
    await call(page, 'campaigns.launch', { id });
    await expect.poll(async () => (await call(page, 'campaigns.get', { id })).state).toBe('finished');
    expect((await call(page, 'campaigns.get', { id })).counts).toMatchObject({ suppressed: 1 });
    expect(readLedger(ledger).get(second?.digits ?? '')).toBe(1);
  });
});

test('a test to a typed number, then an MMS with its picture', async ({ app: { page }, ledger }) => {
  await compose(page, 'Crew');
  await write(page, { name: 'Poster', template: 'Hello {{first_name}}, look at this.' });
  await button(page, say('compose:preview.test')).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(say('compose:test.phone')).fill('06 12 34 56 78');
  await button(page, say('compose:test.action')).click();
  await expect(dialog.getByRole('status')).toContainText(/accepted|took it|arrived/i);
  await page.keyboard.press('Escape');
  expect([...readLedger(ledger)]).toEqual([['31612345678', 1]]);
  expect(readSent(ledger)[0]?.text).toMatch(/^Hello .+, look at this\.$/);

  await page
    .getByRole('radiogroup', { name: say('compose:message.kind') })
    .getByText(say('compose:message.mms'))
    .click();
  const media = page.getByLabel(say('compose:message.media'));
  await media.fill('http://example.com/poster.png');
  await check(page);
  await expect(button(page, say('compose:checking.send', { count: 12 }))).toBeDisabled();
  await button(page, say('compose:checking.fixMessage')).first().click();
  await page.getByLabel(say('compose:message.media')).fill('https://example.com/poster.png');
  await check(page);
  await send(page, 12);
  await resultsOf(page, 12);
  const pictures = readSent(ledger).filter(({ kind }) => kind === 'mms');
  expect(pictures).toHaveLength(12);
  expect(new Set(pictures.map(({ media: url }) => url))).toEqual(new Set(['https://example.com/poster.png']));
});

test('scheduled a few seconds ahead, it waits for its time', async ({ app: { page }, ledger }) => {
  const groups = (await call(page, 'groups.list')).map(({ id }) => id);
  const at = Date.now() + 5_000;
  const audience = { groups, imports: [], phones: [] };
  const { id, state } = await launchCampaign(page, { name: 'Later', audience, scheduleAt: at });
  expect(state).toBe('scheduled');
  await goTo(page, 'campaigns');
  await page
    .getByRole('grid', { name: say('campaigns:table') })
    .getByText('Later')
    .click();
  await expect(page.getByText(say('progress:scheduleNote'))).toBeVisible();
  expect(readLedger(ledger).size).toBe(0);
  await resultsOf(page, 12);
  const sent = readSent(ledger);
  expect(sent).toHaveLength(12);
  expect(Math.min(...sent.map((one) => one.at))).toBeGreaterThanOrEqual(at);
  expect((await call(page, 'campaigns.get', { id })).counts.in_doubt).toBe(0);
});

test('identical texts share requests, personal ones do not', async ({ app: { page }, ledger }) => {
  await compose(page, 'Crew');
  await write(page, { template: 'The office is closed on Friday.' });
  await button(page, say('compose:when.options')).click();
  await page
    .getByRole('radiogroup', { name: say('compose:when.grouping') })
    .getByText(say('compose:when.grouped'))
    .click();
  await page.getByLabel(say('compose:when.perRequest')).fill('5');
  await check(page);
  await send(page, 12);
  await resultsOf(page, 12);
  expect((await call(page, 'campaigns.get', { id: await lastCampaign(page) })).requests).toBe(3);
  expect(
    readSent(ledger)
      .map(({ to }) => to.length)
      .sort(),
  ).toEqual([2, 5, 5]);
  expect(Math.max(...readLedger(ledger).values())).toBe(1);
});

test('saved callbacks are matched; the listener’s address is shown and can be renewed', async ({ app, dataDir }) => {
  const { electron, page } = app;
  const folder = join(dataDir, 'service');
  const service = await startPracticeProcess(folder);
  try {
    const { account } = await call(page, 'accounts.create', { name: 'Club', baseUrl: service.url, key: service.key });
    await call(page, 'accounts.activate', { id: account.id });
    const groups = (await call(page, 'groups.list')).map(({ id }) => id);
    const { id } = await launchCampaign(page, { name: 'Crew call', audience: { groups, imports: [], phones: [] } });
    await expect.poll(async () => (await call(page, 'campaigns.get', { id })).state).toBe('finished');

    const lines = readSent(folder).map(({ id: message_id }, index) => ({
      message_id,
      status: index === 0 ? 'Undelivered' : 'Delivered',
      ...(index === 0 ? { reason: 'Absent subscriber' } : {}),
    }));
    const saved = [...lines, { message_id: 'of-somebody-else', status: 'Delivered' }];
    const file = join(dataDir, 'callbacks.jsonl');
    writeFileSync(file, saved.map((line) => JSON.stringify(line)).join('\n'));
    await goTo(page, 'receipts');
    await answerOpen(electron, file);
    await button(page, say('receipts:import')).click();
    await expect(
      page.getByText(say('receipts:imported', { fileName: 'callbacks.jsonl', added: 13, matched: 12, unmatched: 1 })),
    ).toBeVisible();
    expect((await call(page, 'campaigns.get', { id })).counts).toMatchObject({ delivered: 11, undelivered: 1 });
    const table = page.getByRole('grid', { name: say('receipts:list.table') });
    await expect(table).toContainText('Crew call');
    await page
      .getByRole('radiogroup', { name: say('receipts:list.show') })
      .getByText(say('receipts:list.unmatched'))
      .click();
    await expect(table).toContainText('of-somebody-else');

    await test.step('imported again, nothing changes', async () => {
      await button(page, say('receipts:import')).click();
      await expect(
        page.getByText(say('receipts:imported', { fileName: 'callbacks.jsonl', added: 0, matched: 0, unmatched: 0 })),
      ).toBeVisible();
    });
  } finally {
    await service.stop();
  }

  await test.step('the address to give to a service', async () => {
    await button(page, say('receipts:settings')).click();
    const address = page.getByLabel(say('settings:receipts.address'));
    await expect(address).toHaveValue(/^http:\/\/127\.0\.0\.1:\d+\/.{20,}/);
    const before = await address.inputValue();
    await button(page, say('settings:receipts.renew')).click();
    await button(page, say('settings:receipts.renewAction')).click();
    await expect(address).not.toHaveValue(before);
    const body = JSON.stringify({ message_id: 'unknown-id', status: 'Delivered' });
    const post = (url: string) => fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
    expect((await post(before)).status).toBe(404);
    expect((await post(await address.inputValue())).status).toBeLessThan(300);
  });
});
