/** What belongs to one venture is nothing to another: through every route, and through every topic (EX-2, PL-13). */
import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import type { Right, Role } from '../../server/contract/access.ts';
import { rightsOf } from '../../server/contract/access.ts';
import type { ContactSummary } from '../../server/contract/contact.ts';
import { Topic } from '../../server/contract/stream.ts';
import type { Page } from '../../server/contract/page.ts';
import type { Task } from '../../server/contract/outreach.ts';
import type { Route } from '../../server/platform/http/route.ts';
import type { CallConversation } from '../../server/systems/outreach/call.ts';
import { bearer, makeToken } from '../support/access.ts';
import type { Operation } from '../support/api-walk.ts';
import { askOperation, operationsOf } from '../support/api-walk.ts';
import type { Execution } from '../../server/contract/execution.ts';
import type { Session } from '../../server/contract/session.ts';
import { call, sharedServer, until } from '../support/server.ts';
import { StreamClient } from '../support/stream-client.ts';

/** In everything that belongs to venture a, and nowhere else. */
const mark = 'zebrafinch';
const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const environmentToken = 'a-token-of-the-environment';
const admin = bearer(environmentToken);

/** A call that says something, asks its creator, and waits for as long as it may. */
const talking: CallConversation = {
  async perform(_brief, hands) {
    await hands.answered();
    await hands.turn({ speaker: 'bot', text: `About the ${mark}.`, tools: [], atSecond: 1 });
    const { answer } = await hands.ask({ text: `Which ${mark}?`, why: mark, timeoutSeconds: 3_000, options: [] });
    await answer;
    throw new Error('nobody answers in this test');
  },
};

/** A Wednesday noon in Europe, when people take calls. */
const startedAtMs = Date.now();
const clock = { now: () => Date.UTC(2026, 10, 18, 11) + Date.now() - startedAtMs };
const server = sharedServer({
  environment: { CLAQUE_TOKEN: environmentToken, CLAQUE_TRUST_PROXY: 'loopback' },
  parts: { clock, conversation: talking },
});

let operations: Operation[] = [];
let taskId = '';
let executionId = '';
/** Ids of what belongs to venture a. */
let idsOfVenture: string[] = [];
/** Those, and of what belongs to the default one. */
let ids: string[] = [];
const strangers = new Map<string, Record<string, string>>();

beforeAll(async () => {
  operations = await operationsOf(server);
  await call(server, 'POST', '/api/ventures', { id: 'a', name: `The ${mark} venture` }, admin);
  await call(server, 'POST', '/api/ventures', { id: 'b', name: 'B' }, admin);
  for (const ventures of [['b'], ['default']])
    strangers.set(
      ventures[0]!,
      bearer((await makeToken(server, { role: 'admin', ventures }, environmentToken)).secret),
    );
  executionId = await executionOf('a', mark);
  taskId = await taskOf('a');
  const draft = { scenarioId: 'webinar-drop', isPaused: true };
  const { body: session } = await call<Session>(server, 'POST', '/api/sessions', draft, admin);
  idsOfVenture = [...(await idsOfA()), 'a'];
  ids = [...idsOfVenture, 'default', session.id, session.eventId, 'mona-field', '1'];
});

async function executionOf(ventureId: string, word: string): Promise<string> {
  const draft = { ventureId, kind: 'care', title: `Look after the ${word}`, status: 'running', metadata: { word } };
  const { body } = await call<Execution>(server, 'POST', '/api/agents/executions', draft, admin);
  const metrics = [{ name: word, value: 1 }];
  await patch(body.id, { entries: [{ message: `The ${word} is well.` }], metrics });
  return body.id;
}

const patch = (id: string, change: object) => call(server, 'PATCH', `/api/agents/executions/${id}/logs`, change, admin);

/** A task whose call is under way and waits for an answer. */
async function taskOf(ventureId: string): Promise<string> {
  const { body: contacts } = await call<Page<ContactSummary>>(server, 'GET', '/api/contacts', undefined, admin);
  const contactId = contacts.items.find(({ isCallable }) => isCallable)!.id;
  const draft = { ventureId, botId: 'mona-field', contactId, objective: `Sell the ${mark}.`, context: mark };
  const { body: task } = await call<Task>(server, 'POST', '/api/tasks', draft, admin);
  await until(
    () => call(server, 'GET', `/api/questions?ventureId=${ventureId}`, undefined, admin),
    ({ body }) => JSON.stringify(body).includes(task.id),
  );
  return task.id;
}

/** Found as an admin finds them: what is listed of the venture, and what is told of that. */
async function idsOfA(): Promise<string[]> {
  const found = new Set([taskId, executionId]);
  for (const id of ['none', ...found])
    for (const operation of operations.filter(({ method, path }) => method === 'GET' && path.startsWith('/api')))
      for (const [other] of textOf(await askOperation(server, operation, { ventureId: 'a', id }, admin)).matchAll(uuid))
        found.add(other);
  return [...found];
}

