/** What an intervention would bring, asked beforehand: the yardstick that policies are measured against (EC-17). */
import type { Scorer } from '../../contract/conductor.ts';
import type { Directive } from '../../contract/observation.ts';
import type { SessionState } from '../session/session.ts';
import { Branch } from './branch.ts';

/** The minute in which an outcome is measured (EC-17). */
const OUTCOME_SECONDS = 60;

/**
 * Performs the coming minute twice, with the intervention and without, under the same random numbers.
 *
 * @param session Where both leave; it is copied. Nobody else intervenes meanwhile.
 * @param forkScorer A scorer in the state of the run's own, at each call.
 * @param startTick When attendees would meet it; later than the session's tick.
 * @returns Mean score of its minute minus that of the same minute without it: what its uplift would be.
 */
export function appraise(
  session: SessionState,
  forkScorer: () => Scorer,
  directive: Directive,
  startTick: number,
): number {
  const branch = new Branch(session, forkScorer());
  const without = new Branch(session, forkScorer());
  const endTick = Math.min(startTick + OUTCOME_SECONDS, session.timeline.tickCount + 1);
  for (let tick = session.tick + 1; tick < endTick; tick += 1) {
    const score = branch.advance(tick === startTick ? [directive] : []);
    without.advance([]);
    if (score !== null && tick >= startTick) without.compare({ tick, score });
  }
  return without.uplift();
}
