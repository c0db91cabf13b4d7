/** What a caller can do wrong over HTTP, and what it is told. */
import request from 'supertest';
import { expect, test } from 'vitest';
import { Problem } from '../../server/contract/problem.ts';
import { call, sharedServer, startSession } from '../support/server.ts';

const server = sharedServer();

function expectProblem(
  answer: { status: number; headers: { 'content-type'?: string } | Headers; body?: unknown; text?: string },
  code: string,
  status: number,
) {
  const body = Problem.parse(
    answer.body && Object.keys(answer.body).length > 0 ? answer.body : JSON.parse(answer.text ?? ''),
  );
  expect(body).toMatchObject({ type: `/problems/${code}`, status });
  expect(answer.status).toBe(status);
  expect(JSON.stringify(body)).not.toMatch(/\bat .*\.(ts|js):\d+|node_modules/);
  return body;
}

const bodies: [string, string, string, number][] = [
  ['broken JSON', '{"scenarioId": ', 'bad-json', 400],
  ['a bad escape', '{"scenarioId": "\\x"}', 'bad-json', 400],
  ['a bare word', 'hello', 'bad-json', 400],
  ['a number', '42', 'bad-json', 400],
  ['a list', '[]', 'bad-request', 400],
  ['101 KB', JSON.stringify({ scenarioId: 'x'.repeat(101 * 1024) }), 'too-large', 413],
  ['depth 10,000', '{"a":'.repeat(10_000) + '1' + '}'.repeat(10_000), 'bad-request', 400],
  ['__proto__', '{"scenarioId":"webinar-drop","__proto__":{"seed":9}}', 'bad-request', 400],
  ['a nested constructor', '{"scenarioId":"webinar-drop","seed":{"constructor":1}}', 'bad-request', 400],
  ['half a character', '{"scenarioId":"\\ud800"}', 'bad-request', 400],
  ['a missing field', '{}', 'bad-request', 400],
  ['an unknown field', '{"scenarioId":"webinar-drop","colour":"red"}', 'bad-request', 400],
  ['a wrong type', '{"scenarioId":"webinar-drop","seed":"1"}', 'bad-request', 400],
  ['too many attendees', '{"scenarioId":"webinar-drop","attendeeCount":1000001}', 'bad-request', 400],
  ['a fractional seed', '{"scenarioId":"webinar-drop","seed":1.5}', 'bad-request', 400],
  ['an unknown scenario', '{"scenarioId":"no-such"}', 'not-found', 404],
];

test.each(bodies)(
  '%s as a body is a problem without a stack, and starts nothing (F-39)',
  async (_name, body, code, status) => {
    const before = await call(server, 'GET', '/api/sessions');
    const answer = await request(server.url).post('/api/sessions').set('content-type', 'application/json').send(body);
    expectProblem(answer, code, status);
    expect((await call(server, 'GET', '/api/sessions')).body).toEqual(before.body);
  },
);

test('the fields at fault are named, with what would be right (PL-8)', async () => {
  const answer = await request(server.url)
    .post('/api/sessions')
    .send({ scenarioId: 'webinar-drop', seed: -1, mode: 'loud' });
  const problem = expectProblem(answer, 'bad-request', 400);
  expect(problem.errors?.map(({ field }) => field)).toEqual(['body.seed', 'body.mode']);
  expect(problem.detail).toContain('manual');
});

test('fields that do not exist are named, in the body and in the query (PL-8)', async () => {
  const http = request(server.url);
  const body = await http.post('/api/sessions').send({ scenarioId: 'webinar-drop', colour: 'red', size: 1 });
  const query = await http.get('/api/sessions?colour=red');
  const namesOf = (answer: typeof body) => expectProblem(answer, 'bad-request', 400).errors?.map(({ field }) => field);
  expect(namesOf(body)).toEqual(['body.colour', 'body.size']);
  expect(namesOf(query)).toEqual(['query.colour']);
});

test.each([
  ['a poll with words of its own and no answers', { kind: 'POLL', text: 'Break?' }],
  ['answers without words', { kind: 'POLL', options: ['Yes', 'No'] }],
  ['answers to what is no poll', { kind: 'CHAT_PROMPT', text: 'Where are you?', options: ['Here', 'There'] }],
])('%s would be performed as something else, and is refused', async (_name, intervention) => {
  const { id: sessionId } = await startSession(server, { isPaused: true });
  const answer = await request(server.url)
    .post('/api/interventions/manual')
    .send({ sessionId, ...intervention });
  expect(expectProblem(answer, 'bad-request', 400).errors?.map(({ field }) => field)).toEqual(['body.options']);
});

test.each([
  ['blank words', { kind: 'CHAT_PROMPT', text: ' \u200b' }, 'body.text'],
  ['words that turn the direction of writing', { kind: 'CHAT_PROMPT', text: '\u202egnp.exe' }, 'body.text'],
  [
    'an answer with a control character',
    { kind: 'POLL', text: 'Go on?', options: ['Yes', 'No\u0000'] },
    'body.options.1',
  ],
])('%s are refused: an audience could not read them (F-40)', async (_name, intervention, field) => {
  const { id: sessionId } = await startSession(server, { isPaused: true });
  const answer = await request(server.url)
    .post('/api/interventions/manual')
    .send({ sessionId, ...intervention });
  expect(expectProblem(answer, 'bad-request', 400).errors?.map((error) => error.field)).toEqual([field]);
});

