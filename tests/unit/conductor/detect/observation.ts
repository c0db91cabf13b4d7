/** What a quiet second looks like; a test says what is different. */
import type { Observation } from '../../../../server/contract/observation.ts';

export function observationOf(tick: number, counts: Partial<Observation> = {}): Observation {
  const quiet = { presentCount: 300, activeCount: 200, joinCount: 0, leaveCount: 0, chatCount: 0, reactionCount: 0 };
  return { tick, ...quiet, poll: null, ...counts };
}
