/** What the language room needs to know from the configuration; the same for every bot. */
import type { ProviderName } from './port.ts';
import type { AnthropicSettings, ProviderSettings } from './provider-parts.ts';
import { Secret } from './secret.ts';

/** A file of calls: written, or read in place of asking anybody. */
export interface RecordingSettings {
  readonly mode: 'record' | 'play';
  readonly path: string;
}

export interface LanguageSettings {
  readonly ollamaUrl: string;
  /** Context window of models on Ollama, in tokens. */
  readonly ollamaContextTokens: number;
  readonly anthropicUrl: string;
  /** Null where there is none: then Anthropic is not configured. */
  readonly anthropicKey: Secret | null;
  readonly cacheLife: AnthropicSettings['cacheLife'];
  readonly isStreaming: boolean;
  /** An unsigned 32-bit integer. */
  readonly scriptedSeed: number;
  /** Longest time of a call with all its retries and its repair, in ms. */
  readonly deadlineMs: number;
  /** Longest silence of a provider, in ms. */
  readonly silenceMs: number;
  /** Null where calls are neither recorded nor played back. */
  readonly recording: RecordingSettings | null;
}

/** Which model, as a bot's configuration names it. */
export interface ModelChoice {
  readonly provider: ProviderName;
  readonly name: string;
}

/** How one model is asked. Without a key the provider refuses: see to it that it is not called. */
export function providerSettings(settings: LanguageSettings, { provider, name }: ModelChoice): ProviderSettings {
  const { silenceMs, isStreaming, cacheLife } = settings;
  switch (provider) {
    case 'scripted':
      return { provider, name, seed: settings.scriptedSeed };
    case 'ollama':
      return { provider, name, baseUrl: settings.ollamaUrl, contextTokens: settings.ollamaContextTokens, silenceMs };
    case 'anthropic': {
      const apiKey = settings.anthropicKey ?? new Secret('');
      return { provider, name, baseUrl: settings.anthropicUrl, apiKey, silenceMs, isStreaming, cacheLife };
    }
  }
}
