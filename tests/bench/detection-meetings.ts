/** Drops of chat in real meetings laid over each other: how many are found in time, and how far from what is possible. */
import { chatSecondsToSee } from '../../server/conductor/detect/chat-test.ts';
import { WARNING_SCORE } from '../../server/conductor/detect/rarity.ts';
import { random, streams } from '../../server/kernel/random.ts';
import { mean, variance } from '../../server/kernel/statistics.ts';
import type { Background, Meeting } from './detection-superposed.ts';
import { readMeetings, superpose } from './detection-superposed.ts';
import type { WatchedTest } from './detection-watch.ts';
import {
  alarmsOf,
  alarmsPerHour,
  BUILD_UP_SECONDS,
  chatTest,
  detector,
  poissonCusum,
  quietThreshold,
} from './detection-watch.ts';

const CALM_HOURS = 200;
const DROPS = 500;
const MOST_ALARMS_PER_HOUR = 1;
const BUSY_RATE = 5;
/** Other rates, the sparsest a single meeting. */
const rates = [0.05, 0.2, 0.5, 1, 2, 10];
/** Seeds: the threshold is chosen on hours that neither its alarms nor the drops are counted on. */
const seeds = { chosenOn: 1, countedOn: 1_001, drops: 10_001 };
/** A drop that is not found by then is missed. */
const HORIZON_SECONDS = 300;
/** Blocks that scatter is measured over: seconds matter to a test, minutes to its baseline. */
const blockSeconds = [10, 60, 300];

const targets = [
  { dropRatio: 0.7, withinSeconds: 10, shareRatio: 0.95 },
  { dropRatio: 0.5, withinSeconds: 30, shareRatio: 0.98 },
] as const;
type Target = (typeof targets)[number];
const LORDEN_TARGET = 1.5;

/** @param folder Where events.csv and sessions.csv lie. */
export function benchMeetings(folder: string): string[] {
  const meetings = readMeetings(folder);
  const half = (parity: number) => meetings.filter((_, index) => index % 2 === parity);
  const countedOn = calmHours(meetings, BUSY_RATE, seeds.countedOn);
  const scatter = blockSeconds.map((seconds) => `${dispersionOf(countedOn, seconds).toFixed(2)} in ${seconds} s`);
  const attendees = mean(countedOn.map(({ attendeeCount }) => attendeeCount)).toFixed(0);
  return [
    `${meetings.length} real meetings superposed to ${BUSY_RATE} messages a second of about ${attendees} attendees; ${DROPS} drops of each kind, ${CALM_HOURS} calm hours:`,
    `  variance over mean of counts: ${scatter.join(', ')}`,
    ...reportOf(chatTest, WARNING_SCORE, meetings, countedOn),
    ...[0, 1].flatMap((parity) => [
      `  only the ${half(parity).length} meetings of the ${parity === 0 ? 'first' : 'second'} half (every second one):`,
      ...reportOf(chatTest, WARNING_SCORE, half(parity), calmHours(half(parity), BUSY_RATE, seeds.countedOn)),
    ]),
    ...reportOf(detector, WARNING_SCORE, meetings, countedOn),
    ...reportTuned(meetings, countedOn),
    ...rates.map((rate) => rateLine(meetings, rate)),
  ];
}

/** For comparison: a test that is not the product's, with the threshold that other hours recommend. */
function reportTuned(meetings: readonly Meeting[], countedOn: readonly Background[]): string[] {
  const chosenOn = calmHours(meetings, BUSY_RATE, seeds.chosenOn);
  const threshold = quietThreshold(poissonCusum, chosenOn, MOST_ALARMS_PER_HOUR);
  return reportOf(poissonCusum, threshold, meetings, countedOn);
}

function rateLine(meetings: readonly Meeting[], rate: number): string {
  const perHour = alarmsPerHour(detector, calmHours(meetings, rate, seeds.countedOn), WARNING_SCORE);
  const limits = targets.map(({ dropRatio }) => {
    const seconds = chatSecondsToSee(rate, dropRatio);
    return `a ${dropRatio * 100}% drop in ${seconds} s`;
  });
  return `  at ${rate} messages a second, ${detector.name}: ${perHour.toFixed(2)} alarms an hour; a Poisson chat of this rate would show ${limits.join(', ')}`;
}

