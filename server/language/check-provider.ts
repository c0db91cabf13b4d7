import type { Clock } from '../kernel/clock.ts';
import { checkAnthropic } from './anthropic/anthropic.ts';
import { checkSilenceMs } from './check-limits.ts';
import type { FailureCode } from './failures.ts';
import { checkOllama } from './ollama/ollama.ts';
import type { ModelFailure } from './port.ts';
import type { ProviderSettings, Questioned } from './provider-parts.ts';

export interface ProviderCheck {
  readonly isAnswering: boolean;
  /** Null where it answers. */
  readonly code: FailureCode | null;
  readonly sentence: string;
}

/** Says whether a provider answers and, if one is named, has the model, without a single token. */
export async function checkProvider(settings: Questioned<ProviderSettings>, clock: Clock): Promise<ProviderCheck> {
  const failure = await ask(settings, clock);
  if (failure) return { isAnswering: false, code: failure.code, sentence: failure.sentence };
  const model = settings.name === null ? '' : ` and has ${settings.name}`;
  return { isAnswering: true, code: null, sentence: `The provider answers${model}.` };
}

async function ask(settings: Questioned<ProviderSettings>, clock: Clock): Promise<ModelFailure | null> {
  switch (settings.provider) {
    case 'scripted':
      return null;
    case 'ollama':
      return checkOllama({ ...settings, silenceMs: Math.min(settings.silenceMs, checkSilenceMs) }, { clock });
    case 'anthropic':
      return checkAnthropic({ ...settings, silenceMs: Math.min(settings.silenceMs, checkSilenceMs) }, { clock });
  }
}
