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
  expect(secondsUntil(at, nowMs, localTime)).toBe(seconds);
});

test.each(['', 'soon', '25:00', '2026-13-40T10:00', '2026-11-20T10:00', '2027-11-20T10:00', '2026-11-21T09:00', '14'])(
  'what is no time, past, or more than thirty days away is refused: “%s” (OR-3)',
  (at) => {
    expect(secondsUntil(at, nowMs, localTime)).toBeNull();
  },
);

test('whatever is sent, the answer is none or between a minute and thirty days (OR-3)', () => {
  fc.assert(
    fc.property(fc.string(), (at) => {
      const seconds = secondsUntil(at, nowMs, localTime);
      expect(seconds === null || (seconds >= 60 && seconds <= 30 * 86_400)).toBe(true);
    }),
  );
});
