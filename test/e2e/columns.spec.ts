import { expect } from '@playwright/test';
import { test } from '#test/support/app.ts';
import { settle, show } from './kit/setup.ts';
import { button } from './kit/steps.ts';
import { say } from './kit/words.ts';

const cells = ['Naam\tMobiel\tCity', 'Anna de Vries\t0477 23 65 50\tGent'].join('\n');

test('the columns of a file are chosen by keyboard alone', async ({ launch }) => {
  const { page } = await launch();
  await settle(page);
  await show(page, '/import');
  await button(page, say('importing:pick.paste')).click();
  await page.getByLabel(say('importing:paste.label')).fill(cells);
  await button(page, say('importing:paste.action')).click();
  await button(page, say('importing:reading.next')).click();

  const city = page.getByRole('combobox', { name: say('importing:columns.useLabel', { name: 'City' }) });
  await expect(city).toHaveValue(say('importing:targets.field'));
  await city.focus();
  await page.keyboard.press('ArrowDown');
  // The list opens at what is in use, and readers are told where in it one is.
  const option = (words: string) => page.getByRole('option', { name: words, exact: true });
  const here = await option(say('importing:targets.field')).getAttribute('id');
  await expect(city).toHaveAttribute('aria-activedescendant', String(here));
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(city).toHaveValue(say('importing:targets.ignore'));
  await expect(option(say('importing:targets.ignore'))).toBeHidden();

  const country = page.getByRole('combobox', { name: say('importing:columns.country') });
  await expect(country).toHaveValue('Netherlands (+31)');
  await country.focus();
  await expect(option('Netherlands (+31)')).toBeVisible();
  await country.fill('Belgi');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(country).toHaveValue('Belgium (+32)');
  // The sample is shown as it will be dialled.
  await expect(page.getByText('→ +32 477 23 65 50')).toBeVisible();
});
