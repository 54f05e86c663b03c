import { app } from 'electron';

/**
 * Takes over SIGTERM and SIGHUP once Chromium has installed its own handlers. Those turn the first signal into a quit and let the second one
 * kill, and `timeout`, a process group or a session that ends often sends two. Ctrl C twice still ends the process at once.
 */
export function followStopSignals(onStop: () => void): void {
  if (process.platform === 'win32') return;
  void app.whenReady().then(() => {
    for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, onStop);
  });
}
