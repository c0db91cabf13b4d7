/** The hybrid of half-space trees (70%) and a z-score (30%), each calibrated by its own tail before they are mixed (EC-5). */
import { mean, variance } from '../../kernel/statistics.ts';
import { HalfSpaceTrees } from './half-space-trees.ts';
import { scoreOfProbability } from './rarity.ts';
import { TailCalibrator } from './tail.ts';

const TREE_WEIGHT = 0.7;
const Z_WEIGHT = 0.3;
/** Points of the baseline window (EC-5). */
const WINDOW_POINTS = 30;

export class HybridDetector {
  readonly #trees: HalfSpaceTrees;
  readonly #treeTail = new TailCalibrator();
  readonly #zTail = new TailCalibrator();
  readonly #levels: number[] = [];

  /**
   * @param featureCount Values of a point, each in [0, 1].
   * @param draw Uniform draws in [0, 1) for the splits of the trees.
   */
  constructor(featureCount: number, draw: () => number) {
    this.#trees = new HalfSpaceTrees({ treeCount: 10, height: 8, window: WINDOW_POINTS, featureCount }, draw);
  }

  /**
   * Scores a point against all before it, then learns it.
   *
   * @param level What must have fallen for the point to be an anomaly at all: only falls count.
   * @returns In [0, 1]: 0.6 and 0.8 are rarities, as everywhere.
   */
  push(point: readonly number[], level: number): number {
    const centre = this.#levels.length < WINDOW_POINTS ? null : mean(this.#levels);
    const deviation = centre === null ? 0 : Math.sqrt(variance(this.#levels));
    const z = centre === null || deviation === 0 ? 0 : (centre - level) / deviation;
    const mass = this.#trees.score(point);
    const score =
      centre === null || z <= 0
        ? 0
        : TREE_WEIGHT * scoreOfProbability(this.#treeTail.probability(mass)) +
          Z_WEIGHT * scoreOfProbability(this.#zTail.probability(z));
    this.#trees.learn(point);
    this.#treeTail.push(mass);
    this.#zTail.push(Math.max(0, z));
    this.#levels.push(level);
    if (this.#levels.length > WINDOW_POINTS) this.#levels.shift();
    return score;
  }
}
