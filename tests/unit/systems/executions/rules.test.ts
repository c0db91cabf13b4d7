import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ExecutionStatus } from '../../../../server/contract/execution.ts';
import { ExecutionActivity } from '../../../../server/contract/execution.ts';
import { ClaqueError } from '../../../../server/kernel/errors.ts';
import type { ExecutionChange } from '../../../../server/systems/executions/rules.ts';
import { changed, completionRatioOf, executionLifeCycle, isOver } from '../../../../server/systems/executions/rules.ts';
import { newUuid } from '../../../../server/platform/database/uuid.ts';
import { newState } from '../../../support/execution-states.ts';

const statuses = Object.keys(executionLifeCycle) as ExecutionStatus[];

const change: fc.Arbitrary<ExecutionChange> = fc.record(
  {
    atMs: fc.nat(1_000_000),
    status: fc.constantFrom(...statuses.filter((status) => status !== 'pending')),
    stage: fc.record({ number: fc.integer({ min: 1, max: 6 }), name: fc.constantFrom(null, 'a', 'b') }),
    entries: fc.array(
      fc.record({
        level: fc.constantFrom('info', 'warning', 'error'),
        message: fc.constant('m'),
        context: fc.constant(null),
      }),
      { maxLength: 3 },
    ),
  },
  { requiredKeys: ['atMs'] },
);

test('walked at random, a life never leaves its table, never goes back a stage, and tells each step once (EX-1)', () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 30 }), (changes) => {
      let state = newState();
      const told: string[] = [];
      for (const one of changes) {
        const before = state;
        try {
          const { state: after, activities } = changed(before, one);
          state = after;
          for (const activity of activities) told.push(ExecutionActivity.parse(activity).type);
        } catch (error) {
          expect(error).toBeInstanceOf(ClaqueError);
          continue;
        }
        expect(isOver(before.status)).toBe(false);
        if (state.status !== before.status) {
          const isThroughRunning = executionLifeCycle[before.status].includes('running');
          expect(executionLifeCycle[before.status].includes(state.status) || isThroughRunning).toBe(true);
        }
        expect(state.stageNumber).toBeGreaterThanOrEqual(before.stageNumber);
        expect(state.stageNumber).toBeLessThanOrEqual(state.stageCount!);
        expect(state.entryCount).toBe(before.entryCount + (one.entries?.length ?? 0));
        expect(state.endedAtMs === null).toBe(!isOver(state.status));
        expect(state.updatedAtMs).toBeGreaterThanOrEqual(before.updatedAtMs);
      }
      expect(told.filter((type) => type === 'execution.started').length).toBe(state.startedAtMs === null ? 0 : 1);
      const ends = ['execution.completed', 'execution.failed', 'execution.cancelled'];
      expect(told.filter((type) => ends.includes(type))).toEqual(
        isOver(state.status) ? [`execution.${state.status}`] : [],
      );
    }),
    { numRuns: 500 },
  );
});

test.each([
  ['pending', 'completed'],
  ['completed', 'running'],
  ['failed', 'running'],
  ['cancelled', 'failed'],
] as const)('an execution that is %s cannot become %s (EX-1)', (from, to) => {
  expect(() => changed(newState({ status: from }), { atMs: 1, status: to })).toThrow(ClaqueError);
});

test('the share of its stages counts those it has left behind, and is whole once it is completed (EX-6)', () => {
  expect(completionRatioOf({ status: 'running', stageNumber: 0, stageCount: 4 })).toBe(0);
  expect(completionRatioOf({ status: 'failed', stageNumber: 3, stageCount: 4 })).toBe(0.5);
  expect(completionRatioOf({ status: 'completed', stageNumber: 1, stageCount: 4 })).toBe(1);
  expect(completionRatioOf({ status: 'running', stageNumber: 3, stageCount: null })).toBe(null);
});

test('ids are UUIDs of version 7, and sort by their time', () => {
  const times = [0, 1, 1_764_000_000_000, 2 ** 47];
  const ids = times.map((atMs) => newUuid(atMs));
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(ids.toSorted()).toEqual(ids);
  const ofOneMoment = Array.from({ length: 1_000 }, () => newUuid(5));
  expect(ofOneMoment.toSorted()).toEqual(ofOneMoment);
  expect(new Set(ofOneMoment).size).toBe(1_000);
});
