/** A server full of data, and the ids of all of it: sessions, bots, executions, tasks, advice, tokens (PL-9). */
import type { Page } from '../../../server/contract/page.ts';
import type { Session } from '../../../server/contract/session.ts';
import type { TaskDetail } from '../../../server/contract/outreach.ts';
import { bearer } from '../access.ts';
import { plantQuestion } from '../questions.ts';
import { call, sharedServer, until } from '../server.ts';
import type { Known } from './values.ts';

export interface WalkedServer {
  readonly url: string;
  readonly folder: string;
}

/** The token of the environment, which no request can revoke. */
export const walkToken = 'a-token-for-the-walk';

/** The walk sends wrong tokens among others: each request comes from an address of its own, or none would soon be looked at. */
export const walkEnvironment = {
  CLAQUE_TOKEN: walkToken,
  CLAQUE_TRUST_PROXY: 'loopback',
  CLAQUE_REQUESTS_PER_MINUTE: '0',
  OLLAMA_HOST: '127.0.0.1:9',
};

/** A server for a file of tests, to be filled. Its clock starts on a Wednesday noon in Europe, when people take calls. */
export function walkedServer() {
  const startedAtMs = Date.now();
  const clock = { now: () => Date.UTC(2026, 10, 18, 11) + Date.now() - startedAtMs };
  return sharedServer({ environment: walkEnvironment, parts: { clock } });
}

type Ask = <T = { readonly id: string }>(method: string, route: string, body?: unknown) => Promise<T>;

const scenarioId = 'webinar-drop';
const coach = '/api/ventures/default/coach';

/** Fills a server whose environment has `walkToken`. @throws {Error} if something cannot be made. */
export async function fillWorld(server: WalkedServer): Promise<Known> {
  const headers = bearer(walkToken);
  const ask: Ask = async (method, route, body) => {
    const answer = await call(server, method, route, body, headers);
    if (answer.status >= 300) throw new Error(`${method} ${route}: ${JSON.stringify(answer.body)}`);
    return answer.body as never;
  };
  const { branchId } = await holdSessions(ask);
  await fetch(`${server.url}/api/recordings`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'text/csv' },
    body: recording,
  });
  await Promise.all(['mona-field', 'tomasz-wilk', 'amara-okafor'].map((id) => haveBotsTalk(ask, id)));
  const taskIds = await giveErrands(ask);
  const questionIds = [];
  for (let count = 0; count < 3; count += 1)
    questionIds.push(await plantQuestion(server.folder, { text: `May it begin ${count} minutes later?` }));
  const executionIds = [];
  for (let count = 0; count < 12; count += 1) executionIds.push(await trackWork(ask));
  const planId = await takeAdvice(ask);
  await ask('POST', '/api/ventures', { id: 'summit', name: 'Summit', timeZone: 'Europe/Berlin' });
  const { token } = await ask<{ token: { id: string } }>('POST', '/api/access/tokens', { name: 'Ann', role: 'viewer' });
  return knownOf(ask, { branchId, taskIds, questionIds, executionIds, planId, tokenId: token.id });
}

const recording = 'time,type,user\n0,join,ana\n5,join,ben\n30,chat,ana\n90,leave,ben\n200,leave,ana\n';

/** Ended, asked what if, in shadow mode, with a suggestion that waits, and one that goes on. */
async function holdSessions(ask: Ask) {
  for (const mode of ['auto', 'auto', 'off']) {
    const { id } = await ask('POST', '/api/sessions', { scenarioId, mode, speed: 'max', seed: mode.length });
    await until(
      () => ask<Session>('GET', `/api/sessions/${id}`),
      ({ status }) => status === 'ended',
    );
  }
  const paused: Record<string, string> = {};
  for (const mode of ['manual', 'manual', 'manual', 'shadow', 'off']) {
    const { id } = await ask('POST', '/api/sessions', { scenarioId, mode, isPaused: true });
    for (let round = 0; round < 3; round += 1) await ask('POST', `/api/sessions/${id}/step`, { ticks: 100 });
    paused[mode] = id;
  }
  await ask('POST', '/api/sessions', { scenarioId, speed: 2 });
  const change = { kind: 'intervention', intervention: { kind: 'CHAT_PROMPT' } };
  const { id: branchId } = await ask('POST', `/api/sessions/${paused['manual']}/branches`, { fromTick: 240, change });
  return { branchId };
}

