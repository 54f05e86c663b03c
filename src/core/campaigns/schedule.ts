import type { Instant } from '../kernel/clock.ts';
import { appError } from '../kernel/errors.ts';
import { err, ok, type Result } from '../kernel/result.ts';

/** The wall clock of an instant in an IANA zone: `[year, month, day, hour, minute]`. */
function wallClock(at: Instant, zone: string): readonly [string, string, string, string, string] {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(at);
  const part = (type: string) => parts.find((found) => found.type === type)?.value ?? '';
  return [part('year'), part('month'), part('day'), part('hour'), part('minute')];
}

/** `YYYY-MM-DD HH:mm` in the zone: what the service's `schedule_time` wants (reference: "Y-m-d H:i"). */
export function formatScheduleTime(at: Instant, zone: string): string {
  const [year, month, day, hour, minute] = wallClock(at, zone);
  return `${year}-${month}-${day} ${hour}:${minute}`;
}

/**
 * Reads a time a person wrote: `HH:mm` (today, or tomorrow when that has passed), `YYYY-MM-DD HH:mm` (a `T` will do), both
 * in `zone`, or ISO 8601 with an offset or `Z`. `schedule_invalid` for anything else, a day that does not exist and an
 * hour that the zone skips; `schedule_past` for a moment before `now`. Of a local time that comes twice it is the first moment that
 * has not passed; `bothMoments` tells that there are two, and the offset says which is meant.
 */
export function parseScheduleTime(text: string, zone: string, now: Instant): Result<Instant> {
  const written = text.trim();
  const invalid = () => err(appError('schedule_invalid', `no time: ${written}`, { text: written }));
  let at: Instant;
  const clock = /^(\d{1,2}):(\d{2})$/.exec(written);
  const local = /^(\d{4})-(\d{2})-(\d{2})[ T](\d{1,2}):(\d{2})(?::00)?$/.exec(written);
  const iso = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})$/.exec(written);
  if (clock !== null) {
    const next = nextTime(Number(clock[1]), Number(clock[2]), zone, now);
    if (next === null) return invalid();
    at = next;
  } else if (local !== null) {
    const moments = fromWallClock(`${local[1]}-${local[2]}-${local[3]}`, Number(local[4]), Number(local[5]), zone);
    const read = moments.find((moment) => moment >= now) ?? moments[0];
    if (read === undefined) return invalid();
    at = read;
  } else if (iso !== null) {
    // `Date.parse` takes the 30th of February for a day in March.
    if (!isDay(iso[1] ?? '')) return invalid();
    at = Date.parse(written);
    if (Number.isNaN(at)) return invalid();
  } else {
    return invalid();
  }
  return at < now ? err(appError('schedule_past', `${written} has passed`, { text: written })) : ok(at);
}

const dayMs = 86_400_000;

/** The next moment after `now` at which the zone's clocks show this; null when they skip it on that day. */
function nextTime(hour: number, minute: number, zone: string, now: Instant): Instant | null {
  const [year, month, day, hourNow, minuteNow] = wallClock(now, zone);
  const date = `${year}-${month}-${day}`;
  const today = fromWallClock(date, hour, minute, zone);
  const next = today.find((at) => at > now);
  if (next !== undefined) return next;
  if (today.length === 0 && hour * 60 + minute > Number(hourNow) * 60 + Number(minuteNow)) return null;
  // By the calendar, not 24 hours on: a day may have 23 or 25.
  const tomorrow = new Date(Date.parse(`${date}T00:00Z`) + dayMs).toISOString().slice(0, 10);
  return fromWallClock(tomorrow, hour, minute, zone)[0] ?? null;
}

function isDay(date: string): boolean {
  const at = Date.parse(`${date}T00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(date);
}

/**
 * The instants at which the zone's clocks show this, earliest first: none for a day that does not exist or a skipped hour, two for a
 * time that comes twice because the clocks go back.
 */
function fromWallClock(date: string, hour: number, minute: number, zone: string): readonly Instant[] {
  const wanted = `${date} ${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
  const utc = Date.parse(`${wanted.replace(' ', 'T')}:00Z`);
  if (Number.isNaN(utc)) return [];
  // An offset is at most 14 hours, so a day earlier and a day later are on either side of a change of clocks.
  const found = [utc - dayMs, utc + dayMs]
    .map((near) => utc - offsetMs(near, zone))
    .filter((at) => formatScheduleTime(at, zone) === wanted);
  return [...new Set(found)].sort((a, b) => a - b);
}

/** What the zone's clocks are ahead of UTC at this moment, in whole minutes, as ms. */
function offsetMs(at: Instant, zone: string): number {
  const minute = Math.floor(at / 60_000) * 60_000;
  return Date.parse(`${formatScheduleTime(minute, zone).replace(' ', 'T')}:00Z`) - minute;
}

/** The offset of the zone at this moment as ISO 8601 writes it, `+02:00`. */
export function formatOffset(at: Instant, zone: string): string {
  const minutes = Math.round(offsetMs(at, zone) / 60_000);
  const part = (value: number) => String(Math.trunc(value)).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${part(Math.abs(minutes) / 60)}:${part(Math.abs(minutes) % 60)}`;
}

/** Both moments of a local time that comes twice because the clocks go back; null for every other time. */
export function bothMoments(at: Instant, zone: string): { readonly first: Instant; readonly second: Instant } | null {
  const [year, month, day, hour, minute] = wallClock(at, zone);
  const [first, second] = fromWallClock(`${year}-${month}-${day}`, Number(hour), Number(minute), zone);
  return first === undefined || second === undefined ? null : { first, second };
}
