import { describe, expect, test } from 'vitest';
import { Cusum, gaussianRunLength } from '../../../server/conductor/detect/cusum.ts';
import { DropTests, secondsToSee } from '../../../server/conductor/detect/drop-tests.ts';
import { LeaveTest, SilenceTest } from '../../../server/conductor/detect/count-tests.ts';
import { HalfSpaceTrees } from '../../../server/conductor/detect/half-space-trees.ts';
import { scoreOfRunLength, WARNING_SCORE } from '../../../server/conductor/detect/rarity.ts';
import { TailCalibrator } from '../../../server/conductor/detect/tail.ts';
import type { Observation } from '../../../server/contract/observation.ts';
import { random, randomNormal, streams } from '../../../server/kernel/random.ts';
import { MersenneTwister } from '../../support/mersenne-twister.ts';

describe('half-space trees (EC-5)', () => {
  test('score River’s documented example as River does', () => {
    const generator = new MersenneTwister(42);
    const trees = new HalfSpaceTrees({ treeCount: 5, height: 3, window: 3, featureCount: 1 }, () => generator.random());
    const series = [0.5, 0.45, 0.43, 0.44, 0.445, 0.45, 0];
    for (const value of series.slice(0, 3)) trees.learn([value]);
    const scores = series.map((value) => {
      const score = trees.score([value]);
      trees.learn([value]);
      return Math.round(score * 1_000) / 1_000;
    });
    expect(scores).toEqual([0.107, 0.071, 0.107, 0.107, 0.107, 0.071, 0.853]);
  });
});

describe('CUSUM', () => {
  test('forgets what is over and remembers since when evidence has piled up', () => {
    const sum = new Cusum();
    for (const [tick, evidence] of [
      [1, 2],
      [2, -5],
      [3, 1],
      [4, 1.5],
    ] as const)
      sum.add(evidence, tick);
    expect(sum.value).toBe(2.5);
    expect(sum.startTick).toBe(2);
  });

  test('of white noise raises false alarms about as rarely as Siegmund’s formula says', () => {
    const [k, h] = [0.5, 4];
    let alarms = 0;
    const sum = new Cusum();
    const count = 400_000;
    for (let tick = 1; tick <= count; tick += 1) {
      sum.add(randomNormal(3, streams.policy, 0, tick) - k, tick);
      if (sum.value <= h) continue;
      alarms += 1;
      sum.reset(tick);
    }
    expect(count / alarms / gaussianRunLength(k, h)).toBeGreaterThan(0.9);
    expect(count / alarms / gaussianRunLength(k, h)).toBeLessThan(1.1);
  });
});

describe('tail p-values', () => {
  test('are right for an exponential stream, in the body and in the tail', () => {
    const tail = new TailCalibrator();
    for (let index = 0; index < 720; index += 1) tail.push(-Math.log(1 - random(5, streams.policy, index, 0)));
    for (const probability of [0.5, 0.1, 0.01, 0.001]) {
      const estimate = tail.probability(-Math.log(probability));
      expect(estimate / probability).toBeGreaterThan(0.6);
      expect(estimate / probability).toBeLessThan(1.7);
    }
  });

  test('speak of no rarity beyond thirty times what was seen', () => {
    const tail = new TailCalibrator();
    for (let index = 0; index < 100; index += 1) tail.push(index / 100);
    expect(tail.probability(1_000)).toBe(1 / 3_000);
  });

  test('say nothing before forty values', () => {
    const tail = new TailCalibrator();
    for (let index = 0; index < 39; index += 1) tail.push(index);
    expect(tail.probability(1_000)).toBe(1);
  });
});

describe('the rarity scale (EC-5)', () => {
  test('puts 0.6 at once in 22 hours and 0.8 at once in 23 days', () => {
    expect(scoreOfRunLength(22 * 3_600)).toBeCloseTo(0.6, 2);
    expect(scoreOfRunLength(23 * 86_400)).toBeCloseTo(0.8, 2);
  });
});

/** A share of `count` attendees, each redrawn every 8 s with the chance `level(tick)`. */
function focusShare(count: number, seed: number, level: (tick: number) => number) {
  const focused = Array.from({ length: count }, (_, agent) => random(seed, streams.traits, agent, 0) < level(0));
  return (tick: number) => {
    for (let agent = 0; agent < count; agent += 1)
      if (random(seed, streams.behaviour, agent, tick) < 1 / 8)
        focused[agent] = random(seed, streams.vote, agent, tick) < level(tick);
    return focused.filter(Boolean).length / count;
  };
}

describe('the drop tests', () => {
  test('whiten a share that remembers itself: no alarm in an hour, a drop within 15 s', () => {
    const tests = new DropTests();
    const share = focusShare(200, 9, (tick) => (tick > 3_600 ? 0.35 : 0.7));
    let alarmTick = 0;
    for (let tick = 1; tick <= 3_640 && alarmTick === 0; tick += 1) {
      const evidence = tests.push(share(tick), 200, tick, true);
      if (evidence && Math.max(evidence.suddenScore, evidence.slowScore) >= WARNING_SCORE) alarmTick = tick;
    }
    expect(alarmTick).toBeGreaterThan(3_600);
    expect(alarmTick).toBeLessThanOrEqual(3_615);
  });

  test('know their own limit: sooner with more attendees, never with a handful (EC-7)', () => {
    const limit = (count: number) => {
      const tests = new DropTests();
      const share = focusShare(count, 4, () => 0.7);
      for (let tick = 1; tick <= 300; tick += 1) tests.push(share(tick), count, tick, true);
      return secondsToSee(tests.baseline.fit(count)!, 0.5);
    };
    expect(limit(5)).toBeNull();
    expect(limit(400)!).toBeLessThan(limit(60)!);
  });
});

describe('the count tests', () => {
  const observation = (tick: number, counts: Partial<Observation>): Observation => ({
    tick,
    presentCount: 300,
    activeCount: 200,
    joinCount: 0,
    leaveCount: 0,
    chatCount: 0,
    reactionCount: 0,
    poll: null,
    ...counts,
  });

  test('take five of 300 leaving within 10 s for ordinary, and twenty for an exodus', () => {
    const scoreOf = (leavers: number) => {
      const leaves = new LeaveTest();
      let score = 0;
      for (let tick = 1; tick <= 310; tick += 1) {
        const isBurst = tick > 300 && (tick - 300) * (leavers / 10) >= 1;
        const leaveCount = isBurst
          ? Math.floor((tick - 300) * (leavers / 10)) - Math.floor((tick - 301) * (leavers / 10))
          : tick % 60 === 0
            ? 1
            : 0;
        score = Math.max(score, leaves.push(observation(tick, { leaveCount }), true).score);
      }
      return score;
    };
    expect(scoreOf(5)).toBeLessThan(WARNING_SCORE);
    expect(scoreOf(20)).toBeGreaterThan(WARNING_SCORE);
  });

  test('hear silence only where there was chatter', () => {
    const scoreAfterSilence = (perSecond: number) => {
      const silence = new SilenceTest(0.001);
      let score = 0;
      for (let tick = 1; tick <= 660; tick += 1)
        score = silence.push(observation(tick, { chatCount: tick <= 600 ? perSecond : 0 }), tick <= 600).score;
      return score;
    };
    expect(scoreAfterSilence(4)).toBeGreaterThan(WARNING_SCORE);
    expect(scoreAfterSilence(0)).toBeLessThan(0.2);
  });
});
