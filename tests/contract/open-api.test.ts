/** The API's description against what the server does: every route is in it, and every answer matches it (PL-9). */
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { BotConfigState, Heartbeat } from '../../server/contract/bot.ts';
import type { IssuedToken } from '../../server/contract/access.ts';
import type { Branch } from '../../server/contract/branch.ts';
import type { ActionPlan } from '../../server/contract/coach.ts';
import type { ContactSummary } from '../../server/contract/contact.ts';
import type { Execution } from '../../server/contract/execution.ts';
import type { Task, TaskDetail } from '../../server/contract/outreach.ts';
import type { Page } from '../../server/contract/page.ts';
import type { Intervention, Session } from '../../server/contract/session.ts';
import { plantQuestion } from '../support/questions.ts';
import type { IssuedShareLink } from '../../server/contract/share.ts';
import { call, send, sharedServer, startSession, until, untilSession } from '../support/server.ts';

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly parameters?: readonly { name: string; description?: string; schema: { type?: unknown } }[];
  readonly security: readonly object[];
  readonly requestBody?: { content: Record<string, { example?: unknown }> };
  readonly responses: Record<
    string,
    { description: string; content: Record<string, { schema: object; example?: unknown }> }
  >;
}
interface Document {
  readonly openapi: string;
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { schemas: Record<string, object>; securitySchemes: object };
}

/** What the specification asks for; a route that is dropped or renamed by accident is missed here. */
const promised = `
GET /api/access/me | GET /api/access/names | POST /api/access/login | POST /api/access/logout | GET /api/access/tokens | POST /api/access/tokens
POST /api/access/tokens/{id}/revoke | GET /api/ventures | POST /api/ventures
POST /api/recordings | POST /api/recordings/check
GET /api/notifications | POST /api/notifications/read | POST /api/notifications/read-all | POST /api/notifications/clear
POST /api/notifications/snooze | GET /api/notifications/preferences | PUT /api/notifications/preferences
GET /api/questions | GET /api/questions/{id} | POST /api/questions/{id}/answer
GET /api/tasks | POST /api/tasks | GET /api/tasks/details | GET /api/tasks/{id} | GET /api/tasks/{id}/events
POST /api/tasks/{id}/cancel | GET /api/calls/{id} | GET /api/contacts | GET /api/outreach/clock | PUT /api/outreach/clock
GET /api/agents/execution-logs/{ventureId} | POST /api/agents/executions | GET /api/agents/executions/{executionId}
PATCH /api/agents/executions/{executionId}/logs | GET /api/agents/executions/{executionId}/metrics
GET /api/agents/executions/{executionId}/model-calls
POST /api/agents/executions/{executionId}/cancel
POST /api/sessions | GET /api/sessions | GET /api/sessions/{id} | GET /api/sessions/{id}/metrics
GET /api/sessions/{id}/anomalies | GET /api/sessions/{id}/interventions | GET /api/sessions/{id}/counterfactual
GET /api/sessions/{id}/activity | GET /api/sessions/{id}/run-file | POST /api/sessions/{id}/pause
POST /api/sessions/{id}/resume | POST /api/sessions/{id}/step | POST /api/sessions/{id}/stop | POST /api/sessions/{id}/reset
POST /api/sessions/{id}/branches | GET /api/sessions/{id}/branches | GET /api/branches/{branchId}
DELETE /api/branches/{branchId} | GET /api/branches/{branchId}/run-file | PUT /api/sessions/{id}/speed | PUT /api/sessions/{id}/mode | POST /api/interventions/manual
POST /api/interventions/{id}/approve | POST /api/interventions/{id}/dismiss | POST /api/interventions/{id}/verdict | GET /api/interventions/history/{sessionId}
GET /api/interventions/history/event/{eventId} | GET /api/interventions/stats/{sessionId} | GET /api/scenarios
GET /api/scenarios/{id} | GET /api/stats/usage | GET /api/stats/cost-forecast | GET /api/caps | PUT /api/caps
GET /api/ventures/{ventureId}/coach/health | GET /api/ventures/{ventureId}/coach/health-history
GET /api/ventures/{ventureId}/coach/insights | POST /api/ventures/{ventureId}/coach/insights/run
GET /api/ventures/{ventureId}/coach/recommendations | GET /api/ventures/{ventureId}/coach/recommendations/{recommendationId}
POST /api/ventures/{ventureId}/coach/recommendations/{recommendationId}/feedback
POST /api/ventures/{ventureId}/coach/recommendations/{recommendationId}/chat
GET /api/ventures/{ventureId}/coach/action-plans | POST /api/ventures/{ventureId}/coach/action-plans
GET /api/ventures/{ventureId}/coach/action-plans/{planId} | PATCH /api/ventures/{ventureId}/coach/action-plans/{planId}
POST /api/ventures/{ventureId}/coach/action-plans/{planId}/tasks
PATCH /api/ventures/{ventureId}/coach/action-plans/{planId}/tasks/{taskId} | GET /api/ventures/{ventureId}/coach/record
GET /api/bots/{id}/cost-cap | PUT /api/bots/{id}/cost-cap | GET /api/bots | GET /api/bots/{id} | POST /api/bots/{id}/resume
GET /api/bots/{id}/config | PUT /api/bots/{id}/config | POST /api/bots/{id}/config/reset | GET /api/bots/{id}/config/history
POST /api/bots/{id}/heartbeats | GET /api/bots/{id}/heartbeats | POST /api/bots/{id}/interview | GET /api/bots/{id}/memory
GET /api/bots/{id}/memory/warm | GET /api/bots/{id}/memory/cold | GET /api/pace | PUT /api/pace | GET /api/providers
POST /api/providers/{provider}/check | GET /api/threads | GET /api/threads/{id} | GET /api/posts | GET /api/posts/{id}/votes
GET /api/follows | GET /api/graph | GET /api/activity | GET /api/stats/reputation-history | GET /api/stats/actions
GET /api/stats/fidelity | GET /api/stats/similarity | GET /health/live | GET /health/ready | GET /metrics | GET /openapi.json
GET /asyncapi.json | GET /problems/{code} | GET /api/sessions/{id}/report
GET /api/audit | GET /api/analytics/sessions | GET /api/analytics/interventions | GET /api/conductor/agreement | GET /api/policy
GET /api/sessions/{id}/share-links | POST /api/sessions/{id}/share-links | POST /api/share-links/{id}/revoke | POST /api/access/share`
  .split(/[|\n]/)
  .map((entry) => entry.trim())
  .filter((entry) => entry !== '')
  .sort();

