import { expect, test, vi } from 'vitest';
import type { Run } from '../../../../server/simulation/session/run.ts';
import type { BranchJob } from '../../../../server/systems/sessions/branches/job.ts';
import { performInSlices } from '../../../../server/systems/sessions/branches/perform-in-slices.ts';
import { specOf } from '../../../support/run-spec.ts';

/** A run whose every tick takes a millisecond of a clock of its own. */
function slowRun(clock: { ms: number }): Run {
  let tick = 0;
  return {
    get tick() {
      return tick;
    },
    get isOver() {
      return tick >= 100;
    },
    step() {
      tick += 1;
      clock.ms += 1;
      return [];
    },
    result: () => ({}),
  } as unknown as Run;
}

test.each([
  [1, 10],
  [5, 2],
  [20, 1],
])('%i branches at once take %i ticks of a millisecond each before others have their turn', async (count, most) => {
  const clock = { ms: 0 };
  const now = vi.spyOn(performance, 'now').mockImplementation(() => clock.ms);
  const run = slowRun(clock);
  const ticks: number[] = [];
  const job: BranchJob = { spec: specOf('webinar-drop', 1), inputs: [], own: [], fromTick: 1 };
  const stopped = () => {
    ticks.push(run.tick - ticks.reduce((sum, each) => sum + each, 0));
    return null;
  };
  await performInSlices(run, job, { count: () => count, stopped });
  now.mockRestore();
  expect(Math.max(...ticks)).toBe(most);
  expect(run.tick).toBe(100);
});
