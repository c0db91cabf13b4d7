import { expect, test } from 'vitest';
import {
  CRITICAL_SCORE,
  runLengthOfScore,
  scoreOfRunLength,
  WARNING_SCORE,
} from '../../../../server/conductor/detect/rarity.ts';

test('the rarity scale puts 0.6 at once in five and a half hours and 0.8 at once in 3.7 days (EC-5)', () => {
  expect(runLengthOfScore(WARNING_SCORE) / 3_600).toBeCloseTo(5.5, 1);
  expect(runLengthOfScore(CRITICAL_SCORE) / 86_400).toBeCloseTo(3.7, 1);
  for (const score of [0.01, 0.3, 0.6, 0.99]) expect(scoreOfRunLength(runLengthOfScore(score))).toBeCloseTo(score, 10);
});
