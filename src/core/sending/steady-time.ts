import type { Clock, Instant } from '../kernel/clock.ts';
import type { Outbox } from './outbox-port.ts';

/** What a correction over the network may set a clock back without anybody having to look. */
const slackMs = 60_000;

/**
 * The latest that it can be: what the wall clock said, and the monotonic time since. A clock that is set forward is
 * followed at once (the machine slept, or was corrected); one that is set back is not.
 */
export class SteadyTime {
  readonly #clock: Clock;
  #wall: Instant;
  #monotonic: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#wall = clock.now();
    this.#monotonic = clock.monotonic();
  }

  latest(): Instant {
    const now = this.#clock.now();
    const expected = this.#wall + (this.#clock.monotonic() - this.#monotonic);
    if (now < expected) return now >= expected - slackMs ? now : expected;
    this.#wall = now;
    this.#monotonic = this.#clock.monotonic();
    return now;
  }
}

/**
 * An outbox that gives nobody out while it is not certain that their date has not passed: the wall clock was set back
 * from after it to before it. Which of the two is right, only a person can say.
 */
export function guardDate(
  outbox: Outbox,
  { bestBefore, time, onSetBack }: { bestBefore: Instant | null; time: SteadyTime; onSetBack: () => void },
): Outbox {
  if (bestBefore === null) return outbox;
  return {
    exchange(step) {
      if (step.now >= bestBefore || time.latest() < bestBefore) return outbox.exchange(step);
      onSetBack();
      return outbox.exchange({ ...step, want: 0 });
    },
  };
}

/** A request must be there this long before the time it is held until. */
const handOverMs = 5_000;

/**
 * An outbox that gives nobody out any more when the time until which the service was to hold them has all but come: it refuses a
 * time that is gone, and whoever it refuses is used up.
 */
export function guardHeld(
  outbox: Outbox,
  { heldUntil, onOver }: { heldUntil: Instant | null; onOver: () => void },
): Outbox {
  if (heldUntil === null) return outbox;
  return {
    exchange(step) {
      if (step.now < heldUntil - handOverMs) return outbox.exchange(step);
      onOver();
      return outbox.exchange({ ...step, want: 0 });
    },
  };
}
