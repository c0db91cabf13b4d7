/** The two members of the stream detector: a value never seen, and a course never seen; each by its own rarity. */
import { mean } from '../../kernel/statistics.ts';
import { StreamCourse } from './stream-course.ts';
import { Rarity } from './stream-rarity.ts';
import { SortedWindow } from './stream-window.ts';

/** Blocks that are remembered. More finds rarer returns and costs time for each block. Assumed. */
const REMEMBERED_BLOCKS = 3_000;

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
  /** Powers of ten of how rare it is that the last stretch is this far from every earlier one. */
  readonly shapeDecades: number;
}

export class StreamMembers {
  readonly #samples = new SortedWindow(REMEMBERED_BLOCKS);
  /** Samples lie far out, so their own median would wander to one side: the middle is that of the means. */
  readonly #means = new SortedWindow(REMEMBERED_BLOCKS);
  readonly #course = new StreamCourse(REMEMBERED_BLOCKS);
  readonly #gapRarity = new Rarity(REMEMBERED_BLOCKS);
  readonly #distanceRarity = new Rarity(REMEMBERED_BLOCKS);

  /** @param block Values that follow each other; at least one, all finite. */
  push(block: readonly number[]): Judgement {
    const rememberedCount = this.#samples.count;
    const median = rememberedCount > 0 ? this.#means.median() : block[0]!;
    const sample = farthestFrom(median, block);
    const gap = this.#samples.gap(sample);
    this.#samples.push(sample);
    this.#means.push(mean(block));
    const distance = this.#course.push(sample);
    const noveltyDecades = gap === Infinity ? 0 : this.#gapRarity.push(gap);
    const shapeDecades = distance === Infinity ? 0 : this.#distanceRarity.push(distance);
    const rowsAgo = block.length - 1 - block.indexOf(sample);
    return { sample, rowsAgo, median, gap, rememberedCount, noveltyDecades, shapeDecades };
  }
}

function farthestFrom(centre: number, block: readonly number[]): number {
  let farthest = block[0]!;
  for (const value of block) if (Math.abs(value - centre) > Math.abs(farthest - centre)) farthest = value;
  return farthest;
}
