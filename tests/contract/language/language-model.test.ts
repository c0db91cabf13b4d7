/** One suite for the LanguageModel port, run against every provider (BC-7). */
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { checkProvider } from '../../../server/language/check-provider.ts';
import { createProvider } from '../../../server/language/create-language-model.ts';
import type { LanguageModel } from '../../../server/language/port.ts';
import { totalTokens } from '../../../server/language/usage.ts';
import { ManualTime } from '../../support/manual-time.ts';
import { anthropicKey } from '../../support/model-servers/anthropic-server.ts';
import type { ModelServer } from '../../support/model-servers/model-server.ts';
import {
  anthropicSetup,
  ollamaSetup,
  requestOf,
  scriptedSetup,
  wholeAnthropicSetup,
} from '../../support/model-servers/setups.ts';

const Reply = z.object({ text: z.string().min(1).max(500) });

describe.each([scriptedSetup, ollamaSetup, anthropicSetup, wholeAnthropicSetup])('$title', ({ start, settings }) => {
  let server: ModelServer;
  let model: LanguageModel;
  beforeEach(async () => {
    server = await start();
    model = createProvider(settings(server.url), { clock: new ManualTime() });
  });
  afterEach(() => server.close());

  test('answers with text, an end and what it consumed', async () => {
    const result = await model.complete(requestOf());
    expect(result).toMatchObject({ kind: 'answered', stopReason: 'end', toolCalls: [], value: undefined });
    if (result.kind === 'answered') expect(result.text.length).toBeGreaterThan(5);
    expect(totalTokens(result.usage)).toBeGreaterThan(0);
  });

  test('gives a value of the form that was asked for', async () => {
    server.plans.push({ kind: 'answer', text: '{"text":"Mentors help."}' });
    const result = await model.complete(requestOf({ schema: Reply }));
    expect(result.kind).toBe('answered');
    if (result.kind === 'answered') expect(Reply.parse(result.value).text).not.toBe('');
  });

  test('fails with broken_schema when the answer has another form, and hands out no value', async () => {
    server.plans.push({ kind: 'answer', text: '{"text":"Mentors help."}' });
    const result = await model.complete(requestOf({ schema: z.object({ votes: z.number() }) }));
    expect(result).toMatchObject({ kind: 'failed', code: 'broken_schema' });
    expect(result).not.toHaveProperty('value');
  });

  test('streams the very text that it answers with', async () => {
    server.plans.push({ kind: 'answer', text: 'Mentors help, and so does a first name: “Åse” 👋.' });
    let streamed = '';
    const result = await model.complete(requestOf({ onText: (piece) => (streamed += piece) }));
    expect(result).toMatchObject({ kind: 'answered', text: streamed });
  });

  test('says when the answer was cut at the tokens allowed', async () => {
    server.plans.push({ kind: 'answer', text: 'Mentors', stop: model.provider === 'ollama' ? 'length' : 'max_tokens' });
    expect(await model.complete(requestOf({ maxTokens: 5 }))).toMatchObject({
      kind: 'answered',
      stopReason: 'max_tokens',
    });
  });

  test('never rejects when it is called off beforehand', async () => {
    const result = await model.complete(requestOf({ signal: AbortSignal.abort() }));
    expect(result).toMatchObject({ kind: 'failed', code: 'cancelled' });
  });

  test('answers many calls at once', async () => {
    const results = await Promise.all(Array.from({ length: 30 }, () => model.complete(requestOf())));
    expect(results.filter(({ kind }) => kind === 'answered')).toHaveLength(30);
  });

  test('shows no key, however it is printed', async () => {
    const result = await model.complete(requestOf());
    const printed = inspect([model, settings(server.url), result], { depth: 12, showHidden: true });
    expect(printed + JSON.stringify([model, settings(server.url)])).not.toContain(anthropicKey);
  });

  test('is found to answer', async () => {
    const check = await checkProvider(settings(server.url), new ManualTime());
    expect(check).toMatchObject({ isAnswering: true, code: null });
  });
});

describe('what is sent', () => {
  test('anthropic gets one cache marker, at the end of the stable prefix, and no temperature', async () => {
    const server = await anthropicSetup.start();
    const model = createProvider(anthropicSetup.settings(server.url), { clock: new ManualTime() });
    const result = await model.complete(requestOf({ temperature: 0.4 }));
    expect(server.requests[0]?.body).toMatchObject({
      stream: true,
      system: [
        { type: 'text', text: 'You are Mona Field, curious and brief.' },
        { type: 'text', text: 'Never post a link.', cache_control: { type: 'ephemeral', ttl: '5m' } },
      ],
    });
    expect(JSON.stringify(server.requests[0]?.body).match(/cache_control/g)).toHaveLength(1);
    expect(server.requests[0]?.body).not.toHaveProperty('temperature');
    expect(result.usage).toEqual({
      inputTokens: 21,
      outputTokens: 12,
      cacheReadTokens: 400,
      cacheWrite5mTokens: 10,
      cacheWrite1hTokens: 20,
    });
    await server.close();
  });

  test('ollama gets its context window, its limit and a form, and does not think', async () => {
    const server = await ollamaSetup.start();
    const model = createProvider(ollamaSetup.settings(server.url), { clock: new ManualTime() });
    server.plans.push({ kind: 'answer', text: '{"text":"Mentors help."}' });
    await model.complete(requestOf({ temperature: 0.4, schema: Reply }));
    expect(server.requests[0]?.body).toMatchObject({
      stream: true,
      think: false,
      options: { num_ctx: 8192, num_predict: 300, temperature: 0.4 },
      format: { type: 'object', required: ['text'] },
    });
    await server.close();
  });

  test('ollama is not asked what does not fit its context', async () => {
    const server = await ollamaSetup.start();
    const model = createProvider(ollamaSetup.settings(server.url), { clock: new ManualTime() });
    const result = await model.complete(requestOf({ stable: ['word '.repeat(20_000)] }));
    expect(result).toMatchObject({ kind: 'failed', code: 'too_large' });
    expect(server.requests).toHaveLength(0);
    await server.close();
  });

  test.each([anthropicSetup, ollamaSetup])('$title gets the tools, and a fitting call comes back', async (setup) => {
    const server = await setup.start();
    const model = createProvider(setup.settings(server.url), { clock: new ManualTime() });
    server.plans.push({ kind: 'answer', toolCalls: [{ name: 'search', arguments: { query: 'mentoring' } }] });
    const tools = [{ name: 'search', description: 'Searches.', schema: z.object({ query: z.string().max(200) }) }];
    expect(await model.complete(requestOf({ tools }))).toMatchObject({
      kind: 'answered',
      toolCalls: [{ name: 'search', arguments: { query: 'mentoring' } }],
    });
    expect(JSON.stringify(server.requests[0]?.body['tools'])).toContain('Searches.');
    await server.close();
  });
});
