/**
 * What spans of model calls are called, after OpenTelemetry's conventions for generative AI. These are marked
 * "development" and may change: no other file spells them.
 */
export const genAi = {
  operation: 'gen_ai.operation.name',
  provider: 'gen_ai.provider.name',
  agentId: 'gen_ai.agent.id',
  requestModel: 'gen_ai.request.model',
  requestMaxTokens: 'gen_ai.request.max_tokens',
  requestTemperature: 'gen_ai.request.temperature',
  outputType: 'gen_ai.output.type',
  finishReasons: 'gen_ai.response.finish_reasons',
  /** The whole prompt, cached parts included, as the conventions want it. */
  inputTokens: 'gen_ai.usage.input_tokens',
  outputTokens: 'gen_ai.usage.output_tokens',
  cacheReadTokens: 'gen_ai.usage.cache_read.input_tokens',
  cacheWriteTokens: 'gen_ai.usage.cache_creation.input_tokens',
  errorType: 'error.type',
  // Not of the conventions: our own.
  purpose: 'claque.purpose',
  ventureId: 'claque.venture.id',
} as const;

/** The operation that every call here is. */
export const chat = 'chat';
