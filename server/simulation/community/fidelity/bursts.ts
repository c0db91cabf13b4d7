/** Whether people write in bursts, and whether a short gap follows on a short one. */
import type { FidelityRow } from '../../../contract/community.ts';
import { mean } from '../../../kernel/statistics.ts';
import { fewestGaps } from './gaps.ts';
import type { Statistic } from './row.ts';
import { missingRow, rowOf } from './row.ts';

/** A mean over fewer people is their own habits. Assumed. */
const fewestPeople = 5;

const burst: Statistic = {
  id: 'burstiness',
  name: 'Burstiness of a person’s gaps between posts',
  unit: '',
  low: 0.2,
  high: 0.7,
  isBandOurs: true,
  published: 'Above 0 for what people do; 0 for chance alone (Poisson), -1 for a clock.',
  source: 'Goh and Barabási, EPL 81, 48002 (2008); finite-size form: Kim and Jo, arXiv 1604.01125',
};

const memory: Statistic = {
  id: 'gap-memory',
  name: 'Correlation of a person’s gap with the one before',
  unit: '',
  low: null,
  high: 0.2,
  isBandOurs: true,
  published: 'Near 0 for what people do; 1 where short gaps always follow on short ones.',
  source: 'Goh and Barabási, EPL 81, 48002 (2008)',
};

/** @param gaps Of each member with ten or more. */
export const burstRows = (gaps: readonly (readonly number[])[]): FidelityRow[] => [
  meanRow(burst, gaps, burstiness),
  meanRow(memory, gaps, memoryCoefficient),
];

function meanRow(
  statistic: Statistic,
  gaps: readonly (readonly number[])[],
  measure: (own: readonly number[]) => number | null,
): FidelityRow {
  const values = gaps.map((own) => measure(own)).filter((value) => value !== null);
  if (values.length < fewestPeople) {
    const note = `Needs ${fewestPeople} members with ${fewestGaps} gaps or more; there are ${values.length}.`;
    return missingRow(statistic, values.length, note);
  }
  return rowOf(statistic, mean(values), values.length, `The mean over members with ${fewestGaps} gaps or more.`);
}

/**
 * Burstiness of a sequence of gaps, corrected for its length: -1 for a clock, 0 for a Poisson process, 1 at most.
 *
 * With n gaps whose standard deviation is r means: (√(n+1)·r - √(n-1)) / ((√(n+1) - 2)·r + √(n-1)). A Poisson process
 * has r = √((n-1)/(n+1)) rather than 1, and no sequence has r above √(n-1): these become 0 and 1.
 *
 * @param gaps Two or more, >= 0, in any unit.
 * @returns null where all are 0.
 * @see Kim and Jo, Measuring burstiness for finite event sequences, Phys. Rev. E 94, 032311 (2016).
 */
export function burstiness(gaps: readonly number[]): number | null {
  const centre = mean(gaps);
  if (centre === 0) return null;
  const n = gaps.length;
  const r = Math.sqrt(mean(gaps.map((gap) => (gap - centre) ** 2))) / centre;
  const [more, less] = [Math.sqrt(n + 1), Math.sqrt(n - 1)];
  return (more * r - less) / ((more - 2) * r + less);
}

/**
 * Pearson's correlation of each gap with the next, in [-1, 1].
 *
 * @returns null where one side does not vary.
 * @see Goh and Barabási, Burstiness and memory in complex systems, EPL 81, 48002 (2008).
 */
export function memoryCoefficient(gaps: readonly number[]): number | null {
  const first = gaps.slice(0, -1);
  const next = gaps.slice(1);
  const [firstMean, nextMean] = [mean(first), mean(next)];
  let [shared, firstSquares, nextSquares] = [0, 0, 0];
  for (const [index, gap] of first.entries()) {
    const [a, b] = [gap - firstMean, next[index]! - nextMean];
    shared += a * b;
    firstSquares += a * a;
    nextSquares += b * b;
  }
  const scale = Math.sqrt(firstSquares) * Math.sqrt(nextSquares);
  return scale === 0 ? null : Math.max(-1, Math.min(1, shared / scale));
}
