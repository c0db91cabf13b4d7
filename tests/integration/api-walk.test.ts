/**
 * A walk over the whole API with requests made out of its document alone, valid and not: whatever comes in, what the
 * document says comes out (PL-8, PL-9). `CLAQUE_WALK=5000` takes as many, `CLAQUE_WALK_SEED=7` others.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Api } from '../support/walk/api.ts';
import { readApi } from '../support/walk/api.ts';
import type { WalkRequest } from '../support/walk/requests.ts';
import { StreamReader } from '../support/walk/stream-reader.ts';
import type { Known } from '../support/walk/values.ts';
import { stepsOf, toldOf, walk } from '../support/walk/walk.ts';
import { fillWorld, walkToken, walkedServer } from '../support/walk/world.ts';

/** Six of each operation; the same ones each time. */
const count = Number(process.env['CLAQUE_WALK'] ?? 768);
const seed = Number(process.env['CLAQUE_WALK_SEED'] ?? 1);

const authorization = `Bearer ${walkToken}`;
const server = walkedServer();

let api: Api;
let known: Known;
let reader: StreamReader;
beforeAll(async () => {
  reader = await StreamReader.connect(server, { authorization });
  known = await fillWorld(server);
  api = await readApi(server);
}, 60_000);

afterAll(() => reader.close());

/** Requests that were once answered otherwise than the document says. */
const found: [string, Partial<WalkRequest> & { operation: string; target: string }, number][] = [
  ['a read with a body', { operation: 'GET /api/calls/{id}', target: '/api/calls/x', body: '{"a":' }, 404],
  [
    'a read with a large body of no kind',
    { operation: 'GET /api/caps', target: '/api/caps', headers: { 'content-type': 'a/b' }, body: 'x'.repeat(200_000) },
    200,
  ],
  [
    'whatever is there is known already',
    { operation: 'GET /api/stats/fidelity', target: '/api/stats/fidelity', headers: { 'if-none-match': '*' } },
    200,
  ],
  [
    'an address longer than Node.js reads',
    { operation: 'GET /api/ventures', target: `/api/ventures?limit=${'x'.repeat(20_000)}` },
    431,
  ],
  [
    'settings for a venture that does not exist',
    {
      operation: 'PUT /api/notifications/preferences',
      target: '/api/notifications/preferences?ventureId=nosuch',
    },
    404,
  ],
  ['U+0000 in what is searched for', { operation: 'GET /api/tasks', target: '/api/tasks?text=%00' }, 400],
  ['U+0000 in an id', { operation: 'GET /api/bots/{id}', target: '/api/bots/mona-field%00' }, 400],
];

test.each(found)('%s is answered as the document says (PL-9)', async (_, { operation: name, ...changes }, status) => {
  const operation = api.operations.find((one) => one.name === name)!;
  const [type, content] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [];
  const request: WalkRequest = {
    method: operation.method,
    body: content === undefined ? null : JSON.stringify(content.example),
    isOwn: true,
    ...changes,
    headers: { authorization, ...(type && { 'content-type': type }), ...changes.headers },
  };
  const [walked] = await walk(server, api, [{ operation, request }]);
  expect(walked!.faults.length === 0 ? [] : toldOf(walked!)).toEqual([]);
  expect(walked!.answer.status).toBe(status);
});

test(`none of ${count} generated requests is answered otherwise than the document says, with a stack, or after 10 s (seed ${seed}, PL-8, PL-9, F-31, F-39)`, async () => {
  const steps = stepsOf(api, { schemas: api.schemas, known, authorization }, { seed, count });
  expect(new Set(steps.map(({ operation }) => operation.name)).size).toBe(api.operations.length);
  const walked = await walk(server, api, steps);
  expect(walked.filter(({ faults }) => faults.length > 0).map(toldOf)).toEqual([]);
  // It would find nothing if it came through no door.
  const isServed = ({ answer: { status } }: (typeof walked)[number]) => status < 300;
  expect(walked.filter(isServed).length).toBeGreaterThan(count / 4);
}, 600_000);

test('whoever knows the stream by its document alone understands all that was told meanwhile (PL-10)', () => {
  const { faults, types } = reader.judged();
  expect(faults).toEqual([]);
  // Something of every system, and of the stream itself.
  const told =
    'session chat conductor intervention heartbeat bot execution task call question coach notification pong error';
  expect(told.split(' ').filter((family) => !types.some((type) => type.startsWith(family)))).toEqual([]);
});
