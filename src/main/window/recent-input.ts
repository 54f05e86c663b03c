import type { WebContents } from 'electron';

/** Pressing and typing; a pointer that only moves asks for nothing. */
const asked = new Set(['mouseDown', 'mouseUp', 'keyDown', 'rawKeyDown', 'touchStart', 'touchEnd', 'gestureTap']);

/** When a person last pressed something in the window, as the browser process saw it: a page cannot make this up. */
export class RecentInput {
  readonly #now: () => number;
  #last = Number.NEGATIVE_INFINITY;

  /** `now`: a clock in milliseconds that is never put back. */
  constructor(now: () => number) {
    this.#now = now;
  }

  watch(contents: WebContents): void {
    contents.on('input-event', (_event, { type }) => this.#saw(type));
    // Electrons differ in which of these they have; one is enough.
    contents.on('before-input-event', (_event, { type }) => this.#saw(type));
    contents.on('before-mouse-event', (_event, { type }) => this.#saw(type));
  }

  /** Whether it was at most `ms` milliseconds ago. */
  within(ms: number): boolean {
    return this.#now() - this.#last <= ms;
  }

  #saw(type: string): void {
    if (asked.has(type)) this.#last = this.#now();
  }
}
