import { describe, expect, test } from 'vitest';
import { DropTests, secondsToSee } from '../../../../server/conductor/detect/drop-tests.ts';
import { WARNING_SCORE } from '../../../../server/conductor/detect/rarity.ts';
import { random, streams } from '../../../../server/kernel/random.ts';

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

  test('ask more of the share of a handful than of a crowd that scatters as much, for it is no Gaussian', () => {
    const tests = new DropTests();
    const share = focusShare(200, 4, () => 0.7);
    for (let tick = 1; tick <= 300; tick += 1) tests.push(share(tick), 200, tick, true);
    const fit = tests.baseline.fit(200)!;
    const secondsOf = (presentCount: number) => secondsToSee({ ...fit, presentCount }, 0.5)!;
    expect(secondsOf(5)).toBeGreaterThan(secondsOf(200));
    expect(secondsOf(2_000)).toBe(secondsOf(200));
  });
});
