/** What an arm may be expected to bring, in score, with its interval. */
import type { ArmRecord } from '../../contract/policy.ts';
import type { Arm } from '../decide/arms.ts';
import { isSameArm } from '../decide/arms.ts';

/** Before anything was measured: 5 points, give or take 6, believed like two outcomes. Assumed. */
const PRIOR_MEAN = 0.05;
const PRIOR_DEVIATION = 0.06;
const PRIOR_COUNT = 2;
/** Outcomes of the other variants of a kind count this much. Assumed. */
const SIBLING_WEIGHT = 0.5;
/** Normal quantile of an 80% interval. */
const Z_80 = 1.281_551_6;

export interface ExpectedUplift {
  readonly mean: number;
  /** Ends of the 80% interval for the next outcome. */
  readonly low: number;
  readonly high: number;
}

/** Normal mean of an arm's outcomes and, at half weight, its kind's, shrunk to the prior. */
export function expectedUplift(records: readonly ArmRecord[], arm: Arm): ExpectedUplift {
  let weight = PRIOR_COUNT;
  let sum = PRIOR_COUNT * PRIOR_MEAN;
  let squares = PRIOR_COUNT * (PRIOR_DEVIATION ** 2 + PRIOR_MEAN ** 2);
  for (const record of records) {
    if (record.kind !== arm.kind) continue;
    const share = isSameArm(record, arm) ? 1 : SIBLING_WEIGHT;
    weight += share * record.trialCount;
    sum += share * record.upliftSum;
    squares += share * record.upliftSquareSum;
  }
  const mean = sum / weight;
  const deviation = Math.sqrt(Math.max(squares / weight - mean * mean, 1e-4) * (1 + 1 / weight));
  return { mean, low: mean - Z_80 * deviation, high: mean + Z_80 * deviation };
}