test('words on two lines, and answers of a sign alone, are taken', async () => {
  const { id: sessionId } = await startSession(server, { isPaused: true });
  const answer = await request(server.url)
    .post('/api/interventions/manual')
    .send({ sessionId, kind: 'POLL', text: 'Shall we\ngo on?', options: ['👍', '👎'] });
  expect(answer.status).toBe(202);
});

test('a variant that a kind does not have is refused with those it has', async () => {
  const { id: sessionId } = await startSession(server, { isPaused: true });
  const answer = await request(server.url)
    .post('/api/interventions/manual')
    .send({ sessionId, kind: 'POLL', variant: 'quiz' });
  const { detail, errors } = expectProblem(answer, 'bad-request', 400);
  expect(detail).toContain('quick_pulse');
  expect(errors?.map(({ field }) => field)).toEqual(['body.variant']);
});

test('routes and ids that do not exist, and methods that are not possible (PL-8)', async () => {
  const http = request(server.url);
  expectProblem(await http.get('/api/nope'), 'not-found', 404);
  expectProblem(await http.get('/nope.js'), 'not-found', 404);
  for (const path of ['//api/sessions', '/API/nope'])
    expectProblem(await http.get(path).set('Accept', 'text/html'), 'not-found', 404);
  expectProblem(await http.get('/api/sessions/ses_nope'), 'not-found', 404);
  expectProblem(await http.get('/api/sessions/%E0%A4%A'), 'bad-request', 400);
  expectProblem(await http.get(`/api/sessions/${'x'.repeat(65)}`), 'bad-request', 400);
  for (const part of ['metrics', 'anomalies', 'interventions', 'counterfactual', 'activity', 'run-file'])
    expectProblem(await http.get(`/api/sessions/ses_nope/${part}`), 'not-found', 404);
  for (const command of ['pause', 'resume', 'step', 'stop', 'reset'])
    expectProblem(await http.post(`/api/sessions/ses_nope/${command}`), 'not-found', 404);
  for (const answer of ['approve', 'dismiss'])
    expectProblem(await http.post(`/api/interventions/ses_nope-1/${answer}`), 'not-found', 404);
  for (const place of ['history/ses_nope', 'history/event/evt_nope', 'stats/ses_nope'])
    expectProblem(await http.get(`/api/interventions/${place}`), 'not-found', 404);
  expectProblem(await http.get('/api/scenarios/nope'), 'not-found', 404);
  const wrong = await http.delete('/api/sessions');
  expectProblem(wrong, 'method-not-allowed', 405);
  expect(wrong.headers['allow']).toBe('POST, GET, HEAD');
});

test.each(['-1', '1e9', '1;drop', '0', '', '1.5', 'NaN', '0x10', '%205', '1&limit=2'])(
  'a limit of “%s” is refused, and so are offsets like it (F-31)',
  async (limit) => {
    const { id } = await startSession(server, { isPaused: true });
    for (const route of [
      '/api/sessions',
      '/api/scenarios',
      `/api/sessions/${id}/metrics`,
      `/api/sessions/${id}/activity`,
    ])
      expectProblem(await request(server.url).get(`${route}?limit=${limit}`), 'bad-request', 400);
    for (const offset of ['', '-1', '1e12', '0x0', '1;drop', 'x'])
      expectProblem(await request(server.url).get(`/api/sessions?offset=${offset}`), 'bad-request', 400);
  },
);

test('only JSON is taken as a body (F-37)', async () => {
  const http = request(server.url);
  expectProblem(
    await http.post('/api/sessions').type('form').send('scenarioId=webinar-drop'),
    'unsupported-media-type',
    415,
  );
  expectProblem(
    await http.post('/api/sessions').set('content-type', 'text/plain').send('{"scenarioId":"webinar-drop"}'),
    'unsupported-media-type',
    415,
  );
});

test('foreign Origins and Hosts are refused on every route (F-35, PL-12)', async () => {
  const http = request(server.url);
  for (const [header, value] of [
    ['Origin', 'https://evil.example'],
    ['Origin', 'null'],
    ['Host', 'evil.example'],
    ['Host', '127.0.0.1.evil.example'],
    ['Host', 'localhost.'],
  ] as const)
    for (const route of ['/api/sessions', '/health/live', '/openapi.json', '/docs/', '/'])
      expectProblem(await http.get(route).set(header, value), 'forbidden-origin', 403);
  expect((await http.get('/api/sessions').set('Origin', server.url)).status).toBe(200);
  expect(
    (await http.get('/api/sessions').set('Host', 'localhost:5173').set('Origin', 'http://localhost:5173')).status,
  ).toBe(200);
});

test('commands that cannot follow are refused with a sentence, and change nothing', async () => {
  const http = request(server.url);
  const { id } = await startSession(server, { isPaused: true });
  expectProblem(await http.get(`/api/sessions/${id}/run-file`), 'illegal-transition', 409);
  await http.post(`/api/sessions/${id}/stop`);
  for (const command of ['pause', 'resume', 'step', 'stop'])
    expectProblem(await http.post(`/api/sessions/${id}/${command}`), 'illegal-transition', 409);
  expectProblem(await http.put(`/api/sessions/${id}/mode`).send({ mode: 'auto' }), 'illegal-transition', 409);
  expectProblem(await http.put(`/api/sessions/${id}/speed`).send({ speed: 0 }), 'bad-request', 400);
  expectProblem(
    await http.post('/api/interventions/manual').send({ sessionId: id, kind: 'POLL' }),
    'illegal-transition',
    409,
  );
});
