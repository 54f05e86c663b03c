import { app } from 'electron';
import type { SystemKeychain } from './keychain/keytar-keychain.ts';

/** Milliseconds the keychain has to answer what was asked of it last. */
const patienceMs = 500;

/**
 * Ends the process with `code`, after whatever is open was closed. Node waits for its threads at its end, and a question
 * of the keychain that nobody answers holds one as long as it stands: then only a kill ends us, and the code is lost.
 */
export async function leave(code: number, keychain: SystemKeychain): Promise<void> {
  if (!(await keychain.settled(patienceMs))) process.kill(process.pid, 'SIGKILL');
  app.exit(code);
}
