import { defineConfig } from 'vitest/config';
import { electronPool } from './test/support/electron-pool.ts';

/** Set by `scripts/unit.mjs --electron`: the Electron whose Node the suites run in. */
const electron = process.env['SLIPWAY_TEST_ELECTRON'];

/** What runs in Electron's Node in the product, and so is tried there too. */
const IN_ELECTRON = ['main', 'store', 'contracts', 'practice', 'support'];

export default defineConfig({
  test: {
    include: electron
      ? IN_ELECTRON.map((room) => `test/${room}/**/*.test.{ts,tsx}`)
      : ['test/**/*.test.{ts,tsx}'],
    exclude: ['test/e2e/**', 'test/crash/**'],
    pool: electron ? electronPool(electron) : 'forks',
    passWithNoTests: true,
    testTimeout: 20_000,
    // Colours and bars are for people; the runner's file is what `npm test` counts.
    reporters: ['default'],
  },
});
