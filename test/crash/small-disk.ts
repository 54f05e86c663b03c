import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { tempDir } from '#test/support/temp-dir.ts';

/** Why nothing can be mounted here; null where it can. */
export function noMount(): string | null {
  if (process.platform !== 'linux') return 'a small disk is made with Linux’s tmpfs';
  const dir = mkdtempSync(join(tmpdir(), 'slipway-probe-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', dir], { stdio: 'ignore' });
    execFileSync('umount', [dir]);
    return null;
  } catch {
    return 'only root may mount a small disk, and only outside of a locked container';
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** A disk of so many megabytes, gone after the test. */
export function smallDisk(megabytes: number): string {
  const dir = join(tempDir(), 'disk');
  mkdirSync(dir);
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', dir]);
  onTestFinished(() => void execFileSync('umount', ['-l', dir]));
  return dir;
}
