import { expect, test } from 'vitest';
import type { PastExecution } from '../../../../server/systems/executions/progress.ts';
import { progressOf } from '../../../../server/systems/executions/progress.ts';
import { newState, runningState } from '../../../support/execution-states.ts';

/** Four stages of equal length. */
const pastOf = (durationMs: number): PastExecution => ({
  durationMs,
  stages: [1, 2, 3, 4].map((number) => ({ number, offsetMs: ((number - 1) * durationMs) / 4 })),
});

const nine = Array.from({ length: 9 }, (_, index) => pastOf((index + 1) * 4_000));

test('with nine that were as far, the interval goes from the shortest rest to the longest (EX-6)', () => {
  // In stage 2 just now: what was left to each is three quarters of it.
  const progress = progressOf(runningState([0, 1_000]), nine, 1_000);
  expect(progress).toMatchObject({ basis: 'history', sampleCount: 9, secondsLeft: 15, percent: 25 });
  expect([progress.secondsLeftLow, progress.secondsLeftHigh]).toEqual([3, 27]);
});

test('the longer it has been in a stage, the fewer count: only those that took at least as long (EX-6)', () => {
  const many = Array.from({ length: 100 }, (_, index) => pastOf((index + 1) * 4_000));
  const early = progressOf(runningState([0]), many, 1_000);
  const late = progressOf(runningState([0]), many, 300_000);
  expect(early.sampleCount).toBe(100);
  expect(late.sampleCount).toBe(25);
  expect(late.secondsLeftHigh!).toBeLessThan(early.secondsLeftHigh!);
});

test('with eight it says no interval, but what its own rate so far lets one expect (EX-6)', () => {
  const progress = progressOf(runningState([0, 1_000, 3_000]), nine.slice(1), 3_500);
  expect(progress.basis).toBe('rate');
  expect(progress.secondsLeft).toBeCloseTo(2 * 1.5 - 0.5);
  expect([progress.secondsLeftLow, progress.secondsLeftHigh]).toEqual([null, null]);
});

test('in its first stage and with nothing to go by, it says nothing of the time left (EX-6)', () => {
  const progress = progressOf(runningState([0]), [], 5_000);
  expect([progress.secondsLeft, progress.secondsLeftLow, progress.basis]).toEqual([null, null, null]);
  expect(progress.sentence).toBe('Stage 1 of 4 (s1), 0% done. How long it will take cannot be said yet.');
});

test('stalled is what has not changed for five times what its stage usually takes, and never before a minute (EX-6)', () => {
  const slow = Array.from({ length: 9 }, () => pastOf(400_000));
  const state = runningState([0]);
  expect(progressOf(state, slow, 500_000)).toMatchObject({ state: 'moving', stalledAfterSeconds: 500 });
  const stalled = progressOf(state, slow, 500_001);
  expect(stalled.state).toBe('stalled');
  expect(stalled.sentence).toContain('It stands still: nothing has changed for 8 min.');
  expect(progressOf(state, nine, 0).stalledAfterSeconds).toBe(60);
  expect(progressOf(state, nine.slice(1), 0).stalledAfterSeconds).toBe(600);
});

test('one that has ended says how, and where it stood (EX-6)', () => {
  const failed = { ...runningState([0, 10]), status: 'failed' as const, reason: 'No line.', endedAtMs: 20 };
  expect(progressOf(failed, nine, 99)).toMatchObject({
    state: 'failed',
    percent: 25,
    secondsLeft: null,
    sentence: 'It failed in stage 2 of 4: No line.',
  });
  expect(progressOf(newState(), nine, 99)).toMatchObject({ state: 'pending', percent: 0 });
});
