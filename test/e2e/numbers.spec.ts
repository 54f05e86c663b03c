import { expect, type Page } from '@playwright/test';
import { test } from '#test/support/app.ts';
import { call } from './kit/bridge.ts';
import { settle, show } from './kit/setup.ts';
import { button, importInto } from './kit/steps.ts';
import { say } from './kit/words.ts';

/** Cells pasted in the wizard, up to the columns. */
async function paste(page: Page, ...rows: readonly string[]): Promise<void> {
  await show(page, '/import');
  await button(page, say('importing:pick.paste')).click();
  await page.getByLabel(say('importing:paste.label')).fill(rows.join('\n'));
  await button(page, say('importing:paste.action')).click();
  await button(page, say('importing:reading.next')).click();
}

async function checkRows(page: Page): Promise<void> {
  await button(page, say('importing:columns.next')).click();
  await expect(page.getByText(say('importing:subtitle.check'))).toBeVisible({ timeout: 20_000 });
}

const everybody = { query: '', groupId: null, show: 'all', sort: 'phone', offset: 0, limit: 50 } as const;
const phones = async (page: Page) => (await call(page, 'contacts.search', everybody)).rows.map(({ phone }) => phone);
const kind = (page: Page, key: string) => page.getByRole('button', { name: new RegExp(`^${say(`importing:${key}`)}`) });

test('how numbers without a plus are read is shown with its reason, and can be changed', async ({ launch }) => {
  const { page } = await launch();
  await settle(page);
  await paste(page, 'phone\tname', '31612345611\tTeun Kok', '8801721970168\tAmy Sen', '447400123456\tBob Lee');
  const numbers = page.getByRole('combobox', { name: say('importing:columns.numbers.label', { name: 'phone' }) });
  await expect(numbers).toHaveValue(say('importing:columns.numbers.full'));
  await expect(
    page.getByText(say('importing:columns.numbers.full_reason', { full: '100', national: '0' })),
  ).toBeVisible();
  await expect(page.getByText(say('importing:warning.full_column', { column: 'phone' }))).toBeVisible();
  await expect(page.getByText('→ +880 1721 970168')).toBeVisible();

  await numbers.click();
  await page.getByRole('option', { name: say('importing:columns.numbers.national') }).click();
  await expect(page.getByText(say('importing:columns.numbers.chosen'))).toBeVisible();
  await expect(page.getByText(say('importing:warning.full_column', { column: 'phone' }))).toBeHidden();
  await checkRows(page);

  // A full number of another country is offered, with its country; one press takes all of them.
  await kind(page, 'reason.full_number_abroad').click();
  await expect(page.getByText('Bangladesh')).toBeVisible();
  await expect(page.getByText('United Kingdom')).toBeVisible();
  await button(page, say('importing:problems.repairRows', { count: 2 })).click();
  await expect(page.getByText(say('importing:problems.repaired', { count: 2 }))).toBeVisible();
  await importInto(page, 'Pasted', 3);
  expect(await phones(page)).toEqual(['+31612345611', '+447400123456', '+8801721970168']);

  // What the person chose is in use for the next file with these columns.
  await button(page, say('importing:done.again')).click();
  await paste(page, 'phone\tname', '31612345611\tTeun Kok', '8801721970169\tAmy Sen');
  await expect(numbers).toHaveValue(say('importing:columns.numbers.national'));
});

test('the other number of a row is shown, and used with one press', async ({ launch }) => {
  const { page } = await launch();
  await settle(page);
  await paste(page, 'Phone\tName', '06 12345611 / 06 12345622\tTeun Kok', '06 12345633\tAmy Sen');
  await checkRows(page);
  await expect(page.getByText(say('importing:warning.other_number', { count: 1 }))).toBeVisible();
  await kind(page, 'note.other_number').click();
  const phone = '+31 6 12345622';
  await page.getByRole('button', { name: say('importing:problems.useOtherLabel', { phone, line: 2 }) }).click();
  await importInto(page, 'Pasted', 2);
  expect(await phones(page)).toEqual(['+31612345622', '+31612345633']);
});

test('numbers of another country are named, and read again with one press', async ({ launch }) => {
  const { page } = await launch();
  await settle(page);
  await paste(
    page,
    'Mobile\tName',
    '+32 471 12 34 50\tAn Maes',
    '0471 12 34 51\tBo Claes',
    '0471 12 34 52\tDi Wouters',
  );
  await checkRows(page);
  await button(page, say('importing:warnings.switchCountry', { country: 'Belgium' })).click();
  await expect(page.getByText(say('importing:figures.noReasons'), { exact: true })).toBeVisible();
  await importInto(page, 'Pasted', 3);
  expect(await phones(page)).toEqual(['+32471123450', '+32471123451', '+32471123452']);
});

test('a mobile is used before a landline, until the person orders the columns', async ({ launch }) => {
  const { page } = await launch();
  await settle(page);
  await paste(page, 'Name\tPhone 1\tPhone 2', 'Teun Kok\t020 123 4511\t06 12345611');
  await expect(page.getByText(say('importing:columns.mobileFirst'))).toHaveCount(2);
  await checkRows(page);
  await expect(page.getByText('+31 6 12345611').first()).toBeVisible();
  await page.getByRole('button', { name: say('importing:steps.columns') }).click();
  await page.getByRole('button', { name: say('importing:columns.down', { name: 'Phone 1' }) }).click();
  await page.getByRole('button', { name: say('importing:columns.up', { name: 'Phone 1' }) }).click();
  await expect(page.getByText(say('importing:columns.mobileFirst'))).toHaveCount(0);
  await checkRows(page);
  await importInto(page, 'Pasted', 1);
  expect(await phones(page)).toEqual(['+31201234511']);
});
