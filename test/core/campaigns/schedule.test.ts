import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bothMoments, formatOffset, formatScheduleTime, parseScheduleTime } from '#core/campaigns/schedule.ts';

const amsterdam = 'Europe/Amsterdam';
const at = (iso: string): number => Date.parse(iso);
const noon = at('2026-01-05T12:00:00Z');

/** The moment as ISO, or the code of what is wrong. */
function read(text: string, zone = amsterdam, now = noon): string {
  const result = parseScheduleTime(text, zone, now);
  return result.ok ? new Date(result.value).toISOString().slice(0, 16) : result.error.code;
}

describe('a time as a person writes it', () => {
  it.each([
    ['18:30', '2026-01-05T17:30'],
    ['  18:30 ', '2026-01-05T17:30'],
    ['9:05', '2026-01-06T08:05'],
    // 13:00 is now: the next one is meant.
    ['13:00', '2026-01-06T12:00'],
    ['2026-02-03 04:05', '2026-02-03T03:05'],
    ['2026-02-03T04:05', '2026-02-03T03:05'],
    ['2026-02-03 4:05', '2026-02-03T03:05'],
    ['2026-02-03T04:05:00', '2026-02-03T03:05'],
    ['2026-02-03T04:05Z', '2026-02-03T04:05'],
    ['2026-02-03T04:05+05:30', '2026-02-02T22:35'],
    ['2026-02-03T04:05:06.789-0800', '2026-02-03T12:05'],
    ['2028-02-29 10:00', '2028-02-29T09:00'],
  ])('%s', (text, moment) => {
    expect(read(text)).toBe(moment);
  });

  it.each([
    '',
    'tomorrow',
    '25:00',
    '24:00',
    '12:60',
    '7',
    '2026-02-30 10:00',
    '2026-02-29 10:00',
    '2026-13-01 10:00',
    '2026-00-10 10:00',
    '2026-02-03',
    '2026-02-03 10:00 PM',
    '03-02-2026 10:00',
    '2026-02-30T10:00Z',
    '2026-02-29T10:00+01:00',
    '2026-02-03T25:00Z',
    '12:30; rm -rf',
  ])('refuses "%s"', (text) => {
    expect(read(text)).toBe('schedule_invalid');
  });

  it.each(['2026-01-05 12:59', '2025-12-31T23:59Z', '1999-01-01 00:00'])('refuses %s: it has passed', (text) => {
    expect(read(text)).toBe('schedule_past');
  });

  it('says what was written', () => {
    expect(parseScheduleTime('soon', amsterdam, noon)).toMatchObject({ error: { details: { text: 'soon' } } });
  });
});

