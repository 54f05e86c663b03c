import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDay, formatDayTime, formatTime, sameDay } from './numbers.ts';

const minute = 60_000;
const hour = 60 * minute;

/** The current time, refreshed every `every` milliseconds while the caller is on the screen. */
export function useNow(every: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), every);
    return () => clearInterval(timer);
  }, [every]);
  return now;
}

/** "2 min ago", "yesterday, 14:26", "14 Oct". */
export function useRelativeTime(): (at: number, now: number) => string {
  const { t } = useTranslation('common');
  return (at, now) => {
    const age = Math.max(0, now - at);
    if (age < 10_000) return t('ago.now');
    if (age < minute) return t('ago.seconds', { count: Math.floor(age / 1_000) });
    if (age < hour) return t('ago.minutes', { count: Math.floor(age / minute) });
    if (sameDay(at, now)) return t('ago.hours', { count: Math.floor(age / hour) });
    if (sameDay(at, now - 24 * hour)) return t('ago.yesterday', { time: formatTime(at) });
    return formatDay(at, now);
  };
}

/** A moment, told from now; the full date and time are one hover away. */
export function RelativeTime({ at }: { readonly at: number }) {
  const words = useRelativeTime();
  const now = useNow(15_000);
  return (
    <time dateTime={new Date(at).toISOString()} title={formatDayTime(at, now)}>
      {words(at, now)}
    </time>
  );
}

/** 84 → "1 min 24 s". */
export function useSpanWords(): (seconds: number) => string {
  const { t } = useTranslation('common');
  return (seconds) => {
    const whole = Math.max(0, Math.round(seconds));
    if (whole < 60) return t('span.seconds', { count: whole });
    if (whole < 600 && whole % 60 !== 0) {
      return t('span.minutesSeconds', { minutes: Math.floor(whole / 60), seconds: whole % 60 });
    }
    if (whole < 5_400) return t('span.minutes', { count: Math.round(whole / 60) });
    return t('span.hoursMinutes', { hours: Math.floor(whole / 3_600), minutes: Math.round((whole % 3_600) / 60) });
  };
}
