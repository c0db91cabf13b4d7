/** Many bots on many models: one object a model, one breaker a provider, and what a person may know of each (BC-7). */
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { LanguageModels } from '../../../server/language/models.ts';
import { Secret } from '../../../server/language/secret.ts';
import type { LanguageSettings } from '../../../server/language/settings.ts';
import { ManualTime } from '../../support/manual-time.ts';
import { WatchedBudget } from '../../support/watched-budget.ts';
import { anthropicKey, anthropicModel, startAnthropicServer } from '../../support/model-servers/anthropic-server.ts';
import type { ModelServer } from '../../support/model-servers/model-server.ts';
import { ollamaModel, startOllamaServer } from '../../support/model-servers/ollama-server.ts';
import { requestOf } from '../../support/model-servers/setups.ts';

const priced = [
  { provider: 'anthropic', model: 'claude-sonnet-5-5' },
  { provider: 'anthropic', model: anthropicModel },
  { provider: 'ollama', model: '*' },
  { provider: 'scripted', model: '*' },
] as const;

const nowhere = 'http://127.0.0.1:9';

function modelsWith(changes: Partial<LanguageSettings> = {}) {
  const time = new ManualTime({ jumpUpToMs: 10_000 });
  const budget = new WatchedBudget();
  const settings: LanguageSettings = {
    ollamaUrl: nowhere,
    ollamaContextTokens: 8_192,
    anthropicUrl: nowhere,
    anthropicKey: new Secret(anthropicKey),
    cacheLife: '5m',
    isStreaming: true,
    scriptedSeed: 7,
    deadlineMs: 60_000,
    silenceMs: 10_000,
    recording: null,
    ...changes,
  };
  const alert = (): void => undefined;
  const parts = { clock: time, wait: time.wait, budget, alert, jitter: () => 0.5, priced };
  return { models: new LanguageModels(settings, parts), time, budget };
}

async function started(start: () => Promise<ModelServer>): Promise<ModelServer> {
  const server = await start();
  onTestFinished(() => server.close());
  return server;
}

/** An Ollama server that lists this, whatever it is. */
async function listing(body: unknown): Promise<string> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('bots on the same model share one object, and bots on different models do not (BC-7)', async () => {
  const { models } = modelsWith();
  const choices = [
    { provider: 'scripted', name: 'scripted' },
    { provider: 'scripted', name: 'other' },
    { provider: 'ollama', name: ollamaModel },
    { provider: 'anthropic', name: anthropicModel },
  ] as const;
  const first = await Promise.all(choices.map((choice) => models.modelFor(choice)));
  expect(first.map(({ provider, name }) => ({ provider, name }))).toEqual(choices);
  expect(new Set(first).size).toBe(choices.length);
  for (const [index, choice] of choices.entries()) expect(await models.modelFor(choice)).toBe(first[index]);
});

test('each provider answers through the budget with what the settings say', async () => {
  const [ollama, anthropic] = [await started(startOllamaServer), await started(startAnthropicServer)];
  const { models, budget } = modelsWith({ ollamaUrl: ollama.url, anthropicUrl: anthropic.url, cacheLife: '1h' });
  for (const choice of [
    { provider: 'scripted', name: 'scripted' },
    { provider: 'ollama', name: ollamaModel },
    { provider: 'anthropic', name: anthropicModel },
  ] as const) {
    const model = await models.modelFor(choice);
    expect(await model.complete(requestOf({ facts: { topic: 'mentoring' } }))).toMatchObject({ kind: 'answered' });
  }
  expect(ollama.requests[0]?.body).toMatchObject({ options: { num_ctx: 8_192 } });
  expect(JSON.stringify(anthropic.requests[0]?.body)).toContain('"ttl":"1h"');
  expect(budget.settled).toHaveLength(3);
});

test('models of one provider share its breaker, and the others go on (F-3)', async () => {
  const ollama = await started(startOllamaServer);
  const { models, time } = modelsWith({ ollamaUrl: ollama.url });
  const states = () => Object.fromEntries(models.states().map((state) => [state.provider, state]));
  expect(states()).toMatchObject({ anthropic: { isConfigured: true, breaker: 'closed', lastFailure: null } });
  const [one, other] = await Promise.all(
    ['claude-sonnet-5-5', anthropicModel].map((name) => models.modelFor({ provider: 'anthropic', name })),
  );
  // Attempts at 0, 0.5 and 1.5 s, then at 1.5 and 2 s: the fifth opens it.
  const failedAtMs = time.now() + 2_000;
  await one!.complete(requestOf());
  await one!.complete(requestOf());
  expect(await other!.complete(requestOf())).toMatchObject({ code: 'breaker_open' });
  expect(states()).toMatchObject({
    scripted: { breaker: 'closed', lastFailure: null },
    ollama: { breaker: 'closed', lastFailure: null },
    anthropic: { breaker: 'open', lastFailure: { code: 'unreachable', atMs: failedAtMs } },
  });
  const local = await models.modelFor({ provider: 'ollama', name: ollamaModel });
  expect(await local.complete(requestOf())).toMatchObject({ kind: 'answered' });
  time.advance(30_000);
  expect(states()).toMatchObject({ anthropic: { breaker: 'half_open' } });
});

