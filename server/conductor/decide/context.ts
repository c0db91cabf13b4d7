/** The situation a decision is made in, as features of the pooled model (EC-13). */
import type { AnomalyType, InterventionKind, Severity } from '../../contract/vocabulary.ts';
import { arms, variants, type Arm } from './arms.ts';
import { hostOrder } from './host-order.ts';

export interface Context {
  readonly anomalyType: AnomalyType;
  readonly severity: Severity;
  /** How far into the session, 0 to 1. */
  readonly progressRatio: number;
  readonly presentCount: number;
  readonly isTechnical: boolean;
  /** Interventions this session has met already: each repeat works less. */
  readonly pastCount: number;
}

const anomalyTypes: readonly AnomalyType[] = ['SUDDEN_DROP', 'GRADUAL_DECLINE', 'MASS_EXIT', 'LOW_ENGAGEMENT'];
const kinds = Object.keys(variants) as InterventionKind[];

/** First bets by the host's order, in log odds: the first choice, the second, and so on. Assumed. */
const firstBets = [0.4, 0.13, -0.13, -0.4] as const;

/**
 * One feature: its name, and mean and standard deviation of its weight before anything was seen. All assumed: wide for
 * what differs between kinds, narrow for details. An
 * intervention is expected to bring about 6 points of the 30 that count as all one can hope for.
 */
const catalogue: readonly { readonly name: string; readonly mean?: number; readonly deviation: number }[] = [
  { name: 'any intervention', mean: -1.4, deviation: 0.8 },
  ...kinds.map((kind) => ({ name: kind, deviation: 0.8 })),
  ...arms.map(({ kind, variant }) => ({ name: `${kind}.${variant}`, deviation: 0.4 })),
  ...kinds.flatMap((kind) =>
    anomalyTypes.map((type) => ({
      name: `${kind} on ${type}`,
      mean: firstBets[hostOrder[type].indexOf(kind)]!,
      deviation: 0.6,
    })),
  ),
  { name: 'technical variant in a technical session', mean: 0.3, deviation: 0.6 },
  { name: 'crisis variant on an exodus', mean: 0.5, deviation: 0.6 },
  { name: 'critical', deviation: 0.4 },
  { name: 'late', deviation: 0.4 },
  { name: 'large audience', deviation: 0.3 },
  { name: 'repeats', mean: -0.3, deviation: 0.4 },
];

export const featureNames: readonly string[] = catalogue.map((feature) => feature.name);
export const featureMeans: readonly number[] = catalogue.map((feature) => feature.mean ?? 0);
export const featureDeviations: readonly number[] = catalogue.map((feature) => feature.deviation);
const positions = new Map(featureNames.map((name, index) => [name, index]));

/** Audience at which "large" is 0, and the factor at which it is 1. Assumed. */
const MIDDLING_AUDIENCE = 200;
const LARGE_FACTOR = 10;
/** Repeats after which another one changes nothing more. Assumed. */
const MOST_REPEATS = 5;

/** The features of one arm in one context, in the order of featureNames. */
export function featuresOf(arm: Arm, context: Context): Float64Array {
  const features = new Float64Array(featureNames.length);
  const set = (name: string, value: number) => {
    features[positions.get(name)!] = value;
  };
  set('any intervention', 1);
  set(arm.kind, 1);
  set(`${arm.kind}.${arm.variant}`, 1);
  set(`${arm.kind} on ${context.anomalyType}`, 1);
  if (arm.variant === 'technical') set('technical variant in a technical session', context.isTechnical ? 1 : -1);
  if (arm.variant === 'crisis') set('crisis variant on an exodus', context.anomalyType === 'MASS_EXIT' ? 1 : -1);
  if (context.severity === 'CRITICAL') set('critical', 1);
  set('late', context.progressRatio - 0.5);
  set('large audience', Math.log(Math.max(1, context.presentCount) / MIDDLING_AUDIENCE) / Math.log(LARGE_FACTOR));
  set('repeats', Math.min(context.pastCount, MOST_REPEATS) / MOST_REPEATS);
  return features;
}
