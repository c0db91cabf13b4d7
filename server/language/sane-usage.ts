import type { LanguageModel } from './port.ts';
import { clampUsage } from './usage.ts';

/** Says what an administrator should look at. */
export type Alert = (sentence: string) => void;

/** Clamps negative, missing and absurd token counts before anybody books them, and raises an alert (F-19). */
export function withSaneUsage(model: LanguageModel, alert: Alert): LanguageModel {
  return {
    provider: model.provider,
    name: model.name,
    async complete(request) {
      const result = await model.complete(request);
      const { usage, isSuspect } = clampUsage(result.usage, request.maxTokens);
      if (!isSuspect) return result;
      alert(`${model.provider} reported an impossible usage for ${model.name}; it was clamped before it was booked.`);
      return { ...result, usage };
    },
  };
}
