import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from '@playwright/test';
import { test } from '#test/support/app.ts';
import { runSlipway } from '#test/support/slipway.ts';
import { electronCommand, electronEnv } from '../../scripts/lib/electron.mjs';
import { people, writeCsv } from './kit/people.ts';
import { settle } from './kit/setup.ts';

const starts = 20;

function startWindow(dataDir: string): ChildProcess {
  const [file, args] = electronCommand(['--data-dir', dataDir], { headless: false });
  return spawn(file, args, { env: electronEnv(), stdio: 'ignore' });
}

const isOver = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode !== null || signalCode !== null;

test('twenty starts at the same moment: one has the folder, the others end', async ({ dataDir, launch }) => {
  test.setTimeout(240_000);
  const all = Array.from({ length: starts }, () => startWindow(dataDir));
  try {
    await expect.poll(() => all.filter(isOver).length, { timeout: 150_000 }).toBe(starts - 1);
    // The one that is left stays.
    await sleep(2_000);
    const [winner, ...more] = all.filter((one) => !isOver(one));
    expect(more).toHaveLength(0);
    expect(all.filter((one) => one !== winner).map(({ exitCode }) => exitCode)).toEqual(
      new Array<number>(starts - 1).fill(0),
    );
    winner?.kill('SIGKILL');
    if (winner !== undefined && !isOver(winner)) await once(winner, 'exit');
  } finally {
    for (const one of all) if (!isOver(one)) one.kill('SIGKILL');
  }
  // What a killed one leaves behind is no lock.
  const { page } = await launch();
  await settle(page);
});

test('twenty starts beside a window show that window', async ({ dataDir, launch }) => {
  test.setTimeout(240_000);
  const { electron, page } = await launch();
  await settle(page);
  await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
  const isShown = () => electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible());
  expect(await isShown()).toBe(false);
  const others = Array.from({ length: starts }, () => startWindow(dataDir));
  try {
    await expect.poll(() => others.filter(isOver).length, { timeout: 150_000 }).toBe(starts);
  } finally {
    for (const one of others) if (!isOver(one)) one.kill('SIGKILL');
  }
  expect(others.map(({ exitCode }) => exitCode)).toEqual(new Array<number>(starts).fill(0));
  expect(await isShown()).toBe(true);
  expect(electron.windows()).toHaveLength(1);

  await test.step('a command is told that the folder is taken', async () => {
    const csv = writeCsv(join(dataDir, 'people.csv'), people(3, 1));
    const what = ['--csv', csv, '--message', 'Hello', '--sender', 'Slipway', '--practice', '--yes', '--json'];
    const end = await runSlipway(['send', ...what, '--data-dir', dataDir]);
    expect([end.code, end.stdout]).toEqual([1, expect.stringContaining('"already_running"')]);
  });
});
