import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readLedger } from '#main/practice/ledger-file.ts';
import { lastJson, type RunningSlipway, startSlipway } from '#test/support/slipway.ts';
import { tempDir } from '#test/support/temp-dir.ts';
import { electronCommand, electronEnv } from '../../scripts/lib/electron.mjs';
import { people, writeCsv } from '../e2e/kit/people.ts';

const noDisplay = { DISPLAY: '', WAYLAND_DISPLAY: '' };

function sendThousands(dataDir: string, env: Readonly<Record<string, string>>): RunningSlipway {
  const csv = writeCsv(join(tempDir(), 'people.csv'), people(3_000));
  const what = ['--message', 'Hi {{First name}}', '--sender', 'S', '--practice', '--yes', '--json', '--rate', '100'];
  return startSlipway(['send', '--csv', csv, ...what, '--data-dir', dataDir], { group: true, env });
}

/** Messages are on their way. */
async function isSending(run: RunningSlipway): Promise<void> {
  await expect.poll(() => /\b[1-9]\d* of 3000/.test(run.said().stderr), { timeout: 40_000, interval: 50 }).toBe(true);
}

describe('a command in mid-send', () => {
  it.each([
    ['SIGTERM', 'group'],
    ['SIGTERM', 'alone'],
    ['SIGHUP', 'group'],
    ['SIGHUP', 'alone'],
    ['SIGINT', 'group'],
  ] as const)('%s to its %s: settles, writes why, and ends with 3', async (signal, to) => {
    const dataDir = tempDir();
    const run = sendThousands(dataDir, {});
    await isSending(run);
    const { pid } = run.process;
    if (pid === undefined) throw new Error('it did not start');
    process.kill(to === 'group' ? -pid : pid, signal);
    const ended = await run.ended;
    expect([ended.code, ended.signal], ended.stderr).toEqual([3, null]);
    const summary = lastJson(ended) as Record<string, number | string>;
    expect(summary).toMatchObject({ state: 'paused', pauseReason: 'signal', inDoubt: 0, rejected: 0 });
    // Whoever the service has is known to be accepted: nothing was lost on the way.
    expect(readLedger(join(dataDir, 'practice')).size).toBe(summary.accepted);
  });

  it('without a display, where a second process does the work: the same', async () => {
    const run = sendThousands(tempDir(), noDisplay);
    await isSending(run);
    process.kill(-(run.process.pid ?? 0), 'SIGTERM');
    const ended = await run.ended;
    expect([ended.code, ended.signal], ended.stderr).toEqual([3, null]);
    expect(lastJson(ended)).toMatchObject({ state: 'paused', pauseReason: 'signal', inDoubt: 0 });
  });

  it('ended by `timeout`, as a script does: the same', async () => {
    const csv = writeCsv(join(tempDir(), 'people.csv'), people(3_000));
    const what = ['--message', 'x', '--sender', 'S', '--practice', '--yes', '--json', '--rate', '50'];
    const [file, args] = electronCommand(['send', '--csv', csv, ...what, '--data-dir', tempDir()], { headless: true });
    const child = spawn('timeout', ['--preserve-status', '9', file, ...args], {
      env: electronEnv(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let out = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
    });
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect(code).toBe(3);
    expect(JSON.parse(out.trimEnd().split('\n').at(-1) ?? '')).toMatchObject({ pauseReason: 'signal', inDoubt: 0 });
  });
});

describe('words instead of a start', () => {
  it.each([
    ['a mistyped command', ['statsu'], 'Did you mean "status"?'],
    ['a file that is not there', ['/no/such/file.csv'], 'Unknown command or file'],
    ['no command and no display', [], 'there is no display'],
  ])('%s ends with 1', async (_name, args, words) => {
    const [file, all] = electronCommand(args as string[], { headless: false });
    const child = spawn(file, all, { env: { ...electronEnv(), ...noDisplay }, stdio: ['ignore', 'pipe', 'pipe'] });
    let err = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text;
    });
    const ended = await new Promise((resolve) => child.on('close', (code, signal) => resolve([code, signal])));
    expect(ended, err).toEqual([1, null]);
    expect(err).toContain(words);
  });
});
