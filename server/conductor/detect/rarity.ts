/** The one scale of anomaly scores: how rarely something like this happens in a calm session (EC-5). */
import { clamp } from '../../kernel/statistics.ts';
import { POINT_SECONDS } from '../perceive/scorer.ts';

/**
 * Powers of ten that make a score of 1. With 6, one test alone comes to a score of 0.6 once in 5.5 calm hours and to 0.8 once
 * in 3.7 days: below, calm evenings have false alarms; above, a drop is seen seconds later (docs/decisions/0005). Assumed.
 */
const FULL_SCALE = 6;

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

/** The other way round: seconds between two calm moments that score this high. */
export function runLengthOfScore(score: number): number {
  return POINT_SECONDS * 10 ** (FULL_SCALE * score);
}

/** @param probability That a calm point looks like this or worse, in (0, 1]. */
export function scoreOfProbability(probability: number): number {
  return clamp(-Math.log10(Math.max(probability, 1e-12)) / FULL_SCALE, 0, 1);
}
