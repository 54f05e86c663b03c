export interface RoundedSpan {
  readonly unit: 'soon' | 'seconds' | 'minutes' | 'hours';
  readonly count: number;
}

/** A span as coarse as one can know it: under 5 s is soon, then steps of 5 s up to a minute, of 10 s up to 100 s, minutes, hours. */
export function roundedSpan(seconds: number): RoundedSpan {
  const whole = Math.max(0, seconds);
  if (whole < 5) return { unit: 'soon', count: 0 };
  if (whole < 58) return { unit: 'seconds', count: Math.round(whole / 5) * 5 };
  if (whole < 95) return { unit: 'seconds', count: Math.round(whole / 10) * 10 };
  if (whole < 90 * 60) return { unit: 'minutes', count: Math.round(whole / 60) };
  return { unit: 'hours', count: Math.round(whole / 3_600) };
}
