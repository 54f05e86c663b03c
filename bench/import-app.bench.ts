import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { call, type PageBridge } from '#test/e2e/kit/bridge.ts';
import { answerOpen } from '#test/e2e/kit/dialogs.ts';
import { settle, show } from '#test/e2e/kit/setup.ts';
import { button } from '#test/e2e/kit/steps.ts';
import { say } from '#test/e2e/kit/words.ts';
import { launchApp } from '#test/support/app.ts';
import { bareRead } from './bare-read.ts';
import { bigFile } from './big-file.ts';
import { type Figure, figure, seconds } from './figure.ts';
import { watchApp } from './watch-app.ts';

/** From a file's token to its first rows in the page, ms, by the page's own clock. */
async function previewMs(page: Page): Promise<number> {
  const { token } = (await call(page, 'import.pick')) ?? { token: '' };
  return page.evaluate(async (file) => {
    const began = performance.now();
    await (window as unknown as PageBridge).slipway.calls['import.preview']?.({ token: file, chosen: {} });
    return performance.now() - began;
  }, token);
}

/**
 * The million rows in the real app, through its wizard, as a person would: what it costs in memory, and whether the app stays smooth. The
 * baselines are the same app at rest, and a bare read of the same file.
 */
export async function benchImportApp(): Promise<readonly Figure[]> {
  const path = await bigFile();
  const dir = mkdtempSync(join(tmpdir(), 'slipway-bench-'));
  const small = join(dir, 'thousand.csv');
  const rows = Array.from({ length: 1_000 }, (_, i) => `P${i},06${String(10_000_000 + i)},City ${i % 40}\n`);
  writeFileSync(small, `First name,Mobile,City\n${rows.join('')}`);
  const { electron, page } = await launchApp({ dataDir: join(dir, 'data') });
  try {
    await settle(page);
    await show(page, '/import');
    const smallRead = await seconds(() => bareRead(small));
    await answerOpen(electron, small);
    // As long as nobody takes to find a file, and the screen to get ready for it.
    await page.waitForTimeout(1_000);
    const previews: number[] = [];
    for (let i = 0; i < 7; i++) previews.push(await previewMs(page));
    const rest = await watchApp(electron, page, () => page.waitForTimeout(3_000));
    const baseline = await seconds(() => bareRead(path));
    await answerOpen(electron, path);
    let value = 0;
    const busy = await watchApp(electron, page, async () => {
      value = await seconds(async () => {
        // An assertion that waits describes the whole page to itself meanwhile, which is a long task of its own: these only wait.
        await button(page, say('importing:pick.choose')).click();
        await button(page, say('importing:reading.next')).click();
        await button(page, say('importing:columns.next')).click();
        const commit = page.getByRole('button', { name: /^Import [\d,]+ people$/ });
        await commit.click({ timeout: 120_000 });
        await button(page, say('importing:done.write')).waitFor({ timeout: 120_000 });
      });
    });
    return [
      figure('import-app', { value, baseline, unit: 's', goal: 'reported' }),
      figure('import-app-memory', {
        value: busy.memory - rest.memory,
        baseline: rest.memory,
        unit: 'MB',
        goal: '<= 350 MB',
      }),
      figure('import-app-loop', { value: busy.loop, baseline: Math.max(0.1, rest.loop), unit: 'ms', goal: '<= 20 ms' }),
      figure('import-app-task', { value: busy.task, baseline: Math.max(1, rest.task), unit: 'ms', goal: '<= 100 ms' }),
      figure('import-preview', {
        // The first, for which the least is ready, as well as the others.
        value: Math.max(...previews),
        baseline: smallRead * 1_000,
        unit: 'ms',
        goal: '<= 200 ms',
      }),
    ];
  } finally {
    await electron.close();
    rmSync(dir, { recursive: true, force: true });
  }
}
