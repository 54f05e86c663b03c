/** Settled people a second over a sliding window. What follows from it is `forecast.ts`. */
export interface Meter {
  /** Monotonic ms → people settled by then; newest last. */
  readonly marks: readonly { readonly at: number; readonly settled: number }[];
}

const windowMs = 10_000;

export const emptyMeter: Meter = { marks: [] };

export function mark(meter: Meter, at: number, settled: number): Meter {
  const last = meter.marks.at(-1);
  // Four marks a second are plenty for a ten-second window.
  if (last !== undefined && at - last.at < 250) {
    return { marks: [...meter.marks.slice(0, -1), { at: last.at, settled }] };
  }
  const kept = meter.marks.filter((m) => at - m.at <= windowMs);
  return { marks: [...kept, { at, settled }] };
}

export function ratePerSecond(meter: Meter, now: number): number {
  const first = meter.marks[0];
  const last = meter.marks.at(-1);
  if (first === undefined || last === undefined || first === last) return 0;
  const span = Math.max(now, last.at) - first.at;
  return span <= 0 ? 0 : ((last.settled - first.settled) / span) * 1000;
}

/** Null while too little was seen to say it honestly. */
export function secondsLeft(meter: Meter, now: number, waiting: number): number | null {
  if (waiting === 0) return 0;
  const first = meter.marks[0];
  const rate = ratePerSecond(meter, now);
  if (first === undefined || now - first.at < 2_000 || rate <= 0) return null;
  return Math.ceil(waiting / rate);
}
