/** Tests on counts, watched: when they raise an alarm, and how high the threshold must be to keep the peace. */
import { Cusum } from '../../server/conductor/detect/cusum.ts';
import { ChatTest } from '../../server/conductor/detect/chat-test.ts';
import { Detector } from '../../server/conductor/detect/detector.ts';
import { formatNorms } from '../../server/conductor/perceive/norms.ts';
import { createScorer } from '../../server/conductor/perceive/scorer.ts';
import { random, streams } from '../../server/kernel/random.ts';
import type { Background } from './detection-superposed.ts';

/** Before this nothing is judged: a session builds up. Assumed. */
export const BUILD_UP_SECONDS = 600;

interface CountTest {
  /** @returns How sure it is of a drop after this second; comparable with itself alone. */
  push(tick: number, count: number, presentCount: number): number;
  reset(tick: number): void;
}

export interface WatchedTest {
  readonly name: string;
  /** No alarm needs a higher threshold. */
  readonly largest: number;
  open(): CountTest;
}

const rest = { joinCount: 0, leaveCount: 0, reactionCount: 0, poll: null };

/** The conductor's own test on chat: it learns all the time, for nothing tells it of an episode here. */
export const chatTest: WatchedTest = {
  name: 'chat test',
  largest: 1,
  open() {
    const test = new ChatTest();
    return {
      push: (tick, chatCount, presentCount) =>
        test.push({ ...rest, activeCount: presentCount, tick, chatCount, presentCount }, true).score,
      reset: (tick) => test.reset(tick),
    };
  },
};

/** The conductor's whole detector as it raises anomalies, with nothing but chat to go by: focus is not reported. */
export const detector: WatchedTest = {
  name: 'whole detector',
  largest: 1,
  open() {
    const norms = formatNorms.meeting;
    const agenda = { buildUpSeconds: BUILD_UP_SECONDS, windDownTick: Infinity };
    let draws = 0;
    const all = new Detector(agenda, norms, () => random(1, streams.trees, draws++, 0));
    const scorer = createScorer(norms);
    return {
      push(tick, chatCount, presentCount) {
        const observation = { ...rest, activeCount: presentCount, tick, chatCount, presentCount };
        return all.push(observation, scorer.take(observation)).found?.score ?? 0;
      },
      reset: () => {},
    };
  },
};

/** For comparison: a CUSUM for a loss of 70% that takes counts for Poisson and the mean of all before for the rate. */
export const poissonCusum: WatchedTest = {
  name: 'Poisson CUSUM',
  largest: 100,
  open() {
    const sum = new Cusum();
    let seen = 0;
    return {
      push(tick, count) {
        const rate = seen / Math.max(1, tick - 1);
        seen += count;
        if (rate > 0) sum.add(0.7 * rate + count * Math.log(0.3), tick);
        return sum.value;
      },
      reset: (tick) => sum.reset(tick),
    };
  },
};

/** @returns Ticks of its alarms, from 1; the test begins anew after each. */
export function alarmsOf({ open }: WatchedTest, { counts, attendeeCount }: Background, threshold: number): number[] {
  const test = open();
  const alarms: number[] = [];
  for (const [index, count] of counts.entries()) {
    const tick = index + 1;
    const isAlarm = test.push(tick, count, attendeeCount) >= threshold && tick > BUILD_UP_SECONDS;
    if (isAlarm) alarms.push(tick);
    if (isAlarm || tick <= BUILD_UP_SECONDS) test.reset(tick);
  }
  return alarms;
}

/** Alarms an hour that is judged, in backgrounds where nothing happens. */
export function alarmsPerHour(test: WatchedTest, calm: readonly Background[], threshold: number): number {
  const seconds = calm.reduce((sum, { counts }) => sum + counts.length - BUILD_UP_SECONDS, 0);
  const alarmCount = calm.reduce((sum, background) => sum + alarmsOf(test, background, threshold).length, 0);
  return (alarmCount * 3_600) / seconds;
}

const HALVINGS = 14;

/** The lowest threshold with no more alarms an hour than this, by halving; `largest` where none is low enough. */
export function quietThreshold(test: WatchedTest, calm: readonly Background[], mostPerHour: number): number {
  let [low, high] = [0, test.largest];
  for (let halving = 0; halving < HALVINGS; halving += 1) {
    const middle = (low + high) / 2;
    if (alarmsPerHour(test, calm, middle) <= mostPerHour) high = middle;
    else low = middle;
  }
  return high;
}
