import { DatabaseSync } from '@photostructure/sqlite';
import { expect, test } from 'vitest';

const inElectron = process.env.SLIPWAY_TEST_ELECTRON !== undefined;

test(`the suites run in ${inElectron ? "Electron's" : "the toolchain's"} Node`, () => {
  expect(process.versions.electron !== undefined).toBe(inElectron);
});

test('the database module loads here', () => {
  const database = new DatabaseSync(':memory:');
  expect(database.prepare('SELECT 1 AS one').get()).toEqual({ one: 1 });
  database.close();
});
