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
 * hour that the zone skips; `schedule_past` for a moment before `now`.
 */
export function parseScheduleTime(text: string, zone: string, now: Instant): Result<Instant> {
  const written = text.trim();
  const invalid = () => err(appError('schedule_invalid', `no time: ${written}`, { text: written }));
  let at: Instant;
  const clock = /^(\d{1,2}):(\d{2})$/.exec(written);
  const local = /^(\d{4})-(\d{2})-(\d{2})[ T](\d{1,2}):(\d{2})(?::00)?$/.exec(written);
  if (clock !== null) {
    const [year, month, day] = wallClock(now, zone);
    const today = fromWallClock(`${year}-${month}-${day}`, Number(clock[1]), Number(clock[2]), zone);
    if (today === null) return invalid();
    at = today > now ? today : today + 24 * 3_600_000;
  } else if (local !== null) {
    const read = fromWallClock(`${local[1]}-${local[2]}-${local[3]}`, Number(local[4]), Number(local[5]), zone);
    if (read === null) return invalid();
    at = read;
  } else if (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/.test(written)) {
    at = Date.parse(written);
    if (Number.isNaN(at)) return invalid();
  } else {
    return invalid();
  }
  return at < now ? err(appError('schedule_past', `${written} has passed`, { text: written })) : ok(at);
}

/** The instant at which the zone's clocks show this; null when they never do (a day that does not exist, a skipped hour). */
function fromWallClock(date: string, hour: number, minute: number, zone: string): Instant | null {
  const wanted = `${date} ${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
  const utc = Date.parse(`${wanted.replace(' ', 'T')}:00Z`);
  if (Number.isNaN(utc)) return null;
  // The zone's offset is at most 14 hours; two steps settle on either side of a change of clocks.
  for (const guess of [utc, utc - 14 * 3_600_000, utc + 12 * 3_600_000]) {
    const shown = Date.parse(`${formatScheduleTime(guess, zone).replace(' ', 'T')}:00Z`);
    const at = guess + (utc - shown);
    if (formatScheduleTime(at, zone) === wanted) return at;
  }
  return null;
}
