import { type BrowserWindow, Notification, powerSaveBlocker } from 'electron';
import type { Progress } from '#contract/campaigns.ts';
import { acceptedCount } from '#core/outbox/states.ts';
import type { Say } from '../words.ts';

/** What the operating system shows of a campaign: taskbar progress, a machine kept awake, one notification at the end. */
export class SendingSigns {
  readonly #window: () => BrowserWindow | null;
  readonly #say: Say;
  readonly #running = new Map<number, Progress>();
  #blocker: number | null = null;

  constructor(window: () => BrowserWindow | null, say: Say) {
    this.#window = window;
    this.#say = say;
  }

  /** People on their way, and those who still wait, over everything that runs. */
  get people(): { readonly sending: number; readonly waiting: number } {
    const all = [...this.#running.values()];
    const sum = (state: 'sending' | 'queued') => all.reduce((so, { counts }) => so + counts[state], 0);
    return { sending: sum('sending'), waiting: sum('queued') };
  }

  onProgress(progress: Progress, name: (id: Progress['id']) => Promise<string>): void {
    const was = this.#running.has(progress.id);
    if (progress.state === 'running') this.#running.set(progress.id, progress);
    else this.#running.delete(progress.id);
    this.#awake(this.#running.size > 0);
    this.#bar();
    if (was && progress.state !== 'running') void this.#tell(progress, name);
  }

  #awake(wanted: boolean): void {
    if (wanted && this.#blocker === null) this.#blocker = powerSaveBlocker.start('prevent-app-suspension');
    if (!wanted && this.#blocker !== null) {
      powerSaveBlocker.stop(this.#blocker);
      this.#blocker = null;
    }
  }

  #bar(): void {
    const window = this.#window();
    if (window === null || window.isDestroyed()) return;
    const all = [...this.#running.values()];
    const sealed = all.reduce((sum, one) => sum + one.sealed, 0);
    const waiting = all.reduce((sum, one) => sum + one.counts.queued + one.counts.sending, 0);
    window.setProgressBar(sealed === 0 ? -1 : (sealed - waiting) / sealed);
  }

  /** Only for a person who is looking elsewhere. */
  async #tell(progress: Progress, name: (id: Progress['id']) => Promise<string>): Promise<void> {
    const window = this.#window();
    if (!Notification.isSupported() || window === null || window.isDestroyed() || window.isFocused()) return;
    const { pauseReason } = progress;
    // Nothing to come and see: they did it themselves, or are about to close the lid.
    if (pauseReason === 'person' || pauseReason === 'quit' || pauseReason === 'sleep') return;
    const { counts } = progress;
    const kind = progress.state === 'finished' ? 'finished' : 'paused';
    new Notification({
      title: this.#say(`${kind}.title`, { name: await name(progress.id) }),
      body: this.#say(`${kind}.body`, {
        accepted: acceptedCount(counts),
        rejected: counts.rejected,
        inDoubt: counts.in_doubt,
        done: progress.sealed - counts.queued - counts.sending,
        sealed: progress.sealed,
      }),
    }).show();
  }
}
