/** What a soak has shown. Pure. */

/**
 * What was seen at one moment, after a collection of garbage: before it, what the young generation happens to hold
 * makes a difference of 30 MB and more. Bytes; milliseconds.
 */
export interface Sample {
  readonly atMs: number;
  readonly rssBytes: number;
  readonly heapBytes: number;
}

/** So many samples are taken together: one alone says when it was taken more than how much there is. */
const windowCount = 6;
/** How much more there may be at the end (issue 7). */
const mostGrowthRatio = 0.1;

const judged = {
  'memory of the process': ({ rssBytes }: Sample) => rssBytes,
  'heap of JavaScript': ({ heapBytes }: Sample) => heapBytes,
};

const median = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)]!;

export interface Growth {
  readonly name: string;
  readonly beforeBytes: number;
  readonly afterBytes: number;
  /** 0.1: a tenth more than before. */
  readonly ratio: number;
  readonly isFine: boolean;
}

/** How memory has grown from the first minute after `warmMs` to the last one. */
export function growthOf(samples: readonly Sample[], warmMs: number): Growth[] {
  const first = samples.filter(({ atMs }) => atMs >= warmMs).slice(0, windowCount);
  const last = samples.slice(-windowCount);
  return Object.entries(judged).map(([name, bytesOf]) => {
    const [beforeBytes, afterBytes] = [median(first.map(bytesOf)), median(last.map(bytesOf))];
    const ratio = afterBytes / beforeBytes - 1;
    return { name, beforeBytes, afterBytes, ratio, isFine: ratio <= mostGrowthRatio };
  });
}
