/** When in the day people write. Hours are UTC; neither figure depends on where the day is cut. */
import type { FidelityRow } from '../../../contract/community.ts';
import type { Cut } from './record.ts';
import { dayMs } from './record.ts';
import type { Statistic } from './row.ts';
import { missingRow, rowOf } from './row.ts';

const hoursADay = 24;
/** With 240 posts a flat day shows a peak of 1.9 by chance alone, with a thousand one of 1.4. */
const fewestPosts = 1_000;
/**
 * How many standard deviations the largest and the smallest of the 24 counts of three hours lie off, in a flat day.
 * Measured: means over 300 drawn days of 240, 1,000 and 5,000 posts each give 1.73 to 1.75.
 */
const extremeByChance = 1.74;
/** Of the table that YClient ships, and of our reference curve. */
const publishedPeakToTrough = 1.9;
/** A cosine 1 + a·cos has its peak (1+a)/(1-a) times as high as its trough. */
const amplitude = (publishedPeakToTrough - 1) / (publishedPeakToTrough + 1);

const peak: Statistic = {
  id: 'day-peak-to-trough',
  name: 'Busiest three hours of the day against the quietest',
  unit: '',
  low: 1.5,
  high: 2.5,
  isBandOurs: true,
  published: 'About 1.9.',
  source: 'YClient’s hourly table',
};

const distance: Statistic = {
  id: 'day-curve-distance',
  name: 'Distance of the day curve from a smooth one (Kolmogorov and Smirnov)',
  unit: '',
  low: null,
  high: 0.1,
  isBandOurs: true,
  published: 'A peak 1.9 times the trough; the curve itself, a cosine whose best hour is fitted, is ours.',
  source: 'YClient’s hourly table',
};

export function dayCurveRows({ posts, fromMs, toMs }: Cut): FidelityRow[] {
  const dayCount = Math.floor((toMs - fromMs) / dayMs);
  const whole = posts.filter(({ atMs }) => atMs >= toMs - dayCount * dayMs);
  if (whole.length < fewestPosts) {
    const note = `Needs ${fewestPosts} posts in whole days; there are ${whole.length}.`;
    return [missingRow(peak, whole.length, note), missingRow(distance, whole.length, note)];
  }
  const dayShares = Float64Array.from(whole, ({ atMs }) => (((atMs % dayMs) + dayMs) % dayMs) / dayMs);
  const wobble = extremeByChance * Math.sqrt(8 / whole.length);
  const flatRatio = ((1 + wobble) / (1 - wobble)).toFixed(2);
  const notes = { peak: `A flat day would show about ${flatRatio} by chance.`, distance: 'A flat day lies near 0.05.' };
  return [
    rowOf(peak, peakToTrough(dayShares), whole.length, notes.peak),
    rowOf(distance, distanceFromCurve(dayShares), whole.length, notes.distance),
  ];
}

/**
 * The largest count of three neighbouring hours over the smallest, around the clock.
 *
 * Half a post is added to each, so that empty nights give a large number rather than none.
 *
 * @param dayShares When in the day, in [0, 1).
 */
export function peakToTrough(dayShares: Float64Array): number {
  const hours = new Array<number>(hoursADay).fill(0);
  for (const share of dayShares) hours[Math.floor(share * hoursADay)]! += 1;
  const smooth = hours.map((count, hour) => count + hours[(hour + 1) % hoursADay]! + hours[(hour + 2) % hoursADay]!);
  return (Math.max(...smooth) + 0.5) / (Math.min(...smooth) + 0.5);
}

/**
 * Largest difference between the cumulative shares of posts and of the reference curve, both counted from the curve's
 * trough. The curve's best hour is the circular mean of the posts.
 *
 * @param dayShares When in the day, in [0, 1); at least one.
 * @returns In [0, 1].
 */
export function distanceFromCurve(dayShares: Float64Array): number {
  const turn = 2 * Math.PI;
  let [east, north] = [0, 0];
  for (const share of dayShares) {
    east += Math.cos(turn * share);
    north += Math.sin(turn * share);
  }
  const trough = Math.atan2(north, east) / turn + 0.5;
  const sinceTrough = dayShares.map((share) => (((share - trough) % 1) + 1) % 1).toSorted();
  let largest = 0;
  for (const [index, share] of sinceTrough.entries()) {
    const expected = share - (amplitude / turn) * Math.sin(turn * share);
    largest = Math.max(largest, expected - index / dayShares.length, (index + 1) / dayShares.length - expected);
  }
  return largest;
}
