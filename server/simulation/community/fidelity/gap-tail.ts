/** How long the long gaps are: like chance, or far longer. */
import type { FidelityRow } from '../../../contract/community.ts';
import { mean } from '../../../kernel/statistics.ts';
import { fewestGaps } from './gaps.ts';
import type { Statistic } from './row.ts';
import { missingRow, rowOf } from './row.ts';

/** Gaps in the tail below which neither figure means much. Assumed. */
const fewestInTail = 50;

const heavier: Statistic = {
  id: 'gap-tail',
  name: 'Long gaps: how much better a power law fits than an exponential (difference of AIC)',
  unit: '',
  low: 10,
  high: null,
  isBandOurs: true,
  published: 'The tail is heavier than exponential. A difference above 10 leaves the worse model without support.',
  source: 'NJP 15, 103023 (2013); Burnham and Anderson, Model Selection (2002), section 2.6',
};

const exponent: Statistic = {
  id: 'gap-exponent',
  name: 'Exponent of the tail of gaps',
  unit: '',
  low: 1,
  high: 2,
  isBandOurs: false,
  published: '1 to 2.',
  source: 'NJP 15, 103023 (2013)',
};

const note = `Gaps of members with ${fewestGaps} or more, each divided by its member’s mean; the tail is the upper half.`;

/** @param gaps Of each member with ten or more. */
export function gapTailRows(gaps: readonly (readonly number[])[]): FidelityRow[] {
  const tail = fitTail(gaps.flatMap((own) => rescaled(own)));
  if ('tailCount' in tail) {
    const missing = `Needs ${fewestInTail} gaps in the upper half that are not all alike; there are ${tail.tailCount}.`;
    return [missingRow(heavier, tail.tailCount, missing), missingRow(exponent, tail.tailCount, missing)];
  }
  return [rowOf(heavier, tail.aicGain, tail.count, note), rowOf(exponent, tail.exponent, tail.count, note)];
}

/** A person's gaps in units of their own mean: pooling fast and slow people must not look like a heavy tail. */
function rescaled(gaps: readonly number[]): number[] {
  const centre = mean(gaps);
  return centre === 0 ? [] : gaps.map((gap) => gap / centre);
}

export interface Tail {
  /** AIC of the exponential less AIC of the power law; above 0 the tail is heavier than exponential. */
  readonly aicGain: number;
  /** Of the density: it falls like gap^-exponent. */
  readonly exponent: number;
  /** Gaps in the tail. */
  readonly count: number;
}

/**
 * Fits the upper half of gaps by maximum likelihood: once as a power law (Hill's estimator), once as an exponential.
 *
 * Both begin at x_min, the median, and have one free parameter, so the difference of their AIC is twice that of their
 * log-likelihoods. With m gaps x above x_min: the power law's exponent is 1 + 1/L with L = mean of ln(x/x_min), and its
 * log-likelihood m·(-ln L - ln x_min - L - 1); the exponential's is m·(-ln E - 1) with E = mean of x - x_min.
 *
 * A log-normal was not taken as the rival: it also beats the exponential where gaps are more regular than chance.
 *
 * @param gaps >= 0, in any unit.
 * @returns The count alone where the tail is too small, begins at 0, or does not vary.
 * @see Clauset, Shalizi and Newman, Power-law distributions in empirical data, SIAM Review 51 (2009).
 */
export function fitTail(gaps: readonly number[]): Tail | { readonly tailCount: number } {
  const sorted = Float64Array.from(gaps).toSorted();
  const half = Math.floor(sorted.length / 2);
  const from = sorted[half] ?? 0;
  const tail = sorted.subarray(half);
  const logMean = from > 0 ? mean(tail.map((gap) => Math.log(gap / from))) : 0;
  if (tail.length < fewestInTail || logMean === 0) return { tailCount: tail.length };
  const excess = mean(tail) - from;
  const aicGain = 2 * tail.length * (Math.log(excess) - Math.log(logMean) - Math.log(from) - logMean);
  return { aicGain, exponent: 1 + 1 / logMean, count: tail.length };
}
