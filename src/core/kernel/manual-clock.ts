import type { Clock, Instant, Timer } from './clock.ts';

interface Pending {
  readonly at: number;
  readonly order: number;
  readonly task: () => void;
}

/** A clock that moves only when told to: the fake every timing test uses. */
export class ManualClock implements Clock {
  #monotonic = 0;
  #offset: number;
  #order = 0;
  #pending: Pending[] = [];

  constructor(start: Instant = Date.UTC(2026, 0, 5, 9, 0, 0)) {
    this.#offset = start;
  }

  now(): Instant {
    return this.#offset + this.#monotonic;
  }

  monotonic(): number {
    return this.#monotonic;
  }

  after(ms: number, task: () => void): Timer {
    const pending: Pending = { at: this.#monotonic + Math.max(0, ms), order: this.#order++, task };
    this.#pending.push(pending);
    return {
      cancel: () => {
        this.#pending = this.#pending.filter((other) => other !== pending);
      },
    };
  }

  /** Moves time on by `ms`, running every timer that falls due, in order, letting promises settle in between. */
  async advance(ms: number): Promise<void> {
    const end = this.#monotonic + ms;
    for (;;) {
      const due = this.#pending.filter((p) => p.at <= end).sort((a, b) => a.at - b.at || a.order - b.order)[0];
      if (due === undefined) break;
      this.#pending = this.#pending.filter((p) => p !== due);
      this.#monotonic = Math.max(this.#monotonic, due.at);
      due.task();
      await settle();
    }
    this.#monotonic = end;
    await settle();
  }

  /** Moves only the wall clock, as a person or NTP does. */
  jump(ms: number): void {
    this.#offset += ms;
  }

  /** How many timers wait. */
  get waiting(): number {
    return this.#pending.length;
  }
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 50; turn++) await Promise.resolve();
}
