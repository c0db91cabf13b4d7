import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isInQuietHours, isTimeZone } from '../../../../server/systems/notifications/quiet-hours.ts';

const at = (iso: string): number => Date.parse(iso);
const berlin = (from: string, to: string) => ({ from, to, timeZone: 'Europe/Berlin' });

test('quiet hours go by the clock of their time zone, from the first minute on and before the last (CO-9)', () => {
  const lunch = berlin('12:00', '13:30');
  expect(isInQuietHours(lunch, at('2026-11-21T10:59:59.999Z'))).toBe(false);
  expect(isInQuietHours(lunch, at('2026-11-21T11:00:00Z'))).toBe(true);
  expect(isInQuietHours(lunch, at('2026-11-21T12:29:59.999Z'))).toBe(true);
  expect(isInQuietHours(lunch, at('2026-11-21T12:30:00Z'))).toBe(false);
  expect(isInQuietHours({ ...lunch, timeZone: 'Asia/Kolkata' }, at('2026-11-21T06:30:00Z'))).toBe(true);
  expect(isInQuietHours(null, at('2026-11-21T11:00:00Z'))).toBe(false);
});

test('they may go over midnight (CO-9)', () => {
  const night = berlin('22:00', '07:00');
  for (const [moment, isQuiet] of [
    ['2026-11-21T20:59:00Z', false],
    ['2026-11-21T21:00:00Z', true],
    ['2026-11-21T23:30:00Z', true],
    ['2026-11-22T05:59:00Z', true],
    ['2026-11-22T06:00:00Z', false],
  ] as const)
    expect({ moment, isQuiet: isInQuietHours(night, at(moment)) }).toEqual({ moment, isQuiet });
});

test('in both nights of daylight saving they are what the clock on the wall shows (CO-9)', () => {
  const night = berlin('01:30', '03:30');
  const minutes = (from: string, to: string) => {
    let count = 0;
    for (let ms = at(from); ms < at(to); ms += 60_000) if (isInQuietHours(night, ms)) count += 1;
    return count;
  };
  // 2:00 becomes 3:00 in March, so that an hour of them is never; 3:00 becomes 2:00 in October, and an hour is twice.
  expect(minutes('2026-03-28T12:00:00Z', '2026-03-29T12:00:00Z')).toBe(60);
  expect(minutes('2026-10-24T12:00:00Z', '2026-10-25T12:00:00Z')).toBe(180);
  expect(minutes('2026-11-20T12:00:00Z', '2026-11-21T12:00:00Z')).toBe(120);
});

test('whatever the hours, a moment is in them or in those that are left over, and never in both', () => {
  const clock = fc
    .tuple(fc.nat(23), fc.nat(59))
    .map((parts) => parts.map((part) => `${part}`.padStart(2, '0')).join(':'));
  const zone = fc.constantFrom('Europe/Berlin', 'Asia/Kathmandu', 'America/St_Johns', 'UTC', 'Australia/Lord_Howe');
  fc.assert(
    fc.property(clock, clock, zone, fc.integer({ min: 1.7e12, max: 1.9e12 }), (from, to, timeZone, atMs) => {
      fc.pre(from !== to);
      expect(isInQuietHours({ from, to, timeZone }, atMs)).toBe(
        !isInQuietHours({ from: to, to: from, timeZone }, atMs),
      );
    }),
  );
});

test('a time zone is one that the database of time zones has', () => {
  expect(['Europe/Berlin', 'UTC', 'Europe/Nowhere', ''].map(isTimeZone)).toEqual([true, true, false, false]);
});
