import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { electronCommand, electronEnv } from '../../scripts/lib/electron.mjs';
import { inRoot, nodeBinary } from '../../scripts/lib/paths.mjs';

/** How a run ended. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Run {
  readonly ended: Promise<Ended>;
  isOver(): boolean;
  /** SIGKILL to the main process, and to nothing else. */
  kill(): void;
}

/** Twenty at once on two processors take their time. */
const patienceMs = 180_000;

/** What makes a process end itself at a named point, `name[:n]` (`src/main/failpoint.ts`). */
export function failing(failpoint: string | null): Readonly<Record<string, string>> {
  return failpoint === null ? {} : { SLIPWAY_CRASH_TESTS: '1', SLIPWAY_FAILPOINT: failpoint };
}

/** Starts the real command in the real Electron, without a window. */
export function startCommand(args: readonly string[], key: string, more: Readonly<Record<string, string>> = {}): Run {
  const [file, all] = electronCommand(args, { headless: true });
  const env = { ...electronEnv(), SLIPWAY_API_KEY: key, ...more };
  return follow(spawn(file, all, { env, stdio: ['ignore', 'pipe', 'pipe'] }));
}

/** A process with its words and its end; one that hangs is stopped, and says so. */
export function follow(child: ChildProcessByStdio<null, Readable, Readable>): Run {
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  let over = false;
  const timer = setTimeout(() => {
    stderr += `\nstopped: it took more than ${patienceMs} ms`;
    child.kill('SIGKILL');
  }, patienceMs);
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      over = true;
      resolve({ code, signal, stdout, stderr });
    });
  });
  return {
    ended,
    isOver: () => over,
    kill() {
      child.kill('SIGKILL');
    },
  };
}

export interface PracticeProcess {
  readonly url: string;
  readonly key: string;
  /** Send calls seen so far. */
  sends(): Promise<number>;
  configure(settings: Readonly<Record<string, unknown>>): Promise<void>;
  stop(): Promise<void>;
}

/** The practice service as a process of its own, so that a kill of the sender leaves its ledger alone. */
export async function startPracticeProcess(dir: string, ownKey?: string): Promise<PracticeProcess> {
  const entry = inRoot('out', 'main', 'practice.js');
  const args = [entry, '--port', '0', '--json', '--dir', dir, ...(ownKey === undefined ? [] : ['--key', ownKey])];
  const child = spawn(nodeBinary(), args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ready = await firstLine(child);
  const { url, key } = JSON.parse(ready) as { readonly url: string; readonly key: string };
  const { origin } = new URL(url);
  return {
    url,
    key,
    async sends() {
      const answer = await fetch(`${origin}/practice/ledger?counts=0`);
      return ((await answer.json()) as { readonly sendsSeen: number }).sendsSeen;
    },
    async configure(settings) {
      const answer = await fetch(`${origin}/practice/settings`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(settings),
      });
      if (!answer.ok) throw new Error(await answer.text());
    },
    stop: () =>
      new Promise((resolve) => {
        if (child.exitCode !== null || child.signalCode !== null) return resolve();
        child.once('exit', () => resolve());
        child.kill('SIGTERM');
      }),
  };
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the practice service ended with code ${code}`)));
    if (child.stdout !== null) createInterface({ input: child.stdout }).once('line', resolve);
  });
}
