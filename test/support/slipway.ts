import { type ChildProcess, spawn } from 'node:child_process';
import { electronCommand, electronEnv } from '../../scripts/lib/electron.mjs';

/** How a command ended, and what it said. */
export interface Ended {
  /** The exit code; null when a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command of the built app that runs. */
export interface RunningSlipway {
  readonly process: ChildProcess;
  readonly ended: Promise<Ended>;
  /** What it has said so far. */
  said(): { readonly stdout: string; readonly stderr: string };
}

export interface SlipwayOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Typed into its standard input, which then ends; without it the input is empty. */
  readonly input?: string;
  /** In a process group of its own, with the app's process as its leader. */
  readonly group?: boolean;
}

/**
 * Starts `slipway <args>` on the built app in out/, without a window and without npm: the process is Electron's own,
 * and a signal to it is a signal to the app.
 */
export function startSlipway(
  args: readonly string[],
  { env = {}, input = '', group = false }: SlipwayOptions = {},
): RunningSlipway {
  const [file, full] = electronCommand(args, { headless: true });
  const child = spawn(file, full, {
    env: { ...electronEnv(), ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: group,
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
  return { process: child, ended, said: () => ({ stdout, stderr }) };
}

/** Runs `slipway <args>` to its end. */
export function runSlipway(args: readonly string[], options?: SlipwayOptions): Promise<Ended> {
  return startSlipway(args, options).ended;
}

/** The one object that `--json` puts on the last line of standard output. */
export function lastJson(ended: Ended): unknown {
  const line = ended.stdout.trimEnd().split('\n').at(-1) ?? '';
  return JSON.parse(line);
}
