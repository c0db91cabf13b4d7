/** The one scale of anomaly scores: how rarely something like this happens in a calm session (EC-5). */
import { clamp } from '../../kernel/statistics.ts';
import { POINT_SECONDS } from '../perceive/scorer.ts';

/**
 * Powers of ten that make a score of 1. With 7, a score of 0.6 comes once in 22 calm hours and 0.8 once in 23 days: below,
 * a working week has several false alarms; above, a drop is seen seconds later. Assumed.
 */
const FULL_SCALE = 7;

/** From a score of 0.6 an anomaly is raised, as WARNING; from 0.8 it is CRITICAL (EC-5). */
export const WARNING_SCORE = 0.6;
export const CRITICAL_SCORE = 0.8;

/**
 * @param runLengthSeconds Mean time between two calm moments that look like this. > 0.
 * @returns Anomaly score in [0, 1].
 */
export function scoreOfRunLength(runLengthSeconds: number): number {
  return clamp(Math.log10(runLengthSeconds / POINT_SECONDS) / FULL_SCALE, 0, 1);
}

/** @param probability That a calm point looks like this or worse, in (0, 1]. */
export function scoreOfProbability(probability: number): number {
  return clamp(-Math.log10(Math.max(probability, 1e-12)) / FULL_SCALE, 0, 1);
}
