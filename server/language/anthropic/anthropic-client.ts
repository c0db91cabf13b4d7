import Anthropic from '@anthropic-ai/sdk';
import type { AnthropicSettings } from '../provider-parts.ts';
import type { Line } from '../transport.ts';

/**
 * The SDK's client for one call over one watched line.
 *
 * Key and address are always passed, or it would look for them in the environment. Its retries are off: it would obey
 * a Retry-After of 24 days. It logs nothing: a broken event would be printed in full. It must stay in the closure that
 * made it: printed, it shows the key.
 */
export function anthropicClient(settings: Pick<AnthropicSettings, 'apiKey' | 'baseUrl'>, line: Line): Anthropic {
  return new Anthropic({
    apiKey: settings.apiKey.reveal(),
    baseURL: settings.baseUrl,
    maxRetries: 0,
    logLevel: 'off',
    openTelemetry: false,
    fetch: line.fetch,
  });
}
