/** How an intervention is selected: by Thompson sampling, or by rules for comparison (EC-13). */
import type { Alternative } from '../../contract/activity.ts';
import type { AnomalyType, InterventionKind, PolicyName } from '../../contract/vocabulary.ts';
import { dot } from '../../kernel/linear-algebra.ts';
import type { Belief } from '../learn/belief.ts';
import { armName, arms, type Arm } from './arms.ts';
import { featureNames, featuresOf, type Context } from './context.ts';

/** Scale of the posterior that is drawn from: the full width explores more than few rounds can pay for (design: about 0.5). */
const POSTERIOR_SCALE = 0.5;

export interface Choice {
  readonly arm: Arm;
  /** What is believed of it, and what it drew; the posterior mean is the suggestion's confidence. */
  readonly chance: Chance;
  readonly alternatives: Alternative[];
}

type Chance = Pick<Alternative, 'successRatio' | 'successLow' | 'successHigh' | 'drawRatio'>;

interface Candidate {
  readonly arm: Arm;
  readonly chance: Chance & { readonly drawRatio: number };
  readonly excludedBy: string | null;
}

/**
 * Chooses among the arms that nothing excludes.
 *
 * @param excludedBy Why an arm cannot be used now, or null.
 * @param normal Standard normal draws by index.
 * @returns Null if every arm is excluded.
 */
export function choose(
  policy: PolicyName,
  belief: Belief,
  context: Context,
  excludedBy: (arm: Arm) => string | null,
  normal: (index: number) => number,
): Choice | null {
  const weights = belief.draw(
    Float64Array.from(featureNames, (_, index) => normal(index)),
    POSTERIOR_SCALE,
  );
  const candidates = arms.map((arm): Candidate => {
    const features = featuresOf(arm, context);
    return {
      arm,
      chance: { ...belief.chance(features), drawRatio: 1 / (1 + Math.exp(-dot(weights, features))) },
      excludedBy: excludedBy(arm),
    };
  });
  const open = candidates.filter((candidate) => candidate.excludedBy === null);
  const rank = policy === 'thompson' ? byDraw : byRule(context.anomalyType);
  const [best, ...others] = open.toSorted(rank);
  if (!best) return null;
  const excluded = candidates.filter((candidate) => candidate.excludedBy !== null);
  return {
    arm: best.arm,
    chance: best.chance,
    alternatives: [
      ...others.map((lost) => alternative(lost, whyLost(policy, best, lost))),
      ...excluded.map((candidate) => alternative(candidate, candidate.excludedBy!)),
    ],
  };
}

function byDraw(left: Candidate, right: Candidate): number {
  return right.chance.drawRatio - left.chance.drawRatio;
}

/** What a seasoned host would try first, by the kind of fall. Assumed. */
const ruleOrder: Record<AnomalyType, readonly InterventionKind[]> = {
  SUDDEN_DROP: ['POLL', 'CHAT_PROMPT', 'GAMIFICATION', 'NOTIFICATION'],
  GRADUAL_DECLINE: ['CHAT_PROMPT', 'POLL', 'GAMIFICATION', 'NOTIFICATION'],
  MASS_EXIT: ['NOTIFICATION', 'CHAT_PROMPT', 'POLL', 'GAMIFICATION'],
  LOW_ENGAGEMENT: ['GAMIFICATION', 'POLL', 'CHAT_PROMPT', 'NOTIFICATION'],
};

function byRule(type: AnomalyType): (left: Candidate, right: Candidate) => number {
  const order = ruleOrder[type];
  return (left, right) => order.indexOf(left.arm.kind) - order.indexOf(right.arm.kind);
}

function whyLost(policy: PolicyName, best: Candidate, lost: Candidate): string {
  if (policy === 'rules') return `the rule for this kind of fall puts ${armName(best.arm)} first`;
  const drew = `drew ${percent(lost.chance.drawRatio)} against ${percent(best.chance.drawRatio)}`;
  return lost.chance.successRatio > best.chance.successRatio
    ? `${drew}: likelier on average, but the draw explores`
    : drew;
}

function alternative(candidate: Candidate, why: string): Alternative {
  return {
    ...candidate.arm,
    ...candidate.chance,
    drawRatio: candidate.excludedBy === null ? candidate.chance.drawRatio : null,
    why,
  };
}

function percent(ratio: number): string {
  return `${Math.round(ratio * 100)}%`;
}
