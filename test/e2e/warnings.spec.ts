import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ElectronApplication, expect, type Page } from '@playwright/test';
import { test } from '#test/support/app.ts';
import { answerOpen } from './kit/dialogs.ts';
import { settle, show } from './kit/setup.ts';
import { button, checkRows } from './kit/steps.ts';
import { say } from './kit/words.ts';

const rows = (count: number, name: string) =>
  Array.from({ length: count }, (_, row) => `${name};06123456${String(row).padStart(2, '0')}\n`).join('');

/** The import screen with this file, chosen in the dialog. */
async function openFile(electron: ElectronApplication, page: Page, path: string): Promise<void> {
  await settle(page);
  await show(page, '/import');
  await answerOpen(electron, path);
  await button(page, say('importing:pick.choose')).click();
}

test('what is a guess about a file is said on the columns and the check step, and damaged rows can be repaired', async ({
  dataDir,
  launch,
}) => {
  const path = join(dataDir, 'damaged.csv');
  writeFileSync(
    path,
    Buffer.concat([Buffer.from(`Naam;Mobiel\n${rows(20, 'Zoë')}`), Buffer.from('Ren\xe9;0612345670\n', 'latin1')]),
  );
  const { electron, page } = await launch();
  await openFile(electron, page, path);
  await button(page, say('importing:reading.next')).click();
  const card = page.getByRole('region', { name: say('importing:warnings.title') });
  await expect(card).toContainText('UTF-8', { ignoreCase: true });
  await expect(card).toContainText(say('importing:warnings.line', { line: 22 }));
  await button(page, say('importing:columns.next')).click();
  await expect(card).toContainText('Naam');
  await page.getByRole('button', { name: new RegExp(`^${say('importing:reason.bytes_unreadable')}`) }).click();
  await button(page, say('importing:problems.repairRows', { count: 1 })).click();
  await expect(card).not.toContainText('Naam');
});

test('names are shown as both encodings read them where neither is certain, and the other is one press away', async ({
  dataDir,
  launch,
}) => {
  const path = join(dataDir, 'names.csv');
  // Two names that are as well Hungarian in Windows-1250 as others in Windows-1252.
  writeFileSync(path, Buffer.from('Name;Mobile\nErd\xf5s;0612345601\nJan;0612345602\n', 'latin1'));
  const { electron, page } = await launch();
  await openFile(electron, page, path);
  const names = page.getByRole('region', { name: say('importing:otherReading.title') });
  await expect(names.getByRole('row')).toHaveCount(2);
  const cells = await names.getByRole('cell').allTextContents();
  await names.getByRole('button').click();
  await expect(names).toBeHidden();
  await expect(page.getByText(cells[1] ?? '', { exact: true }).first()).toBeVisible();
  await checkRows(page);
  await expect(page.getByRole('region', { name: say('importing:warnings.title') })).toBeHidden();
});
