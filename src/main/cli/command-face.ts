import { createInterface } from 'node:readline/promises';
import { app, session } from 'electron';
import { createRedactor } from '#core/kernel/redact.ts';
import { systemGateways } from '../http/system-gateway.ts';
import { createKeytarKeychain } from '../keychain/keytar-keychain.ts';
import { leave } from '../leave.ts';
import { systemClock, systemRandom } from '../system.ts';
import { createSay } from '../words.ts';
import { spawnImport, spawnStore } from '../workers.ts';
import { createOutput } from './output.ts';
import { runCommand } from './run-command.ts';

/** The app without a window: runs one command on the same parts and leaves with its exit code. */
export async function startCommandFace(args: readonly string[]): Promise<void> {
  const stopping = new AbortController();
  // In Electron's main process SIGINT and SIGTERM arrive as this event, and would otherwise end with code 0.
  app.on('before-quit', (event) => {
    event.preventDefault();
    stopping.abort();
  });
  const redactor = createRedactor();
  const keychain = createKeytarKeychain({ stopping: stopping.signal });
  const output = createOutput(process.stdout, process.stderr);
  const code = await runCommand(args, {
    output,
    say: createSay('cli'),
    defaultDataDir: app.getPath('userData'),
    version: app.getVersion(),
    spawnStore,
    spawnImport,
    keychain,
    makeGateway: systemGateways({
      clock: systemClock,
      redactor,
      resolveProxy: async (url) => {
        await app.whenReady();
        return session.defaultSession.resolveProxy(url);
      },
    }),
    redactor,
    clock: systemClock,
    random: systemRandom,
    keyForThisRun: process.env.SLIPWAY_API_KEY?.trim() || null,
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    locale: process.env.LC_ALL || process.env.LC_CTYPE || process.env.LANG || null,
    canAsk: process.stdin.isTTY === true && process.stderr.isTTY === true,
    ask: async (question) => {
      const terminal = createInterface({ input: process.stdin, output: process.stderr });
      try {
        const answer = await terminal.question(question, { signal: stopping.signal });
        return /^y(es)?$/i.test(answer.trim());
      } finally {
        terminal.close();
      }
    },
    stopping: stopping.signal,
    onBug: (thrown) => {
      const stack = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
      process.stderr.write(`${redactor.text(stack)}\n`);
    },
  });
  await flushed(process.stdout);
  await flushed(process.stderr);
  await leave(code, keychain);
}

/** `app.exit` does not wait for pipes. */
function flushed(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    stream.write('', () => resolve());
  });
}
