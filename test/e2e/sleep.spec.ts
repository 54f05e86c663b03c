import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type ElectronApplication, expect } from '@playwright/test';
import type { CampaignId } from '#core/kernel/ids.ts';
import { readLedger } from '#main/practice/ledger-file.ts';
import { type RunningApp, test } from '#test/support/app.ts';
import { lastJson, runSlipway } from '#test/support/slipway.ts';
import { call } from './kit/bridge.ts';
import { answerBox, shownBoxes } from './kit/dialogs.ts';
import { people, writeCsv } from './kit/people.ts';
import { draft, importFile, launchCampaign, settle, show } from './kit/setup.ts';
import { button, heading } from './kit/steps.ts';
import { say } from './kit/words.ts';

const ledgerOf = (dataDir: string) => readLedger(join(dataDir, 'practice'));

const accepted = (dataDir: string, least: number) =>
  expect.poll(() => ledgerOf(dataDir).size, { intervals: [50] }).toBeGreaterThanOrEqual(least);

/** What the system would tell: the real listeners hear it. */
const tell = (electron: ElectronApplication, event: 'suspend' | 'resume') =>
  electron.evaluate(({ powerMonitor }, name) => void powerMonitor.emit(name), event);

/** Whether the app keeps the machine awake; asked of the system's own list, by number. */
const keptAwake = (electron: ElectronApplication) =>
  electron.evaluate(({ powerSaveBlocker }) =>
    Array.from({ length: 50 }, (_, id) => id).some((id) => powerSaveBlocker.isStarted(id)),
  );

async function crew(app: RunningApp, dataDir: string): Promise<CampaignId> {
  await settle(app.page);
  mkdirSync(dataDir, { recursive: true });
  const { groupId } = await importFile(app, writeCsv(join(dataDir, 'crew.csv'), people(60)), 'Crew');
  await call(app.page, 'practice.set', { latencyMs: 150 });
  const audience = { groups: groupId === null ? [] : [groupId], imports: [], phones: [] };
  const { id } = await launchCampaign(app.page, { name: 'Crew call', audience, ratePerSecond: 20, concurrency: 4 });
  await show(app.page, `/campaigns/${id}`);
  await expect(heading(app.page, 'Crew call')).toBeVisible();
  return id;
}

const state = async ({ page }: RunningApp, id: CampaignId) => (await call(page, 'campaigns.get', { id })).state;

test('asleep in mid-send: stops cleanly, says so, and goes on when the machine wakes', async ({ dataDir, launch }) => {
  const app = await launch();
  const { electron, page } = app;
  expect(await keptAwake(electron)).toBe(false);
  const id = await crew(app, dataDir);
  await accepted(dataDir, 5);
  expect(await keptAwake(electron)).toBe(true);
  await tell(electron, 'suspend');
  await expect(page.getByText(say('progress:paused.sleep.text')).first()).toBeVisible();
  await expect(button(page, say('progress:keepPaused'))).toBeVisible();
  const { counts } = await call(page, 'campaigns.get', { id });
  expect([counts.sending, counts.in_doubt]).toEqual([0, 0]);
  expect(await keptAwake(electron)).toBe(false);

  await tell(electron, 'resume');
  await expect.poll(() => state(app, id), { timeout: 20_000 }).toBe('finished');
  const ledger = ledgerOf(dataDir);
  expect([ledger.size, Math.max(...ledger.values())]).toEqual([60, 1]);
  const log = (await call(page, 'campaigns.log', { id })).map(({ code }) => code);
  expect(log).toContain('awake');
});

/** Ways in which a system ends an app; each answers whether the end was held up, where it can be. */
const ends: Readonly<Record<string, (electron: ElectronApplication) => Promise<boolean>>> = {
  'a signal': async (electron) => electron.process().kill('SIGTERM'),
  'the end of a Windows session': (electron) =>
    electron.evaluate(({ BrowserWindow }) => {
      let held = false;
      BrowserWindow.getAllWindows()[0]?.emit('query-session-end', {
        preventDefault: () => {
          held = true;
        },
      });
      return held;
    }),
};

for (const [what, end] of Object.entries(ends))
  test(`${what} in mid-send: asks nobody, waits for what is on its way`, async ({ dataDir, launch }) => {
    const app = await launch();
    const id = await crew(app, dataDir);
    await answerBox(app.electron, 1);
    await accepted(dataDir, 5);
    expect(await shownBoxes(app.electron)).toEqual([]);
    const child = app.electron.process();
    const ended = new Promise((resolve) => child.once('exit', resolve));
    expect(await end(app.electron)).toBe(true);
    await ended;
    expect(child.exitCode).toBe(0);
    const went = ledgerOf(dataDir).size;
    expect(went).toBeLessThan(60);
    const read = lastJson(await runSlipway(['status', String(id), '--json', '--data-dir', dataDir]));
    expect(read).toMatchObject({ state: 'paused', pauseReason: 'signal', inDoubt: 0 });

    const next = await launch();
    await expect.poll(() => state(next, id), { timeout: 20_000 }).toBe('finished');
    const { counts } = await call(next.page, 'campaigns.get', { id });
    expect([counts.in_doubt, ledgerOf(dataDir).size, Math.max(...ledgerOf(dataDir).values())]).toEqual([0, 60, 1]);
  });

test('one that missed its time asks', async ({ dataDir, launch }) => {
  const first = await launch();
  await settle(first.page);
  const { groupId } = await importFile(first, writeCsv(join(dataDir, 'crew.csv'), people(3)), 'Crew');
  const audience = { groups: groupId === null ? [] : [groupId], imports: [], phones: [] };
  const { id } = await draft(first.page, { name: 'Too late', audience, scheduleAt: Date.now() + 60_000 });
  await call(first.page, 'campaigns.seal', { id });
  await call(first.page, 'campaigns.launch', { id });
  // The machine's clock as it would be after a night.
  await first.electron.evaluate(() => {
    const now = Date.now;
    Date.now = () => now() + 8 * 3_600_000;
  });
  await show(first.page, `/campaigns/${id}`);
  await tell(first.electron, 'resume');
  await expect(first.page.getByText(say('progress:paused.missed_time.text')).first()).toBeVisible();
  await button(first.page, say('progress:sendLate')).click();
  await expect.poll(() => state(first, id)).toBe('finished');
});
