/** Calling hours in every kind of time zone, through both nights on which the clock is changed (OR-5). */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CallingHours, Weekday } from '../../../../server/contract/contact.ts';
import {
  callableFrom,
  isCallable,
  isTimeZone,
  localTimeOf,
} from '../../../../server/systems/outreach/calling-hours.ts';

const week: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const minuteMs = 60_000;
const at = (moment: string): number => Date.parse(moment);
const found = (atMs: number, timeZone: string, callingHours: CallingHours): string =>
  new Date(callableFrom(atMs, { timeZone, callingHours })).toISOString();
const daily = (from: string, to: string, days: Weekday[] = [...week]): CallingHours => ({ days, from, to });

test('a moment within the hours is kept, and the last minute is none of them (OR-5)', () => {
  const hours = daily('09:30', '18:00');
  expect(found(at('2026-11-23T00:30:00Z'), 'Asia/Tokyo', hours)).toBe('2026-11-23T00:30:00.000Z');
  expect(found(at('2026-11-23T08:59:59Z'), 'Asia/Tokyo', hours)).toBe('2026-11-23T08:59:59.000Z');
  expect(found(at('2026-11-23T09:00:00Z'), 'Asia/Tokyo', hours)).toBe('2026-11-24T00:30:00.000Z');
});

test('days without hours are passed over, as the contact’s calendar has them (OR-5)', () => {
  const weekdays = daily('09:00', '17:00', ['mon', 'tue', 'wed', 'thu', 'fri']);
  // Saturday in Lisbon, and already Saturday in Apia while it is Friday in UTC.
  expect(found(at('2026-11-21T10:00:00Z'), 'Europe/Lisbon', weekdays)).toBe('2026-11-23T09:00:00.000Z');
  expect(found(at('2026-11-20T20:30:00Z'), 'Pacific/Apia', weekdays)).toBe('2026-11-22T20:00:00.000Z');
});

test('zones off by half and quarter hours are met to the minute (OR-5)', () => {
  expect(found(at('2026-11-23T00:00:00Z'), 'Asia/Kolkata', daily('09:00', '17:00'))).toBe('2026-11-23T03:30:00.000Z');
  expect(found(at('2026-11-23T00:00:00Z'), 'Asia/Kathmandu', daily('09:00', '17:00'))).toBe('2026-11-23T03:15:00.000Z');
});

describe('the night on which the clock is put forward', () => {
  const berlin = 'Europe/Berlin'; // 2026-03-29, 02:00 becomes 03:00.

  test('hours that begin within the skipped hour begin when the clock goes on (OR-5)', () => {
    const hours = daily('02:15', '04:00');
    expect(found(at('2026-03-29T00:00:00Z'), berlin, hours)).toBe('2026-03-29T01:00:00.000Z');
  });

  test('hours that lie wholly within it are not that day', () => {
    expect(found(at('2026-03-29T00:00:00Z'), berlin, daily('02:15', '02:45'))).toBe('2026-03-30T00:15:00.000Z');
    const sundays = daily('02:15', '02:45', ['sun']);
    expect(found(at('2026-03-28T00:00:00Z'), berlin, sundays)).toBe('2026-04-05T00:15:00.000Z');
  });
});

describe('the night on which the clock is put back', () => {
  const berlin = 'Europe/Berlin'; // 2026-10-25, 03:00 becomes 02:00.

  test('an hour that comes twice counts twice (OR-5)', () => {
    const hours = daily('02:00', '02:30');
    expect(found(at('2026-10-25T00:31:00Z'), berlin, hours)).toBe('2026-10-25T01:00:00.000Z');
    expect(found(at('2026-10-24T20:00:00Z'), berlin, daily('02:15', '02:30'))).toBe('2026-10-25T00:15:00.000Z');
    expect(found(at('2026-10-25T00:31:00Z'), berlin, daily('02:15', '02:30'))).toBe('2026-10-25T01:15:00.000Z');
    expect(found(at('2026-10-25T01:31:00Z'), berlin, hours)).toBe('2026-10-26T01:00:00.000Z');
  });

  test('hours that ended before the change go on after it where the clock shows them again', () => {
    const hours = daily('01:30', '02:30');
    expect(found(at('2026-10-25T00:45:00Z'), berlin, hours)).toBe('2026-10-25T01:00:00.000Z');
  });
});

/** What a clock on the wall there shows, by another road: the engine’s own calendar. */
function isWithinByTheEngine(atMs: number, timeZone: string, { days, from, to }: CallingHours): boolean {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(atMs);
  const part = (type: string) => parts.find((entry) => entry.type === type)!.value;
  const clock = `${part('hour')}:${part('minute')}`;
  return days.includes(part('weekday').toLowerCase().slice(0, 3) as Weekday) && clock >= from && clock < to;
}

const zones = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata', 'Pacific/Chatham', 'UTC'];
const clocks = fc.integer({ min: 0, max: 95 }).map((quarter) => {
  const [hour, minute] = [Math.floor(quarter / 4), (quarter % 4) * 15];
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
});
const someHours = fc
  .tuple(fc.uniqueArray(fc.constantFrom(...week), { minLength: 1 }), clocks, clocks)
  .filter(([, from, to]) => from !== to)
  .map(([days, one, other]) => (one < other ? { days, from: one, to: other } : { days, from: other, to: one }));
/** Around the changes of 2026 in these zones, and at any time. */
const moments = fc
  .tuple(
    fc.constantFrom(
      '2026-03-29T00:00Z',
      '2026-10-25T00:00Z',
      '2026-11-01T05:00Z',
      '2026-04-04T14:00Z',
      '2026-07-01T00:00Z',
    ),
    fc.integer({ min: -36 * 4, max: 36 * 4 }),
  )
  .map(([near, quarters]) => at(near) + quarters * 15 * minuteMs);

test('the moment found is the first within the hours that the engine’s calendar knows, whatever the zone (OR-5)', () => {
  fc.assert(
    fc.property(fc.constantFrom(...zones), someHours, moments, (timeZone, callingHours, atMs) => {
      let expected = atMs;
      while (!isWithinByTheEngine(expected, timeZone, callingHours)) expected += 15 * minuteMs;
      expect(new Date(callableFrom(atMs, { timeZone, callingHours }))).toEqual(new Date(expected));
      expect(isCallable(atMs, { timeZone, callingHours })).toBe(expected === atMs);
    }),
    { numRuns: 150 },
  );
});

test('tells time zones from other words, and the local time with its offset', () => {
  expect(['Europe/Lisbon', 'Asia/Kathmandu', 'UTC', 'Lisbon', 'Europe/Atlantis', ''].map(isTimeZone)).toEqual([
    true,
    true,
    true,
    false,
    false,
    false,
  ]);
  expect(localTimeOf(at('2026-11-21T08:00:00.500Z'), 'Europe/Berlin')).toBe('2026-11-21T09:00:00+01:00');
});
