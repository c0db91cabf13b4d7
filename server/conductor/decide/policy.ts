/** How an intervention is selected: by Thompson sampling, or by rules or at random for comparison (EC-13). */
import type { Alternative } from '../../contract/activity.ts';
import type { PolicyName } from '../../contract/vocabulary.ts';
import { dot } from '../../kernel/linear-algebra.ts';
import type { Belief, ExpectedUplift } from '../learn/belief.ts';
import { armName, arms, type Arm } from './arms.ts';
import { featureNames, featuresOf, type Context } from './context.ts';
import { hostOrder } from './host-order.ts';

/**
 * Scale of the posterior that is drawn from: its full width explores more than few rounds can pay for. Chapelle and Li
 * found 0.5 better than 1 with many rounds; a venture has a few hundred. Tried here: 0.5, 0.3, 0.25, 0.2, 0.15; too wide
 * spends sessions on what is known to help little, too narrow stays with the first thing that helped.
 */
const POSTERIOR_SCALE = 0.2;

/** All that a choice depends on. */
export interface Situation {
  readonly policy: PolicyName;
  readonly belief: Belief;
  readonly context: Context;
  /** Why an arm cannot be used now, or null. */
  readonly excludedBy: (arm: Arm) => string | null;
  /** Standard normal draws by index. */
  readonly normal: (index: number) => number;
  /** Uniform draws in [0, 1) by index. */
  readonly uniform: (index: number) => number;
  /** What each arm would bring, in score: then the best is taken, whatever the policy. For comparison only. */
  readonly appraise?: ((arm: Arm) => number) | undefined;
}

export interface Choice {
  readonly arm: Arm;
  /** What is believed of it, and what it drew; the posterior mean is the suggestion's confidence. */
  readonly chance: Chance;
  readonly expected: ExpectedUplift;
  /** How it was chosen, in a sentence. */
  readonly how: string;
  readonly alternatives: Alternative[];
}

type Chance = Pick<Alternative, 'successRatio' | 'successLow' | 'successHigh' | 'drawRatio'>;

interface Candidate {
  readonly arm: Arm;
  readonly features: Float64Array;
  readonly chance: Chance & { readonly drawRatio: number };
  readonly drawnLogOdds: number;
  readonly excludedBy: string | null;
}

/** A candidate with what the selector goes by: the highest wins, and minus infinity is never taken. */
interface Ranked extends Candidate {
  readonly rank: number;
}

interface Selector {
  rank(candidate: Candidate, situation: Situation, index: number): number;
  readonly how: string;
  whyLost(best: Ranked, lost: Ranked): string;
}

/** @returns Null if every arm is excluded, or is known to bring nothing. */
export function choose(situation: Situation): Choice | null {
  const { policy, belief, appraise } = situation;
  const selector = appraise ? oracle(appraise) : selectors[policy];
  const candidates = candidatesIn(situation);
  const open = candidates.flatMap((candidate, index): Ranked[] =>
    candidate.excludedBy === null ? [{ ...candidate, rank: selector.rank(candidate, situation, index) }] : [],
  );
  const [best, ...others] = open.toSorted((left, right) => right.rank - left.rank);
  if (!best || best.rank === -Infinity) return null;
  return {
    arm: best.arm,
    chance: best.chance,
    expected: belief.expectedUplift(best.features),
    how: selector.how,
    alternatives: [
      ...others.map((lost) => ({ ...lost.arm, ...lost.chance, why: selector.whyLost(best, lost) })),
      ...candidates.flatMap(({ arm, chance, excludedBy }) =>
        excludedBy === null ? [] : [{ ...arm, ...chance, drawRatio: null, why: excludedBy }],
      ),
    ],
  };
}

function candidatesIn({ belief, context, excludedBy, normal }: Situation): Candidate[] {
  const weights = belief.draw(
    Float64Array.from(featureNames, (_, index) => normal(index)),
    POSTERIOR_SCALE,
  );
  return arms.map((arm) => {
    const features = featuresOf(arm, context);
    const drawnLogOdds = dot(weights, features);
    const chance = { ...belief.chance(features), drawRatio: belief.chanceAt(drawnLogOdds) };
    return { arm, features, chance, drawnLogOdds, excludedBy: excludedBy(arm) };
  });
}

const selectors: Record<PolicyName, Selector> = {
  thompson: {
    rank: ({ drawnLogOdds }) => drawnLogOdds,
    how: 'It won the draw among what may be used now.',
    whyLost: (best, lost) => {
      const drew = `drew ${percent(lost.chance.drawRatio)} against ${percent(best.chance.drawRatio)}`;
      return lost.chance.successRatio > best.chance.successRatio
        ? `${drew}: likelier on average, but the draw explores`
        : drew;
    },
  },
  rules: {
    rank: ({ arm }, { context }) => -hostOrder[context.anomalyType].indexOf(arm.kind),
    how: 'The rule for this kind of fall puts it first.',
    whyLost: (best) => `the rule for this kind of fall puts ${armName(best.arm)} first`,
  },
  random: {
    rank: (_, { uniform }, index) => uniform(index),
    how: 'It was picked at random among what may be used now.',
    whyLost: (best) => `a ${armName(best.arm)} was picked at random`,
  },
};

/** Takes what would bring most, and nothing if nothing helps. */
function oracle(appraise: (arm: Arm) => number): Selector {
  return {
    rank: ({ arm }) => {
      const uplift = appraise(arm);
      return uplift > 0 ? uplift : -Infinity;
    },
    how: 'It would bring most.',
    whyLost: (best, lost) =>
      lost.rank === -Infinity ? 'would bring nothing' : `would bring ${percent(best.rank - lost.rank)} less`,
  };
}

function percent(ratio: number): string {
  return `${Math.round(ratio * 100)}%`;
}