describe('when the clocks change', () => {
  it.each([
    ['the hour that is skipped does not exist', '2026-03-29 02:30', 'schedule_invalid'],
    ['just before it', '2026-03-29 01:59', '2026-03-29T00:59'],
    ['just after it', '2026-03-29 03:00', '2026-03-29T01:00'],
    ['just before the hour that comes twice', '2026-10-25 01:59', '2026-10-24T23:59'],
    ['just after it', '2026-10-25 03:00', '2026-10-25T02:00'],
  ])('%s', (_name, text, moment) => {
    expect(read(text)).toBe(moment);
  });

  it('of an hour that comes twice the first is meant, or the second once the first has passed', () => {
    expect(read('2026-10-25 02:30')).toBe('2026-10-25T00:30');
    expect(read('2026-11-01 01:30', 'America/New_York')).toBe('2026-11-01T05:30');
    const between = at('2026-10-25T00:45:00Z');
    expect(read('2026-10-25 02:30', amsterdam, between)).toBe('2026-10-25T01:30');
    expect(read('02:30', amsterdam, between)).toBe('2026-10-25T01:30');
    expect(read('02:30', amsterdam, at('2026-10-24T20:00:00Z'))).toBe('2026-10-25T00:30');
    expect(read('2026-10-25 02:30', amsterdam, at('2026-10-25T02:00:00Z'))).toBe('schedule_past');
    expect(read('2026-10-25T02:30+01:00')).toBe('2026-10-25T01:30');
  });

  it.each([
    [amsterdam, '2026-10-25T00:30', '2026-10-25T01:30', '+02:00', '+01:00'],
    ['America/New_York', '2026-11-01T05:30', '2026-11-01T06:30', '-04:00', '-05:00'],
    ['Australia/Lord_Howe', '2026-04-04T14:45', '2026-04-04T15:15', '+11:00', '+10:30'],
  ])('both moments are known, each with its offset: %s', (zone, first, second, before, after) => {
    const both = { first: at(`${first}Z`), second: at(`${second}Z`) };
    expect([bothMoments(both.first, zone), bothMoments(both.second, zone)]).toEqual([both, both]);
    expect([formatOffset(both.first, zone), formatOffset(both.second, zone)]).toEqual([before, after]);
  });

  it('there is one moment of every other time', () => {
    expect(bothMoments(at('2026-10-24T23:59:00Z'), amsterdam)).toBeNull();
    expect(bothMoments(at('2026-10-25T02:00:00Z'), amsterdam)).toBeNull();
    expect(bothMoments(at('2026-03-29T01:30:00Z'), amsterdam)).toBeNull();
    expect(formatOffset(noon, 'UTC')).toBe('+00:00');
  });

  it('tomorrow is the same hour on the clock, not 24 hours on', () => {
    // Saturday evening before summer time begins, and before it ends.
    expect(read('09:00', amsterdam, at('2026-03-28T18:00:00Z'))).toBe('2026-03-29T07:00');
    expect(read('09:00', amsterdam, at('2026-10-24T18:00:00Z'))).toBe('2026-10-25T08:00');
  });

  it('an hour that was skipped this morning exists tomorrow', () => {
    expect(read('02:30', amsterdam, at('2026-03-29T09:00:00Z'))).toBe('2026-03-30T00:30');
  });

  it('an hour that will be skipped tonight does not', () => {
    expect(read('02:30', amsterdam, at('2026-03-28T23:30:00Z'))).toBe('schedule_invalid');
    expect(read('02:30', amsterdam, at('2026-03-28T18:00:00Z'))).toBe('schedule_invalid');
  });

  it('on the last day of a month and of a year tomorrow is the first', () => {
    expect(read('08:00', amsterdam, at('2026-04-30T12:00:00Z'))).toBe('2026-05-01T06:00');
    expect(read('08:00', amsterdam, at('2026-12-31T12:00:00Z'))).toBe('2027-01-01T07:00');
  });
});

describe('what the service is told', () => {
  it.each([
    ['Europe/Amsterdam', '2026-07-01T10:05:00Z', '2026-07-01 12:05'],
    ['Asia/Kolkata', '2026-01-01T20:00:00Z', '2026-01-02 01:30'],
    ['America/New_York', '2026-01-01T03:00:00Z', '2025-12-31 22:00'],
    ['UTC', '2026-01-01T00:00:00Z', '2026-01-01 00:00'],
  ])('in %s, %s is %s', (zone, moment, written) => {
    expect(formatScheduleTime(at(moment), zone)).toBe(written);
  });

  it('reads back as the same minute, in every zone, on every day but where a clock shows it twice', () => {
    const zones = [
      'UTC',
      'Europe/Amsterdam',
      'America/St_Johns',
      'Australia/Lord_Howe',
      'Pacific/Apia',
      'Asia/Kathmandu',
    ];
    const minute = fc.integer({ min: at('2020-01-01') / 60_000, max: at('2035-01-01') / 60_000 });
    fc.assert(
      fc.property(fc.constantFrom(...zones), minute, (zone, minutes) => {
        const moment = minutes * 60_000;
        const written = formatScheduleTime(moment, zone);
        const read = parseScheduleTime(written, zone, 0);
        expect(read.ok && formatScheduleTime(read.value, zone)).toBe(written);
        expect(read.ok && Math.abs(read.value - moment)).toBeOneOf([0, 1_800_000, 3_600_000]);
      }),
      { numRuns: 400 },
    );
  });
});
