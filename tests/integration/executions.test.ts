/** Executions over HTTP and stream: created, written, shown, called off (EX-1, EX-3 to EX-7). */
import { expect, test } from 'vitest';
import type { Execution, ExecutionMetrics, ExecutionPage } from '../../server/contract/execution.ts';
import type { Problem } from '../../server/contract/problem.ts';
import { createExecution, listExecutions, patchLogs, showExecution } from '../support/executions.ts';
import { call, sharedServer } from '../support/server.ts';
import { StreamClient } from '../support/stream-client.ts';

const server = sharedServer();

test('an execution goes through its stages with its log in order, and nothing follows on its end (EX-1, EX-5)', async () => {
  const { id, status, startedAt } = await createExecution(server, { status: 'pending', stageCount: 3 });
  expect({ status, startedAt }).toEqual({ status: 'pending', startedAt: null });
  const early = await patchLogs(server, id, { stage: { number: 1 } });
  expect(early.status).toBe(409);
  await patchLogs(server, id, { status: 'running', stage: { number: 1, name: 'look' }, entries: [{ message: 'one' }] });
  const entries = Array.from({ length: 5 }, (_, index) => ({ level: 'warning', message: `more ${index}` }));
  const { body: receipt } = await patchLogs(server, id, { stage: { number: 2, name: 'think' }, entries });
  expect(receipt).toEqual({
    executionId: id,
    status: 'running',
    stageNumber: 2,
    entryCount: 6,
    firstPosition: 2,
    lastPosition: 6,
  });
  expect((await patchLogs(server, id, { stage: { number: 1 } })).status).toBe(409);
  expect((await patchLogs(server, id, { stage: { number: 4 } })).status).toBe(409);
  await patchLogs(server, id, { status: 'completed' });
  const late = await patchLogs(server, id, { entries: [{ message: 'late' }] });
  expect(late.status).toBe(409);
  expect(late.body.detail).toContain('is completed: nothing can be added');

  const shown = await showExecution(server, id);
  expect(shown.stages.map(({ number, name }) => [number, name])).toEqual([
    [1, 'look'],
    [2, 'think'],
  ]);
  expect(shown.logs.items.map(({ position, message }) => [position, message])).toEqual([
    [1, 'one'],
    ...entries.map(({ message }, index) => [index + 2, message]),
  ]);
  expect(shown.progress).toMatchObject({ state: 'completed', percent: 100 });
  const tail = await showExecution(server, id, '?after=4&level=warning&search=MORE&order=newest&limit=1');
  expect(tail.logs).toMatchObject({ total: 2, items: [{ position: 6 }] });
});

test('a request of which one part cannot be done leaves nothing behind (EX-5)', async () => {
  const { id } = await createExecution(server, { stageCount: 1 });
  const refused = await patchLogs(server, id, { entries: [{ message: 'lost' }], stage: { number: 2 } });
  expect(refused.status).toBe(409);
  expect(await showExecution(server, id)).toMatchObject({ entryCount: 0, logs: { total: 0 } });
});

test('bad requests say which field is wrong', async () => {
  const { id } = await createExecution(server);
  const cases: [object, string][] = [
    [{}, 'body.entries'],
    [{ entries: [{ message: '' }] }, 'body.entries.0.message'],
    [{ entries: [{ message: 'x', context: { text: 'x'.repeat(9_000) } }] }, 'body.entries.0.context'],
    [{ status: 'failed' }, 'body.reason'],
    [{ status: 'running', reason: 'because' }, 'body.reason'],
    [{ metrics: [{ name: 'no spaces', value: 1 }] }, 'body.metrics.0.name'],
  ];
  for (const [patch, field] of cases) {
    const { status, body } = await patchLogs(server, id, patch);
    expect({ patch, status, fields: body.errors?.map((error) => error.field) }).toEqual({
      patch,
      status: 400,
      fields: [field],
    });
  }
  const kind = await call<Problem>(server, 'POST', '/api/agents/executions', { kind: 'No Such', title: 'x' });
  expect(kind.body.errors?.[0]?.field).toBe('body.kind');
});

