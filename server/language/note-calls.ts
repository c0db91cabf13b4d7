import type { LanguageModel, ModelRequest, ModelResult } from './port.ts';
import { promptTokens } from './usage.ts';

/** What the log says of a call: who was asked, what for, and how it went; neither prompt nor answer. */
export interface CallNote {
  readonly provider: string;
  readonly model: string;
  readonly purpose: string;
  readonly outcome: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** Has every call noted once it has ended, with all its attempts. */
export function withNotes(model: LanguageModel, note: (call: CallNote) => void): LanguageModel {
  return {
    provider: model.provider,
    name: model.name,
    complete: async (request) => {
      const result = await model.complete(request);
      note(noteOf(model, request, result));
      return result;
    },
  };
}

const noteOf = ({ provider, name }: LanguageModel, { purpose }: ModelRequest, result: ModelResult): CallNote => ({
  provider,
  model: name,
  purpose,
  outcome: result.kind === 'failed' ? result.code : result.kind,
  inputTokens: promptTokens(result.usage),
  outputTokens: result.usage.outputTokens,
});
