/** Calls to language models in words. Pure. */
import type { ModelCall } from '../../../../server/contract/model-call.ts';
import { dollars } from '../bot/budget.ts';
import { count, plural } from '../../numbers.ts';
import { durationWords } from './execution-words.ts';

/** What it took: "412 tokens in, 14 out · 1.4 s · 2 attempts · $0.0123". */
export function tookWords(call: ModelCall): string {
  const { inputTokens, cachedTokens, outputTokens, durationSeconds, attemptCount, costUsd } = call;
  const cached = cachedTokens === 0 ? '' : ` (${count(cachedTokens)} cached)`;
  return [
    `${count(inputTokens)} tokens in${cached}, ${count(outputTokens)} out`,
    durationWords(durationSeconds),
    ...(attemptCount === 1 ? [] : [attemptCount === 0 ? 'nobody was asked' : plural(attemptCount, 'attempt')]),
    ...(costUsd === 0 ? [] : [costUsd === null ? 'cost not known' : dollars(costUsd)]),
  ].join(' · ');
}
