import { expect, type Page } from '@playwright/test';
import { figure, say } from './words.ts';

/** What a person does again and again, by the words on the screen. */

export const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true });

export const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** The first start: practise without a key, numbers of this country, look around. */
export async function welcome(page: Page, country = 'Netherlands'): Promise<void> {
  await expect(heading(page, say('onboarding:title'))).toBeVisible();
  await button(page, say('onboarding:practice.action')).click();
  await chooseCountry(page, country);
  await button(page, say('onboarding:people.later')).click();
  await expect(heading(page, say('overview:title'))).toBeVisible();
}

/** The welcome's second step. */
export async function chooseCountry(page: Page, country: string): Promise<void> {
  const field = page.getByRole('combobox', { name: say('onboarding:country.label') });
  await field.click();
  await field.fill(country);
  await page.getByRole('option', { name: new RegExp(`^${country} \\(`) }).click();
  await button(page, say('onboarding:country.action')).click();
}

/** To one of the six places of the sidebar. */
export async function goTo(
  page: Page,
  place: 'overview' | 'campaigns' | 'contacts' | 'groups' | 'receipts' | 'settings',
) {
  await page
    .getByRole('navigation', { name: say('app:nav.label') })
    .getByRole('link', { name: say(`app:nav.${place}`) })
    .click();
  await expect(heading(page, say(`app:nav.${place}`))).toBeVisible();
}

/** From the first rows of a file to its judged rows. */
export async function checkRows(page: Page): Promise<void> {
  await button(page, say('importing:reading.next')).click();
  await button(page, say('importing:columns.next')).click();
  await expect(page.getByText(say('importing:subtitle.check'))).toBeVisible({ timeout: 20_000 });
}

/** Commits a judged file of so many new people into a group. */
export async function importInto(page: Page, group: string, people: number): Promise<void> {
  const field = page.getByRole('combobox', { name: say('importing:rule.group') });
  await field.fill(group);
  await field.press('Escape');
  await button(page, say('importing:commit.button', { count: people })).click();
  await expect(page.getByText(say('importing:done.group', { group }))).toBeVisible({ timeout: 20_000 });
}

export interface Message {
  readonly name?: string;
  readonly template: string;
  readonly sender?: string;
}

/** Fills in the compose screen that is open. */
export async function write(page: Page, { name, template, sender }: Message): Promise<void> {
  if (name !== undefined) await page.getByRole('textbox', { name: say('compose:nameLabel') }).fill(name);
  await page.getByRole('textbox', { name: say('compose:message.label') }).fill(template);
  if (sender !== undefined) await page.getByLabel(say('compose:from.label'), { exact: true }).fill(sender);
}

/** Adds a group, an import or a number to the people a message goes to. */
export async function addPeople(page: Page, name: string): Promise<void> {
  const field = page.getByRole('textbox', { name: say('compose:to.label'), exact: true });
  await field.fill(name);
  await page
    .getByRole('option', { name: new RegExp(name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')) })
    .first()
    .click();
  await field.press('Escape');
}

/** From the compose screen to the check page, all of it looked over. */
export async function check(page: Page): Promise<void> {
  await button(page, say('compose:check')).click();
  await expect(page.getByText(say('compose:checking.listTitle'))).toBeVisible({ timeout: 20_000 });
}

/** From the check page on its way: the button, and the question it asks. */
export async function send(page: Page, people: number): Promise<void> {
  const action = say('compose:checking.send', { count: people });
  await button(page, action).click();
  const question = page.getByRole('dialog');
  if (people >= 1_000) await question.getByRole('textbox').fill(figure(people));
  await question.getByRole('button', { name: action, exact: true }).click();
  await expect(question).toBeHidden();
}
