/** The providers as tests meet them: real SDKs against local servers, and the scripted one without any. */
import type { ProviderSettings } from '../../../server/language/provider-parts.ts';
import type { ModelRequest } from '../../../server/language/port.ts';
import { Secret } from '../../../server/language/secret.ts';
import { anthropicKey, anthropicModel, startAnthropicServer } from './anthropic-server.ts';
import type { ModelServer } from './model-server.ts';
import { ollamaModel, startOllamaServer } from './ollama-server.ts';

export interface ProviderSetup {
  readonly title: string;
  readonly start: () => Promise<ModelServer>;
  /** @param silenceMs Longest silence; a busy machine is silent for a while without anything being wrong. */
  readonly settings: (url: string, silenceMs?: number) => ProviderSettings;
}

const anthropic = (isStreaming: boolean): ProviderSetup => ({
  title: isStreaming ? 'anthropic' : 'anthropic without a stream',
  start: startAnthropicServer,
  settings: (baseUrl, silenceMs = 10_000) => ({
    provider: 'anthropic',
    name: anthropicModel,
    baseUrl,
    apiKey: new Secret(anthropicKey),
    silenceMs,
    isStreaming,
    cacheLife: '5m',
  }),
});

export const anthropicSetup = anthropic(true);

export const ollamaSetup: ProviderSetup = {
  title: 'ollama',
  start: startOllamaServer,
  settings: (baseUrl, silenceMs = 10_000) => ({
    provider: 'ollama',
    name: ollamaModel,
    baseUrl,
    contextTokens: 8_192,
    silenceMs,
  }),
};

export const scriptedSetup: ProviderSetup = {
  title: 'scripted',
  start: async () => ({ url: '', requests: [], plans: [], close: async () => undefined }),
  settings: () => ({ provider: 'scripted', name: 'scripted', seed: 7 }),
};

export const wholeAnthropicSetup = anthropic(false);

export function requestOf(changes: Partial<ModelRequest> = {}): ModelRequest {
  return {
    purpose: 'reply',
    caller: { ventureId: 'v1', botId: 'mona-field' },
    stable: ['You are Mona Field, curious and brief.', 'Never post a link.'],
    messages: [
      { role: 'user', text: 'Topic: onboarding new members\nLeo: The first evening decides whether they stay.' },
    ],
    maxTokens: 300,
    ...changes,
  };
}
