import type { LanguageModel, ModelRequest } from './port.ts';
import { addUsage } from './usage.ts';

/** How much of a broken answer the model gets to see again, in characters. */
const shownCharacters = 4_000;

/** Lets a model mend an answer that is not JSON or not of the form, once; if that fails too, the failure stands. */
export function withRepair(model: LanguageModel): LanguageModel {
  return {
    provider: model.provider,
    name: model.name,
    async complete(request) {
      const first = await model.complete(request);
      if (first.kind === 'answered' || !first.broken || request.signal?.aborted) return first;
      const second = await model.complete(repairRequest(request, first.broken));
      const usage = addUsage(first.usage, second.usage);
      if (second.kind === 'answered') return { ...second, usage };
      const { broken: _broken, ...failure } = second;
      return { ...failure, usage };
    },
  };
}

/** The same question with the broken answer and what is wrong with it. The stable prefix stays, so a cache still hits. */
function repairRequest(request: ModelRequest, broken: { text: string; issue: string }): ModelRequest {
  return {
    ...request,
    messages: [
      ...request.messages,
      { role: 'assistant', text: broken.text.slice(0, shownCharacters).trim() || '(nothing)' },
      {
        role: 'user',
        text: `That answer cannot be used. ${broken.issue} Write the whole answer again as JSON of the form that was asked for, and nothing else.`,
      },
    ],
  };
}
