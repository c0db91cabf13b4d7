/** All models that bots may be put on: made once, sharing one breaker a provider (BC-7). */
import type { ProviderCheck } from './check-provider.ts';
import { checkProvider } from './check-provider.ts';
import type { BreakerState, LastFailure } from './breaker.ts';
import { Breaker } from './breaker.ts';
import type { LanguageModelParts } from './create-language-model.ts';
import { createLanguageModel } from './create-language-model.ts';
import { failed } from './failed.ts';
import type { KnownModels, PricedModel } from './known-models.ts';
import { knownModels } from './known-models.ts';
import { OpenCalls } from './open-calls.ts';
import type { LanguageModel, ModelFailure, ProviderName } from './port.ts';
import type { LanguageSettings, ModelChoice } from './settings.ts';
import { providerSettings } from './settings.ts';

export const providerNames = ['scripted', 'ollama', 'anthropic'] as const satisfies readonly ProviderName[];

/** How a provider is, for the panel. */
export interface ProviderState {
  readonly provider: ProviderName;
  /** Whether it can be called at all; if not, every call fails with `not_configured`. */
  readonly isConfigured: boolean;
  /** Anything but closed is degraded. */
  readonly breaker: BreakerState;
  readonly lastFailure: LastFailure | null;
  /** The last failure, unless a call has succeeded since. */
  readonly standingFailure: LastFailure | null;
}

export interface LanguageModelsParts extends Omit<LanguageModelParts, 'breaker'> {
  /** The rows of the price file: what has no price is not called, so it is not offered either. */
  readonly priced: readonly PricedModel[];
}

const playing: ProviderCheck = {
  isAnswering: true,
  code: null,
  sentence: 'A recording is played back; no provider is asked.',
};

export class LanguageModels {
  readonly #settings: LanguageSettings;
  readonly #parts: LanguageModelsParts;
  readonly #breakers: Readonly<Record<ProviderName, Breaker>>;
  readonly #models = new Map<string, Promise<LanguageModel>>();
  readonly #open = new OpenCalls();

  constructor(settings: LanguageSettings, parts: LanguageModelsParts) {
    this.#settings = settings;
    this.#parts = parts;
    const breaker = () => new Breaker(parts.clock);
    this.#breakers = { scripted: breaker(), ollama: breaker(), anthropic: breaker() };
  }

  /**
   * The model of a provider by its name, with everything around it; the same object each time.
   *
   * A provider that is not configured has models too: each of their calls fails and says what to set.
   *
   * @throws {ClaqueError} bad-file, if a recording is to be played back and cannot be; asking again reads it again.
   */
  modelFor({ provider, name }: ModelChoice): Promise<LanguageModel> {
    const key = JSON.stringify([provider, name]);
    const known = this.#models.get(key);
    if (known) return known;
    const made = this.#make({ provider, name });
    this.#models.set(key, made);
    made.catch(() => this.#models.delete(key));
    return made;
  }

  /** Calls off every call under way, and each that is made from now on (PL-18). */
  close(): void {
    this.#open.close();
  }

  /** How every provider is, from what its calls met: nobody is asked. */
  states(): ProviderState[] {
    return providerNames.map((provider) => {
      const { state, lastFailure, standingFailure } = this.#breakers[provider];
      return { provider, isConfigured: this.#gap(provider) === null, breaker: state, lastFailure, standingFailure };
    });
  }

  /** Asks a provider whether it answers and, if one is named, has the model; within seconds, without a token. */
  async check(provider: ProviderName, name: string | null = null): Promise<ProviderCheck> {
    const gap = this.#gap(provider);
    if (gap) return { isAnswering: false, code: gap.code, sentence: gap.sentence };
    if (this.#isPlaying) return playing;
    return checkProvider(
      { ...providerSettings(this.#settings, { provider, name: name ?? '' }), name },
      this.#parts.clock,
    );
  }

  /** The models of a provider that a person can choose from, by name; where that is not all, a sentence says why. */
  async modelsOf(provider: ProviderName): Promise<KnownModels> {
    const isAsked = provider === 'ollama' && !this.#isPlaying;
    const server = isAsked ? { baseUrl: this.#settings.ollamaUrl, silenceMs: this.#settings.silenceMs } : null;
    const known = await knownModels(provider, { priced: this.#parts.priced, server, clock: this.#parts.clock });
    return { ...known, sentence: this.#gap(provider)?.sentence ?? known.sentence };
  }

  get #isPlaying(): boolean {
    return this.#settings.recording?.mode === 'play';
  }

  #gap(provider: ProviderName): ModelFailure | null {
    return providerGap(this.#settings, provider);
  }

  async #make({ provider, name }: ModelChoice): Promise<LanguageModel> {
    const gap = this.#gap(provider);
    if (gap) return { provider, name, complete: async () => gap };
    const { deadlineMs, recording } = this.#settings;
    const model = await createLanguageModel(
      { provider: providerSettings(this.#settings, { provider, name }), deadlineMs, recording },
      { ...this.#parts, breaker: this.#breakers[provider] },
    );
    return this.#open.within(model);
  }
}

/** What is missing before a provider can be called; null if nothing is. A recording needs no key. */
export function providerGap(
  { anthropicKey, recording }: Pick<LanguageSettings, 'anthropicKey' | 'recording'>,
  provider: ProviderName,
): ModelFailure | null {
  if (provider !== 'anthropic' || anthropicKey !== null || recording?.mode === 'play') return null;
  return failed('not_configured', { detail: 'Set ANTHROPIC_API_KEY and start again.' });
}