test('the same key and body are done once and answered alike; another body is refused and told why (EX-5)', async () => {
  const { id } = await createExecution(server);
  const patch = { entries: [{ message: 'once' }] };
  const [first, beside] = await Promise.all([patchLogs(server, id, patch, 'k-1'), patchLogs(server, id, patch, 'k-1')]);
  const again = await patchLogs(server, id, patch, 'k-1');
  expect(first.status).toBe(200);
  expect([beside.body, again.body]).toEqual([first.body, first.body]);
  expect((await showExecution(server, id)).logs.total).toBe(1);
  const other = await patchLogs(server, id, { entries: [{ message: 'twice' }] }, 'k-1');
  expect(other.status).toBe(422);
  expect(other.body.type).toBe('/problems/key-reused');
  expect(other.body.detail).toMatch(/“k-1” came at .* with another body/);

  // A key is one execution's own, and outlives its end.
  const { id: second } = await createExecution(server);
  expect((await patchLogs(server, second, patch, 'k-1')).body.executionId).toBe(second);
  const end = { status: 'completed' };
  const ended = await patchLogs(server, second, end, 'k-2');
  expect((await patchLogs(server, second, end, 'k-2')).body).toEqual(ended.body);
  expect((await patchLogs(server, second, end, 'k-3')).status).toBe(409);
});

