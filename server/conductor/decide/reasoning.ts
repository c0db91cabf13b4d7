/** Why this suggestion: in a sentence, with what is expected of it (EC-15). */
import type { Reasoning } from '../../contract/activity.ts';
import type { AnomalyType, PolicyName } from '../../contract/vocabulary.ts';
import type { Belief } from '../learn/belief.ts';
import { armName } from './arms.ts';
import type { Context } from './context.ts';
import type { Choice } from './policy.ts';

const falls: Record<AnomalyType, string> = {
  SUDDEN_DROP: 'Engagement fell within seconds',
  GRADUAL_DECLINE: 'Engagement is slipping away slowly',
  MASS_EXIT: 'People are leaving in numbers',
  LOW_ENGAGEMENT: 'Engagement has stayed low',
};

export function reasoningOf(choice: Choice, context: Context, policy: PolicyName, belief: Belief): Reasoning {
  const { trialCount, successCount } = belief.recordOf(choice.arm);
  const { uplift, low, high } = choice.expected;
  const name = armName(choice.arm);
  const chance = `${Math.round(choice.chance.successRatio * 100)}%`;
  const tried =
    trialCount === 0
      ? `A ${name} has not been tried here yet; its chance to help is put at ${chance} from what is known of its kind.`
      : `A ${name} has helped ${successCount} of ${trialCount} times; its chance to help now is put at ${chance}.`;
  return {
    sentence: `${falls[context.anomalyType]} ${momentOf(context.progressRatio)}. ${tried} ${choice.how}`,
    policy,
    chosen: choice.chance,
    expectedUplift: uplift,
    expectedUpliftLow: low,
    expectedUpliftHigh: high,
    alternatives: choice.alternatives,
  };
}

function momentOf(progressRatio: number): string {
  if (progressRatio < 1 / 3) return 'early in the session';
  return progressRatio < 2 / 3 ? 'in the middle of the session' : 'late in the session';
}
