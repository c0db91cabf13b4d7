/** What the server tracks of its own work: heartbeats, decisions, branches, reports (EX-1, EX-9, EX-10). */
import { expect, test } from 'vitest';
import type { Execution } from '../../server/contract/execution.ts';
import type { Heartbeat } from '../../server/contract/bot.ts';
import type { Problem } from '../../server/contract/problem.ts';
import { ChildServer } from '../support/child-server.ts';
import { createExecution, listExecutions, patchLogs, showExecution } from '../support/executions.ts';
import { startLivingServer } from '../support/living-bots.ts';
import {
  call,
  startSession,
  startTestServer,
  temporaryFolder,
  until,
  untilSession,
  withSuggestion,
} from '../support/server.ts';
import { StreamClient } from '../support/stream-client.ts';

test('every heartbeat is an execution with its stages, and what came of it in its log (EX-1)', async () => {
  const server = await startLivingServer();
  const heartbeat = await server.beat('mona-field');
  const { items } = await until(
    () => listExecutions(server, 'kind=heartbeat'),
    ({ totals }) => totals.completed === 1,
  );
  expect(items).toMatchObject([
    { title: 'Heartbeat of Mona Field', source: 'server', metadata: { botId: 'mona-field' }, stageCount: 4 },
  ]);
  const shown = await showExecution(server, items[0]!.id);
  expect(shown.stages.map(({ name }) => name)).toEqual(['perceive', 'decide', 'act', 'remember']);
  expect(shown.logs.items.map(({ message }) => message)).toEqual([heartbeat.sentence]);
});

test('a decision goes from its anomaly to what was learnt, and another ends with a person’s no (EX-1)', async () => {
  const server = await startTestServer();
  const { id } = await startSession(server, { mode: 'auto', speed: 'max' });
  await untilSession(server, id, ({ status }) => status === 'ended');
  const { items } = await until(
    () => listExecutions(server, 'kind=decision'),
    ({ total, totals }) => total > 0 && totals.running === 0,
  );
  const first = await showExecution(server, items.at(-1)!.id);
  expect(first).toMatchObject({ status: 'completed', metadata: { sessionId: id, interventionNumber: 1 } });
  expect(first.title).toMatch(/^Decision 1 in “.+”: [a-z ]+ on (an?|low) [a-z ]+$/);
  expect(first.stages.map(({ name }) => name)).toEqual(['approval', 'launch', 'outcome', 'learning']);
  const messages = first.logs.items.map(({ message }) => message).join('\n');
  expect(messages).toContain('Approved by policy.');
  expect(messages).toContain('Its minute was measured.');

  const { suggestion } = await withSuggestion(server);
  const waiting = await until(
    () => listExecutions(server, 'kind=decision&status=running'),
    ({ total }) => total === 1,
  );
  const decision = waiting.items[0]!;
  expect(decision.stageName).toBe('approval');
  const refused = await call<Problem>(server, 'POST', `/api/agents/executions/${decision.id}/cancel`, {});
  expect(refused.status).toBe(409);
  expect(refused.body.detail).toContain('cannot be called off');
  expect((await patchLogs(server, decision.id, { entries: [{ message: 'mine' }] })).status).toBe(409);
  await call(server, 'POST', `/api/interventions/${suggestion.id}/dismiss`, { reason: 'not now' });
  await call(server, 'POST', `/api/sessions/${suggestion.sessionId}/step`, { ticks: 1 });
  const dismissed = await until(
    () => showExecution(server, decision.id),
    ({ status }) => status === 'completed',
  );
  expect(dismissed.logs.items.at(-1)!.message).toBe('Dismissed by panel: not now');
});

test('branches and reports are executions; called off, a branch is not kept (EX-1)', async () => {
  const server = await startTestServer();
  const { id } = await startSession(server, { mode: 'auto', isPaused: true });
  await call(server, 'POST', `/api/sessions/${id}/step`, { ticks: 300 });
  await call(server, 'GET', `/api/sessions/${id}/report?seeds=2`);
  const report = await until(
    () => listExecutions(server, 'kind=report'),
    ({ totals }) => totals.completed === 1,
  );
  expect(report.items[0]).toMatchObject({ stageCount: 2, stageNumber: 2, progress: { percent: 100 } });

  const branching = call<Problem>(server, 'POST', `/api/sessions/${id}/branches`, {
    fromTick: 250,
    change: { kind: 'mode', mode: 'off' },
  });
  const running = await until(
    () => listExecutions(server, 'kind=branch'),
    ({ total }) => total === 1,
  );
  const cancelled = await call<Execution>(server, 'POST', `/api/agents/executions/${running.items[0]!.id}/cancel`, {});
  const { status } = await branching;
  // It may have been quicker than we were.
  expect([cancelled.status, status]).toEqual(cancelled.status === 200 ? [200, 409] : [409, 201]);
});