const textOf = ({ status, headers, body }: { status: number; headers: Headers; body: string }): string =>
  status < 300 && body.includes(mark) ? body + JSON.stringify([...headers]) : '';

const accessOf = ({ name }: Operation): Route['access'] =>
  server.routes.find(({ method, path }) => `${method.toUpperCase()} ${path}` === name)!.access;

/** Whether what a route answers depends on no venture, or on the caller's own. */
function isForAll(operation: Operation): boolean {
  const access = accessOf(operation);
  return access.right === null || ('ventures' in access && access.ventures !== 'all');
}

/** Whether a request can name a thing or a venture; without, it is about the one that a route serves. */
const namesSomething = ({ path, parameters, body }: Operation): boolean =>
  /\{(id|\w+Id)\}/.test(path) || [...parameters.map(({ name }) => name), ...(body?.fields ?? [])].includes('ventureId');

test('an admin finds the mark through many routes: there is something to be kept from others', async () => {
  const found = new Set<string>();
  for (const operation of operations.filter(({ method, path }) => method === 'GET' && path.startsWith('/api')))
    for (const id of ids)
      if (textOf(await askOperation(server, operation, { ventureId: 'a', id }, admin)) !== '')
        found.add(operation.name);
  expect([...found]).toEqual(
    expect.arrayContaining([
      'GET /api/agents/execution-logs/{ventureId}',
      'GET /api/agents/executions/{executionId}',
      'GET /api/calls/{id}',
      'GET /api/questions',
      'GET /api/tasks',
      'GET /api/tasks/details',
      'GET /api/tasks/{id}',
      'GET /api/ventures',
    ]),
  );
}, 120_000);

test.each(['b', 'default'])(
  'a token of venture %s reads and changes nothing of venture a through any route (EX-2)',
  async (venture) => {
    const before = await whatIsOfA();
    const faults: string[] = [];
    for (const operation of operations) {
      const statuses = new Set<number>();
      for (const id of venture === 'default' ? idsOfVenture : ids) {
        const { status, headers, body } = await askOperation(
          server,
          operation,
          { ventureId: 'a', id },
          strangers.get(venture),
        );
        if (`${body}${JSON.stringify([...headers])}`.includes(mark)) faults.push(`${operation.name} tells the mark`);
        statuses.add(status);
      }
      // A request that is not valid would say nothing: each must come as far as the question whose venture it is about.
      const isRefused = [...statuses].every((status) => status >= 400 && status < 500);
      const isJudged = statuses.has(403) || statuses.has(404) || venture === 'default';
      const isOwn = venture === 'default' && !namesSomething(operation);
      if (!isForAll(operation) && !isOwn && !(isRefused && isJudged))
        faults.push(`${operation.name}: ${[...statuses].join()}`);
    }
    expect(faults).toEqual([]);
    expect(await whatIsOfA()).toEqual(before);
  },
  120_000,
);

test.each(['b', 'default'])(
  'a token of venture %s that names its own venture gets at nothing of venture a by its ids (EX-2)',
  async (venture) => {
    const before = await whatIsOfA();
    const faults: string[] = [];
    for (const operation of operations)
      for (const id of idsOfVenture) {
        const naming = { ventureId: venture, id };
        const { status, headers, body } = await askOperation(server, operation, naming, strangers.get(venture));
        if (`${body}${JSON.stringify([...headers])}`.includes(mark)) faults.push(`${operation.name} tells the mark`);
        const isRefused = status >= 400 && status < 500;
        if (/\{(id|(?!venture)\w+Id)\}/.test(operation.path) && !isRefused) faults.push(`${operation.name}: ${status}`);
      }
    expect(faults).toEqual([]);
    expect(await whatIsOfA()).toEqual(before);
  },
  120_000,
);

async function whatIsOfA() {
  const { body: execution } = await call<object>(
    server,
    'GET',
    `/api/agents/executions/${executionId}`,
    undefined,
    admin,
  );
  const { body: task } = await call(server, 'GET', `/api/tasks/${taskId}`, undefined, admin);
  return { task, execution: { ...execution, progress: null } };
}

test('a thing of a foreign venture is told like one that does not exist (EX-2)', async () => {
  const nothing = '019aa5c8-7f00-7000-8000-000000000000';
  for (const operation of operations.filter((one) => 'ventureOfThing' in accessOf(one))) {
    const asked = async (id: string) => {
      const { status, body } = await askOperation(server, operation, { ventureId: 'a', id }, strangers.get('b'));
      return [operation.name, status, body.replaceAll(id, '')];
    };
    for (const id of ids.filter((one) => one.length === nothing.length))
      expect(await asked(id)).toEqual(await asked(nothing));
  }
});

