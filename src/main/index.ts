import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { app } from 'electron';
import { isCommandLine } from './cli/arguments.ts';
import { startCommandFace } from './cli/command-face.ts';
import { needsHeadlessStart, startHeadless } from './cli/without-display.ts';
import { ownArguments } from './own-arguments.ts';
import { startWindowFace } from './window/window-face.ts';

const args = ownArguments(process.argv, process.defaultApp === true);
if (!isCommandLine(args)) {
  startWindow();
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

function startWindow(): void {
  const at = args.indexOf('--data-dir');
  const dataDir = at < 0 ? app.getPath('userData') : resolve(args[at + 1] ?? '.');
  mkdirSync(dataDir, { recursive: true });
  // Before the single-instance lock, which lies in this folder; Chromium's own files get a corner of their own.
  app.setPath('userData', dataDir);
  app.setPath('sessionData', join(dataDir, 'chromium'));
  const file = args.find((argument, i) => !argument.startsWith('-') && (at < 0 || i !== at + 1));
  void startWindowFace({ dataDir, file: file === undefined ? null : resolve(file), mainDir: import.meta.dirname });
}
