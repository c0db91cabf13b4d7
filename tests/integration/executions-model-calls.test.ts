/** What language models were asked for an execution, kept with it (EX-12). */
import { expect, test } from 'vitest';
import type { ModelCallPage } from '../../server/contract/model-call.ts';
import { listExecutions, showExecution } from '../support/executions.ts';
import { startLivingServer } from '../support/living-bots.ts';
import { call, startSession, startTestServer, until } from '../support/server.ts';
import { StreamClient } from '../support/stream-client.ts';
import { onOllama, saidTo, startWritingOllama } from '../support/writing-models.ts';

const bot = 'mona-field';

async function callsOf(server: { url: string }, id: string, query = ''): Promise<ModelCallPage> {
  const route = `/api/agents/executions/${id}/model-calls${query}`;
  const { status, body } = await call<ModelCallPage>(server, 'GET', route);
  expect(status).toBe(200);
  return body;
}

test('a heartbeat has its prompt and its answer, the stable part apart, and the stream tells of each call (EX-7, EX-12)', async () => {
  const model = await startWritingOllama();
  const server = await startLivingServer({ environment: model.environment });
  await server.configure(bot, { model: onOllama });
  await server.makeEager(bot);
  await server.beatUntilAsked(bot);
  const { items } = await until(
    () => listExecutions(server, 'kind=heartbeat&status=completed'),
    ({ items }) => items.some(({ modelCallCount }) => modelCallCount > 0),
  );
  const execution = items.find(({ modelCallCount }) => modelCallCount > 0)!;
  const { items: calls, total } = await callsOf(server, execution.id);
  expect(total).toBe(execution.modelCallCount);
  expect(calls[0]).toMatchObject({ position: 1, provider: 'ollama', code: null, attemptCount: 1, costUsd: 0 });
  const sent = saidTo(model.requests[0]!);
  for (const text of [...calls[0]!.stable, ...calls[0]!.messages.map(({ text }) => text)])
    expect(sent).toContain(JSON.stringify(text).slice(1, -1));
  expect(calls[0]!.stable.join('\n')).toContain('Mona Field');
  expect(calls[0]!.answer).toContain('Answer number');
  const client = await StreamClient.connect(server);
  client.subscribe(`execution:${execution.id}`, 0);
  await client.until(() => client.activities.some(({ type }) => type === 'execution.completed'));
  const told = client.activities.filter(({ type }) => type === 'execution.model_called');
  expect(told.map(({ payload }) => payload['position'])).toEqual(calls.map(({ position }) => position));
  client.close();
});

test('an interview is an execution with its call, one that fails as well (EX-1, EX-12)', async () => {
  const server = await startLivingServer({ environment: { OLLAMA_HOST: '127.0.0.1:1' } }); // Nobody answers there.
  const key = `sk-${'Zk3vQ9xT'.repeat(4)}`;
  await server.ask('POST', `/api/bots/${bot}/interview`, { question: `My key is ${key}. What is yours?` });
  const { items } = await until(
    () => listExecutions(server, 'kind=interview'),
    ({ totals }) => totals.completed === 1,
  );
  expect(items[0]).toMatchObject({ title: 'Interview of Mona Field', metadata: { botId: bot }, modelCallCount: 1 });
  const shown = JSON.stringify(await callsOf(server, items[0]!.id));
  expect(shown).toContain('What is yours?');
  expect(shown).not.toContain(key);

  await server.configure(bot, { model: onOllama });
  const refused = await call(server, 'POST', `/api/bots/${bot}/interview`, { question: 'Still there?' });
  expect(refused.status).toBe(503);
  const { items: failed } = await until(
    () => listExecutions(server, 'kind=interview&status=failed'),
    ({ total }) => total === 1,
  );
  const { items: calls } = await callsOf(server, failed[0]!.id);
  expect(calls).toMatchObject([{ code: 'unreachable', answer: null, provider: 'ollama' }]);
  expect((await showExecution(server, failed[0]!.id)).reason).toContain('gave no answer');
});

test('a decision whose words a model writes has its call (EX-12)', async () => {
  const server = await startTestServer();
  await startSession(server, { seed: 3, speed: 'max', mode: 'auto', wording: 'model' });
  const { items } = await until(
    () => listExecutions(server, 'kind=decision'),
    ({ items }) => items.some(({ modelCallCount }) => modelCallCount > 0),
  );
  const { items: calls } = await callsOf(server, items.find(({ modelCallCount }) => modelCallCount > 0)!.id);
  expect(calls[0]).toMatchObject({ position: 1, provider: 'scripted', code: null });
  expect(calls[0]!.answer).not.toBe('');
});

test('calls of what is not there are not there, and pages have their bounds (EX-12)', async () => {
  const server = await startTestServer();
  const route = '/api/agents/executions/01a1ff39-3bcc-761b-bc50-fe0b18b19700/model-calls';
  expect((await call(server, 'GET', route)).status).toBe(404);
  for (const query of ['?limit=0', '?limit=101', '?offset=-1'])
    expect((await call(server, 'GET', route + query)).status).toBe(400);
});
