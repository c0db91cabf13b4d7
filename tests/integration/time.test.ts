/** Wall time and ticks: what a blocked process, a hanging job and a wrong clock must not do. */
import fc from 'fast-check';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import type { Run } from '../../server/simulation/session/run.ts';
import type { JobRun } from '../../server/platform/jobs/beat.ts';
import { missedBeats, perform } from '../../server/platform/jobs/beat.ts';
import { LiveSession } from '../../server/systems/sessions/live-session.ts';
import { initialState, noLinks } from '../../server/systems/sessions/rules.ts';

const log = pino({ level: 'silent' });

/** A session whose run only counts. */
function countingSession(speed: number): LiveSession {
  const run = {
    tick: 0,
    tickCount: 1e9,
    isOver: false,
    step() {
      run.tick += 1;
      return [];
    },
  };
  return new LiveSession({
    id: 'ses_x',
    speed,
    inputs: [],
    storedTick: 0,
    nowMs: 0,
    isPaused: false,
    isDemo: false,
    links: noLinks,
    state: initialState('off'),
    run: run as unknown as Run,
    spec: {} as never,
  });
}

function performDue(live: LiveSession): number {
  const before = live.run.tick;
  while (live.isDue) live.perform();
  return live.run.tick - before;
}

test('however the beats fall, the ticks are the time that has passed times the speed (PL-4)', () => {
  const gaps = fc.array(fc.integer({ min: 1, max: 9_000 }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(gaps, fc.double({ min: 0.1, max: 1_000, noNaN: true }), (gapsMs, speed) => {
      const live = countingSession(speed);
      let nowMs = 0;
      for (const gapMs of gapsMs) {
        nowMs += gapMs;
        live.meet(nowMs);
        performDue(live);
      }
      expect(Math.abs(live.run.tick - (nowMs / 1_000) * speed)).toBeLessThanOrEqual(1 + 1e-6);
    }),
  );
});

test('changing the speed over and over again does not hold time still', () => {
  const live = countingSession(1);
  for (let nowMs = 250; nowMs <= 10_000; nowMs += 250) {
    live.change(1, nowMs);
    performDue(live);
  }
  expect(live.run.tick).toBe(10);
});

test('a process that was blocked for an hour makes up for ten seconds, and no more (F-21)', () => {
  const live = countingSession(1);
  live.meet(1_000);
  expect(performDue(live)).toBe(1);
  live.meet(3_601_000);
  expect(performDue(live)).toBe(10);
});

test('ten seconds in which the process was blocked are one beat, and nine that are counted (F-21)', () => {
  expect([missedBeats(null, 1_000), missedBeats(1_000, 2_000), missedBeats(2_000, 2_950)]).toEqual([0, 0, 0]);
  expect(missedBeats(2_000, 12_000)).toBe(9);
  expect(missedBeats(2_000, 12_400)).toBe(9);
  expect(missedBeats(3_600_000, 0)).toBe(0); // The clock was set back: nothing was missed.
});

test('a clock that steps back an hour brings no tick twice, and time goes on from there (F-26)', () => {
  const live = countingSession(1);
  live.meet(5_000);
  expect(performDue(live)).toBe(5);
  live.meet(-3_595_000);
  expect(performDue(live)).toBe(0);
  live.meet(-3_594_000);
  expect(performDue(live)).toBe(1);
});

test('a job that throws or hangs frees its slot, and the next beat runs it again (F-22, F-23)', async () => {
  const busy = new Set<string>();
  const calls: number[] = [];
  const outcomes: string[] = [];
  const observing = { log, onRun: ({ outcome }: JobRun) => void outcomes.push(outcome) };
  const hanging = {
    name: 'hanging',
    deadlineMs: 1,
    run: (now: number) => (calls.push(now), new Promise<void>(() => undefined)),
  };
  const first = perform(hanging, 1, busy, observing);
  await perform(hanging, 2, busy, observing); // The first still has the slot.
  await first;
  await perform(hanging, 3, busy, observing);
  expect(calls).toEqual([1, 3]);
  const throwing = { name: 'throwing', deadlineMs: 1_000, run: () => Promise.reject(new Error('no')) };
  await perform(throwing, 4, busy, observing);
  expect(busy.size).toBe(0);
  await perform({ name: 'sound', deadlineMs: 1_000, run: () => undefined }, 5, busy, observing);
  expect(outcomes).toEqual(['skipped', 'late', 'late', 'failed', 'done']);
});
