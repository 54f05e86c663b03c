import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type ElectronApplication, expect, type Page } from '@playwright/test';
import type { CampaignId } from '#core/kernel/ids.ts';
import { readLedger } from '#main/practice/ledger-file.ts';
import { type RunningApp, test } from '#test/support/app.ts';
import { call } from './kit/bridge.ts';
import { answerBox, shownBoxes } from './kit/dialogs.ts';
import { people, writeCsv } from './kit/people.ts';
import { importFile, launchCampaign, settle, show } from './kit/setup.ts';
import { button, heading } from './kit/steps.ts';
import { say, sayStart } from './kit/words.ts';

const everyone = people(100);
const window = 8;

/** A hundred people at twenty a second, each answer a fifth of a second late: several are always on their way. */
async function startSlowCampaign(app: RunningApp, dataDir: string): Promise<CampaignId> {
  const { page } = app;
  await settle(page);
  mkdirSync(dataDir, { recursive: true });
  const { groupId } = await importFile(app, writeCsv(join(dataDir, 'crew.csv'), everyone), 'Crew');
  await call(page, 'practice.set', { latencyMs: 200 });
  const groups = groupId === null ? [] : [groupId];
  const audience = { groups, imports: [], phones: [] };
  const { id } = await launchCampaign(page, { name: 'Crew call', audience, ratePerSecond: 20, concurrency: window });
  await show(page, `/campaigns/${id}`);
  await expect(heading(page, 'Crew call')).toBeVisible();
  return id;
}

/** The judge: how often each of the hundred was accepted. */
const ledgerOf = (dataDir: string) => readLedger(join(dataDir, 'practice'));

const accepted = (dataDir: string, least: number) =>
  expect.poll(() => ledgerOf(dataDir).size, { intervals: [50] }).toBeGreaterThanOrEqual(least);

async function ended(electron: ElectronApplication): Promise<void> {
  const { exitCode, signalCode } = electron.process();
  if (exitCode === null && signalCode === null) {
    await new Promise((resolve) => electron.process().once('exit', resolve));
  }
}

const finished = (page: Page, id: CampaignId) =>
  expect.poll(async () => (await call(page, 'campaigns.get', { id })).state, { timeout: 20_000 }).toBe('finished');

test('killed in mid-send: says where it stood, goes on, repeats nobody', async ({ dataDir, launch }) => {
  const first = await launch();
  const id = await startSlowCampaign(first, dataDir);
  await accepted(dataDir, 25);
  first.electron.process().kill('SIGKILL');
  await ended(first.electron);
  const before = ledgerOf(dataDir).size;
  expect(before).toBeLessThan(100);

  const { page } = await launch();
  const note = page.getByRole('alert').filter({ hasText: say('app:recovered.title', { name: 'Crew call' }) });
  await expect(note).toBeVisible();
  const told = (await note.textContent()) ?? '';
  const [, done, sealed, inDoubt] =
    /stopped at (\d+) of (\d+) and goes on now\. (\d+) in doubt/.exec(told)?.map(Number) ?? [];
  expect(sealed, told).toBe(100);
  // Whoever was on the way counts as done, in doubt; nobody else was accepted.
  expect(done).toBeGreaterThanOrEqual(before);
  expect(inDoubt).toBeLessThanOrEqual(window);
  await note.getByRole('button', { name: say('app:recovered.open') }).click();
  await expect(heading(page, 'Crew call')).toBeVisible();

  await finished(page, id);
  const ledger = ledgerOf(dataDir);
  expect(Math.max(...ledger.values())).toBe(1);
  const { counts } = await call(page, 'campaigns.get', { id });
  expect(counts.in_doubt + counts.accepted + counts.delivered).toBe(100);
  expect(counts.in_doubt).toBeLessThanOrEqual(inDoubt ?? 0);
  expect(ledger.size).toBeGreaterThanOrEqual(100 - (inDoubt ?? 0));
  await expectEveryoneOnce(page, id, ledger);
});

