/** Lessons for tests of what the policy learns. */
import type { Arm } from '../../server/conductor/decide/arms.ts';
import { featuresOf, type Context } from '../../server/conductor/decide/context.ts';
import { OUTCOME_WEIGHT } from '../../server/conductor/learn/outcome.ts';
import type { Lesson } from '../../server/contract/policy.ts';

/** An outcome of an arm in a context; nothing is counted in the arm's record unless an uplift is given. */
export function lessonOf(
  arm: Arm,
  context: Context,
  outcome: number,
  weight = OUTCOME_WEIGHT,
  uplift: number | null = null,
): Lesson {
  return { ...arm, features: [...featuresOf(arm, context)], outcome, weight, uplift };
}
