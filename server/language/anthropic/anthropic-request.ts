import type Anthropic from '@anthropic-ai/sdk';
import { zodOutputFormat } from '@anthropic-ai/sdk/helpers/zod';
import type { ModelRequest } from '../port.ts';
import type { AnthropicSettings } from '../provider-parts.ts';
import { jsonSchemaOf } from '../structured.ts';

/**
 * The request in the provider's form.
 *
 * The stable prefix becomes system blocks with one cache marker on the last, so that tools and persona are read from
 * the cache from the second call on. Temperature is left out: current models take none. Empty blocks are left out: the
 * API rejects them.
 */
export function anthropicBody(
  request: ModelRequest,
  settings: AnthropicSettings,
): Omit<Anthropic.MessageCreateParams, 'stream'> {
  return {
    model: settings.name,
    max_tokens: request.maxTokens,
    system: systemBlocks(request.stable, settings.cacheLife),
    messages: request.messages
      .filter(({ text }) => text.trim() !== '')
      .map(({ role, text }) => ({ role, content: text })),
    ...(request.schema && { output_config: { format: outputFormat(request.schema) } }),
    ...(request.tools?.length && {
      tools: request.tools.map(({ name, description, schema }) => ({
        name,
        description,
        input_schema: { type: 'object' as const, ...jsonSchemaOf(schema) },
      })),
    }),
  };
}

/** The SDK's own translation: it moves what the provider's grammar cannot hold into descriptions. */
function outputFormat(schema: NonNullable<ModelRequest['schema']>): Anthropic.JSONOutputFormat {
  const { type, schema: form } = zodOutputFormat(schema);
  return { type, schema: form };
}

function systemBlocks(stable: readonly string[], cacheLife: '5m' | '1h'): Anthropic.TextBlockParam[] {
  const texts = stable.filter((text) => text.trim() !== '');
  return texts.map((text, index) => ({
    type: 'text',
    text,
    ...(index === texts.length - 1 && { cache_control: { type: 'ephemeral', ttl: cacheLife } }),
  }));
}
