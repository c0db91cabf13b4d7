import type { ListResponse } from 'ollama';
import { Ollama } from 'ollama';
import { likelyInputTokens } from '../estimate.ts';
import { failed } from '../failed.ts';
import { finishAnswer } from '../finish-answer.ts';
import type { LanguageModel, ModelFailure } from '../port.ts';
import { checkDeadlineMs } from '../check-limits.ts';
import type { OllamaSettings, ProviderParts, Questioned } from '../provider-parts.ts';
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

/** The names of a server's models, or why they are not known. Nothing is generated. */
export async function ollamaModels(
  { baseUrl, silenceMs }: Pick<OllamaSettings, 'baseUrl' | 'silenceMs'>,
  { clock }: ProviderParts,
): Promise<readonly string[] | ModelFailure> {
  const line = openLine({
    silenceMs,
    contentType: 'application/json',
    signal: AbortSignal.timeout(checkDeadlineMs),
    clock,
  });
  try {
    const { models } = (await new Ollama({ host: baseUrl, fetch: line.fetch }).list()) as Partial<ListResponse>;
    if (!Array.isArray(models)) return failed('foreign_answer');
    return models.map(({ name }) => name);
  } catch (error) {
    return ollamaFailure(error, line, noUsage);
  } finally {
    line.close();
  }
}

/** Asks which models the server has; null means that it answers and has the one in question. */
export async function checkOllama(
  settings: Questioned<OllamaSettings>,
  parts: ProviderParts,
): Promise<ModelFailure | null> {
  const { name } = settings;
  const names = await ollamaModels(settings, parts);
  if ('kind' in names) return names;
  if (name === null || names.includes(name) || names.includes(`${name}:latest`)) return null;
  return failed('model_missing', { detail: `“ollama pull ${name}” brings it.` });
}