test('the last failure tells of the account too, and never of what one call did wrong', async () => {
  const anthropic = await started(startAnthropicServer);
  const { models } = modelsWith({ anthropicUrl: anthropic.url });
  const model = await models.modelFor({ provider: 'anthropic', name: anthropicModel });
  const last = () => models.states().find(({ provider }) => provider === 'anthropic')!.lastFailure;
  anthropic.plans.push({ kind: 'status', status: 400, message: 'messages: too odd' });
  await model.complete(requestOf());
  expect(last()).toBeNull();
  anthropic.plans.push({ kind: 'status', status: 402, message: 'Pay first.' });
  await model.complete(requestOf());
  expect(last()).toMatchObject({ code: 'no_credit', sentence: expect.stringContaining('Pay first.') });
});

test('anthropic without a key is not configured: its calls fail at once, cost nothing and say what to set', async () => {
  const { models, budget } = modelsWith({ anthropicKey: null });
  const sentence = 'The provider is not configured. Set ANTHROPIC_API_KEY and start again.';
  const model = await models.modelFor({ provider: 'anthropic', name: anthropicModel });
  expect(await model.complete(requestOf())).toMatchObject({ kind: 'failed', code: 'not_configured', sentence });
  expect(budget.reserved).toHaveLength(0);
  expect(models.states().map(({ isConfigured }) => isConfigured)).toEqual([true, true, false]);
  expect(await models.check('anthropic')).toEqual({ isAnswering: false, code: 'not_configured', sentence });
  expect(await models.modelsOf('anthropic')).toEqual({ names: [anthropicModel, 'claude-sonnet-5-5'], sentence });
});

test('a check asks for a model where one is named, and only for an answer where none is', async () => {
  const [ollama, anthropic] = [await started(startOllamaServer), await started(startAnthropicServer)];
  const { models, budget } = modelsWith({ ollamaUrl: ollama.url, anthropicUrl: anthropic.url });
  for (const provider of ['scripted', 'ollama', 'anthropic'] as const) {
    expect(await models.check(provider)).toEqual({
      isAnswering: true,
      code: null,
      sentence: 'The provider answers.',
    });
    if (provider === 'scripted') continue;
    expect(await models.check(provider, 'llama9')).toMatchObject({ isAnswering: false, code: 'model_missing' });
  }
  expect(await models.check('ollama', ollamaModel)).toMatchObject({ isAnswering: true });
  expect(await modelsWith().models.check('ollama')).toMatchObject({ isAnswering: false, code: 'unreachable' });
  expect([...ollama.requests, ...anthropic.requests, ...budget.reserved]).toEqual([]);
});

test('a select gets the models that have a price: from the price file, or from what the server lists', async () => {
  const ollama = await started(startOllamaServer);
  const { models } = modelsWith({ ollamaUrl: ollama.url });
  expect(await models.modelsOf('scripted')).toEqual({ names: ['scripted'], sentence: null });
  expect(await models.modelsOf('anthropic')).toEqual({
    names: [anthropicModel, 'claude-sonnet-5-5'],
    sentence: null,
  });
  expect(await models.modelsOf('ollama')).toEqual({ names: [ollamaModel], sentence: null });
});

test('what an Ollama server lists is bounded and checked, and a server that lists nothing gives a sentence', async () => {
  const many = Array.from({ length: 5_000 }, (_, index) => ({ name: `model-${String(index).padStart(4, '0')}` }));
  const odd = [{ name: 'a b' }, { name: 7 }, {}, { name: 'x'.repeat(121) }, { name: 'esc\u001b[31m' }];
  const namesOf = async (body: unknown) => modelsWith({ ollamaUrl: await listing(body) }).models.modelsOf('ollama');
  const { names } = await namesOf({ models: [...odd, ...many, ...many] });
  expect(names).toHaveLength(200);
  expect([names[0], names.at(-1)]).toEqual(['model-0000', 'model-0199']);
  expect(await namesOf({ models: odd })).toMatchObject({ names: [], sentence: expect.stringContaining('ollama pull') });
  expect(await namesOf({})).toMatchObject({ names: [], sentence: expect.stringContaining('not a model') });
  expect(await modelsWith().models.modelsOf('ollama')).toMatchObject({
    names: [],
    sentence: expect.stringContaining('Nobody answers'),
  });
});

test('a recording plays without a key and asks nobody; one that cannot be read is read again the next time', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'claque-models-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const anthropic = await started(startAnthropicServer);
  const path = join(folder, 'calls.jsonl');
  const choice = { provider: 'anthropic', name: anthropicModel } as const;
  const player = modelsWith({ anthropicKey: null, recording: { mode: 'play', path } });
  await expect(player.models.modelFor(choice)).rejects.toThrow('cannot be read');

  const recorder = modelsWith({ anthropicUrl: anthropic.url, recording: { mode: 'record', path } });
  const recorded = await (await recorder.models.modelFor(choice)).complete(requestOf());
  expect(recorded.kind).toBe('answered');
  expect(await (await player.models.modelFor(choice)).complete(requestOf())).toEqual(recorded);
  expect(player.budget.reserved).toHaveLength(0);
  const sentence = 'A recording is played back; no provider is asked.';
  expect(await player.models.check('anthropic')).toEqual({ isAnswering: true, code: null, sentence });
  expect(await player.models.modelsOf('ollama')).toEqual({ names: [], sentence });
});

test('shows no key, however it is printed', async () => {
  const { models } = modelsWith();
  await models.modelFor({ provider: 'anthropic', name: anthropicModel });
  const printed = inspect(models, { depth: 12, showHidden: true }) + JSON.stringify([models, models.states()]);
  expect(printed).not.toContain(anthropicKey);
});
