/** When a scripted change really reached the audience: known to the simulator, never to the conductor. */
import type { Scenario } from '../../contract/scenario.ts';
import type { AnomalyType } from '../../contract/vocabulary.ts';
import { mean } from '../../kernel/statistics.ts';

/** A drop has begun when the true mean attention lies this far below its mean of the minute before the change. */
export const ONSET_FALL = 0.1;
const MINUTE = 60;

export interface Onset {
  readonly tick: number;
  readonly scriptTick: number;
  readonly type: AnomalyType;
}

/**
 * @param attention True mean attention by tick; entry 0 stands for the moment before the first.
 * @returns One onset for each change that expects an anomaly and has reached the audience.
 */
export function onsetsOf(scenario: Scenario, attention: readonly number[]): Onset[] {
  return scenario.script.flatMap((change, index) => {
    if (change.expect === null) return [];
    const scriptTick = change.atSeconds;
    const tick =
      change.expect === 'LOW_ENGAGEMENT'
        ? lowOnset(scenario, scriptTick)
        : dropOnset(attention, scriptTick, nextChange(scenario, index));
    return tick === null || tick >= attention.length ? [] : [{ tick, scriptTick, type: change.expect }];
  });
}

function nextChange(scenario: Scenario, index: number): number {
  return scenario.script[index + 1]?.atSeconds ?? Infinity;
}

function dropOnset(attention: readonly number[], scriptTick: number, until: number): number | null {
  const before = attention.slice(Math.max(1, scriptTick - MINUTE + 1), scriptTick + 1);
  if (before.length === 0) return null;
  const bound = mean(before) - ONSET_FALL;
  for (let tick = scriptTick + 1; tick < Math.min(attention.length, until); tick += 1)
    if (attention[tick]! <= bound) return tick;
  return null;
}

/** A level is no drop: it can be judged from the end of the build-up on. */
function lowOnset(scenario: Scenario, scriptTick: number): number {
  return Math.max(scriptTick, scenario.buildUpSeconds);
}