test('what the server was performing when it was killed has failed, with the reason; what is performed elsewhere goes on (EX-9)', async () => {
  const folder = temporaryFolder();
  const first = new ChildServer(folder);
  const server = await first.ready();
  const { id } = await createExecution(server);
  const { id: pending } = await createExecution(server, { status: 'pending' });
  const patch = { entries: [{ message: 'kept' }] };
  const { body: receipt } = await patchLogs(server, id, patch, 'before');
  const { suggestion } = await withSuggestion(server);
  await until(
    () => listExecutions(server, 'kind=decision&status=running'),
    ({ total }) => total === 1,
  );
  await first.signal('SIGKILL');

  const second = new ChildServer(folder);
  const again = await second.ready();
  const [decision] = (await listExecutions(again, 'kind=decision&status=failed')).items;
  const failed = await showExecution(again, decision!.id);
  expect(failed.reason).toBe('The server stopped while it was under way.');
  expect(failed.progress.sentence).toBe('It failed in stage 2 of 5: The server stopped while it was under way.');
  expect((await showExecution(again, pending)).status).toBe('pending');
  // A client that never got its answer asks again, and gets it; nothing is written twice.
  expect((await patchLogs(again, id, patch, 'before')).body).toEqual(receipt);
  expect(await showExecution(again, id)).toMatchObject({ status: 'running', entryCount: 1 });
  expect((await patchLogs(again, id, { status: 'completed' })).body.status).toBe('completed');
  // The decision goes on with its session, as an execution of its own.
  await call(again, 'POST', `/api/interventions/${suggestion.id}/dismiss`, { reason: 'too late' });
  await call(again, 'POST', `/api/sessions/${suggestion.sessionId}/step`, { ticks: 1 });
  const decisions = await until(
    () => listExecutions(again, 'kind=decision'),
    ({ totals }) => totals.completed === 1,
  );
  expect(decisions.totals).toMatchObject({ failed: 1, completed: 1, running: 0 });
  await second.signal('SIGTERM');
});

test('killed in the middle of many writes, every entry that was acknowledged is there, once and in order (EX-5, F-28)', async () => {
  const folder = temporaryFolder();
  const first = new ChildServer(folder);
  const server = await first.ready();
  const { id } = await createExecution(server);
  const acknowledged: number[] = [];
  const sent = new Set<number>();
  let next = 0;
  const client = async () => {
    for (;;) {
      const number = (next += 1);
      sent.add(number);
      const answer = await patchLogs(server, id, { entries: [{ message: `${number}` }] }, `n-${number}`).catch(
        () => null,
      );
      if (answer?.status !== 200) return;
      acknowledged.push(number);
    }
  };
  const clients = Array.from({ length: 8 }, () => client());
  await until(
    () => Promise.resolve(acknowledged.length),
    (count) => count >= 200,
  );
  await first.signal('SIGKILL');
  await Promise.all(clients);

  const second = new ChildServer(folder);
  const again = await second.ready();
  const stored: { position: number; message: string }[] = [];
  for (let isMore = true; isMore;) {
    const { logs } = await showExecution(again, id, `?limit=500&after=${stored.length}`);
    stored.push(...logs.items);
    isMore = logs.items.length < logs.total;
  }
  const numbers = stored.map(({ message }) => Number(message));
  expect(acknowledged.filter((number) => !numbers.includes(number))).toEqual([]);
  expect(new Set(numbers).size).toBe(numbers.length);
  expect(numbers.filter((number) => !sent.has(number))).toEqual([]);
  expect(stored.map(({ position }) => position)).toEqual(stored.map((_, index) => index + 1));
  expect((await showExecution(again, id)).entryCount).toBe(stored.length);
  await second.signal('SIGTERM');
});

test('the log of a model call bears the id of the heartbeat that made it (EX-10)', async () => {
  const child = new ChildServer(temporaryFolder(), { NODE_ENV: 'production', CLAQUE_LOG_LEVEL: 'debug' });
  const server = await child.ready();
  await call(server, 'PUT', '/api/pace', { pace: 'paused' });
  const { body: state } = await call<{ config: { behaviour: object } }>(server, 'GET', '/api/bots/mona-field/config');
  const behaviour = { ...state.config.behaviour, leadership: 100, creativity: 100, shyness: 0 };
  await call(server, 'PUT', '/api/bots/mona-field/config', { config: { ...state.config, behaviour } });
  await until(
    async () => (await call<Heartbeat>(server, 'POST', '/api/bots/mona-field/heartbeats')).body,
    ({ provider }) => provider !== null,
  );
  const line = await until(
    () => Promise.resolve(child.output.split('\n').find((text) => text.includes('A model was called'))),
    (found) => found !== undefined,
  );
  const { executionId, purpose } = JSON.parse(line!) as { executionId: string; purpose: string };
  expect(purpose).toMatch(/\w/);
  const execution = await until(
    () => showExecution(server, executionId).catch(() => null),
    (found) => found !== null,
  );
  expect(execution!.kind).toBe('heartbeat');
  await child.signal('SIGTERM');
});

test('too many failures of a kind are said, once (EX-10)', async () => {
  const server = await startTestServer();
  const fail = async () => {
    const { id } = await createExecution(server, { kind: 'brittle' });
    await patchLogs(server, id, { status: 'failed', reason: 'No line.' });
  };
  for (let count = 0; count < 7; count += 1) await fail();
  const client = await StreamClient.connect(server);
  client.subscribe('executions', 0);
  const alerts = () => client.activities.filter(({ type }) => type === 'execution.alert');
  await client.until(() => client.activities.filter(({ type }) => type === 'execution.failed').length === 7);
  expect(alerts().map(({ payload }) => payload['sentence'])).toEqual([
    '5 of the last 5 executions of kind brittle have failed within the hour.',
  ]);
  client.close();
});
