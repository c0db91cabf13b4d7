/** The yardstick for policies: a conductor that is told what every arm would bring (EC-13). */
import { expect, test } from 'vitest';
import { composeOracleRun } from '../../server/systems/sessions/compose.ts';
import { specOf } from '../support/run-spec.ts';

function performOracle(seed: number) {
  const run = composeOracleRun(specOf('webinar-drop', seed));
  while (!run.isOver) run.step([]);
  return run.result();
}

test('an oracle brings something in every seed, and the same again under the same seed (EC-13, PL-2)', () => {
  for (const seed of [1, 2, 3]) {
    const result = performOracle(seed);
    expect(result.counterfactual.uplift).toBeGreaterThan(0);
    expect(performOracle(seed).digest).toBe(result.digest);
  }
});
