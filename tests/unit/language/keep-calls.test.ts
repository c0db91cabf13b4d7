import { expect, test } from 'vitest';
import { isCostUnknown, withBudget } from '../../../server/language/budget.ts';
import { failed } from '../../../server/language/failed.ts';
import type { EndedCall } from '../../../server/language/keep-calls.ts';
import { withKeeping } from '../../../server/language/keep-calls.ts';
import type { LanguageModel, ModelResult } from '../../../server/language/port.ts';
import { withRetry } from '../../../server/language/retry.ts';
import { noUsage } from '../../../server/language/usage.ts';
import { ManualTime } from '../../support/manual-time.ts';
import { requestOf } from '../../support/model-servers/setups.ts';
import { WatchedBudget } from '../../support/watched-budget.ts';

const answer: ModelResult = {
  kind: 'answered',
  text: 'Yes.',
  value: undefined,
  toolCalls: [],
  usage: noUsage,
  stopReason: 'end',
};

function modelOf(...results: ModelResult[]): LanguageModel {
  return { provider: 'scripted', name: 'test', complete: async () => results.shift()! };
}

test('a call is handed over once, with how often the provider was asked and what the caller got (EX-12)', async () => {
  const time = new ManualTime();
  const inner = withBudget(modelOf(failed('overloaded'), answer), new WatchedBudget());
  const wait = (ms: number) => (time.advance(ms), Promise.resolve());
  const retried = withRetry(inner, { clock: time, wait, jitter: () => 0.5 });
  const kept: EndedCall[] = [];
  const request = requestOf();
  const result = await withKeeping(retried, time, (call) => kept.push(call)).complete(request);
  expect(kept).toMatchObject([{ attemptCount: 2, durationMs: 500, model: { name: 'test' } }]);
  expect(kept[0]!.request).toBe(request);
  expect(kept[0]!.result).toBe(result);
});

test('of a call that may have been billed although nothing was reported the cost is not known (BC-9, EX-12)', () => {
  expect(isCostUnknown(failed('timed_out'))).toBe(true);
  expect(isCostUnknown(failed('unreachable'))).toBe(false);
  expect(isCostUnknown(answer)).toBe(false);
});
