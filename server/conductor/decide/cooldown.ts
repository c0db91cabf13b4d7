/** What rules an arm out for now: cooldowns (EC-11), a poll that is open, words that are used up, nobody to nudge. */
import type { Observation } from '../../contract/observation.ts';
import type { InterventionKind } from '../../contract/vocabulary.ts';
import { hasUnseen } from '../act/content.ts';
import type { Interventions } from '../act/interventions.ts';
import { durationSeconds, type Arm } from './arms.ts';

/** Fewer disengaged attendees than this are not worth a notification. Assumed. */
const LEAST_DISENGAGED = 5;

/** @returns Why the arm cannot be used at this tick, in words, or null. */
export function exclusionOf(
  arm: Arm,
  interventions: Interventions,
  cooldownSeconds: Record<InterventionKind, number>,
  observation: Observation,
): string | null {
  const { tick, presentCount, activeCount } = observation;
  const last = interventions.lastStart(arm.kind);
  if (last !== null) {
    const left = last + Math.max(cooldownSeconds[arm.kind], durationSeconds[arm.kind]) - tick;
    if (left > 0) return `cooling down for another ${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
  }
  if (arm.kind === 'NOTIFICATION' && presentCount - activeCount < LEAST_DISENGAGED)
    return 'too few attendees are disengaged';
  if (!hasUnseen(arm, interventions.seenTemplateIds())) return 'this session has seen all of its texts';
  return null;
}
