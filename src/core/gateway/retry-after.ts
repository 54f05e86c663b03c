import type { Instant } from '../kernel/clock.ts';

/** A time that no date can be, so that adding it to now stays one. */
const longestMs = 8_000_000_000_000_000 / 2;

/**
 * How long a service asks to wait, in milliseconds, rounded up: the longest of all values of a `Retry-After`, which may be repeated or
 * joined by commas. Understood are delay seconds, with fractions as well, and the three forms of an HTTP date (RFC 9110, 5.6.7 and
 * 10.2.3): IMF-fixdate, RFC 850, asctime. A date gone by is 0. Null when nothing of it can be read.
 *
 * @param now by this machine's clock
 * @param serverNow by the `Date` of the same reply, when it has one: a date is meant by that clock
 */
export function readRetryAfter(value: string, now: Instant, serverNow: Instant | null): number | null {
  const waits: number[] = [];
  const rest = value.replace(httpDate, (text) => {
    const date = readHttpDate(text, serverNow ?? now);
    if (date !== null) waits.push(Math.max(0, date - (serverNow ?? now)));
    return '';
  });
  for (const part of rest.split(',')) {
    if (/^\s*\d{1,15}(\.\d{1,15})?\s*$/.test(part)) waits.push(Math.ceil(Number(part) * 1_000));
  }
  return waits.length === 0 ? null : Math.min(Math.max(...waits), longestMs);
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const time = '\\d{2}:\\d{2}:\\d{2}';
const httpDate = new RegExp(
  [
    `[a-z]{3}, \\d{2} [a-z]{3} \\d{4} ${time} (?:GMT|UTC)`,
    `[a-z]{6,9}, \\d{2}-[a-z]{3}-\\d{2} ${time} (?:GMT|UTC)`,
    `[a-z]{3} [a-z]{3} [\\d ]\\d ${time} \\d{4}`,
  ].join('|'),
  'gi',
);

/** One of the three forms of an HTTP date; null for anything else, and for a day or time that does not exist. */
export function readHttpDate(text: string, now: Instant): Instant | null {
  const imf = /^[a-z]{3}, (\d{2}) ([a-z]{3}) (\d{4}) (\S+) (?:GMT|UTC)$/i.exec(text.trim());
  if (imf !== null) return instantOf(imf[3], imf[2], imf[1], imf[4]);
  const rfc850 = /^[a-z]{6,9}, (\d{2})-([a-z]{3})-(\d{2}) (\S+) (?:GMT|UTC)$/i.exec(text.trim());
  if (rfc850 !== null) {
    // Two digits of a year more than fifty years ahead are those of the century before (RFC 9110, 5.6.7).
    const thisYear = new Date(now).getUTCFullYear();
    const year = Math.floor(thisYear / 100) * 100 + Number(rfc850[3]);
    return instantOf(String(year > thisYear + 50 ? year - 100 : year), rfc850[2], rfc850[1], rfc850[4]);
  }
  const asctime = /^[a-z]{3} ([a-z]{3}) ([\d ]\d) (\S+) (\d{4})$/i.exec(text.trim());
  return asctime === null ? null : instantOf(asctime[4], asctime[1], asctime[2], asctime[3]);
}

function instantOf(year = '', month = '', day = '', clock = ''): Instant | null {
  const index = months.indexOf(month.toLowerCase());
  const [hours, minutes, seconds] = clock.split(':').map(Number);
  if (index < 0 || hours === undefined || minutes === undefined || seconds === undefined) return null;
  const at = Date.UTC(Number(year), index, Number(day), hours, minutes, seconds);
  const back = new Date(at);
  // A leap second is the next minute's first; a 31 June is no day at all.
  return back.getUTCMonth() === index &&
    back.getUTCDate() === Number(day) &&
    hours < 24 &&
    minutes < 60 &&
    seconds <= 60
    ? at
    : null;
}
