/** One repetition of a reference problem, in a worker thread. */
import {
  articlesByLogistic,
  delayedRewards,
  driftingArms,
  fixedArms,
  fixedArmsByLogistic,
} from './learning-bandits.ts';

const problems = {
  threeArms: (seed: number) => [fixedArms([0.9, 0.8, 0.7], 1_000, seed)],
  twoArms: (seed: number) => [fixedArms([0.45, 0.25], 1_000, seed)],
  threeArmsByLogistic: (seed: number) => [fixedArmsByLogistic([0.9, 0.8, 0.7], 1_000, seed)],
  stationaryUnderDrift: (seed: number) => [driftingArms(0, 1_000, seed)],
  forgettingUnderDrift: (seed: number) => [driftingArms(0.01, 1_000, seed)],
  delay1: (seed: number) => [delayedRewards(1, 1_000_000, seed)],
  delay1000: (seed: number) => [delayedRewards(1_000, 1_000_000, seed)],
  articles: (seed: number) => articlesByLogistic([100, 1_000, 5_000], seed),
};
export type ProblemName = keyof typeof problems;

/** A repetition for each seed: regrets at the problem's marks. */
export default function repeat({ name, seeds }: { name: ProblemName; seeds: readonly number[] }): number[][] {
  return seeds.map((seed) => problems[name](seed));
}
