/** Mornings in every time zone (CO-1). */
import { expect, test } from 'vitest';
import { dayEndMs, latestMorning, localDay, nextMorningMs } from '../../../../server/systems/coach/local-day.ts';

const utc = (text: string) => Date.parse(`${text}Z`);
const iso = (ms: number) => new Date(ms).toISOString();

test('06:00 is 06:00 on both nights of daylight saving: the hour before it is missing, or there twice', () => {
  const berlin = (text: string) => iso(latestMorning(utc(text), 'Europe/Berlin').atMs);
  expect(berlin('2026-03-28T12:00:00')).toBe('2026-03-28T05:00:00.000Z');
  expect(berlin('2026-03-29T12:00:00')).toBe('2026-03-29T04:00:00.000Z');
  expect(berlin('2026-10-24T12:00:00')).toBe('2026-10-24T04:00:00.000Z');
  expect(berlin('2026-10-25T12:00:00')).toBe('2026-10-25T05:00:00.000Z');
});

test('before 06:00 the latest morning is yesterday’s, and the next one today’s', () => {
  expect(latestMorning(utc('2026-11-21T04:59:59'), 'Europe/Berlin').day).toBe('2026-11-20');
  expect(latestMorning(utc('2026-11-21T05:00:00'), 'Europe/Berlin').day).toBe('2026-11-21');
  expect(iso(nextMorningMs(utc('2026-11-21T04:59:59'), 'Europe/Berlin'))).toBe('2026-11-21T05:00:00.000Z');
  expect(iso(nextMorningMs(utc('2026-11-21T05:00:00'), 'Europe/Berlin'))).toBe('2026-11-22T05:00:00.000Z');
});

test('zones of half and quarter hours, and far from Greenwich, have mornings of their own', () => {
  expect(iso(latestMorning(utc('2026-11-21T12:00:00'), 'Asia/Kathmandu').atMs)).toBe('2026-11-21T00:15:00.000Z');
  expect(iso(latestMorning(utc('2026-11-21T12:00:00'), 'Australia/Lord_Howe').atMs)).toBe('2026-11-20T19:00:00.000Z');
  expect(localDay(utc('2026-11-21T12:00:00'), 'Pacific/Kiritimati')).toBe('2026-11-22');
});

test('a day is over when the next one begins, 23 or 25 hours later on the nights of daylight saving', () => {
  expect(iso(dayEndMs('2026-03-29', 'Europe/Berlin'))).toBe('2026-03-29T22:00:00.000Z');
  expect(iso(dayEndMs('2026-10-25', 'Europe/Berlin'))).toBe('2026-10-25T23:00:00.000Z');
});
