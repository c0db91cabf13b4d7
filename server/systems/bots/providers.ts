/** How the providers of language are, for the panel, and the activity when one begins to fail or recovers (BC-7, F-3). */
import type { ProviderState } from '../../contract/bot.ts';
import type { LanguageModels } from '../../language/models.ts';
import type { Committer } from './committer.ts';
import type { Community } from './turn.ts';

type Provider = ProviderState['provider'];

export class Providers {
  readonly #models: LanguageModels;
  #degraded = new Set<Provider>();

  constructor(models: LanguageModels) {
    this.#models = models;
  }

  /** Why bots on a provider are offline: it is not set up, or it fails; null while neither is known. */
  offlineReason(provider: Provider): string | null {
    const state = this.#models.states().find((entry) => entry.provider === provider);
    if (state && !state.isConfigured) return `${provider} is not configured; the settings say what it needs.`;
    return this.#failingReason(provider);
  }

  #failingReason(provider: Provider): string | null {
    const state = this.#models.states().find((entry) => entry.provider === provider);
    if (!state || state.breaker === 'closed') return null;
    return `${provider} failed repeatedly and is left alone for a while: ${state.lastFailure?.sentence ?? 'no reason given'}`;
  }

  async states({ bots }: Community): Promise<ProviderState[]> {
    return Promise.all(
      this.#models.states().map(async ({ provider, isConfigured, breaker, lastFailure }) => {
        const { names, sentence } = await this.#models.modelsOf(provider);
        // A provider that has not been called yet but does not even list its models is not known to be well.
        const isKnown = isConfigured && (names.length > 0 || sentence === null);
        const health = breaker !== 'closed' ? 'degraded' : isKnown ? 'good' : 'unknown';
        const botCount = [...bots.values()].filter(({ config }) => config.model.provider === provider).length;
        return {
          provider,
          isConfigured,
          health,
          models: [...names],
          botCount,
          sentence: this.#failingReason(provider) ?? sentence ?? healthy,
          failedAt: lastFailure ? new Date(lastFailure.atMs).toISOString() : null,
        };
      }),
    );
  }

  /** Tells the log which providers began to fail or recovered since the last time. */
  async notice(committer: Pick<Committer, 'store'>): Promise<void> {
    const states = this.#models.states();
    const degraded = new Set(states.flatMap(({ provider, breaker }) => (breaker === 'closed' ? [] : [provider])));
    const fallen = [...degraded].filter((provider) => !this.#degraded.has(provider));
    const recovered = [...this.#degraded].filter((provider) => !degraded.has(provider));
    if (fallen.length + recovered.length === 0) return;
    await committer.store(async (_trx, record) => {
      for (const provider of fallen)
        record({
          type: 'provider.degraded',
          payload: { provider, sentence: this.#failingReason(provider) ?? 'It failed repeatedly.' },
        });
      for (const provider of recovered) record({ type: 'provider.recovered', payload: { provider } });
    });
    this.#degraded = degraded;
  }
}

const healthy = 'No call has failed lately.';
