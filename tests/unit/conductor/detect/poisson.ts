/** Poisson counts for tests, by inversion; a function of seed and tick alone. */
import { random, streams } from '../../../../server/kernel/random.ts';

export function poissonCount(mean: number, seed: number, tick: number): number {
  let left = random(seed, streams.behaviour, 0, tick);
  let probability = Math.exp(-mean);
  let count = 0;
  while (left > probability && count < 1_000) {
    left -= probability;
    count += 1;
    probability *= mean / count;
  }
  return count;
}
