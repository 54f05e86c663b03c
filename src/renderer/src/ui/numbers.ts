/** Numbers, dates and spans, written the way this computer writes them. */
const locale = typeof navigator === 'undefined' ? 'en' : navigator.language;

const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
const oneDigit = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const share = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const clockSeconds = new Intl.DateTimeFormat(locale, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});
const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' });
const dayYear = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' });
const weekday = new Intl.DateTimeFormat(locale, { weekday: 'short' });
const longDay = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' });
const fullDay = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long' });
const fullDayYear = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric' });
const units = ['B', 'kB', 'MB', 'GB'] as const;

/** 12480 → "12,480". */
export function formatNumber(value: number): string {
  return whole.format(value);
}

/** 48.7 → "48.7"; whole from a hundred on. */
export function formatRate(value: number): string {
  return value >= 100 ? whole.format(value) : oneDigit.format(value);
}

/** 0.942 → "94.2%". */
export function formatShare(value: number): string {
  return share.format(value);
}

/** "14:26" */
export function formatTime(at: number): string {
  return clock.format(at);
}

/** "14:26:04" */
export function formatTimeSeconds(at: number): string {
  return clockSeconds.format(at);
}

/** "14 Oct", with the year when it is not this one. */
export function formatDay(at: number, now = Date.now()): string {
  return (new Date(at).getFullYear() === new Date(now).getFullYear() ? day : dayYear).format(at);
}

/** "Wed" */
export function formatWeekday(at: number): string {
  return weekday.format(at);
}

/** "3 November", with the year when it is not this one. */
export function formatFullDay(at: number, now = Date.now()): string {
  return (new Date(at).getFullYear() === new Date(now).getFullYear() ? fullDay : fullDayYear).format(at);
}

/** "Thursday 14 October" */
export function formatLongDay(at: number): string {
  return longDay.format(at);
}

/** "14 Oct, 14:26" */
export function formatDayTime(at: number, now = Date.now()): string {
  return `${formatDay(at, now)}, ${formatTime(at)}`;
}

export function sameDay(a: number, b: number): boolean {
  return new Date(a).toDateString() === new Date(b).toDateString();
}

/** 1536 → "1.5 kB". */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1_000 && unit < units.length - 1) {
    value /= 1_000;
    unit++;
  }
  return `${unit === 0 ? whole.format(value) : oneDigit.format(value)} ${units[unit] ?? ''}`;
}
