import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, type ElectronApplication, _electron as electron, type Page } from '@playwright/test';
import { electronCommand, electronEnv } from '../../scripts/lib/electron.mjs';

/** The app as a test drives it. */
export interface RunningApp {
  readonly electron: ElectronApplication;
  /** The first window, loaded. */
  readonly page: Page;
}

export interface LaunchOptions {
  /** The folder that holds everything of this run; a test that starts twice gives it twice. */
  readonly dataDir: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts the built app in out/ with its window. */
export async function launchApp({ dataDir, args = [], env = {} }: LaunchOptions): Promise<RunningApp> {
  const [executablePath, full] = electronCommand(['--data-dir', dataDir, ...args], { headless: false });
  const app = await electron.launch({ executablePath, args: full, env: { ...strings(electronEnv()), ...env } });
  const page = await app.firstWindow();
  // Nothing in a window may take longer; the few things that do say so where they are awaited.
  page.setDefaultTimeout(10_000);
  await page.waitForLoadState('domcontentloaded');
  return { electron: app, page };
}

function strings(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter((pair): pair is [string, string] => pair[1] !== undefined));
}

/** Playwright's test with a data folder of its own and apps that are closed again, whatever happens. */
export const test = base.extend<{
  readonly dataDir: string;
  readonly launch: (options?: Partial<LaunchOptions>) => Promise<RunningApp>;
}>({
  // Playwright reads what a fixture needs out of this pattern: it must be one, even an empty one.
  // biome-ignore lint/correctness/noEmptyPattern: see above
  dataDir: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'slipway-e2e-'));
    await use(folder);
    // Chromium's helpers end a moment after the app, and may still write while the folder goes.
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  },
  launch: async ({ dataDir }, use) => {
    const running: RunningApp[] = [];
    await use(async (options = {}) => {
      const app = await launchApp({ dataDir, ...options });
      running.push(app);
      return app;
    });
    for (const app of running) await app.electron.close().catch(() => {});
  },
});