function calmHours(meetings: readonly Meeting[], ratePerSecond: number, firstSeed: number): Background[] {
  const seconds = BUILD_UP_SECONDS + 3_600;
  return Array.from({ length: CALM_HOURS }, (_, index) =>
    superpose(meetings, { ratePerSecond, seconds, seed: firstSeed + index }),
  );
}

function reportOf(
  test: WatchedTest,
  threshold: number,
  meetings: readonly Meeting[],
  calm: readonly Background[],
): string[] {
  const perHour = alarmsPerHour(test, calm, threshold);
  return [
    `  ${test.name} at ${threshold.toFixed(3)}: ${perHour.toFixed(2)} false alarms an hour`,
    ...targets.map((target) => `    ${dropLine(target, delaysOf(test, threshold, meetings, target))}`),
  ];
}

/** Seconds from a drop's onset until it is found, the second of the alarm included; Infinity where it is missed. */
function delaysOf(test: WatchedTest, threshold: number, meetings: readonly Meeting[], { dropRatio }: Target): number[] {
  return Array.from({ length: DROPS }, (_, index) => {
    const seed = seeds.drops + index;
    const onsetSecond = BUILD_UP_SECONDS * (1 + random(seed, streams.rhythm, 0, 0));
    const drop = { dropRatio, onsetSecond: Math.floor(onsetSecond) };
    const seconds = drop.onsetSecond + HORIZON_SECONDS;
    const background = superpose(meetings, { ratePerSecond: BUSY_RATE, seconds, seed, drop });
    const alarm = alarmsOf(test, background, threshold).find((tick) => tick > drop.onsetSecond);
    return alarm === undefined ? Infinity : alarm - drop.onsetSecond;
  });
}

function dropLine({ dropRatio, withinSeconds, shareRatio }: Target, delays: readonly number[]): string {
  const found = delays.filter(Number.isFinite);
  const share = delays.filter((delay) => delay <= withinSeconds).length / delays.length;
  const bound = lordenSeconds(BUSY_RATE, dropRatio);
  const ratio = mean(found) / bound;
  return [
    `${dropRatio * 100}% drops: ${(share * 100).toFixed(1)}% found in ${withinSeconds} s`,
    ` (${share >= shareRatio ? 'inside' : 'OUTSIDE'} the target of ${shareRatio * 100}%),`,
    ` ${delays.length - found.length} missed; mean delay of the others ${mean(found).toFixed(1)} s,`,
    ` ${ratio.toFixed(2)} times Lorden's bound of ${bound.toFixed(1)} s`,
    ` (${ratio <= LORDEN_TARGET ? 'inside' : 'OUTSIDE'} the target of ${LORDEN_TARGET})`,
  ].join('');
}

/**
 * The least mean delay of any test with one false alarm an hour, when the rate of Poisson counts falls.
 *
 * @see Lorden, "Procedures for reacting to a change in distribution", Ann. Math. Stat. 42 (1971): asymptotic.
 */
function lordenSeconds(ratePerSecond: number, dropRatio: number): number {
  const kept = 1 - dropRatio;
  const divergence = ratePerSecond * (kept * Math.log(kept) + dropRatio);
  return Math.log(3_600 / MOST_ALARMS_PER_HOUR) / divergence;
}

/** How much more the counts of blocks scatter than Poisson counts would. */
function dispersionOf(backgrounds: readonly Background[], seconds: number): number {
  return mean(
    backgrounds.map(({ counts }) => {
      const judged = counts.subarray(BUILD_UP_SECONDS);
      const blocks = Array.from({ length: Math.floor(judged.length / seconds) }, (_, block) =>
        judged.subarray(block * seconds, (block + 1) * seconds).reduce((sum, count) => sum + count, 0),
      );
      return variance(blocks) / mean(blocks);
    }),
  );
}
