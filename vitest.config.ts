import { defineConfig } from 'vitest/config';
import { electronPool } from './test/support/electron-pool.ts';

/** Which suite runs: unit (the default), electron (in Electron's own Node) or crash (kill loops on the built app). */
const suite = process.env.SLIPWAY_SUITE ?? 'unit';
/** Set by scripts/lib/vitest.mjs when the workers are to be Electron's while Vitest itself is not. */
const electron = process.env.SLIPWAY_TEST_ELECTRON;

/** What runs in Electron's Node in the product, and so is tried there too. */
const IN_ELECTRON = ['main', 'store', 'contracts', 'practice', 'support'];

const INCLUDED: Readonly<Record<string, string[]>> = {
  unit: ['test/**/*.test.{ts,tsx}'],
  electron: IN_ELECTRON.map((room) => `test/${room}/**/*.test.{ts,tsx}`),
  crash: ['test/crash/**/*.test.ts'],
};

export default defineConfig({
  test: {
    include: INCLUDED[suite] ?? [],
    exclude: suite === 'crash' ? [] : ['test/e2e/**', 'test/crash/**'],
    pool: electron ? electronPool(electron) : 'forks',
    // A kill loop measures time against the clock: nothing else may run beside it.
    fileParallelism: suite !== 'crash',
    // Left alone, Vitest keeps one processor of the two for itself; these tests mostly wait.
    maxWorkers: '100%',
    passWithNoTests: true,
    testTimeout: suite === 'crash' ? 240_000 : 20_000,
  },
});
