/** How likely a metric is to stand above a threshold in some days, from how it moved so far. Pure. */

export interface Chance {
  /** That it is at least the threshold, in (0, 1). */
  readonly aboveRatio: number;
  readonly reason: string;
}

/** Fewer spans say too little. Assumed. */
const leastSpans = 5;

/**
 * The chance that a metric will be at least a threshold `days` days from now.
 *
 * Every span of that many days so far is one way it may go on from where it stands: k of n spans would lead it to the
 * threshold or above, and the chance is (k + 1) / (n + 2), Laplace's rule of succession, so that nothing is ever
 * certain. It supposes that the coming days are like those that were.
 *
 * @param series A value a day, oldest first; null where nothing was measured. The last one must be known.
 * @param days Whole days >= 1.
 */
export function chanceAbove(series: readonly (number | null)[], threshold: number, days: number): Chance {
  const now = series.at(-1);
  if (now === null || now === undefined) return { aboveRatio: 0.5, reason: 'Nothing is known of where it stands.' };
  const moves = series.flatMap((value, index) => {
    const before = series[index - days] ?? null;
    return value === null || before === null ? [] : [value - before];
  });
  if (moves.length < leastSpans) {
    const isAbove = now >= threshold;
    return {
      aboveRatio: isAbove ? 0.6 : 0.4,
      reason: `There is too little history (${moves.length} spans of ${spoken(days)}; ${leastSpans} are needed): what is ${isAbove ? 'above' : 'below'} is taken to stay so in 60 of 100 cases, which is assumed.`,
    };
  }
  const above = moves.filter((move) => now + move >= threshold).length;
  const ratio = (above + 1) / (moves.length + 2);
  return {
    aboveRatio: ratio,
    reason: `Had it moved as in each of the ${moves.length} spans of ${spoken(days)} so far, it would be at the threshold or above in ${above} of them: (${above} + 1) / (${moves.length} + 2) = ${Math.round(ratio * 100)}%.`,
  };
}

const spoken = (days: number): string => (days === 1 ? 'a day' : `${days} days`);
