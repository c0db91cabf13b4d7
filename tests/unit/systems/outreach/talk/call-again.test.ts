import fc from 'fast-check';
import { expect, test } from 'vitest';
import { secondsUntil } from '../../../../../server/systems/outreach/talk/call-again.ts';

const localTime = '2026-11-21T09:00:00+05:30';
const nowMs = Date.parse(localTime);

test.each([
  ['14:30', 5.5 * 3_600],
  ['9:30', 1_800],
  ['08:00', 23 * 3_600],
  ['2026-11-22T09:00', 24 * 3_600],
  ['2026-11-22 09:00', 24 * 3_600],
  ['2026-11-21T04:30:00Z', 3_600],
  ['2026-11-21T10:00:00+05:30', 3_600],
])('%s is so many seconds away by the clock of the one who is called (OR-3)', (at, seconds) => {
  expect(secondsUntil(at, nowMs, 'Asia/Kolkata')).toBe(seconds);
});

test.each([
  ['2026-10-24T22:00:00+02:00', '09:00', 12],
  ['2026-10-24T22:00:00+02:00', '2026-10-25T09:00', 12],
  ['2026-03-28T22:00:00+01:00', '09:00', 10],
  ['2026-03-28T22:00:00+01:00', '2026-03-30T10:00', 35],
  ['2026-03-28T22:00:00+01:00', '2026-03-29T02:30', 4.5],
])(
  'from %s in Berlin %s is as far as the clock there goes, though it is put forward or back that night (OR-3)',
  (from, at, hours) => {
    expect(secondsUntil(at, Date.parse(from), 'Europe/Berlin')).toBe(hours * 3_600);
  },
);

test.each(['', 'soon', '25:00', '2026-13-40T10:00', '2026-11-20T10:00', '2027-11-20T10:00', '2026-11-21T09:00', '14'])(
  'what is no time, past, or more than thirty days away is refused: “%s” (OR-3)',
  (at) => {
    expect(secondsUntil(at, nowMs, 'Asia/Kolkata')).toBeNull();
  },
);

test('whatever is sent, the answer is none or between a minute and thirty days (OR-3)', () => {
  fc.assert(
    fc.property(fc.string(), (at) => {
      const seconds = secondsUntil(at, nowMs, 'Asia/Kolkata');
      expect(seconds === null || (seconds >= 60 && seconds <= 30 * 86_400)).toBe(true);
    }),
  );
});
