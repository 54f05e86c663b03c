import type { Clock } from '#core/kernel/clock.ts';

/** The timer part of the clock port, so that stores can be tested with a clock that is held. */
export type Timers = Pick<Clock, 'after'>;

export const windowTimers: Timers = {
  after(ms, task) {
    const id = setTimeout(task, ms);
    return { cancel: () => clearTimeout(id) };
  },
};
