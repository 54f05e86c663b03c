import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { CampaignId } from '#core/kernel/ids.ts';
import { call } from '#test/e2e/kit/bridge.ts';
import { answerOpen } from '#test/e2e/kit/dialogs.ts';
import { draft, settle, show } from '#test/e2e/kit/setup.ts';
import { launchApp } from '#test/support/app.ts';
import { type Figure, figure, seconds } from './figure.ts';
import { phoneOf, startServer } from './send-bench.ts';
import { watchApp } from './watch-app.ts';

const people = 40_000;
/** More than any machine manages: the pace never holds it back. */
const allowed = 10_000;

/** A judged file of `people`, as an audience. */
async function audience(page: Page): Promise<{ groups: []; imports: never[]; phones: [] }> {
  const file = await call(page, 'import.pick');
  if (file === null) throw new Error('no file was chosen');
  const { options, mapping } = await call(page, 'import.preview', { token: file.token, chosen: {} });
  const { id } = await call(page, 'import.judge', { token: file.token, options, mapping, country: 'NL' });
  return { groups: [], imports: [id as never], phones: [] };
}

/** Counts the events that reach the page, by the page's own clock; answers the most in any whole second. */
async function countEvents(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const seconds = new Map<number, number>();
    const bridge = window as unknown as { slipway: { on: Record<string, (listener: () => void) => void> } };
    bridge.slipway.on['campaigns.progress']?.(() => {
      const second = Math.floor(performance.now() / 1_000);
      seconds.set(second, (seconds.get(second) ?? 0) + 1);
    });
    Object.assign(globalThis, { slipwayEvents: seconds });
  });
  return () =>
    page.evaluate(() =>
      Math.max(0, ...(globalThis as unknown as { slipwayEvents: Map<number, number> }).slipwayEvents.values()),
    );
}

async function finished(page: Page, id: CampaignId): Promise<void> {
  while ((await call(page, 'campaigns.get', { id })).state !== 'finished') await page.waitForTimeout(500);
}

/**
 * A campaign at full speed to a bare server, watched on its own screen in the real app: whether the page and the main
 * process stay smooth meanwhile. The baseline is the same screen before anything is sent.
 */
export async function benchSendApp(): Promise<readonly Figure[]> {
  const dir = mkdtempSync(join(tmpdir(), 'slipway-bench-'));
  const csv = join(dir, 'people.csv');
  const rows = Array.from({ length: people }, (_, i) => `Name${i},${phoneOf(i)}\n`);
  writeFileSync(csv, `First name,Mobile\n${rows.join('')}`);
  const server = await startServer();
  const { electron, page } = await launchApp({ dataDir: join(dir, 'data') });
  try {
    await settle(page);
    await answerOpen(electron, csv);
    const to = await audience(page);
    const { account } = await call(page, 'accounts.create', { name: 'Bench', baseUrl: server.base, key: 'bench-key' });
    await call(page, 'accounts.update', { id: account.id, ratePerSecond: allowed, concurrency: 32 });
    await call(page, 'accounts.activate', { id: account.id });
    const { id } = await draft(page, { name: 'Full speed', audience: to, template: 'Hi {{first_name}}, see you.' });
    await call(page, 'campaigns.seal', { id });
    await show(page, `/campaigns/${id}`);
    await page.waitForTimeout(1_000);
    const rest = await watchApp(electron, page, () => page.waitForTimeout(3_000));
    const most = await countEvents(page);
    let took = 0;
    const busy = await watchApp(electron, page, async () => {
      took = await seconds(async () => {
        await call(page, 'campaigns.launch', { id });
        await finished(page, id);
      });
    });
    return [
      figure('send-app', { value: people / took, baseline: allowed, unit: 'messages/s', goal: 'reported' }),
      figure('send-app-task', { value: busy.task, baseline: Math.max(1, rest.task), unit: 'ms', goal: '<= 100 ms' }),
      figure('send-app-loop', { value: busy.loop, baseline: Math.max(0.1, rest.loop), unit: 'ms', goal: '<= 20 ms' }),
      figure('send-app-events', { value: await most(), baseline: 10, unit: 'a second', goal: '<= 1.1' }),
    ];
  } finally {
    await electron.close();
    server.end();
    rmSync(dir, { recursive: true, force: true });
  }
}
