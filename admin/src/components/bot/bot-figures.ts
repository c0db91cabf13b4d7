import { count, percent } from '../../numbers.ts';

/**
 * How long until something, in words that a glance reads: "in 45 s", "in 12 min", "in 3 h", "due".
 *
 * @param untilMs Milliseconds left; negative once it is past.
 */
export function countdown(untilMs: number): string {
  const seconds = Math.round(untilMs / 1_000);
  if (seconds <= 0) return 'due';
  if (seconds < 100) return `in ${seconds} s`;
  if (seconds < 5_400) return `in ${Math.round(seconds / 60)} min`;
  return `in ${Math.round(seconds / 3_600)} h`;
}

/** A chance as the panel writes it: one that is small is not none. */
export const chanceText = (ratio: number) => (ratio > 0 && ratio < 0.005 ? '<1%' : percent(ratio));

/** A reputation as the panel writes it: a whole number, with a true minus. */
export function reputationText(reputation: number): string {
  const size = Math.round(Math.abs(reputation));
  return reputation < 0 && size > 0 ? `−${count(size)}` : count(size);
}
