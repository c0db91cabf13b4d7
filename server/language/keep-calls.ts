import type { Clock } from '../kernel/clock.ts';
import type { LanguageModel, ModelRequest, ModelResult } from './port.ts';

/** A call that has ended, with everything that was said in it. */
export interface EndedCall {
  readonly model: Pick<LanguageModel, 'provider' | 'name'>;
  readonly request: ModelRequest;
  readonly result: ModelResult;
  /** How often the provider was asked; 0 where nobody was. */
  readonly attemptCount: number;
  readonly durationMs: number;
}

/** Hands every call over once it has ended, with all its attempts, to whoever keeps them (EX-12). */
export function withKeeping(model: LanguageModel, clock: Clock, keep: (call: EndedCall) => void): LanguageModel {
  return {
    provider: model.provider,
    name: model.name,
    async complete(request) {
      const beganAtMs = clock.now();
      let attemptCount = 0;
      const onAttempt = () => {
        attemptCount += 1;
        request.onAttempt?.();
      };
      const result = await model.complete({ ...request, onAttempt });
      keep({ model, request, result, attemptCount, durationMs: Math.max(0, clock.now() - beganAtMs) });
      return result;
    },
  };
}
