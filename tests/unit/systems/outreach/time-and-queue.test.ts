/** The outreach clock, the waits between attempts, and the queue (OR-5, F-21, F-26). */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { backoffMs } from '../../../../server/systems/outreach/backoff.ts';
import { OutreachTime } from '../../../../server/systems/outreach/clock.ts';
import { longestOvertakingMs, placeInQueue, priorities } from '../../../../server/systems/outreach/queue.ts';

const minuteMs = 60_000;

test('waits double from five minutes to four hours, more or less a fifth (OR-5)', () => {
  const middles = [1, 2, 3, 6, 7, 20].map((attempt) => backoffMs(attempt, 0.5) / minuteMs);
  expect(middles).toEqual([5, 10, 20, 160, 240, 240]);
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 20 }),
      fc.double({ min: 0, max: 0.999_999, noNaN: true }),
      (attempt, draw) => {
        const middleMs = Math.min(240, 5 * 2 ** (attempt - 1)) * minuteMs;
        expect(Math.abs(backoffMs(attempt, draw) - middleMs)).toBeLessThanOrEqual(0.2 * middleMs + 1);
      },
    ),
  );
  expect(backoffMs(1, 0)).toBe(4 * minuteMs);
});

test('the clock runs at its speed, and stays ahead by what it has gained', () => {
  let wallMs = 1_000_000;
  const time = new OutreachTime(() => wallMs, { nowMs: 0, speed: 1 });
  time.setSpeed(60);
  wallMs += 2_000;
  expect(time.now()).toBe(1_000_000 + 120_000);
  time.setSpeed(1);
  wallMs += 1_000;
  expect(time.shown()).toEqual({ now: new Date(1_121_000).toISOString(), speed: 1, aheadSeconds: 118 });
});

test('a downtime counts as it was, at no speed, and never takes the clock back (F-26)', () => {
  const speed = 3_600;
  expect(new OutreachTime(() => 500_000, { nowMs: 100_000, speed }).now()).toBe(500_000);
  expect(new OutreachTime(() => 500_000, { nowMs: 900_000, speed }).now()).toBe(900_000);
});

test('whatever the wall clock does, it is never behind it and never goes back (F-21, F-26)', () => {
  const moves = fc.array(
    fc.record({ byMs: fc.integer({ min: -4_000_000, max: 4_000_000 }), speed: fc.constantFrom(1, 7.5, 60, 3_600) }),
  );
  fc.assert(
    fc.property(moves, (all) => {
      let wallMs = 1e9;
      const time = new OutreachTime(() => wallMs, { nowMs: 0, speed: 1 });
      for (const { byMs, speed } of all) {
        const beforeMs = time.now();
        wallMs += byMs;
        const nowMs = time.now();
        expect(nowMs).toBeGreaterThanOrEqual(beforeMs);
        expect(nowMs).toBeGreaterThanOrEqual(wallMs);
        // What stood still for long does not rush: ten seconds of it at speed, at most.
        expect(nowMs).toBeLessThanOrEqual(Math.max(wallMs, beforeMs + 10_000 * time.speed));
        time.setSpeed(speed);
      }
    }),
  );
});

test('every task begins within its bound, however many more urgent ones keep coming (OR-5)', () => {
  const tasks = fc.array(
    fc.record({ priority: fc.constantFrom(...priorities), gapMs: fc.integer({ min: 0, max: 20 * minuteMs }) }),
    { minLength: 1, maxLength: 60 },
  );
  fc.assert(
    fc.property(tasks, fc.integer({ min: minuteMs, max: 30 * minuteMs }), (drafts, callMs) => {
      let dueAtMs = 0;
      const all = drafts.map(({ priority, gapMs }) => ({ priority, dueAtMs: (dueAtMs += gapMs) }));
      const waiting = [...all];
      const begun = new Map<object, number>();
      // One line, so that the queue alone decides.
      for (let nowMs = 0; waiting.length > 0; nowMs += callMs) {
        const due = waiting.filter((task) => task.dueAtMs <= nowMs);
        due.sort((one, other) => placeInQueue(one.priority, one.dueAtMs) - placeInQueue(other.priority, other.dueAtMs));
        if (!due[0]) continue;
        begun.set(due[0], nowMs);
        waiting.splice(waiting.indexOf(due[0]), 1);
      }
      for (const task of all) {
        const aheadCount = all.filter((other) => other.dueAtMs <= task.dueAtMs + longestOvertakingMs).length;
        expect(begun.get(task)! - task.dueAtMs).toBeLessThanOrEqual(aheadCount * callMs);
      }
    }),
  );
});

test('of those that fall due together the more urgent goes first, and a wait makes up for it (OR-5)', () => {
  const places = priorities.map((priority) => placeInQueue(priority, 0));
  expect(places).toEqual(places.toSorted((one, other) => other - one));
  expect(new Set(places).size).toBe(priorities.length);
  expect(placeInQueue('low', 0)).toBeLessThan(placeInQueue('urgent', longestOvertakingMs + 1));
});
