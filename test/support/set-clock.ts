import type { Clock } from '#core/kernel/clock.ts';
import { systemClock } from '#main/system.ts';

/** The machine's own time, on a wall clock that can be set. */
export function settableClock(): Clock & { set(byMs: number): void } {
  let offset = 0;
  return {
    ...systemClock,
    now: () => systemClock.now() + offset,
    set(byMs) {
      offset += byMs;
    },
  };
}
