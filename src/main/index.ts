import { app } from 'electron';
import { isCommandLine } from './cli/arguments.ts';
import { startCommandFace } from './cli/command-face.ts';
import { ownArguments } from './own-arguments.ts';

const args = ownArguments(process.argv, process.defaultApp === true);
if (isCommandLine(args)) {
  // A closed pipe (`slipway parse … | head`) is no error of ours.
  process.stdout.on('error', () => app.exit(0));
  await startCommandFace(args);
} else {
  app.exit(0);
}
