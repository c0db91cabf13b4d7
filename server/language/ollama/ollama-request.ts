import type { ChatRequest, Tool } from 'ollama';
import type { ModelRequest } from '../port.ts';
import type { OllamaSettings } from '../provider-parts.ts';
import { jsonSchemaOf } from '../structured.ts';

/**
 * The request in the provider's form.
 *
 * Streams always: without a byte for 300 s Node gives a call up. Sets the context window: the default cuts prompts
 * silently. Thinking is off: it would eat the tokens of a post and precede JSON that is to stand alone.
 */
export function ollamaBody(request: ModelRequest, settings: OllamaSettings): ChatRequest & { stream: true } {
  const system = request.stable.filter((text) => text.trim() !== '').join('\n\n');
  return {
    model: settings.name,
    stream: true,
    think: false,
    messages: [
      ...(system === '' ? [] : [{ role: 'system', content: system }]),
      ...request.messages.map(({ role, text }) => ({ role, content: text })),
    ],
    options: {
      num_ctx: settings.contextTokens,
      num_predict: request.maxTokens,
      ...(request.temperature !== undefined && { temperature: request.temperature }),
    },
    ...(request.schema && { format: jsonSchemaOf(request.schema) }),
    ...(request.tools?.length && { tools: request.tools.map(ollamaTool) }),
  };
}

function ollamaTool({ name, description, schema }: NonNullable<ModelRequest['tools']>[number]): Tool {
  return { type: 'function', function: { name, description, parameters: jsonSchemaOf(schema) } };
}
