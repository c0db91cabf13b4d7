/** The coach over HTTP and stream: health, insights by hand, recommendations, feedback (CO-2, CO-3, CO-6, CO-10). */
import { expect, test } from 'vitest';
import type {
  CoachAnswer,
  Health,
  HealthHistory,
  Insight,
  InsightPage,
  RecommendationPage,
} from '../../server/contract/coach.ts';
import type { UsagePage } from '../../server/contract/usage.ts';
import type { ExecutionPage } from '../../server/contract/execution.ts';
import {
  call,
  sharedServer,
  startSession,
  startTestServer,
  temporaryFolder,
  until,
  untilSession,
} from '../support/server.ts';
import { StreamClient } from '../support/stream-client.ts';

const server = sharedServer();
const coach = '/api/ventures/default/coach';

test('health has its arithmetic, and parts without data say what is missing (CO-2)', async () => {
  const { body: before } = await call<Health>(server, 'GET', `${coach}/health`);
  expect(before.parts.map(({ name, weightRatio }) => [name, weightRatio])).toEqual([
    ['budget', 0.35],
    ['operations', 0.25],
    ['engagement', 0.25],
    ['return', 0.15],
  ]);
  const engagement = before.parts.find(({ name }) => name === 'engagement')!;
  expect(engagement).toMatchObject({ points: null, countedRatio: 0, missing: expect.stringContaining('No session') });

  const session = await startSession(server, { mode: 'auto', speed: 'max' });
  await untilSession(server, session.id, ({ status }) => status === 'ended');
  const { body: after } = await call<Health>(server, 'GET', `${coach}/health`);
  const counted = after.parts.filter(({ points }) => points !== null);
  expect(counted.map(({ name }) => name)).toContain('engagement');
  const sum = counted.reduce((total, { points, countedRatio }) => total + points! * countedRatio, 0);
  expect(after.score).toBeCloseTo(sum, 6);
  expect(counted.reduce((total, { countedRatio }) => total + countedRatio, 0)).toBeCloseTo(1, 6);
});

test('an insight by hand is an execution, keeps the health of its day, and is told on the stream (CO-1, CO-10)', async () => {
  const client = await StreamClient.connect(server);
  client.subscribe('coach');
  await client.until(() => client.messages.some(({ type }) => type === 'subscribed'));
  const { status, body: insight } = await call<Insight>(server, 'POST', `${coach}/insights/run`);
  expect({ status, trigger: insight.trigger, by: insight.by }).toEqual({ status: 201, trigger: 'person', by: 'panel' });
  await client.until(() => client.activities.some(({ type }) => type === 'coach.insight_found'));
  client.close();

  const { body: page } = await call<InsightPage>(server, 'GET', `${coach}/insights`);
  expect(page.items[0]).toEqual(insight);
  expect(Date.parse(page.nextAt)).toBeGreaterThan(Date.parse(insight.at));
  const { body: history } = await call<HealthHistory>(server, 'GET', `${coach}/health-history`);
  expect(history.items[0]).toMatchObject({ day: insight.day, score: insight.score });
  const executions = await until(
    async () => (await call<ExecutionPage>(server, 'GET', '/api/agents/execution-logs/default?kind=insight')).body,
    ({ items }) => items.some(({ id, status: state }) => id === insight.executionId && state === 'completed'),
  );
  expect(executions.items.find(({ id }) => id === insight.executionId)!.stages.map(({ name }) => name)).toEqual([
    'check',
    'read',
    'write',
    'word',
  ]);
});

test('an unknown venture has no coach', async () => {
  for (const [method, path] of [
    ['GET', 'health'],
    ['GET', 'insights'],
    ['POST', 'insights/run'],
    ['GET', 'record'],
  ] as const)
    expect((await call(server, method, `/api/ventures/nowhere/coach/${path}`)).status).toBe(404);
});

test('without a model that writes, advice stands by itself, and questions about it are answered at the venture’s expense (CO-4)', async () => {
  for (let count = 0; count < 3; count += 1) {
    const session = await startSession(server, { mode: 'off', speed: 'max' });
    await untilSession(server, session.id, ({ status }) => status === 'ended');
  }
  await call(server, 'POST', `${coach}/insights/run`);
  const { body: page } = await call<RecommendationPage>(server, 'GET', `${coach}/recommendations`);
  const advice = page.items.find(({ templateId }) => templateId === 'scenarios-unused')!;
  expect(advice).toMatchObject({ category: 'content_inventory', state: 'open', prediction: { state: 'open' } });
  expect(advice.enriched).toBeNull();
  const { body: answer } = await call<CoachAnswer>(server, 'POST', `${coach}/recommendations/${advice.id}/chat`, {
    question: 'Where should I begin?',
  });
  expect(answer).toMatchObject({ source: 'model', provider: 'scripted', note: null });
  expect(answer.text).toContain(advice.action);
  const { body: usage } = await call<UsagePage>(server, 'GET', '/api/stats/usage?purpose=coach_chat');
  expect(usage.items).toMatchObject([{ botId: '(venture)', callCount: 1 }]);
});

test('the wizard’s mistakes come back with the field that is wrong (CO-5)', async () => {
  const draft = { title: 'Mend it', startsOn: '2026-11-21', dueOn: '2026-11-25' };
  const cases: [object, string][] = [
    [{ ...draft, tasks: [] }, 'body.tasks'],
    [{ ...draft, dueOn: '2026-11-20', tasks: [{ title: 'x', dueOn: '2026-11-21' }] }, 'body.dueOn'],
    [{ ...draft, tasks: [{ title: 'x', dueOn: '2026-11-26' }] }, 'body.tasks.0.dueOn'],
    [{ ...draft, tasks: [{ title: ' ', dueOn: '2026-11-22' }] }, 'body.tasks.0.title'],
  ];
  for (const [body, field] of cases) {
    const answer = await call<{ errors?: { field: string }[] }>(server, 'POST', `${coach}/action-plans`, body);
    expect({ status: answer.status, field: answer.body.errors?.[0]?.field }).toEqual({ status: 400, field });
  }
});

test('the server looks by itself at 06:00, and not again after a restart (CO-1)', async () => {
  const folder = temporaryFolder();
  const clock = { nowMs: Date.UTC(2026, 10, 21, 12), now: () => clock.nowMs };
  const dailyOf = async (running: { url: string }) => {
    const { body } = await call<InsightPage>(running, 'GET', `${coach}/insights`);
    return body.items.map(({ day, trigger, by }) => `${day} ${trigger} ${by}`);
  };
  const first = await startTestServer({ folder, parts: { clock } });
  clock.nowMs = Date.UTC(2026, 10, 22, 6, 0, 30);
  const found = await until(
    () => dailyOf(first),
    (list) => list.length > 0,
  );
  expect(found).toEqual(['2026-11-22 daily server']);
  await first.close();

  clock.nowMs = Date.UTC(2026, 10, 23, 20);
  const second = await startTestServer({ folder, parts: { clock } });
  const later = await until(
    () => dailyOf(second),
    (list) => list.length > 1,
  );
  expect(later).toEqual(['2026-11-23 caught_up server', '2026-11-22 daily server']);
}, 60_000);
