import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readLedger } from '#main/practice/ledger-file.ts';
import { seededRandom } from '#test/support/seeded-random.ts';
import { parseResults } from './judge.ts';
import { writePeople } from './people.ts';
import { startCommand, startPracticeProcess } from './processes.ts';

/** Why no failing fsync can be made here; null where it can. */
export const noCompiler: string | null = (() => {
  if (process.platform !== 'linux') return 'fsync is replaced through the Linux loader';
  try {
    execFileSync('cc', ['--version'], { stdio: 'ignore' });
    return null;
  } catch {
    return 'there is no C compiler to make the failing fsync with';
  }
})();

/** Fails with EIO, as a broken disk does, for as long as the file named by SLIPWAY_BROKEN_DISK is there. */
const source = `
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>
static int broken(void) { const char *flag = getenv("SLIPWAY_BROKEN_DISK"); return flag && access(flag, F_OK) == 0; }
#define REPLACE(name) int name(int fd) { \\
  static int (*real)(int); if (!real) real = (int (*)(int))dlsym(RTLD_NEXT, #name); \\
  if (broken()) { errno = EIO; return -1; } return real(fd); }
REPLACE(fsync)
REPLACE(fdatasync)
`;

export interface FailingDisk {
  readonly people: number;
  /** People at the service when the command gave up. */
  readonly before: number;
  readonly unrecorded: number;
  readonly repeated: number;
  /** How each run of the command ended. */
  readonly states: readonly string[];
}

/** Sends with the real command; the disk breaks in the middle, is mended, and the campaign is resumed. */
export async function failingDisk(people: number): Promise<FailingDisk> {
  const dir = mkdtempSync(join(tmpdir(), 'slipway-failing-disk-'));
  const ledgerDir = join(dir, 'ledger');
  const practice = await startPracticeProcess(ledgerDir);
  try {
    const library = join(dir, 'broken-disk.so');
    writeFileSync(join(dir, 'broken-disk.c'), source);
    execFileSync('cc', ['-shared', '-fPIC', '-o', library, join(dir, 'broken-disk.c'), '-ldl']);
    const flag = join(dir, 'broken');
    const dataDir = join(dir, 'data');
    const env = { LD_PRELOAD: library, SLIPWAY_BROKEN_DISK: flag };
    const file = writePeople(join(dir, 'people.csv'), 1, people, seededRandom(people));
    await practice.configure({ latencyMs: 20 });
    const what = ['--csv', file.path, '--message', 'Hello {{name|you}}', '--sender', 'Slipway', '--country', 'NL'];
    const common = ['--yes', '--json', '--data-dir', dataDir, '--rate', '60', '--concurrency', '4'];
    const run = startCommand(['send', ...what, '--base-url', practice.url, ...common], practice.key, env);
    while (!run.isOver() && (await practice.sends()) < people / 4) await sleep(5);
    writeFileSync(flag, '');
    const states = [stateOf((await run.ended).stdout)];
    const before = readLedger(ledgerDir).size;
    rmSync(flag);
    const resumed = await startCommand(['resume', ...common], practice.key, env).ended;
    states.push(stateOf(resumed.stdout));
    const out = join(dir, 'results.csv');
    await startCommand(['results', '--out', out, '--data-dir', dataDir], practice.key).ended;
    const known = new Set(
      parseResults(readFileSync(out, 'utf8')).flatMap(([digits, state]) => (state === 'queued' ? [] : [digits])),
    );
    const ledger = [...readLedger(ledgerDir)];
    return {
      people: file.digits.length,
      before,
      unrecorded: ledger.filter(([digits]) => !known.has(digits)).length,
      repeated: ledger.filter(([, times]) => times > 1).length,
      states,
    };
  } finally {
    await practice.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

function stateOf(stdout: string): string {
  const { state, pauseReason } = JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}') as Record<string, string | null>;
  return pauseReason === null || pauseReason === undefined ? String(state) : `${state} (${pauseReason})`;
}
