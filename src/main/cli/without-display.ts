import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/**
 * Chromium on Linux chooses its display before any of our code runs, and dies without one. A command needs none, so where
 * there is none the program starts itself once more with the headless platform, in front of the same arguments.
 */
export function needsHeadlessStart(
  platform: NodeJS.Platform,
  env: NodeJS.ProcessEnv,
  argv: readonly string[],
): boolean {
  if (platform !== 'linux' || env.DISPLAY || env.WAYLAND_DISPLAY) return false;
  return !argv.some((argument) => argument.startsWith('--ozone-platform'));
}

/** Runs the same command headless, as if it were this process: same streams, signals passed on, same exit code. */
export function startHeadless(argv: readonly string[]): Promise<number> {
  const switches = ['--ozone-platform=headless', '--disable-gpu', '--log-level=3'];
  const child = spawn(process.execPath, [...switches, ...argv.slice(1)], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      // A terminal has given it to both of us; a second one would kill the child where the first lets it settle.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? 128 + (signal === null ? 1 : constants.signals[signal])));
  });
}
