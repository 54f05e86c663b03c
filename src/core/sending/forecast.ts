import { type Meter, ratePerSecond } from './meter.ts';

/** When it will be done, as a person was told. A value; `foresee` makes the next one. */
export interface Forecast {
  /** People a second, smoothed; null while too little was seen to say it honestly. */
  readonly pace: number | null;
  /** Monotonic ms of the end that is told; null with `pace`. */
  readonly doneAt: number | null;
  readonly at: number;
}

export const noForecast: Forecast = { pace: null, doneAt: null, at: 0 };

/** Nothing is said before this much was watched. */
const watchedMs = 2_000;
/** A change of pace is believed by two thirds after this time. */
const smoothMs = 10_000;
/** The told end stays while the better guess is within this part of what is left, or within these ms. */
const tolerance = 0.15;
const toleranceMs = 3_000;

/**
 * Looks again. The end that was told stays what it was until the guess has left it by a good part: between such moves the
 * time left counts down with the clock, and does not dance with every answer.
 */
export function foresee(forecast: Forecast, meter: Meter, now: number, waiting: number): Forecast {
  const first = meter.marks[0];
  const rate = ratePerSecond(meter, now);
  if (first === undefined || (forecast.pace === null && (now - first.at < watchedMs || rate <= 0))) return forecast;
  const share = forecast.pace === null ? 1 : 1 - Math.exp(-(now - forecast.at) / smoothMs);
  const pace = (forecast.pace ?? rate) + (rate - (forecast.pace ?? rate)) * share;
  if (pace <= 0) return { ...forecast, at: now };
  const left = (waiting / pace) * 1_000;
  const guess = now + left;
  const told = forecast.doneAt;
  const stays = told !== null && Math.abs(guess - told) <= Math.max(toleranceMs, left * tolerance);
  return { pace, doneAt: stays ? told : guess, at: now };
}

/** Null while it is not known. Never 0 while somebody waits. */
export function toldSecondsLeft(forecast: Forecast, now: number, waiting: number): number | null {
  if (waiting === 0) return 0;
  return forecast.doneAt === null ? null : Math.max(1, Math.ceil((forecast.doneAt - now) / 1_000));
}
