/** The two members of the stream detector: a value never seen, and a course never seen; each by its own rarity. */
import { StreamCourse } from './stream-course.ts';
import { Rarity } from './stream-rarity.ts';
import { SortedWindow } from './stream-window.ts';

/** Blocks that are remembered. More finds rarer returns and costs time for each block. Assumed. */
const REMEMBERED_BLOCKS = 2_000;

export interface Judgement {
  /** The sample that the block stands by: the one farthest from the median. */
  readonly sample: number;
  /** How many rows before the last of the block it came. */
  readonly rowsAgo: number;
  /** Of the means of all blocks remembered before this one; the first value where there is none. */
  readonly median: number;
  /** From the nearest sample remembered; Infinity for the first. */
  readonly gap: number;
  readonly rememberedCount: number;
  /** Powers of ten of how rare such a gap is. */
  readonly noveltyDecades: number;
  /** The same of how far the last stretch is from every earlier one: the mean for the samples and the sums of blocks. */
  readonly shapeDecades: number;
}

export class StreamMembers {
  readonly #samples = new SortedWindow(REMEMBERED_BLOCKS);
  /** Samples lie far out, so their own median would wander to one side: the middle is that of the means. */
  readonly #means = new SortedWindow(REMEMBERED_BLOCKS);
  /** Two views of a course, for what is rare in its extremes and what in its level; one alone depends on where blocks begin. */
  readonly #courses = [new StreamCourse(REMEMBERED_BLOCKS), new StreamCourse(REMEMBERED_BLOCKS)];
  readonly #gapRarity = new Rarity(REMEMBERED_BLOCKS);
  readonly #distanceRarities = [new Rarity(REMEMBERED_BLOCKS), new Rarity(REMEMBERED_BLOCKS)];

  /** @param block Values that follow each other; at least one, all finite. */
  push(block: readonly number[]): Judgement {
    const rememberedCount = this.#samples.count;
    const median = rememberedCount > 0 ? this.#means.median() : block[0]!;
    const sample = farthestFrom(median, block);
    const gap = this.#samples.gap(sample);
    this.#samples.push(sample);
    const sum = block.reduce((total, value) => total + value, 0);
    this.#means.push(sum / block.length);
    const noveltyDecades = gap === Infinity ? 0 : this.#gapRarity.push(gap);
    const shapeDecades = (this.#courseDecades(0, sample) + this.#courseDecades(1, sum)) / 2;
    const rowsAgo = block.length - 1 - block.indexOf(sample);
    return { sample, rowsAgo, median, gap, rememberedCount, noveltyDecades, shapeDecades };
  }

  #courseDecades(view: 0 | 1, value: number): number {
    const distance = this.#courses[view]!.push(value);
    return distance === Infinity ? 0 : this.#distanceRarities[view]!.push(distance);
  }
}

function farthestFrom(centre: number, block: readonly number[]): number {
  let farthest = block[0]!;
  for (const value of block) if (Math.abs(value - centre) > Math.abs(farthest - centre)) farthest = value;
  return farthest;
}
