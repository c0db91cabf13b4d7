import { Ollama } from 'ollama';
import { likelyInputTokens } from '../estimate.ts';
import { failed } from '../failed.ts';
import { finishAnswer } from '../finish-answer.ts';
import type { LanguageModel, ModelFailure } from '../port.ts';
import type { OllamaSettings, ProviderParts } from '../provider-parts.ts';
import { openLine } from '../transport.ts';
import { noUsage } from '../usage.ts';
import { ollamaFailure } from './ollama-failure.ts';
import { OllamaFold } from './ollama-fold.ts';
import { ollamaBody } from './ollama-request.ts';

/** A model on an Ollama server, one attempt a call. The SDK has no time-out at all: the line has them. */
export function createOllamaModel(settings: OllamaSettings, { clock }: ProviderParts): LanguageModel {
  return {
    provider: 'ollama',
    name: settings.name,
    async complete(request) {
      const neededTokens = likelyInputTokens(request) + request.maxTokens;
      if (neededTokens > settings.contextTokens)
        return failed('too_large', {
          detail: `It needs about ${neededTokens} tokens of a context of ${settings.contextTokens}.`,
        });
      const line = openLine({
        silenceMs: settings.silenceMs,
        contentType: 'application/x-ndjson',
        signal: request.signal,
        clock,
        isLinesOfJson: true,
      });
      const fold = new OllamaFold(request);
      try {
        const client = new Ollama({ host: settings.baseUrl, fetch: line.fetch });
        for await (const part of await client.chat(ollamaBody(request, settings))) fold.add(part);
      } catch (error) {
        return ollamaFailure(error, line, fold.usage);
      } finally {
        line.close();
      }
      return fold.isComplete ? finishAnswer(request, fold.answer) : failed('stream_cut', { usage: fold.usage });
    },
  };
}

/** Asks which models the server has; null means that it answers and has this one. */
export async function checkOllama(settings: OllamaSettings, { clock }: ProviderParts): Promise<ModelFailure | null> {
  const line = openLine({
    silenceMs: settings.silenceMs,
    contentType: 'application/json',
    signal: undefined,
    clock,
  });
  try {
    const { models } = await new Ollama({ host: settings.baseUrl, fetch: line.fetch }).list();
    const hasModel = models.some(({ name }) => name === settings.name || name === `${settings.name}:latest`);
    return hasModel ? null : failed('model_missing', { detail: `“ollama pull ${settings.name}” brings it.` });
  } catch (error) {
    return ollamaFailure(error, line, noUsage);
  } finally {
    line.close();
  }
}
