/** What an intervention's outcome teaches: how far its uplift went, as a number in [0, 1] (EC-17). */
import { clamp } from '../../kernel/statistics.ts';

/** From this uplift on an intervention counts as a success. Assumed: five points are what a person sees on the chart. */
export const SUCCESS_UPLIFT = 0.05;
/** An uplift that counts as all one can hope for: outcome 1; higher ones teach no more. Assumed. */
export const FULL_UPLIFT = 0.3;
/**
 * How many trials that succeed or fail a measured outcome is worth. Assumed: too low, and thirty sessions teach little;
 * too high, and the luck of one minute is believed.
 */
export const OUTCOME_WEIGHT = 8;
/** Weight of what a person thinks of a suggestion, against one trial. Assumed. */
export const VERDICT_WEIGHT = 0.3;

/** @param uplift In score; below 0 an intervention has done harm, which teaches as much as one that did nothing. */
export function outcomeOf(uplift: number): number {
  return clamp(uplift / FULL_UPLIFT, 0, 1);
}
