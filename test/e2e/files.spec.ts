import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { test } from '#test/support/app.ts';
import { electronCommand, electronEnv } from '../../scripts/lib/electron.mjs';
import { call } from './kit/bridge.ts';
import { answerSave } from './kit/dialogs.ts';
import { people, writeCsv } from './kit/people.ts';
import { settle, show } from './kit/setup.ts';
import { button, checkRows, heading, importInto } from './kit/steps.ts';
import { say } from './kit/words.ts';

/** The import screen has opened with this file. */
async function opened(page: Page, fileName: string): Promise<void> {
  await expect(heading(page, say('importing:title'))).toBeVisible();
  await expect(page.getByRole('heading', { name: fileName })).toBeVisible();
}

test('a file comes in by the command line, by a second start, and dropped on the window', async ({
  dataDir,
  launch,
}) => {
  const first = writeCsv(join(dataDir, 'first.csv'), people(4, 1));
  const second = writeCsv(join(dataDir, 'second.csv'), people(5, 2));
  const third = writeCsv(join(dataDir, 'third.csv'), people(6, 3));
  const { electron, page } = await launch({ args: [first] });
  await opened(page, 'first.csv');

  await test.step('a second start hands its file to the window that is there', async () => {
    const [file, args] = electronCommand(['--data-dir', dataDir, second], { headless: false });
    const other = spawn(file, args, { env: electronEnv(), stdio: 'ignore' });
    const [code] = (await once(other, 'exit')) as [number | null];
    expect(code).toBe(0);
    await opened(page, 'second.csv');
    expect(electron.windows()).toHaveLength(1);
  });

  await test.step('dropped anywhere', async () => {
    await settle(page);
    const devtools = await page.context().newCDPSession(page);
    const data = { items: [], files: [third], dragOperationsMask: 1 };
    const at = { x: 640, y: 400, data };
    await devtools.send('Input.dispatchDragEvent', { type: 'dragEnter', ...at });
    await expect(page.getByText(say('app:drop.title'))).toBeVisible();
    // Again and again, as a pointer does: the first one over something new only enters it.
    for (let moves = 0; moves < 3; moves++) await devtools.send('Input.dispatchDragEvent', { type: 'dragOver', ...at });
    await devtools.send('Input.dispatchDragEvent', { type: 'drop', ...at });
    await opened(page, 'third.csv');
    await checkRows(page);
    await importInto(page, 'Dropped', 6);
    expect((await call(page, 'app.overview', { kind: 'live' })).contacts).toBe(6);
  });
});

test('the rows that were left out are saved with their line and reason', async ({ dataDir, launch }) => {
  const { electron, page } = await launch();
  await settle(page);
  await show(page, '/import');
  await button(page, say('importing:pick.sample')).click();
  await checkRows(page);
  await importInto(page, 'Members', 512);
  const saved = join(dataDir, 'left-out.csv');
  await answerSave(electron, saved);
  await button(page, say('importing:done.saveRows', { count: 58 })).click();
  await expect(page.getByText(say('importing:done.saved', { count: 58, fileName: 'left-out.csv' }))).toBeVisible();
  const text = readFileSync(saved, 'utf8');
  expect(text).toContain(say('importing:reason.duplicate'));
  expect(text).toContain(say('importing:reason.damaged_scientific'));
  const [header] = text.split('\r\n');
  expect(header).toMatch(/^\uFEFFFirst name;Last name;Mobile;/);
  expect(header?.split(';').slice(-2)).toEqual([say('importing:rejects.line'), say('importing:rejects.reason')]);
});
