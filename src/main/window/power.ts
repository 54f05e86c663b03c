import { net, powerMonitor } from 'electron';

/** What the machine says about itself and its network; whoever sends listens. */
export interface PowerListener {
  /** Nobody more is to be sent: resolves when nothing is in flight. */
  suspend(): Promise<void>;
  wake(): void;
  networkChanged(): void;
}

/** Electron says whether there is a network, and not when that changes. */
const lookEveryMs = 2_000;

/** Tells the data that is open, if any, when the machine sleeps, wakes, and comes back to a network. */
export function followPower(listener: () => PowerListener | null): void {
  powerMonitor.on('suspend', () => void listener()?.suspend());
  powerMonitor.on('resume', () => listener()?.wake());
  let online = net.isOnline();
  const timer = setInterval(() => {
    const now = net.isOnline();
    if (now && !online) listener()?.networkChanged();
    online = now;
  }, lookEveryMs);
  timer.unref();
}
