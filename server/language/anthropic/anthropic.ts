import type Anthropic from '@anthropic-ai/sdk';
import type { RawAnswer } from '../finish-answer.ts';
import { finishAnswer } from '../finish-answer.ts';
import type { LanguageModel, ModelFailure } from '../port.ts';
import { checkDeadlineMs } from '../check-limits.ts';
import type { AnthropicSettings, ProviderParts, Questioned } from '../provider-parts.ts';
import type { Secret } from '../secret.ts';
import { openLine } from '../transport.ts';
import { noUsage } from '../usage.ts';
import { anthropicClient } from './anthropic-client.ts';
import { anthropicFailure } from './anthropic-failure.ts';
import { AnthropicFold } from './anthropic-fold.ts';
import { anthropicBody } from './anthropic-request.ts';

/** Claude over Anthropic's Messages API, one attempt a call. */
export function createAnthropicModel(settings: AnthropicSettings, { clock }: ProviderParts): LanguageModel {
  return {
    provider: 'anthropic',
    name: settings.name,
    async complete(request) {
      const line = openLine({
        silenceMs: settings.silenceMs,
        contentType: settings.isStreaming ? 'text/event-stream' : 'application/json',
        signal: request.signal,
        clock,
      });
      const fold = new AnthropicFold(request.onText);
      try {
        const { messages } = anthropicClient(settings, line);
        await receive(messages, anthropicBody(request, settings), fold, settings.isStreaming);
        // A stream that is cut or aborted ends without an error; only its last event says that it is whole.
        if (!fold.isComplete) return anthropicFailure(null, line, settings.apiKey, fold.usage);
      } catch (error) {
        return anthropicFailure(error, line, settings.apiKey, fold.usage);
      } finally {
        line.close();
      }
      return finishAnswer(request, withoutKey(fold.answer, settings.apiKey));
    },
  };
}

/** The provider knows the key, so that an answer could hold it. */
function withoutKey(answer: RawAnswer, apiKey: Secret): RawAnswer {
  const toolCalls = answer.toolCalls.map((call) => ({
    ...call,
    name: apiKey.maskIn(call.name),
    arguments: apiKey.maskIn(String(call.arguments)),
  }));
  return { ...answer, text: apiKey.maskIn(answer.text), stopWord: apiKey.maskIn(answer.stopWord), toolCalls };
}

async function receive(
  messages: Anthropic.Messages,
  body: Omit<Anthropic.MessageCreateParams, 'stream'>,
  fold: AnthropicFold,
  isStreaming: boolean,
): Promise<void> {
  if (!isStreaming) {
    fold.addMessage(await messages.create({ ...body, stream: false }));
    return;
  }
  for await (const event of await messages.create({ ...body, stream: true })) fold.addEvent(event);
}

/**
 * Asks for the entry of the model in question, or of any, which costs nothing; null means that provider, key and model
 * are there.
 */
export async function checkAnthropic(
  settings: Questioned<AnthropicSettings>,
  { clock }: ProviderParts,
): Promise<ModelFailure | null> {
  const line = openLine({
    silenceMs: settings.silenceMs,
    contentType: 'application/json',
    signal: AbortSignal.timeout(checkDeadlineMs),
    clock,
  });
  try {
    const { models } = anthropicClient(settings, line);
    await (settings.name === null ? models.list({ limit: 1 }) : models.retrieve(settings.name));
    return null;
  } catch (error) {
    return anthropicFailure(error, line, settings.apiKey, noUsage);
  } finally {
    line.close();
  }
}
