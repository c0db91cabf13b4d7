/**
 * Published bandit problems on which Thompson sampling has known regrets. The Beta sampler is the yardstick that shows
 * that draws, problems and the reckoning of regret are right; the logistic model is our own, as the policy uses it.
 *
 * @see Russo et al., "A tutorial on Thompson sampling" (2018), and its code: the three arms, the drift, the articles.
 * @see Chapelle and Li, "An empirical evaluation of Thompson sampling", NIPS 2011, table 1: the delay.
 */
import { logistic, LogisticModel } from '../../server/conductor/learn/logistic-model.ts';
import { dot } from '../../server/kernel/linear-algebra.ts';
import { Draws } from './learning-draws.ts';

/** Beta posteriors of each arm's chance, from Beta(1, 1). */
class BetaArms {
  readonly #wins: Float64Array;
  readonly #losses: Float64Array;
  readonly #forgetting: number;

  constructor(count: number, forgetting = 0) {
    this.#wins = new Float64Array(count).fill(1);
    this.#losses = new Float64Array(count).fill(1);
    this.#forgetting = forgetting;
  }

  /** A draw of each arm's chance. */
  draw(draws: Draws): number[] {
    return Array.from(this.#wins, (wins, arm) => draws.beta(wins, this.#losses[arm]!));
  }

  update(arm: number, isWin: boolean): void {
    const kept = 1 - this.#forgetting;
    if (this.#forgetting > 0)
      for (let other = 0; other < this.#wins.length; other += 1) {
        this.#wins[other] = this.#wins[other]! * kept + this.#forgetting;
        this.#losses[other] = this.#losses[other]! * kept + this.#forgetting;
      }
    if (isWin) this.#wins[arm]! += 1;
    else this.#losses[arm]! += 1;
  }

  reset(arm: number): void {
    this.#wins[arm] = 1;
    this.#losses[arm] = 1;
  }
}

/** Arms of fixed chances. @returns Regret after `rounds`. */
export function fixedArms(chances: readonly number[], rounds: number, seed: number): number {
  const draws = new Draws(seed);
  const arms = new BetaArms(chances.length);
  let regret = 0;
  for (let round = 0; round < rounds; round += 1) {
    const arm = largest(arms.draw(draws));
    regret += Math.max(...chances) - chances[arm]!;
    arms.update(arm, draws.uniform() < chances[arm]!);
  }
  return regret;
}

/** The same on our logistic model, an intercept an arm: normal priors of deviation 1.6 on log odds are about as flat. */
export function fixedArmsByLogistic(chances: readonly number[], rounds: number, seed: number): number {
  const draws = new Draws(seed);
  const size = chances.length;
  const model = new LogisticModel({ means: chances.map(() => 0), deviations: chances.map(() => 1.6) }, 0);
  let regret = 0;
  for (let round = 0; round < rounds; round += 1) {
    const arm = largest([...model.draw(normals(draws, size), 1)]);
    regret += Math.max(...chances) - chances[arm]!;
    model.update(new Float64Array(size).with(arm, 1), draws.uniform() < chances[arm]! ? 1 : 0);
  }
  return regret;
}

/**
 * Three arms whose chances drift: after each round they are drawn anew from what an observer who forgets 1% a round knows
 * of them.
 *
 * @param forgetting Of the sampler: 0 believes that nothing drifts.
 */
export function driftingArms(forgetting: number, rounds: number, seed: number): number {
  const count = 3;
  const draws = new Draws(seed);
  const [arms, truth] = [new BetaArms(count, forgetting), new BetaArms(count, 0.01)];
  let chances = truth.draw(draws);
  let regret = 0;
  for (let round = 0; round < rounds; round += 1) {
    const arm = largest(arms.draw(draws));
    regret += Math.max(...chances) - chances[arm]!;
    const isWin = draws.uniform() < chances[arm]!;
    arms.update(arm, isWin);
    truth.update(arm, isWin);
    chances = truth.draw(draws);
  }
  return regret;
}

/**
 * Ten items from Beta(4, 4); with probability 0.001 a round one of them retires and another takes its place.
 *
 * @param delay Rounds until a reward is known, first in, first out; 1: before the next round. Rewards of an item that has
 *   retired meanwhile are lost.
 */
export function delayedRewards(delay: number, rounds: number, seed: number): number {
  const count = 10;
  const draws = new Draws(seed);
  const arms = new BetaArms(count);
  const chances = Array.from({ length: count }, () => draws.beta(4, 4));
  const items = new Int32Array(count);
  const pending = { arms: new Uint8Array(rounds), items: new Int32Array(rounds), wins: new Uint8Array(rounds) };
  let regret = 0;
  for (let round = 0; round < rounds; round += 1) {
    const arm = largest(arms.draw(draws));
    regret += Math.max(...chances) - chances[arm]!;
    pending.arms[round] = arm;
    pending.items[round] = items[arm]!;
    pending.wins[round] = draws.uniform() < chances[arm]! ? 1 : 0;
    const known = round + 1 - delay;
    if (known >= 0 && items[pending.arms[known]!] === pending.items[known])
      arms.update(pending.arms[known]!, pending.wins[known] === 1);
    if (draws.uniform() < 0.001) {
      const retired = draws.integer(count);
      chances[retired] = draws.beta(4, 4);
      items[retired]! += 1;
      arms.reset(retired);
    }
  }
  return regret;
}

/**
 * Three articles for readers of whom six binary features are known, each set with probability 1/6, and a constant; an
 * article is read with logistic chances whose weights are standard normal. On our logistic model, full width, no forgetting.
 *
 * @param marks Rounds at which the regret is wanted, in order.
 */
export function articlesByLogistic(marks: readonly number[], seed: number): number[] {
  const size = 7;
  const draws = new Draws(seed);
  const prior = { means: Array.from({ length: size }, () => 0), deviations: Array.from({ length: size }, () => 1) };
  const truths = [0, 1, 2].map(() => normals(draws, size));
  const models = truths.map(() => new LogisticModel(prior, 0));
  const regrets: number[] = [];
  let regret = 0;
  for (let round = 1; round <= marks.at(-1)!; round += 1) {
    const reader = Float64Array.from({ length: size }, (_, index) => (index === 0 || draws.uniform() < 1 / 6 ? 1 : 0));
    const chances = truths.map((weights) => logistic(dot(weights, reader)));
    const article = largest(models.map((model) => dot(model.draw(normals(draws, size), 1), reader)));
    regret += Math.max(...chances) - chances[article]!;
    models[article]!.update(reader, draws.uniform() < chances[article]! ? 1 : 0);
    if (marks.includes(round)) regrets.push(regret);
  }
  return regrets;
}

function normals(draws: Draws, size: number): Float64Array {
  return Float64Array.from({ length: size }, () => draws.normal());
}

function largest(values: readonly number[]): number {
  let best = 0;
  for (let index = 1; index < values.length; index += 1) if (values[index]! > values[best]!) best = index;
  return best;
}
