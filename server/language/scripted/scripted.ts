import { likelyInputTokens, likelyTokens } from '../estimate.ts';
import { failed } from '../failed.ts';
import { codeOfAbort } from '../failures.ts';
import type { RawAnswer } from '../finish-answer.ts';
import { finishAnswer } from '../finish-answer.ts';
import type { LanguageModel } from '../port.ts';
import type { ScriptedSettings } from '../provider-parts.ts';
import { noUsage } from '../usage.ts';
import { drawFor } from './draw.ts';
import { factsOf } from './facts.ts';
import { parts } from './parts.ts';

/**
 * The built-in provider: needs nothing, and the same seed and request give the same answer.
 *
 * It counts tokens as the others would, so that caps can be tried out without a bill.
 */
export function createScriptedModel(settings: ScriptedSettings): LanguageModel {
  return {
    provider: 'scripted',
    name: settings.name,
    async complete(request) {
      if (request.signal?.aborted) return failed(codeOfAbort(request.signal));
      const part = parts.get(request.purpose);
      if (!part) return failed('no_part', { detail: `It is called ${request.purpose}.` });
      const facts = factsOf(request);
      const line = part({ request, facts, draw: drawFor(settings.seed, request, facts) });
      const whole = request.schema ? JSON.stringify(line.value) : line.text;
      const { text, isCut } = cutAt(whole, request.maxTokens);
      const toolCalls = (line.toolCalls ?? []).map((call, index) => ({ id: `call_${index + 1}`, ...call }));
      const toolText = toolCalls.length > 0 ? JSON.stringify(toolCalls) : '';
      for (const [piece] of text.matchAll(/\S+\s*/g)) request.onText?.(piece);
      return finishAnswer(request, {
        text,
        toolCalls,
        usage: {
          ...noUsage,
          inputTokens: likelyInputTokens(request),
          outputTokens: Math.min(request.maxTokens, likelyTokens(text) + likelyTokens(toolText)),
        },
        ...stopOf(isCut, toolCalls.length > 0),
      });
    },
  };
}

function stopOf(isCut: boolean, hasToolCalls: boolean): Pick<RawAnswer, 'stop' | 'stopWord'> {
  const stop = isCut ? 'max_tokens' : hasToolCalls ? 'tool_use' : 'end';
  return { stop, stopWord: stop };
}

/** The beginning of a text that fits into so many tokens: the others stop in mid-sentence too. */
function cutAt(text: string, maxTokens: number): { text: string; isCut: boolean } {
  if (likelyTokens(text) <= maxTokens) return { text, isCut: false };
  return { text: text.slice(0, maxTokens * 4), isCut: true };
}