async function haveBotsTalk(ask: Ask, id: string): Promise<void> {
  const { config, version } = await ask<{ config: { behaviour: object }; version: number }>(
    'GET',
    `/api/bots/${id}/config`,
  );
  const behaviour = { ...config.behaviour, leadership: 100, creativity: 100, shyness: 0 };
  await ask('PUT', `/api/bots/${id}/config`, { config: { ...config, behaviour }, version });
  for (let count = 0; count < 8; count += 1) await ask('POST', `/api/bots/${id}/heartbeats`);
  await ask('POST', `/api/bots/${id}/interview`, { question: 'What was that about?', isRemembered: true });
}

/** Tasks of which one has been called. */
async function giveErrands(ask: Ask): Promise<string[]> {
  await ask('PUT', '/api/outreach/clock', { speed: 60 });
  const { items } = await ask<Page<{ id: string; isCallable: boolean }>>('GET', '/api/contacts');
  const ids: string[] = [];
  for (const { id: contactId } of items.filter(({ isCallable }) => isCallable).slice(0, 3))
    ids.push(
      (await ask('POST', '/api/tasks', { botId: 'mona-field', contactId, objective: 'Ask for the slides.' })).id,
    );
  await until(
    () => ask<TaskDetail>('GET', `/api/tasks/${ids[0]}`),
    ({ calls }) => calls.length > 0,
  );
  return ids;
}

async function trackWork(ask: Ask): Promise<string> {
  const draft = { kind: 'care', title: 'Look after the hall', stageCount: 2, status: 'running' };
  const { id } = await ask('POST', '/api/agents/executions', draft);
  const entries = Array.from({ length: 100 }, (_, index) => ({ message: `Row ${index} is well.`, context: { index } }));
  await ask('PATCH', `/api/agents/executions/${id}/logs`, { entries, metrics: [{ name: 'rows', value: 100 }] });
  return id;
}

async function takeAdvice(ask: Ask): Promise<string> {
  await ask('POST', `${coach}/insights/run`);
  const { items } = await ask<Page<{ id: string }>>('GET', `${coach}/recommendations`);
  const task = { title: 'Rehearse it', dueOn: '2026-11-23' };
  const draft = { title: 'More', startsOn: '2026-11-21', dueOn: '2026-11-25', tasks: [task] };
  return (await ask('POST', `${coach}/action-plans`, { ...draft, recommendationId: items[0]!.id })).id;
}

interface Made {
  readonly branchId: string;
  readonly taskIds: readonly string[];
  readonly questionIds: readonly string[];
  readonly executionIds: readonly string[];
  readonly planId: string;
  readonly tokenId: string;
}

/** Ids as fields and parameters name them; a plain `id` goes by the place before it in the path. */
async function knownOf(ask: Ask, made: Made): Promise<Known> {
  const listed = async (route: string, field = 'id') =>
    (await ask<Page<Record<string, string>>>('GET', route)).items.map((item) => item[field]!);
  const [sessions, bots, contacts] = await Promise.all(
    ['sessions', 'bots', 'contacts'].map((of) => listed(`/api/${of}`)),
  );
  const interventions = (await Promise.all(sessions!.map((id) => listed(`/api/sessions/${id}/interventions`)))).flat();
  const { calls } = await ask<TaskDetail>('GET', `/api/tasks/${made.taskIds[0]}`);
  const { tasks } = await ask<{ tasks: { id: string }[] }>('GET', `${coach}/action-plans/${made.planId}`);
  const ofBots = ['botId', 'authorId', 'followerId', 'followedId', 'mentionedId'].map((name) => [name, bots!] as const);
  const known: Record<string, readonly unknown[]> = {
    ...Object.fromEntries(ofBots),
    bots: bots!,
    sessions: sessions!,
    sessionId: sessions!,
    interventions,
    contactId: contacts!,
    tasks: made.taskIds,
    calls: calls.map(({ id }) => id),
    questions: made.questionIds,
    branchId: [made.branchId],
    planId: [made.planId],
    taskId: tasks.map(({ id }) => id),
    tokens: [made.tokenId],
    executionId: [...made.executionIds, ...(await listed('/api/agents/execution-logs/default?limit=4'))],
    recommendationId: await listed(`${coach}/recommendations`),
    scenarios: await listed('/api/scenarios'),
    scenarioId: [scenarioId, 'slow-fade'],
    eventId: await listed('/api/sessions', 'eventId'),
    ventureId: ['default', 'default', 'summit'],
    threads: await listed('/api/threads'),
    posts: await listed('/api/posts'),
    provider: ['scripted'],
    model: ['scripted'],
    code: ['not-found'],
    version: [1, 2],
    secret: [walkToken],
    ids: [sessions!.join(','), sessions!.slice(0, 2).join(',')],
    fromTick: [100, 240],
    attendeeCount: [0, 50, 200, 5_000],
  };
  return (name) => known[name] ?? [];
}
