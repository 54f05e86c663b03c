/** Milliseconds since the Unix epoch, UTC. */
export type Instant = number;

/** A timer that can be taken back. */
export interface Timer {
  cancel(): void;
}

/** Time as a port, so that a test can hold it. */
export interface Clock {
  /** Wall clock, milliseconds since the epoch. May jump. */
  now(): Instant;
  /** Monotonic milliseconds from an arbitrary start: for durations and rates. */
  monotonic(): number;
  /** Runs `task` once after `ms` milliseconds of monotonic time. */
  after(ms: number, task: () => void): Timer;
}

/** Randomness as a port: a number in [0, 1). */
export interface Random {
  next(): number;
}

/** Resolves after `ms`; rejects never, resolves early when `signal` aborts. */
export function sleep(clock: Clock, ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const done = () => {
      signal?.removeEventListener('abort', done);
      timer.cancel();
      resolve();
    };
    const timer = clock.after(ms, done);
    signal?.addEventListener('abort', done);
  });
}
