import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { retryAfterMs } from '#core/gateway/rate.ts';
import { readHttpDate, readRetryAfter } from '#core/gateway/retry-after.ts';

const now = Date.UTC(2026, 10, 24, 12, 0, 0);
const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const longDays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const two = (n: number) => String(n).padStart(2, '0');

/** The three forms of RFC 9110, 5.6.7. */
const forms = [
  (d: Date) => d.toUTCString(),
  (d: Date) =>
    `${longDays[d.getUTCDay()]}, ${two(d.getUTCDate())}-${months[d.getUTCMonth()]}-${two(d.getUTCFullYear() % 100)} ${time(d)} GMT`,
  (d: Date) =>
    `${days[d.getUTCDay()]} ${months[d.getUTCMonth()]} ${String(d.getUTCDate()).padStart(2, ' ')} ${time(d)} ${d.getUTCFullYear()}`,
];
function time(d: Date): string {
  return `${two(d.getUTCHours())}:${two(d.getUTCMinutes())}:${two(d.getUTCSeconds())}`;
}

describe('a Retry-After', () => {
  it.each([
    ['120', 120_000],
    ['0', 0],
    ['1.5', 1_500],
    ['0.0001', 1],
    ['30, 120', 120_000],
    ['120,30', 120_000],
    ['soon', null],
    ['-5', null],
    ['1e3', null],
    ['', null],
    ['5, soon', 5_000],
    ['Tue, 24 Nov 2026 12:01:30 GMT', 90_000],
    ['Tue, 24 Nov 2026 12:01:30 GMT, Tue, 24 Nov 2026 12:02:30 GMT', 150_000],
    ['60, Tue, 24 Nov 2026 12:02:30 GMT, 10', 150_000],
    ['Tuesday, 24-Nov-26 12:01:30 GMT', 90_000],
    ['Tue Nov 24 12:01:30 2026', 90_000],
    ['Tue Dec  1 12:00:00 2026', 7 * 86_400_000],
    ['Tue, 31 Nov 2026 12:01:30 GMT', null],
    ['Tue, 24 Nov 2026 25:01:30 GMT', null],
    ['Tue, 24 Nov 2020 12:01:30 GMT', 0],
  ])('%j', (value, expected) => {
    expect(readRetryAfter(value, now, null)).toBe(expected);
  });

  it('reads every second of every form, and never waits shorter', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 * 365 * 86_400 }), fc.constantFrom(...forms), (seconds, form) => {
        const date = new Date(now + seconds * 1_000);
        expect(readHttpDate(form(date), now)).toBe(date.getTime());
        expect(readRetryAfter(form(date), now, null)).toBe(seconds * 1_000);
      }),
    );
  });

  it('is the longest of repeated and joined values, in any order', () => {
    const value = fc.oneof(
      fc.integer({ min: 0, max: 100_000 }).map((n) => ({ text: String(n), ms: n * 1_000 })),
      fc
        .tuple(fc.integer({ min: 0, max: 100_000 }), fc.constantFrom(...forms))
        .map(([n, form]) => ({ text: form(new Date(now + n * 1_000)), ms: n * 1_000 })),
    );
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 5 }), (values) => {
        const joined = values.map(({ text }) => text).join(', ');
        expect(readRetryAfter(joined, now, null)).toBe(Math.max(...values.map(({ ms }) => ms)));
      }),
    );
  });

  it('a date is meant by the clock of the service, which its Date header tells', () => {
    const at = (ms: number) => new Date(now + ms).toUTCString();
    // This machine is an hour ahead, then an hour behind.
    for (const skew of [3_600_000, -3_600_000]) {
      const headers = { 'retry-after': at(90_000), date: at(0) };
      expect(retryAfterMs(headers, now + skew)).toBe(90_000);
    }
    expect(retryAfterMs({ 'retry-after': at(90_000) }, now)).toBe(90_000);
    expect(retryAfterMs({ 'retry-after': at(90_000), date: 'not a date' }, now)).toBe(90_000);
  });
});
