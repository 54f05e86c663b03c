import { getRandomValues } from 'node:crypto';
import type { Clock, Random } from '#core/kernel/clock.ts';

/** Beyond this `setTimeout` fires at once. A longer wait fires early, so its task must look at the clock again. */
const longestTimeoutMs = 2 ** 31 - 1;

/** The machine's own time. Timers are kept by the event loop; a cancelled one holds nothing alive. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after(ms, task) {
    const timer = setTimeout(task, Math.min(ms, longestTimeoutMs));
    return { cancel: () => clearTimeout(timer) };
  },
};

const pool = new Uint32Array(256);
let used = pool.length;

/** Randomness fit for ids and secrets: 53 bits of the system's generator per call, drawn in blocks because ids are made per request. */
export const systemRandom: Random = {
  next() {
    if (used + 2 > pool.length) {
      getRandomValues(pool);
      used = 0;
    }
    const high = (pool[used] ?? 0) >>> 5;
    const low = (pool[used + 1] ?? 0) >>> 6;
    used += 2;
    return (high * 67_108_864 + low) / 9_007_199_254_740_992;
  },
};