/** Every topic that the contract knows, of every thing. */
function allTopics(): string[] {
  const words = [...new Set(JSON.stringify(z.toJSONSchema(Topic)).match(/[a-z]{3,}/g))];
  const topics = words.flatMap((word) => [word, ...ids.map((id) => `${word}:${id}`)]);
  return topics.filter((topic) => Topic.safeParse(topic).success);
}

/** A client for each topic, subscribed from the first activity on. */
async function subscribedToAll(headers: Record<string, string>): Promise<Map<string, StreamClient>> {
  const clients = new Map<string, StreamClient>();
  for (const topic of allTopics()) {
    const client = await StreamClient.connect(server, { headers });
    client.subscribe(topic, 0);
    clients.set(topic, client);
  }
  return clients;
}

test.each(['b', 'default'])(
  'a token of venture %s hears nothing of venture a on any topic, past or live (EX-2, EX-7)',
  async (venture) => {
    const heard = await subscribedToAll(admin);
    const own = await subscribedToAll(strangers.get(venture)!);
    const told = (topic: string) =>
      heard.get(topic)!.messages.some((message) => JSON.stringify(message).includes(mark));
    const expected = ['executions', `execution:${executionId}`, 'outreach', `task:${taskId}`, 'questions'];
    await heard.get('executions')!.until(() => expected.every(told));

    // Live: venture a first, then the stranger's own, which comes as the first that they hear, and after it nothing.
    await patch(executionId, { stage: { number: 1, name: mark } });
    const ownId = await executionOf(venture, 'sparrow');
    const listening = own.get('executions')!;
    await listening.until(() => listening.activities.some(({ payload }) => payload['executionId'] === ownId));
    for (const [topic, client] of own) {
      // An answer says that all that was sent before has been read.
      client.send({ type: 'ping' });
      await client.until(() => client.messages.at(-1)?.type === 'pong');
      expect(JSON.stringify(client.messages), topic).not.toContain(mark);
      expect(
        client.activities.filter(({ ventureId }) => ventureId !== venture),
        topic,
      ).toEqual([]);
      if (topic.endsWith(executionId) || topic.endsWith(taskId))
        expect(client.messages.map(({ type }) => type)).toEqual(['welcome', 'subscribed', 'pong']);
    }
    for (const client of [...heard.values(), ...own.values()]) client.close();
  },
  120_000,
);

const slowedDown = '429 /problems/too-many-requests';

test('without a token every operation is 401, but for those that say that they ask for none (F-36)', async () => {
  const open = operations.filter(({ isOpen }) => isOpen).map(({ name }) => name);
  expect(open.toSorted()).toEqual([
    'GET /asyncapi.json',
    'GET /health/live',
    'GET /health/ready',
    'GET /openapi.json',
    'GET /problems/{code}',
    'POST /api/access/login',
    'POST /api/access/logout',
    'POST /api/access/share',
  ]);
  for (const [index, operation] of operations.filter(({ isOpen }) => !isOpen).entries())
    for (const secret of [{}, bearer('claque_of-somebody-else'), { cookie: 'claque_login=of-somebody-else' }]) {
      // An address that had too many refused is told so, whatever it sends (PL-15).
      const headers = { ...secret, 'x-forwarded-for': `203.0.113.${index}` };
      const { status, body } = await askOperation(server, operation, { ventureId: 'a', id: executionId }, headers);
      const { type } = JSON.parse(body) as { type: string };
      // Who goes on with a wrong token is told to wait before it is looked at again (PL-15).
      const refusals = ['401 /problems/unauthorized', ...('authorization' in headers ? [slowedDown] : [])];
      expect([operation.name, refusals]).toEqual([operation.name, expect.arrayContaining([`${status} ${type}`])]);
    }
});

test.each(Object.keys(rightsOf) as Role[])(
  'a %s may what its row of the table says, and nothing else (PL-13)',
  async (role) => {
    const { secret } = await makeToken(server, { role }, environmentToken);
    for (const operation of operations) {
      const { right } = accessOf(operation);
      if (right === null) continue;
      // A parameter that no route knows: who may ask is told that it is wrong, and nothing is done.
      const wrong = {
        ...operation,
        parameters: [...operation.parameters, { name: 'nonsenseIds', in: 'query' as const }],
      };
      const { status } = await askOperation(server, wrong, { ventureId: 'a', id: 'x' }, bearer(secret));
      const mayAsk = (rightsOf[role] as readonly Right[]).includes(right);
      expect([operation.name, mayAsk, status]).toEqual([operation.name, mayAsk, mayAsk ? 400 : 403]);
    }
  },
);
