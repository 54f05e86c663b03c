import { expect } from '@playwright/test';
import { test as base, type RunningApp } from '#test/support/app.ts';
import { call } from './bridge.ts';
import { settle } from './setup.ts';

/** Playwright's test with an app past its welcome, which must still be whole at the end. */
export const test = base.extend<{ readonly app: RunningApp }>({
  app: async ({ launch }, use) => {
    const app = await launch();
    await settle(app.page);
    await use(app);
    // Whatever was tried, the app is whole.
    expect((await call(app.page, 'app.info')).platform).toBe(process.platform);
    expect(app.electron.windows()).toHaveLength(1);
  },
});
