import type { Clock } from '../kernel/clock.ts';
import { checkAnthropic } from './anthropic/anthropic.ts';
import type { FailureCode } from './failures.ts';
import { checkOllama } from './ollama/ollama.ts';
import type { ModelFailure } from './port.ts';
import type { ProviderSettings } from './provider-parts.ts';

/** How long a provider may be silent when it is only asked whether it is there, in ms. */
const checkSilenceMs = 5_000;

export interface ProviderCheck {
  readonly isAnswering: boolean;
  /** Null where it answers. */
  readonly code: FailureCode | null;
  readonly sentence: string;
}

/** Says whether a provider answers and has the model, without a single token. */
export async function checkProvider(settings: ProviderSettings, clock: Clock): Promise<ProviderCheck> {
  const failure = await ask(settings, clock);
  if (failure) return { isAnswering: false, code: failure.code, sentence: failure.sentence };
  return { isAnswering: true, code: null, sentence: `The provider answers and has ${settings.name}.` };
}

async function ask(settings: ProviderSettings, clock: Clock): Promise<ModelFailure | null> {
  switch (settings.provider) {
    case 'scripted':
      return null;
    case 'ollama':
      return checkOllama({ ...settings, silenceMs: Math.min(settings.silenceMs, checkSilenceMs) }, { clock });
    case 'anthropic':
      return checkAnthropic({ ...settings, silenceMs: Math.min(settings.silenceMs, checkSilenceMs) }, { clock });
  }
}