const server = sharedServer();
let document: Document;

beforeAll(async () => {
  document = (await call<Document>(server, 'GET', '/openapi.json')).body;
});

/** A schema of the document, made able to judge. */
function judge(schema: object): z.ZodType {
  const text = JSON.stringify({ ...schema, $defs: document.components.schemas }).replaceAll(
    '#/components/schemas/',
    '#/$defs/',
  );
  return z.fromJSONSchema(JSON.parse(text));
}

const operations = () =>
  Object.entries(document.paths).flatMap(([route, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ name: `${method.toUpperCase()} ${route}`, operation })),
  );

describe('the document', () => {
  test('holds every route that is promised and every route that is served, and no other', () => {
    const described = operations()
      .map(({ name }) => name)
      .sort();
    expect(described).toEqual(promised);
    expect(described).toEqual(server.routes.map((route) => `${route.method.toUpperCase()} ${route.path}`).sort());
  });

  test('has one tag and the errors of any request on every operation', () => {
    expect(document.openapi).toBe('3.1.0');
    const isComplete = ({ operation }: { operation: Operation }) =>
      operation.tags.length === 1 &&
      ['400', '403', '500'].every((status) => operation.responses[status]?.content['application/problem+json']);
    expect(operations().filter((entry) => !isComplete(entry))).toEqual([]);
  });

  test('says of every operation that it takes a token or the cookie of a login, some that of a share link, or nothing (PL-13, PL-14)', () => {
    const faults = operations().filter(({ operation: { security, responses } }) => {
      const schemes = security.flatMap((one) => Object.keys(one)).join();
      return schemes === ''
        ? false
        : !/^bearer,login(,share)?$/.test(schemes) || !('401' in responses && '403' in responses);
    });
    expect(faults).toEqual([]);
    expect(Object.keys(document.components.securitySchemes)).toEqual(['bearer', 'login', 'share']);
    expect(operations().filter(({ operation }) => operation.security.length === 0).length).toBe(8);
  });

  test('resolves every reference, and its examples match their schemas', () => {
    for (const [, name] of JSON.stringify(document).matchAll(/#\/components\/schemas\/(\w+)/g))
      expect(document.components.schemas).toHaveProperty(name!);
    for (const route of server.routes) {
      for (const { schema, example } of Object.values(route.responses)) if (schema && example) schema.parse(example);
      if (route.body) route.body.parse(route.bodyExample);
    }
  });

  test('is shown by a page that loads nothing from elsewhere', async () => {
    const page = await call<string>(server, 'GET', '/docs/');
    expect(page.status).toBe(200);
    expect(page.body).not.toMatch(/(src|href)="https?:/);
    const script = await call<string>(server, 'GET', '/docs/swagger-ui-init.js');
    expect(script.body).toMatch(/"url": "\/openapi\.json"/);
  });
});

/** Asks an operation, and holds its answer against the document. */
type Ask = <T>(
  method: string,
  template: string,
  values?: Record<string, string>,
  body?: unknown,
  authorization?: string,
) => Promise<T>;

/** One bot from its configuration to its posts, and what the community shows of it. */
async function askBots(ask: Ask): Promise<void> {
  const bot = { id: 'mona-field' };
  await ask('PUT', '/api/pace', {}, { pace: 'paused' });
  await ask('GET', '/api/pace');
  const { config, version } = await ask<BotConfigState>('GET', '/api/bots/{id}/config', bot);
  const behaviour = { ...config.behaviour, leadership: 100, creativity: 100, shyness: 0 };
  await ask('PUT', '/api/bots/{id}/config', bot, { config: { ...config, behaviour }, version });
  await until(
    () => ask<Heartbeat>('POST', '/api/bots/{id}/heartbeats', bot),
    ({ action }) => action === 'thread',
  );
  await ask('POST', '/api/bots/{id}/config/reset', bot);
  await ask('POST', '/api/bots/{id}/resume', bot);
  const question = { question: 'What was that about?', isRemembered: true };
  await ask('POST', '/api/bots/{id}/interview', bot, question);
  for (const part of ['', '/heartbeats', '/config/history', '/memory', '/memory/warm', '/memory/cold'])
    await ask('GET', `/api/bots/{id}${part}`, bot);
  await ask('POST', '/api/providers/{provider}/check', { provider: 'scripted' });
  for (const route of ['bots', 'providers', 'threads', 'posts', 'follows', 'graph', 'activity?limit=500'])
    await ask('GET', `/api/${route}`);
  for (const route of ['reputation-history', 'actions', 'fidelity', 'similarity'])
    await ask('GET', `/api/stats/${route}`);
  await ask('GET', '/api/threads/{id}', { id: '1' });
  await ask('GET', '/api/posts/{id}/votes', { id: '1' });
}

/** A branch of a session, shown and deleted. */
async function askBranches(ask: Ask): Promise<void> {
  const { id } = await ask<Session>('POST', '/api/sessions', {}, { scenarioId: 'webinar-drop', isPaused: true });
  await ask('POST', '/api/sessions/{id}/step', { id }, { ticks: 300 });
  const request = { fromTick: 240, change: { kind: 'intervention', intervention: { kind: 'CHAT_PROMPT' } } };
  const { id: branchId } = await ask<Branch>('POST', '/api/sessions/{id}/branches', { id }, request);
  await ask('GET', '/api/sessions/{id}/branches', { id });
  await ask('GET', '/api/branches/{branchId}', { branchId });
  await ask('GET', '/api/branches/{branchId}/run-file', { branchId });
  await ask('DELETE', '/api/branches/{branchId}', { branchId });
}

/** An execution from its creation to its end, shown and listed. */
async function askExecutions(ask: Ask): Promise<void> {
  const draft = { kind: 'call', title: 'Ask the venue', stageCount: 2, status: 'running' };
  const { id: executionId } = await ask<Execution>('POST', '/api/agents/executions', {}, draft);
  const entries = [{ message: 'It rings.' }, { level: 'warning', message: 'Nobody answers.', context: { rings: 9 } }];
  const patch = { entries, stage: { number: 1, name: 'dial' }, metrics: [{ name: 'rings', value: 9 }] };
  await ask('PATCH', '/api/agents/executions/{executionId}/logs', { executionId }, patch);
  await ask('GET', '/api/agents/executions/{executionId}', { executionId });
  await ask('GET', '/api/agents/executions/{executionId}/metrics', { executionId });
  await ask('GET', '/api/agents/executions/{executionId}/model-calls', { executionId });
  await ask('POST', '/api/agents/executions/{executionId}/cancel', { executionId }, { reason: 'Too late.' });
  await ask('GET', '/api/agents/execution-logs/{ventureId}', { ventureId: 'default' });
}

/** A venture and the first token, with which access closes, and which then opens it again. */
async function askAccess(ask: Ask): Promise<void> {
  await ask('GET', '/api/access/me');
  await ask('GET', '/api/access/names');
  await ask('POST', '/api/ventures', {}, { id: 'summit', name: 'Summit', timeZone: 'Europe/Berlin' });
  await ask('GET', '/api/ventures');
  const { token, secret } = await ask<IssuedToken>('POST', '/api/access/tokens', {}, { name: 'Ann', role: 'admin' });
  const bearer = `Bearer ${secret}`;
  await ask('POST', '/api/access/login', {}, { secret });
  await ask('POST', '/api/access/logout');
  await ask('GET', '/api/access/tokens', {}, undefined, bearer);
  await ask('POST', '/api/access/tokens/{id}/revoke', { id: token.id }, undefined, bearer);
}

/** A decision made in shadow mode, and what a person says of it. */
async function askShadow(ask: Ask): Promise<void> {
  const { id } = await ask<Session>(
    'POST',
    '/api/sessions',
    {},
    { scenarioId: 'webinar-drop', mode: 'shadow', isPaused: true },
  );
  await ask('POST', '/api/sessions/{id}/step', { id }, { ticks: 270 });
  const { items } = await ask<Page<Intervention>>('GET', '/api/sessions/{id}/interventions', { id });
  await ask('POST', '/api/interventions/{id}/verdict', { id: items[0]!.id }, { verdict: 'agree' });
  await askShares(ask, id);
}

/** A link to a session, opened and revoked. */
async function askShares(ask: Ask, id: string): Promise<void> {
  const draft = { name: 'The sponsor' };
  const { link, secret } = await ask<IssuedShareLink>('POST', '/api/sessions/{id}/share-links', { id }, draft);
  await ask('POST', '/api/access/share', {}, { secret });
  await ask('GET', '/api/sessions/{id}/share-links', { id });
  await ask('POST', '/api/share-links/{id}/revoke', { id: link.id });
}

async function askNotifications(ask: Ask): Promise<void> {
  const ids = ['019f5a2c-9c30-7b61-a1d2-3e4f5a6b7c8d'];
  await ask('GET', '/api/notifications?state=unread');
  await ask('POST', '/api/notifications/read', {}, { ids });
  await ask('POST', '/api/notifications/snooze', {}, { ids, minutes: 60 });
  await ask('POST', '/api/notifications/read-all');
  await ask('POST', '/api/notifications/clear');
  const preferences = await ask('GET', '/api/notifications/preferences');
  await ask('PUT', '/api/notifications/preferences', {}, preferences);
}

async function askQuestions(ask: Ask): Promise<void> {
  const id = await plantQuestion(server.folder);
  await ask('GET', '/api/questions?status=open&mine=yes');
  await ask('POST', '/api/questions/{id}/answer', { id }, { optionId: 'yes' });
  await ask('GET', '/api/questions/{id}', { id });
}

/** A task from its creation over its first call to its cancellation. */
async function askOutreach(ask: Ask): Promise<void> {
  await ask('PUT', '/api/outreach/clock', {}, { speed: 2 });
  await ask('GET', '/api/outreach/clock');
  const contacts = await ask<Page<ContactSummary>>('GET', '/api/contacts');
  const { id: contactId } = contacts.items.find(({ isCallable }) => isCallable)!;
  const draft = { botId: 'mona-field', contactId, objective: 'Ask about the slides.', priority: 'urgent' };
  const { id } = await ask<Task>('POST', '/api/tasks', {}, draft);
  const { calls } = await until(
    () => ask<TaskDetail>('GET', '/api/tasks/{id}', { id }),
    (task) => task.calls.length > 0,
  );
  await ask('GET', '/api/calls/{id}', { id: calls[0]!.id });
  await ask('GET', '/api/tasks?text=slides&sort=priority');
  await ask('GET', '/api/tasks/details?status=IN_PROGRESS');
  await ask('GET', '/api/tasks/{id}/events', { id });
  await ask('POST', '/api/tasks/{id}/cancel', { id }, { reason: 'He has sent them.' });
}

test('every operation answers what the document says', async () => {
  const answered = new Set<string>();
  const ask: Ask = async <T>(
    method: string,
    template: string,
    values: Record<string, string> = {},
    body?: unknown,
    authorization?: string,
  ) => {
    const route = template.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name]!);
    const answer = await (typeof body === 'string'
      ? send<T>(server, route, body, 'text/csv')
      : call<T>(server, method, route, body, authorization === undefined ? {} : { authorization }));
    const operation = document.paths[template.split('?')[0]!]?.[method.toLowerCase()];
    const content = operation?.responses[String(answer.status)]?.content;
    const schema = content?.['application/json']?.schema;
    const issues = schema ? judge(schema).safeParse(answer.body).error?.issues : [];
    const told = { route, status: answer.status, isDescribed: content !== undefined, issues: issues ?? [] };
    expect(told).toEqual({
      route,
      status: expect.toSatisfy((status: number) => status < 300),
      isDescribed: true,
      issues: [],
    });
    answered.add(`${method} ${template.split('?')[0]}`);
    return answer.body;
  };

  const suggestionOf = async (id: string) => {
    const found = await until(
      async () => {
        await ask('POST', '/api/sessions/{id}/step', { id }, { ticks: 5 });
        const page = await ask<Page<Intervention>>('GET', '/api/sessions/{id}/interventions', { id });
        return page.items.find((item) => item.state === 'awaiting_approval');
      },
      (item) => item !== undefined,
    );
    return found!.id;
  };

  const { id } = await ask<Session>(
    'POST',
    '/api/sessions',
    {},
    { scenarioId: 'webinar-drop', mode: 'manual', isPaused: true },
  );
  await ask('POST', '/api/sessions/{id}/resume', { id });
  await ask('PUT', '/api/sessions/{id}/speed', { id }, { speed: 2 });
  await ask('POST', '/api/sessions/{id}/pause', { id });
  await ask('POST', '/api/interventions/{id}/dismiss', { id: await suggestionOf(id) }, { reason: 'not now' });
  await ask(
    'POST',
    '/api/interventions/manual',
    {},
    { sessionId: id, kind: 'POLL', text: 'All well?', options: ['Yes', 'No'] },
  );
  await ask('POST', '/api/interventions/{id}/approve', { id: await suggestionOf(id) });
  await ask('PUT', '/api/sessions/{id}/mode', { id }, { mode: 'auto' });
  await ask('POST', '/api/sessions/{id}/step', { id }, { ticks: 200 });
  const { eventId } = await ask<Session>('POST', '/api/sessions/{id}/stop', { id });
  await ask('GET', '/api/sessions?limit=5&status=ended');
  await ask('GET', '/api/sessions/{id}', { id });
  for (const part of [
    'metrics?limit=2000',
    'anomalies',
    'interventions',
    'counterfactual',
    'activity?limit=500',
    'run-file',
    'report?seeds=2',
  ])
    await ask('GET', `/api/sessions/{id}/${part}`, { id });
  await ask('GET', '/api/interventions/history/{sessionId}', { sessionId: id });
  await ask('GET', '/api/interventions/history/event/{eventId}', { eventId });
  await ask('GET', '/api/interventions/stats/{sessionId}', { sessionId: id });
  await ask('GET', `/api/analytics/sessions?ids=${id}`);
  await ask('GET', '/api/analytics/interventions?groupBy=anomalyType');
  await ask('GET', '/api/conductor/agreement');
  await ask('GET', '/api/audit');
  await ask('GET', '/api/policy');
  await ask('POST', '/api/sessions/{id}/reset', { id });
  await askShadow(ask);
  await askBranches(ask);
  const scenarios = await ask<Page<{ id: string }>>('GET', '/api/scenarios');
  for (const scenario of scenarios.items) await ask('GET', '/api/scenarios/{id}', { id: scenario.id });
  const recording = 'time,type,user\n0,join,ana\n90,leave,ana\n';
  await ask('POST', '/api/recordings', {}, recording);
  await ask('POST', '/api/recordings/check', {}, recording);
  await ask('GET', '/api/stats/usage');
  await ask('GET', '/api/stats/cost-forecast?provider=anthropic&model=claude-haiku-5-5&callCount=5');
  await ask('GET', '/api/caps');
  const cap = { capTokens: 100_000, capUsd: 1 };
  await ask('PUT', '/api/caps', {}, { default: cap, venture: cap });
  await ask('PUT', '/api/bots/{id}/cost-cap', { id: 'mona-field' }, { capTokens: null, capUsd: 0.5 });
  await ask('GET', '/api/bots/{id}/cost-cap', { id: 'mona-field' });
  await askBots(ask);
  await askExecutions(ask);
  await askQuestions(ask);
  await askNotifications(ask);
  await askOutreach(ask);
  await askCoach(ask);
  await until(
    async () => (await call(server, 'GET', '/health/ready')).status,
    (status) => status === 200,
  );
  for (const route of ['/health/live', '/health/ready', '/metrics', '/openapi.json', '/asyncapi.json'])
    await ask('GET', route);
  await ask('GET', '/problems/{code}', { code: 'illegal-transition' });
  await askAccess(ask);
  expect([...answered].sort()).toEqual(promised);
}, 30_000);

/** Three sessions of one scenario are enough for advice on the others. */
async function askCoach(ask: Ask): Promise<void> {
  const base = '/api/ventures/{ventureId}/coach';
  const ventureId = 'default';
  for (let count = 0; count < 3; count += 1) {
    const { id } = await startSession(server, { speed: 'max', mode: 'off' });
    await untilSession(server, id, ({ status }) => status === 'ended');
  }
  await ask('GET', `${base}/health`, { ventureId });
  await ask('POST', `${base}/insights/run`, { ventureId });
  for (const list of ['insights', 'health-history', 'record']) await ask('GET', `${base}/${list}`, { ventureId });
  const { items } = await ask<Page<{ id: string }>>('GET', `${base}/recommendations`, { ventureId });
  const named = { ventureId, recommendationId: items[0]!.id };
  await ask('GET', `${base}/recommendations/{recommendationId}`, named);
  await ask('POST', `${base}/recommendations/{recommendationId}/feedback`, named, { isHelpful: true });
  await ask('POST', `${base}/recommendations/{recommendationId}/chat`, named, { question: 'How sure are you?' });
  const task = { title: 'Rehearse it', dueOn: '2026-11-23' };
  const draft = {
    recommendationId: items[0]!.id,
    title: 'More',
    startsOn: '2026-11-21',
    dueOn: '2026-11-25',
    tasks: [task],
  };
  const plan = await ask<ActionPlan>('POST', `${base}/action-plans`, { ventureId }, draft);
  const ofPlan = { ventureId, planId: plan.id };
  await ask('GET', `${base}/action-plans`, { ventureId });
  await ask('GET', `${base}/action-plans/{planId}`, ofPlan);
  await ask('PATCH', `${base}/action-plans/{planId}`, ofPlan, { priority: 'high' });
  await ask('POST', `${base}/action-plans/{planId}/tasks`, ofPlan, task);
  const taskId = plan.tasks[0]!.id;
  await ask('PATCH', `${base}/action-plans/{planId}/tasks/{taskId}`, { ...ofPlan, taskId }, { isDone: true });
}

test('a route that takes no body says what it answers to one all the same', async () => {
  const { id } = await startSession(server, { isPaused: true });
  for (const [contentType, body, status] of [
    ['text/plain', 'now', 415],
    ['application/json', JSON.stringify('x'.repeat(101 * 1024)), 413],
  ] as const) {
    const headers = { 'content-type': contentType };
    const answer = await fetch(`${server.url}/api/sessions/${id}/pause`, { method: 'POST', headers, body });
    expect(answer.status).toBe(status);
    expect(document.paths['/api/sessions/{id}/pause']?.['post']?.responses).toHaveProperty(String(status));
  }
});

test('the figures count ticks, sessions, clients and requests (PL-11)', async () => {
  const session = await startSession(server, { mode: 'off', speed: 'max' });
  await untilSession(server, session.id, (now) => now.status === 'ended');
  const { body } = await call<string>(server, 'GET', '/metrics');
  expect(Number(/^claque_ticks_total (\d+)$/m.exec(body)?.[1])).toBeGreaterThanOrEqual(session.tickCount);
  expect(body).toMatch(/^claque_sessions_running \d+$/m);
  expect(body).toMatch(/^claque_stream_clients 0$/m);
  expect(body).toContain('route="/api/sessions/:id"');
});
