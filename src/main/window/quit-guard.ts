import { app, type BrowserWindow, dialog, powerMonitor } from 'electron';
import type { Log } from '../log.ts';
import type { Say } from '../words.ts';
import type { SendingSigns } from './sending-signs.ts';
import type { Session } from './session.ts';

interface GuardParts {
  readonly live: () => Session | null;
  readonly window: () => BrowserWindow | null;
  readonly signs: SendingSigns;
  readonly say: Say;
  readonly log: Log;
  /** Ends the process, the data being closed. */
  readonly leave: () => Promise<void>;
}

/**
 * Quitting while something is being sent asks first; then it waits for what is in flight, so that nobody falls into doubt.
 * A signal, and a system that ends the session, have nobody to ask: they are held up for that long.
 */
export function guardQuit({ live, window, signs, say, log, leave }: GuardParts): void {
  let closing = false;
  const shutDown = async (reason: 'quit' | 'signal'): Promise<void> => {
    if (closing) return;
    closing = true;
    try {
      await live()?.close(reason);
    } catch (thrown) {
      log.problem(String(thrown));
    }
    await leave();
  };
  const askThenQuit = (): void => {
    const current = window();
    const running = live()?.running ?? 0;
    if (running > 0 && current !== null && !current.isDestroyed()) {
      const answer = dialog.showMessageBoxSync(current, {
        type: 'question',
        title: say('quitGuard.title'),
        message: say('quitGuard.message', { count: running }),
        detail: say('quitGuard.detail', { ...signs.people }),
        buttons: [say('quitGuard.quit'), say('quitGuard.stay')],
        defaultId: 1,
        cancelId: 1,
      });
      if (answer !== 0) return;
    }
    void shutDown('quit');
  };
  app.on('before-quit', (event) => {
    event.preventDefault();
    if (!closing) askThenQuit();
  });
  window()?.on('close', (event) => {
    event.preventDefault();
    if (!closing) askThenQuit();
  });
  // Left alone, Electron makes a Quit of a signal, and nobody would answer its question.
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void shutDown('signal'));
  // The system shows that it waits for us, and goes on as soon as we are gone.
  window()?.on('query-session-end', (event) => {
    if ((live()?.running ?? 0) > 0) event.preventDefault();
    void shutDown('signal');
  });
  // An event to hold back comes along, of which the types know nothing.
  powerMonitor.on('shutdown', (...args: unknown[]) => {
    const [event] = args as [{ preventDefault?(): void }?];
    event?.preventDefault?.();
    void shutDown('signal');
  });
}
