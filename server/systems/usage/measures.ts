/** Figures on calls to language models for Prometheus. */
import type { EndedCall } from '../../language/keep-calls.ts';
import { providerNames } from '../../language/models.ts';
import type { Metrics } from '../../platform/telemetry/metrics.ts';

export class ModelMeasures {
  readonly #durations;
  readonly #attempts;
  readonly #tokens;
  readonly #costs;

  constructor(metrics: Metrics) {
    this.#durations = metrics.histogram(
      'claque_model_call_duration_seconds',
      'Time of a call to a language model, with all its attempts, by how it ended.',
      { labelNames: ['provider', 'purpose', 'outcome'], buckets: [0.05, 0.25, 1, 2.5, 5, 10, 30, 60, 120] },
    );
    this.#attempts = metrics.counter('claque_model_attempts_total', 'How often providers were asked.', ['provider']);
    this.#tokens = metrics.counter('claque_model_tokens_total', 'Tokens that language models used.', [
      'provider',
      'kind',
    ]);
    this.#costs = metrics.counter('claque_model_cost_usd_total', 'What language models cost, in US dollars.', [
      'provider',
    ]);
    // From the start, so that the first dollar counts as a rise.
    for (const provider of providerNames) {
      this.#attempts.inc({ provider }, 0);
      this.#costs.inc({ provider }, 0);
    }
  }

  /** @param costUsd Null where it is not known. */
  ended(
    { model: { provider }, request: { purpose }, result, attemptCount, durationMs }: EndedCall,
    costUsd: number | null,
  ): void {
    const outcome = result.kind === 'failed' ? result.code : result.kind;
    this.#durations.observe({ provider, purpose, outcome }, durationMs / 1_000);
    this.#attempts.inc({ provider }, attemptCount);
    this.#costs.inc({ provider }, costUsd ?? 0);
    const { inputTokens, outputTokens, cacheReadTokens, cacheWrite5mTokens, cacheWrite1hTokens } = result.usage;
    const cacheWriteTokens = cacheWrite5mTokens + cacheWrite1hTokens;
    const tokens = {
      input: inputTokens,
      output: outputTokens,
      cache_read: cacheReadTokens,
      cache_write: cacheWriteTokens,
    };
    for (const [kind, count] of Object.entries(tokens)) this.#tokens.inc({ provider, kind }, count);
  }
}
