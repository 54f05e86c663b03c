import { existsSync, mkdirSync, writeSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { app } from 'electron';
import { unknownCommand } from './cli/arguments.ts';
import { startCommandFace } from './cli/command-face.ts';
import { needsHeadlessStart, startHeadless } from './cli/without-display.ts';
import { ownArguments } from './own-arguments.ts';
import { type StartKind, startKind } from './start-kind.ts';
import { startWindowFace } from './window/window-face.ts';
import { createSay } from './words.ts';

// A signal to the whole process group ends Chromium's helpers first. Without this their end is counted as a broken graphics card, and
// ends this process in the middle of settling what is in flight.
app.commandLine.appendSwitch('disable-gpu-process-crash-limit');

const args = ownArguments(process.argv, process.defaultApp === true);
const start = startKind(args, { platform: process.platform, env: process.env, argv: process.argv, exists: existsSync });
const say = createSay('cli');
if (start.kind === 'window') {
  startWindow(start);
} else if (start.kind === 'unknown') {
  refuse(unknownCommand(start.word, say));
} else if (start.kind === 'no_display') {
  refuse(say('noDisplay'));
} else if (needsHeadlessStart(process.platform, process.env, process.argv)) {
  // Awaited on purpose: until this module has loaded, Chromium does not look for the display that is not there.
  app.exit(await startHeadless(process.argv));
} else {
  // A closed pipe (`slipway parse … | head`) is no error of ours.
  process.stdout.on('error', () => app.exit(0));
  app.disableHardwareAcceleration();
  // Not awaited, here and below: Electron holds `ready` back until this module has loaded, and with it signals and proxies.
  void startCommandFace(args);
}

/** Says why nothing starts, and ends before Chromium begins. */
function refuse(words: string): void {
  writeSync(process.stderr.fd, `${words}\n`);
  app.exit(1);
}

function startWindow({ dataDir: chosen, file }: Extract<StartKind, { kind: 'window' }>): void {
  const dataDir = chosen === null ? app.getPath('userData') : resolve(chosen);
  mkdirSync(dataDir, { recursive: true });
  // Before the single-instance lock, which lies in this folder; Chromium's own files get a corner of their own.
  app.setPath('userData', dataDir);
  app.setPath('sessionData', join(dataDir, 'chromium'));
  void startWindowFace({ dataDir, file: file === null ? null : resolve(file), mainDir: import.meta.dirname });
}