test('quitting in mid-send asks first: keep sending, or pause, quit and go on later', async ({ dataDir, launch }) => {
  const first = await launch();
  const id = await startSlowCampaign(first, dataDir);
  await accepted(dataDir, 5);

  await test.step('Keep sending', async () => {
    await answerBox(first.electron, 1);
    await first.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    await expect.poll(() => shownBoxes(first.electron)).toHaveLength(1);
    const [box] = await shownBoxes(first.electron);
    expect(box?.message).toBe(say('menu:quitGuard.message', { count: 1 }));
    expect(box?.buttons).toEqual([say('menu:quitGuard.quit'), say('menu:quitGuard.stay')]);
    const then = ledgerOf(dataDir).size;
    await accepted(dataDir, then + 5);
    await expect(button(first.page, say('progress:pause'))).toBeVisible();
  });

  await test.step('Pause and quit', async () => {
    await answerBox(first.electron, 0);
    await first.electron.evaluate(({ app }) => app.quit());
    await ended(first.electron);
    expect(first.electron.process().exitCode).toBe(0);
  });
  const before = ledgerOf(dataDir).size;
  expect(before).toBeLessThan(100);

  await test.step('the next start says where it stood and goes on', async () => {
    const { page } = await launch();
    const note = page.getByRole('alert').filter({ hasText: say('app:recovered.title', { name: 'Crew call' }) });
    await expect(note).toContainText(say('app:recovered.goesOn', { done: before, sealed: 100, inDoubt: 0 }));
    await finished(page, id);
    const ledger = ledgerOf(dataDir);
    expect(ledger.size).toBe(100);
    expect((await call(page, 'campaigns.get', { id })).counts.in_doubt).toBe(0);
    await expectEveryoneOnce(page, id, ledger);
    const log = (await call(page, 'campaigns.log', { id })).map(({ code }) => code).reverse();
    expect(log.slice(0, 3)).toEqual(['sealed', 'balance_before', 'started']);
    expect(log).toContain('resumed');
  });
});

test('pause, resume and stop by hand', async ({ dataDir, launch }) => {
  const app = await launch();
  const { page } = app;
  const id = await startSlowCampaign(app, dataDir);
  await accepted(dataDir, 5);
  await button(page, say('progress:pause')).click();
  await expect(page.getByText(say('progress:paused.person.text'))).toBeVisible();
  const stood = ledgerOf(dataDir).size;
  expect((await call(page, 'campaigns.progress', { id })).counts.sending).toBe(0);
  await button(page, say('progress:resume')).click();
  await accepted(dataDir, stood + 5);
  await button(page, say('progress:stop')).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: sayStart('progress:stopConfirm.action_other') })
    .click();
  await expect(page.getByText(sayStart('results:stoppedByYou'))).toBeVisible();
  const { counts, state } = await call(page, 'campaigns.get', { id });
  expect(state).toBe('cancelled');
  expect(counts.in_doubt).toBe(0);
  expect(counts.cancelled).toBe(100 - ledgerOf(dataDir).size);
  expect(Math.max(...ledgerOf(dataDir).values())).toBe(1);
});

/** Every one of the hundred has one state, and the ledger agrees with it. */
async function expectEveryoneOnce(page: Page, id: CampaignId, ledger: ReadonlyMap<string, number>): Promise<void> {
  const { rows } = await call(page, 'campaigns.recipients', { id, states: null, query: '', offset: 0, limit: 500 });
  expect(rows.map(({ phone }) => phone.slice(1)).sort()).toEqual(everyone.map(({ digits }) => digits).sort());
  for (const { phone, state } of rows) {
    const times = ledger.get(phone.slice(1)) ?? 0;
    if (state === 'in_doubt') expect(times, phone).toBeLessThanOrEqual(1);
    else expect([state, times], phone).toEqual([expect.stringMatching(/^(accepted|delivered)$/), 1]);
  }
}