test('one execution comes of a creation that is repeated under its key (EX-5)', async () => {
  const create = async (title: string) => {
    const response = await fetch(`${server.url}/api/agents/executions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': 'create-1' },
      body: JSON.stringify({ kind: 'once', title }),
    });
    return { status: response.status, body: (await response.json()) as Execution };
  };
  const first = await create('a');
  expect(await create('a')).toEqual(first);
  expect((await create('b')).status).toBe(422);
  const { body } = await call<ExecutionPage>(server, 'GET', '/api/agents/execution-logs/default?kind=once');
  expect(body.total).toBe(1);
});

test('lists by status, kind and time with totals, and knows no other venture (EX-3)', async () => {
  const list = async (query: string) =>
    (await call<ExecutionPage>(server, 'GET', `/api/agents/execution-logs/default?kind=listed&${query}`)).body;
  for (let index = 0; index < 3; index += 1) await createExecution(server, { kind: 'listed' });
  const { id } = await createExecution(server, { kind: 'listed', status: 'pending' });
  const { id: failed } = await createExecution(server, { kind: 'listed' });
  await patchLogs(server, failed, { status: 'failed', reason: 'No line.' });
  const page = await list('limit=2&offset=0');
  expect(page).toMatchObject({ total: 5, limit: 2, totals: { pending: 1, running: 3, failed: 1 } });
  expect(page.items.map((item) => item.id)).toEqual([failed, id]);
  expect(page.items[0]!.progress).toMatchObject({ state: 'failed', sentence: 'It failed: No line.' });
  const running = await list('status=running&limit=1&offset=2');
  expect(running).toMatchObject({ total: 3, items: [{ status: 'running' }] });
  const today = new Date().toISOString().slice(0, 10);
  expect((await list(`from=${today}&to=${today}`)).total).toBeGreaterThan(0);
  expect((await list('from=2126-01-01')).total).toBe(0);
  expect((await list('to=2001-01-01T00:00:00Z')).total).toBe(0);
  expect((await call(server, 'GET', '/api/agents/execution-logs/nobody')).status).toBe(404);
  const { id: named } = await createExecution(server, { kind: 'named', title: 'Fetch 100% of the chairs' });
  for (const search of ['0% of THE', named.slice(0, 30), named.toUpperCase()])
    expect((await listExecutions(server, `search=${encodeURIComponent(search)}`)).items).toMatchObject([{ id: named }]);
  for (const search of ['1%chairs', named.slice(1)])
    expect((await listExecutions(server, `search=${encodeURIComponent(search)}`)).total).toBe(0);
  for (const query of ['limit=0', 'limit=501', 'search=', 'limit=1e9', 'status=done', 'from=yesterday'])
    expect((await call(server, 'GET', `/api/agents/execution-logs/default?${query}`)).status).toBe(400);
});

test('one that has ended may be kept for 30 s, one that runs is never stale, and an ETag spares the body (EX-4)', async () => {
  const { id } = await createExecution(server);
  const route = `/api/agents/executions/${id}`;
  const ask = (etag?: string) =>
    fetch(server.url + route, { headers: etag === undefined ? {} : { 'if-none-match': etag } });
  expect((await ask()).headers.get('cache-control')).toBe('private, no-cache');
  const etag = (await ask()).headers.get('etag')!;
  const same = await ask(etag);
  expect([same.status, await same.text()]).toEqual([304, '']);
  await patchLogs(server, id, { entries: [{ message: 'x' }] });
  expect((await ask(etag)).status).toBe(200);
  await patchLogs(server, id, { status: 'completed' });
  const ended = await ask();
  expect(ended.headers.get('cache-control')).toBe('private, max-age=30');
  expect((await ask(ended.headers.get('etag')!)).status).toBe(304);
  expect((await call(server, 'GET', '/api/agents/executions/nothing')).status).toBe(404);
});

test('figures say how long it took, how far it came, and what was recorded (EX-10)', async () => {
  const { id } = await createExecution(server, { stageCount: 4 });
  const metrics = [1, 5, 3].map((value) => ({ name: 'rings', value }));
  await patchLogs(server, id, { stage: { number: 3 }, metrics, entries: [{ level: 'error', message: 'x' }] });
  await patchLogs(server, id, { status: 'failed', reason: 'No line.' });
  const { body } = await call<ExecutionMetrics>(server, 'GET', `/api/agents/executions/${id}/metrics?limit=2`);
  expect(body).toMatchObject({
    stageCompletionRatio: 0.5,
    entries: { info: 0, warning: 0, error: 1 },
    stages: [{ number: 3 }],
    metrics: [{ name: 'rings', count: 3, last: 3, min: 1, max: 5, mean: 3 }],
    items: [{ value: 1 }, { value: 5 }],
    total: 3,
  });
  const { body: figures } = await call<string>(server, 'GET', '/metrics');
  expect(figures).toMatch(/claque_execution_duration_seconds_count\{kind="call",status="failed"\} [1-9]/);
  expect(figures).toMatch(/claque_execution_log_entries_total\{level="error"\} [1-9]/);
});

test('called off, it says so, and a second time is refused (EX-5)', async () => {
  const { id } = await createExecution(server);
  const cancel = () =>
    call<Execution & Omit<Problem, 'status'>>(server, 'POST', `/api/agents/executions/${id}/cancel`, {
      reason: 'Too late.',
    });
  expect((await cancel()).body).toMatchObject({ status: 'cancelled', reason: 'Too late.' });
  expect((await cancel()).status).toBe(409);
});

test('subscribers of an execution hear everything of it and those of all its life, also after a break (EX-7)', async () => {
  const client = await StreamClient.connect(server);
  client.subscribe('executions');
  const { id } = await createExecution(server, { stageCount: 2 });
  await patchLogs(server, id, { entries: [{ level: 'error', message: 'x' }, { message: 'y' }] });
  await patchLogs(server, id, { stage: { number: 1, name: 'dial' } });
  await patchLogs(server, id, { entries: [{ message: 'done' }], status: 'completed' });
  const heard = (client: StreamClient) =>
    client.activities
      .filter(({ payload }) => payload['executionId'] === id)
      .map(({ type }) => type.slice('execution.'.length));
  await client.until(() => heard(client).includes('completed'));
  expect(heard(client)).toEqual(['created', 'started', 'stage_changed', 'completed']);
  const [first] = client.activities.filter(({ payload }) => payload['executionId'] === id);
  expect(first).toMatchObject({ sessionId: null, tick: null, payload: { ventureId: 'default' } });

  const back = await StreamClient.connect(server);
  back.subscribe(`execution:${id}`, first!.number);
  await back.until(() => heard(back).includes('completed'));
  expect(heard(back)).toEqual(['started', 'logged', 'stage_changed', 'logged', 'completed']);
  expect(back.activities.find(({ type }) => type === 'execution.logged')?.payload).toMatchObject({
    level: 'error',
    firstPosition: 1,
    lastPosition: 2,
  });
  const numbers = back.activities.map(({ number }) => number);
  expect(back.activities.slice(1).map(({ causedBy }) => causedBy)).toEqual(numbers.slice(0, -1));
  client.close();
  back.close();
});

test('a key in what others write of their work is kept nowhere, whether it looks like one or has a name that says so (EX-5, F-42)', async () => {
  const key = 'Zk3vQ9xT7bLw2RfP8sYd';
  const text = `curl -H "Authorization: Bearer ${key}" with sk-ant-${key}`;
  const { id } = await createExecution(server, { title: text, metadata: { inner: [{ apiKey: key }, text] } });
  const entries = [{ level: 'error', message: text, context: { password: key, [`sk-ant-${key}`]: text, tries: 3 } }];
  expect((await patchLogs(server, id, { entries, stage: { number: 1, name: `sk-ant-${key}` } })).status).toBe(200);
  await patchLogs(server, id, { status: 'failed', reason: text });
  const shown = await showExecution(server, id);
  expect(shown).toMatchObject({
    stageName: '[masked]',
    metadata: { inner: [{ apiKey: '[masked]' }, expect.any(String)] },
  });
  expect(shown.logs.items[0]).toMatchObject({
    message: expect.stringContaining('with [masked]'),
    context: { password: '[masked]', tries: 3 },
  });
  expect(JSON.stringify(shown)).not.toContain(key);
  const log = await call(server, 'GET', '/api/activity?limit=500');
  expect(JSON.stringify(log.body)).not.toContain(key);
});
