import type { Attributes, Span, Tracer } from '@opentelemetry/api';
import { SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { chat, genAi } from './gen-ai-names.ts';
import type { LanguageModel, ModelRequest, ModelResult } from './port.ts';
import { promptTokens } from './usage.ts';

/**
 * Puts a span around every call, with all its attempts and its repair in it: who asked for what, what it consumed, and
 * the code of what went wrong. Neither prompt nor answer is in it, nor a sentence, which may quote the provider.
 */
export function withTracing(model: LanguageModel, tracer: Tracer): LanguageModel {
  const kind = model.provider === 'scripted' ? SpanKind.INTERNAL : SpanKind.CLIENT;
  return {
    provider: model.provider,
    name: model.name,
    complete: (request) =>
      tracer.startActiveSpan(`${chat} ${model.name}`, { kind, attributes: askedOf(model, request) }, async (span) => {
        try {
          const result = await model.complete(request);
          span.setAttributes(toldBy(result));
          if (result.kind === 'failed') fail(span, result.code);
          return result;
        } catch (error) {
          fail(span, error instanceof Error ? error.name : '_OTHER');
          throw error;
        } finally {
          span.end();
        }
      }),
  };
}

function askedOf({ provider, name }: LanguageModel, request: ModelRequest): Attributes {
  const { caller, temperature } = request;
  return {
    [genAi.operation]: chat,
    [genAi.provider]: provider,
    [genAi.requestModel]: name,
    [genAi.requestMaxTokens]: request.maxTokens,
    [genAi.outputType]: request.schema ? 'json' : 'text',
    [genAi.purpose]: request.purpose,
    [genAi.ventureId]: caller.ventureId,
    ...(caller.botId !== null && { [genAi.agentId]: caller.botId }),
    ...(temperature !== undefined && { [genAi.requestTemperature]: temperature }),
  };
}

function toldBy(result: ModelResult): Attributes {
  const { usage } = result;
  return {
    [genAi.inputTokens]: promptTokens(usage),
    [genAi.outputTokens]: usage.outputTokens,
    [genAi.cacheReadTokens]: usage.cacheReadTokens,
    [genAi.cacheWriteTokens]: usage.cacheWrite5mTokens + usage.cacheWrite1hTokens,
    ...(result.kind === 'answered' && { [genAi.finishReasons]: [result.stopReason] }),
  };
}

function fail(span: Span, errorType: string): void {
  span.setAttribute(genAi.errorType, errorType);
  span.setStatus({ code: SpanStatusCode.ERROR });
}
