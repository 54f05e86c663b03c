import type { ElectronApplication, Page } from '@playwright/test';

export interface Watched {
  /** Largest sum of all processes' working sets, MB. */
  readonly memory: number;
  /** Delay of the main process's event loop, 99th of a hundred, ms. */
  readonly loop: number;
  /** Longest task of the page, ms; 0 when none took 50. */
  readonly task: number;
}

/** Watches the whole app while `work` runs. */
export async function watchApp(electron: ElectronApplication, page: Page, work: () => Promise<void>): Promise<Watched> {
  await page.evaluate(() => {
    const seen = { longest: 0 };
    Object.assign(globalThis, { slipwayTasks: seen });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) seen.longest = Math.max(seen.longest, duration);
    }).observe({ type: 'longtask' });
  });
  await electron.evaluate(({ app }) => {
    const { monitorEventLoopDelay } = process.getBuiltinModule('node:perf_hooks');
    const loop = monitorEventLoopDelay({ resolution: 5 });
    loop.enable();
    const state = { loop, memory: 0, timer: setInterval(() => sample(), 250) };
    const sample = (): void => {
      const all = app.getAppMetrics().reduce((sum, { memory }) => sum + memory.workingSetSize, 0);
      state.memory = Math.max(state.memory, all / 1024);
    };
    sample();
    Object.assign(globalThis, { slipwayWatch: state });
  });
  await work();
  const { memory, loop } = await electron.evaluate(() => {
    const state = (globalThis as unknown as { slipwayWatch: WatchState }).slipwayWatch;
    clearInterval(state.timer);
    state.loop.disable();
    // The histogram counts whole intervals: what is above the timer's own is delay.
    return { memory: state.memory, loop: Math.max(0, state.loop.percentile(99) / 1e6 - 5) };
  });
  const task = await page.evaluate(
    () => (globalThis as unknown as { slipwayTasks: { longest: number } }).slipwayTasks.longest,
  );
  return { memory, loop, task };
}

interface WatchState {
  readonly timer: NodeJS.Timeout;
  readonly memory: number;
  readonly loop: { disable(): void; percentile(share: number): number };
}
