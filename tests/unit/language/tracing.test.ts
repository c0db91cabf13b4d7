import type { Attributes, Context, Span, SpanOptions, SpanStatus, Tracer } from '@opentelemetry/api';
import { SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { describe, expect, test } from 'vitest';
import { failed } from '../../../server/language/failed.ts';
import type { LanguageModel, ModelResult } from '../../../server/language/port.ts';
import { withTracing } from '../../../server/language/tracing.ts';
import { scriptedSetup, requestOf } from '../../support/model-servers/setups.ts';
import { startStack } from '../../support/model-servers/stack.ts';

/** A span that keeps what it is told. */
class MemorySpan implements Span {
  readonly name: string;
  readonly kind: SpanKind | undefined;
  readonly attributes: Attributes;
  status: SpanStatus = { code: SpanStatusCode.UNSET };
  endCount = 0;

  constructor(name: string, { kind, attributes = {} }: SpanOptions) {
    this.name = name;
    this.kind = kind;
    this.attributes = { ...attributes };
  }

  setAttribute(key: string, value: Attributes[string]): this {
    return this.setAttributes({ [key]: value });
  }
  setAttributes(attributes: Attributes): this {
    Object.assign(this.attributes, attributes);
    return this;
  }
  setStatus(status: SpanStatus): this {
    this.status = status;
    return this;
  }
  end(): void {
    this.endCount += 1;
  }
  spanContext = () => ({ traceId: '1', spanId: '1', traceFlags: 0 });
  isRecording = (): boolean => true;
  addEvent = (): this => this;
  addLink = (): this => this;
  addLinks = (): this => this;
  updateName = (): this => this;
  recordException = (): void => undefined;
}

class MemoryTracer implements Tracer {
  readonly spans: MemorySpan[] = [];

  startSpan(name: string, options: SpanOptions = {}): Span {
    const span = new MemorySpan(name, options);
    this.spans.push(span);
    return span;
  }

  startActiveSpan<F extends (span: Span) => unknown>(name: string, work: F): ReturnType<F>;
  startActiveSpan<F extends (span: Span) => unknown>(name: string, options: SpanOptions, work: F): ReturnType<F>;
  startActiveSpan<F extends (span: Span) => unknown>(
    name: string,
    options: SpanOptions,
    context: Context,
    work: F,
  ): ReturnType<F>;
  startActiveSpan(name: string, ...rest: unknown[]): unknown {
    const work = rest.at(-1) as (span: Span) => unknown;
    return work(this.startSpan(name, rest.length > 1 ? (rest[0] as SpanOptions) : {}));
  }
}

const usage = {
  inputTokens: 20,
  outputTokens: 7,
  cacheReadTokens: 400,
  cacheWrite5mTokens: 10,
  cacheWrite1hTokens: 30,
};
const answer: ModelResult = {
  kind: 'answered',
  text: 'The secret plan.',
  value: undefined,
  toolCalls: [],
  usage,
  stopReason: 'end',
};
const modelOf = (complete: LanguageModel['complete']): LanguageModel => ({
  provider: 'anthropic',
  name: 'claude-haiku-5-5',
  complete,
});

describe('a span', () => {
  test('says who asked for what and what it took, by the names of the conventions', async () => {
    const tracer = new MemoryTracer();
    const result = await withTracing(
      modelOf(async () => answer),
      tracer,
    ).complete(requestOf({ temperature: 0.4 }));
    expect(result).toBe(answer);
    expect(tracer.spans).toMatchObject([
      { name: 'chat claude-haiku-5-5', kind: SpanKind.CLIENT, endCount: 1, status: { code: SpanStatusCode.UNSET } },
    ]);
    expect(tracer.spans[0]?.attributes).toEqual({
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'anthropic',
      'gen_ai.agent.id': 'mona-field',
      'gen_ai.request.model': 'claude-haiku-5-5',
      'gen_ai.request.max_tokens': 300,
      'gen_ai.request.temperature': 0.4,
      'gen_ai.output.type': 'text',
      'gen_ai.response.finish_reasons': ['end'],
      'gen_ai.usage.input_tokens': 460,
      'gen_ai.usage.output_tokens': 7,
      'gen_ai.usage.cache_read.input_tokens': 400,
      'gen_ai.usage.cache_creation.input_tokens': 40,
      'claque.purpose': 'reply',
      'claque.venture.id': 'v1',
    });
  });

  test('has the code of what went wrong, and ends when the model throws', async () => {
    const tracer = new MemoryTracer();
    const request = requestOf({ caller: { ventureId: 'v1', botId: null } });
    await withTracing(
      modelOf(async () => failed('overloaded', { usage })),
      tracer,
    ).complete(request);
    const broken = modelOf(() => Promise.reject(new TypeError('ours')));
    await expect(withTracing(broken, tracer).complete(request)).rejects.toThrow('ours');
    expect(tracer.spans).toMatchObject([
      { attributes: { 'error.type': 'overloaded', 'gen_ai.usage.output_tokens': 7 }, endCount: 1 },
      { attributes: { 'error.type': 'TypeError' }, endCount: 1 },
    ]);
    for (const { status, attributes } of tracer.spans) {
      expect(status).toEqual({ code: SpanStatusCode.ERROR });
      expect(attributes).not.toHaveProperty('gen_ai.agent.id');
    }
  });

  test('holds neither prompt nor answer nor what the provider said', async () => {
    const tracer = new MemoryTracer();
    const request = requestOf({ stable: ['secret persona'], messages: [{ role: 'user', text: 'secret question' }] });
    for (const result of [answer, failed('bad_request', { detail: 'secret: too odd' })])
      await withTracing(
        modelOf(async () => result),
        tracer,
      ).complete(request);
    expect(JSON.stringify(tracer.spans)).not.toContain('secret');
  });
});

test('a call has one span, whatever it took to answer it', async () => {
  const tracer = new MemoryTracer();
  const { model } = await startStack(scriptedSetup.settings(''), { tracer });
  await model.complete(requestOf({ facts: { topic: 'mentoring' } }));
  expect(tracer.spans).toMatchObject([{ name: 'chat scripted', kind: SpanKind.INTERNAL, endCount: 1 }]);
});

test('without an SDK nothing is traced and every call goes on', async () => {
  const model = withTracing(
    modelOf(async () => answer),
    trace.getTracer('test'),
  );
  expect(await model.complete(requestOf())).toBe(answer);
});
