import { expect, test } from 'vitest';
import { LeaveTest } from '../../../../server/conductor/detect/leave-test.ts';
import { WARNING_SCORE } from '../../../../server/conductor/detect/rarity.ts';
import { observationOf } from './observation.ts';

test('leaves: take five of 300 leaving within 10 s for ordinary, and twenty for an exodus', () => {
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
      score = Math.max(score, leaves.push(observationOf(tick, { leaveCount }), true).score);
    }
    return score;
  };
  expect(scoreOf(5)).toBeLessThan(WARNING_SCORE);
  expect(scoreOf(20)).toBeGreaterThan(WARNING_SCORE);
});
