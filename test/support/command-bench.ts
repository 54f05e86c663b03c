import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Gateway } from '#core/gateway/port.ts';
import { createRedactor, type Redactor } from '#core/kernel/redact.ts';
import type { MakeGateway } from '#main/accounts/account-service.ts';
import type { Output } from '#main/cli/output.ts';
import { type CommandHost, runCommand } from '#main/cli/run-command.ts';
import { createGateway } from '#main/http/gateway-client.ts';
import { createMemoryKeychain, type MemoryKeychain } from '#main/keychain/memory-keychain.ts';
import { systemClock, systemRandom } from '#main/system.ts';
import { createSay } from '#main/words.ts';
import { importHere } from '#test/main/import/spawn-import.ts';
import { storeHere } from './store-worker.ts';
import { tempDir } from './temp-dir.ts';

/** Gateways as the app makes them, but with the patience of a test. */
export function testGateways(
  redactor: Redactor,
  made: (gateway: Gateway) => Gateway = (gateway) => gateway,
): MakeGateway {
  const timeouts = { connectMs: 500, headersMs: 1_500, bodyMs: 500, totalMs: 2_500 };
  return async ({ baseUrl, paths, key, connections }) =>
    made(createGateway({ endpoint: { baseUrl, paths }, key, clock: systemClock, redactor, connections, timeouts }));
}

export interface CommandEnd {
  readonly code: number;
  readonly out: readonly string[];
  /** Everything on stderr, progress included. */
  readonly notes: string;
  /** The last line of stdout as JSON; null when it is none. */
  readonly json: Readonly<Record<string, unknown>> | null;
}

export interface CommandRun {
  readonly ended: Promise<CommandEnd>;
  /** SIGINT or SIGTERM. */
  interrupt(): void;
}

export interface CommandBench {
  readonly dataDir: string;
  readonly keychain: MemoryKeychain;
  readonly redactor: Redactor;
  start(...args: readonly string[]): CommandRun;
  run(...args: readonly string[]): Promise<CommandEnd>;
  /** Writes a file beside the data folder; answers its path. */
  file(name: string, text: string | Uint8Array): string;
}

/** Runs commands in this process: real store, real import, real HTTP; only threads, keychain and streams are stood in for. */
export function commandBench(host: Partial<CommandHost> = {}): CommandBench {
  const dir = tempDir();
  const dataDir = join(dir, 'data');
  const keychain = createMemoryKeychain();
  const redactor = createRedactor();

  const start = (...args: readonly string[]): CommandRun => {
    const stopping = new AbortController();
    const out: string[] = [];
    const notes: string[] = [];
    const output: Output = {
      terminal: false,
      out: (line) => out.push(line),
      note: (line) => notes.push(line),
      status: (line) => notes.push(line),
      outSlowly: (text) => Promise.resolve(void out.push(...text.trimEnd().split('\n'))),
    };
    const done = runCommand([...args, '--data-dir', dataDir], {
      output,
      say: createSay('cli'),
      defaultDataDir: dataDir,
      version: '1.2.3',
      spawnStore: storeHere,
      spawnImport: importHere,
      keychain,
      makeGateway: testGateways(redactor),
      redactor,
      clock: systemClock,
      random: systemRandom,
      keyForThisRun: 'practice-key',
      locale: null,
      zone: 'Europe/Amsterdam',
      canAsk: false,
      ask: () => Promise.resolve(false),
      stopping: stopping.signal,
      onBug: (thrown) => notes.push(`BUG ${thrown instanceof Error ? thrown.stack : String(thrown)}`),
      ...host,
    });
    return {
      ended: done.then((code) => ({ code, out, notes: notes.join('\n'), json: parse(out.at(-1)) })),
      interrupt: () => stopping.abort(),
    };
  };
  return {
    dataDir,
    keychain,
    redactor,
    start,
    run: (...args) => start(...args).ended,
    file(name, text) {
      const path = join(dir, name);
      writeFileSync(path, text);
      return path;
    },
  };
}

function parse(line: string | undefined): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(line ?? '');
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

/** A file of `count` people with numbers of their own: Name and Mobile. */
export function peopleCsv(count: number, first = 0): string {
  const rows = Array.from(
    { length: count },
    (_, i) => `Person ${first + i},+3161${String(first + i).padStart(7, '0')}`,
  );
  return ['Name,Mobile', ...rows, ''].join('\n');
}
