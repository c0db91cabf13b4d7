import type { Clock } from '../kernel/clock.ts';
import type { Secret } from './secret.ts';

/** Where Ollama answers and how it is asked. */
export interface OllamaSettings {
  readonly provider: 'ollama';
  readonly name: string;
  readonly baseUrl: string;
  /** Context window in tokens; the server's own default of 4,096 would cut prompts silently. */
  readonly contextTokens: number;
  /** Longest silence, in ms; loading a model counts as one. */
  readonly silenceMs: number;
}

export interface AnthropicSettings {
  readonly provider: 'anthropic';
  readonly name: string;
  readonly baseUrl: string;
  readonly apiKey: Secret;
  /** Longest silence, in ms; a stream sends a ping every few seconds. */
  readonly silenceMs: number;
  /** Off for a proxy that holds event streams back; then the silence must last for a whole answer. */
  readonly isStreaming: boolean;
  /** How long the stable prefix stays in the cache: an hour costs twice the input price to write, five minutes 1.25. */
  readonly cacheLife: '5m' | '1h';
}

export interface ScriptedSettings {
  readonly provider: 'scripted';
  readonly name: string;
  /** An unsigned 32-bit integer: the same seed and request give the same answer. */
  readonly seed: number;
}

export interface ProviderParts {
  readonly clock: Clock;
}

export type ProviderSettings = ScriptedSettings | OllamaSettings | AnthropicSettings;

/** A provider as it is asked about itself: about one of its models, or with null about none in particular. */
export type Questioned<Settings extends ProviderSettings> = Settings extends ProviderSettings
  ? Omit<Settings, 'name'> & { readonly name: string | null }
  : never;
