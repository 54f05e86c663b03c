// A program that takes this process's place: its streams are ours, and so are its signals and its exit code.

import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { which } from './run.mjs';

/** @typedef {'SIGINT' | 'SIGTERM' | 'SIGHUP'} StopSignal */
/** @type {readonly StopSignal[]} */
const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
/** Milliseconds in which a signal sent to the whole group has reached the child as well. */
const GROUP_DELIVERY = 150;

/**
 * Whether the child still waits for its first stop signal. Chromium takes one as a wish to end and puts the system's
 * default back, so that the second one kills: whoever has had a signal from the terminal must not get it from us too.
 * @param {number} pid @param {StopSignal} signal
 */
function stillWaitsFor(pid, signal) {
  if (process.platform !== 'linux') return !process.stdin.isTTY;
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const caught = BigInt(`0x${/^SigCgt:\s*([0-9a-f]+)$/m.exec(status)?.[1] ?? '0'}`);
    return ((caught >> BigInt(constants.signals[signal] - 1)) & 1n) === 1n;
  } catch {
    return false;
  }
}

/**
 * Runs a program in this process's place and gives its exit code.
 * @param {string} file
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions & {stopCode?: number}} [options] stopCode: the exit code when a
 *   stop signal ended it before it could answer
 * @returns {Promise<number>}
 */
export function become(file, args, { stopCode, ...options } = {}) {
  // On Linux the kernel ends the child with us, whatever ends us: a killed command must not go on in the background.
  const guard = process.platform === 'linux' ? which('setpriv') : undefined;
  const [command, full] = guard ? [guard, ['--pdeathsig', 'KILL', '--', file, ...args]] : [file, args];
  const child = spawn(command, full, { stdio: 'inherit', ...options });

  // What a person kills is npm, and npm cannot pass SIGKILL on: when it is gone without a word, so is the command.
  const parent = process.ppid;
  const orphaned = setInterval(() => {
    if (process.env.npm_lifecycle_event && process.ppid !== parent) child.kill('SIGKILL');
  }, 100);
  orphaned.unref();

  let asked = 0;
  /** @type {[StopSignal, () => void][]} */
  const listeners = STOP_SIGNALS.map((signal) => [
    signal,
    () => {
      // npm passes a signal on that the terminal gave to all of us already.
      const again = Date.now() - asked > 2000;
      asked = Date.now();
      if (!again) return;
      setTimeout(() => {
        if (child.exitCode === null && child.pid && stillWaitsFor(child.pid, signal)) child.kill(signal);
      }, GROUP_DELIVERY);
    },
  ]);
  for (const [signal, listener] of listeners) process.on(signal, listener);

  return new Promise((resolve, reject) => {
    const over = () => {
      clearInterval(orphaned);
      for (const [signal, listener] of listeners) process.off(signal, listener);
    };
    child.on('error', (error) => {
      over();
      reject(error);
    });
    child.on('exit', (code, signal) => {
      over();
      if (code !== null) resolve(code);
      else if (stopCode !== undefined && STOP_SIGNALS.some((stop) => stop === signal)) resolve(stopCode);
      else resolve(128 + (signal ? constants.signals[signal] : 1));
    });
  });
}
