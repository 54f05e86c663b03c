import { emptyMeter, mark, ratePerSecond, secondsLeft } from '#core/sending/meter.ts';

export interface Pace {
  /** Rows a second over the last ten; null while that is not known. */
  readonly perSecond: number | null;
  readonly secondsLeft: number | null;
}

/** How quick a long run is, and when it will be done, told from the share that is. */
export function createPace(now: () => number): (done: number, records: number) => Pace {
  // A meter counts whole things: the share in millionths, which is as fine as the largest file.
  const whole = 1_000_000;
  let byShare = emptyMeter;
  let byRows = emptyMeter;
  return (done, records) => {
    const at = now();
    const share = Math.round(Math.min(1, done) * whole);
    byShare = mark(byShare, at, share);
    byRows = mark(byRows, at, records);
    const rate = ratePerSecond(byRows, at);
    return { perSecond: rate > 0 ? rate : null, secondsLeft: secondsLeft(byShare, at, whole - share) };
  };
}
