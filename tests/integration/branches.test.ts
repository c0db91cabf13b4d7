/** What if: branches of sessions over HTTP, with the real audience and the real conductor (PL-5). */
import path from 'node:path';
import { expect, test } from 'vitest';
import type { Activity } from '../../server/contract/activity.ts';
import type { Branch, BranchChange } from '../../server/contract/branch.ts';
import type { Page } from '../../server/contract/page.ts';
import type { Problem } from '../../server/contract/problem.ts';
import type { RunFile } from '../../server/contract/run-file.ts';
import type { Intervention, Metrics, Session } from '../../server/contract/session.ts';
import { connect } from '../../server/platform/database/connect.ts';
import { composeRun } from '../../server/systems/sessions/compose.ts';
import { ChildServer } from '../support/child-server.ts';
import { perform } from '../support/perform.ts';
import { recordedSession } from '../support/recorded-session.ts';
import { call, startSession, startTestServer, temporaryFolder, untilSession } from '../support/server.ts';

type Server = { url: string };
type Asked = BranchChange | { kind: 'without'; interventionNumber: number };

const ask = (server: Server, id: string, fromTick: number, change: Asked, title?: string) =>
  call<Branch & Problem>(server, 'POST', `/api/sessions/${id}/branches`, { fromTick, change, title });
const branchesOf = (server: Server, id: string) =>
  call<Page<Branch>>(server, 'GET', `/api/sessions/${id}/branches`).then(({ body }) => body);
const step = (server: Server, id: string, ticks: number) =>
  call<Session>(server, 'POST', `/api/sessions/${id}/step`, { ticks });
const interventionsOf = (server: Server, id: string) =>
  call<Page<Intervention>>(server, 'GET', `/api/sessions/${id}/interventions`).then(({ body }) => body.items);
const fileOf = (server: Server, id: string) =>
  call<RunFile>(server, 'GET', `/api/branches/${id}/run-file`).then(({ body }) => body);

async function endedSession(server: Server, request: object = {}): Promise<Session> {
  const { id } = await startSession(server, { mode: 'auto', speed: 'max', ...request });
  return untilSession(server, id, ({ status }) => status === 'ended');
}

/** Means over the points of a session, asked for the ordinary way. */
async function meanFrom(server: Server, id: string, from: number, to: number): Promise<number> {
  const { body } = await call<Metrics>(server, 'GET', `/api/sessions/${id}/metrics?from=${from}&to=${to}&limit=2000`);
  return body.points.reduce((sum, { score }) => sum + score, 0) / body.points.length;
}

test('with nothing changed a branch is the session itself, from whatever tick (PL-2, PL-5)', async () => {
  const server = await startTestServer();
  const session = await endedSession(server);
  for (const fromTick of [1, 260, session.tick]) {
    const { status, body } = await ask(server, session.id, fromTick, { kind: 'nothing' });
    expect(status).toBe(201);
    expect(body).toMatchObject({ digest: session.digest, tickCount: session.tick, fromTick });
    expect(body.uplift).toBe(0);
    expect(body.comparedTicks).toEqual([Math.ceil(fromTick / 5) * 5, session.tick]);
  }
});

test('each kind of change gives another evening, the same one each time, whose run file replays (PL-2, PL-5)', async () => {
  const server = await startTestServer();
  const session = await endedSession(server);
  const [first] = await interventionsOf(server, session.id);
  const start = first!.startedTick!;
  const { body: own } = await call<RunFile>(server, 'GET', `/api/sessions/${session.id}/run-file`);
  const change = { ...own.spec.scenario.script[0]!, atSeconds: start + 100, label: 'The fire alarm' };
  const changes: [Asked, (branch: Branch) => void][] = [
    [{ kind: 'mode', mode: 'off' }, ({ interventions }) => expect(interventions).toHaveLength(1)],
    [
      { kind: 'intervention', intervention: { kind: 'NOTIFICATION' } },
      ({ interventions }) =>
        expect(interventions).toContainEqual(
          expect.objectContaining({ kind: 'NOTIFICATION', tick: start, state: 'measured' }),
        ),
    ],
    [
      { kind: 'without', interventionNumber: 1 },
      ({ interventions }) => expect(interventions[0]).toMatchObject({ state: 'cancelled' }),
    ],
    [
      { kind: 'without', interventionNumber: 1, instead: { kind: 'GAMIFICATION', variant: 'quiz' } },
      ({ interventions }) =>
        expect(interventions.slice(0, 2)).toMatchObject([
          { state: 'cancelled' },
          { kind: 'GAMIFICATION', tick: start, state: 'measured' },
        ]),
    ],
    [
      { kind: 'script', script: [change] },
      ({ anomalies }) => expect(anomalies.some(({ tick }) => tick > change.atSeconds)).toBe(true),
    ],
  ];
  for (const [asked, check] of changes) {
    const { status, body: branch } = await ask(server, session.id, start, asked);
    expect(status).toBe(201);
    check(branch);
    expect(branch.digest).not.toBe(session.digest);
    expect(branch.points[0]!.tick).toBe(Math.ceil(start / 5) * 5);
    const mean = branch.points.reduce((sum, { score }) => sum + score, 0) / branch.points.length;
    expect(branch.meanScore).toBeCloseTo(mean, 12);
    expect(branch.sessionMeanScore).toBeCloseTo(await meanFrom(server, session.id, start, session.tick), 12);
    expect(branch.uplift).toBeCloseTo(branch.meanScore! - branch.sessionMeanScore!, 12);
    expect((await ask(server, session.id, start, asked)).body.digest).toBe(branch.digest);
    const file = await fileOf(server, branch.id);
    expect(perform(composeRun, file.spec, file.inputs)).toEqual({ digest: branch.digest, tickCount: file.tickCount });
  }
});

test('what people did later goes, an early stop too; with one intervention left out the rest stays (PL-5)', async () => {
  const server = await startTestServer();
  const { id } = await startSession(server, { mode: 'off', isPaused: true });
  await step(server, id, 160);
  const manual = (kind: string) => call(server, 'POST', '/api/interventions/manual', { sessionId: id, kind });
  await manual('CHAT_PROMPT');
  await step(server, id, 80);
  await manual('POLL');
  await step(server, id, 70);
  const stopped = await call<Session>(server, 'POST', `/api/sessions/${id}/stop`);
  const started = (await interventionsOf(server, id)).map(({ startedTick }) => startedTick);
  expect(started).toEqual([161, 241]);

  const nothing = await ask(server, id, 241, { kind: 'nothing' });
  expect(nothing.body.interventions.map(({ kind }) => kind)).toEqual(['CHAT_PROMPT']);
  const file = await fileOf(server, nothing.body.id);
  expect(file.inputs.map(({ kind, tick }) => [kind, tick])).toEqual([['manual', 161]]);
  expect(nothing.body.tickCount).toBe(stopped.body.tickCount);
  expect(nothing.body.comparedTicks).toEqual([245, 310]);

  const without = await ask(server, id, 161, { kind: 'without', interventionNumber: 1 });
  expect(without.body.interventions).toMatchObject([
    { kind: 'CHAT_PROMPT', state: 'cancelled' },
    { kind: 'POLL', state: 'measured' },
  ]);
});

test('a session that goes on is compared as far as it has come, and further later (PL-5)', async () => {
  const server = await startTestServer();
  const { id } = await startSession(server, { mode: 'auto', isPaused: true });
  const early = await ask(server, id, 1, { kind: 'nothing' });
  expect(early).toMatchObject({ status: 409, body: { type: '/problems/illegal-transition' } });
  await step(server, id, 262);
  const { body: branch } = await ask(server, id, 262, { kind: 'mode', mode: 'off' }, 'Hands off');
  expect(branch).toMatchObject({ title: 'Hands off', comparedTicks: null, meanScore: null, uplift: null });
  expect(branch.points.length).toBeGreaterThan(80);
  await step(server, id, 100);
  const { body: later } = await call<Branch>(server, 'GET', `/api/branches/${branch.id}`);
  expect(later.comparedTicks).toEqual([265, 360]);
  expect(later.uplift).toBeLessThan(0);
  expect((await branchesOf(server, id)).items).toEqual([later]);
});

test('a session is branched while it runs, and none the worse for it (PL-2, PL-5)', async () => {
  const server = await startTestServer();
  const { id } = await startSession(server, { mode: 'auto', speed: 150 });
  await untilSession(server, id, ({ tick }) => tick > 10);
  const { status, body: branch } = await ask(server, id, 10, { kind: 'nothing' });
  expect(status).toBe(201);
  expect((await call<Session>(server, 'GET', `/api/sessions/${id}`)).body.status).toBe('running');
  await call(server, 'PUT', `/api/sessions/${id}/speed`, { speed: 'max' });
  const ended = await untilSession(server, id, (now) => now.status === 'ended');
  expect(ended.digest).toBe(branch.digest);
  const { body: shown } = await call<Branch>(server, 'GET', `/api/branches/${branch.id}`);
  expect(shown).toMatchObject({ comparedTicks: [10, ended.tick], uplift: 0 });
});

test('a branch is announced with its session, and found again after a restart (PL-6)', async () => {
  const folder = temporaryFolder();
  const first = new ChildServer(folder);
  const server = await first.ready();
  const session = await endedSession(server);
  const { body: branch } = await ask(server, session.id, 300, { kind: 'nothing' });
  await first.signal('SIGKILL');
  const again = await startTestServer({ folder });
  expect((await branchesOf(again, session.id)).items).toEqual([branch]);
  const { body: log } = await call<Page<Activity>>(again, 'GET', `/api/sessions/${session.id}/activity?limit=500`);
  const last = log.items.at(-1)!;
  expect(last).toMatchObject({
    type: 'session.branched',
    payload: { id: branch.id, title: branch.title, fromTick: 300 },
  });
  const { body: shown } = await call<Session>(again, 'GET', `/api/sessions/${session.id}`);
  expect(shown.lastActivityNumber).toBe(last.number);
});

/** A branch of it takes about a second: time enough for something to come in between. */
async function bigSession(server: Server): Promise<string> {
  const { id } = await startSession(server, { attendeeCount: 20_000, isPaused: true });
  await step(server, id, 1);
  return id;
}

/**
 * Asks for two branches of a session at once: one is refused at once, because the other is being performed.
 *
 * @returns The answer to come, or null if it is cut off.
 */
async function inPerformance(server: Server, id: string) {
  const both = [1, 2].map(() => ask(server, id, 1, { kind: 'nothing' }).catch(() => null));
  const refused = await Promise.race(both.map(async (answer, index) => ({ answer: await answer, index })));
  expect(refused.answer).toMatchObject({ status: 409, body: { type: '/problems/illegal-transition' } });
  expect(refused.answer!.body.detail).toContain('is being performed');
  return { toCome: both[1 - refused.index]! };
}

test('a server that dies or stops while it performs a branch keeps nothing of it (PL-6, PL-18)', async () => {
  const folder = temporaryFolder();
  const first = new ChildServer(folder);
  const server = await first.ready();
  const id = await bigSession(server);
  const killed = await inPerformance(server, id);
  await first.signal('SIGKILL');
  expect(await killed.toCome).toBeNull();

  const second = await startTestServer({ folder });
  expect((await branchesOf(second, id)).total).toBe(0);
  const stopped = await inPerformance(second, id);
  await second.close();
  expect(await stopped.toCome).toMatchObject({ status: 503, body: { type: '/problems/unavailable' } });

  const third = await startTestServer({ folder });
  expect((await branchesOf(third, id)).total).toBe(0);
});

test('one branch of a session at a time, and others are answered meanwhile (EC-20)', async () => {
  const server = await startTestServer();
  const [id, other] = [await bigSession(server), await endedSession(server)];
  const order: string[] = [];
  const { toCome } = await inPerformance(server, id);
  const slow = toCome.then((answer) => (order.push('branch'), answer));
  expect((await ask(server, other.id, 300, { kind: 'nothing' })).status).toBe(201);
  await step(server, id, 5);
  order.push('others');
  expect((await slow)?.status).toBe(201);
  expect(order).toEqual(['others', 'branch']);
});

test('a reset takes the branches along, also one that is being performed', async () => {
  const server = await startTestServer();
  const id = await bigSession(server);
  const { body: kept } = await ask(server, id, 1, { kind: 'nothing' });
  const meanwhile = await inPerformance(server, id);
  await call(server, 'POST', `/api/sessions/${id}/reset`);
  expect((await meanwhile.toCome)?.body.detail).toContain('was reset while its branch was being performed');
  expect((await branchesOf(server, id)).total).toBe(0);
  expect((await call(server, 'GET', `/api/branches/${kept.id}`)).status).toBe(404);
});

test('a session keeps 20 branches; one that is deleted makes room, and its number is not given again', async () => {
  const server = await startTestServer();
  const session = await endedSession(server);
  for (let count = 0; count < 20; count += 1)
    expect((await ask(server, session.id, 700, { kind: 'nothing' })).status).toBe(201);
  const full = await ask(server, session.id, 700, { kind: 'nothing' });
  expect(full.status).toBe(409);
  expect(full.body.detail).toContain('keeps 20 branches');
  const { items } = await branchesOf(server, session.id);
  const last = items.at(-1)!;
  expect((await call<Branch>(server, 'DELETE', `/api/branches/${last.id}`)).body).toEqual(last);
  for (const method of ['GET', 'DELETE'])
    expect((await call(server, method, `/api/branches/${last.id}`)).status).toBe(404);
  expect((await call(server, 'GET', `/api/branches/${last.id}/run-file`)).status).toBe(404);
  expect((await ask(server, session.id, 700, { kind: 'nothing' })).body.number).toBe(21);
  const page = await call<Page<Branch>>(server, 'GET', `/api/sessions/${session.id}/branches?limit=1&offset=19`);
  expect(page.body).toMatchObject({ total: 20, items: [{ number: 21 }] });
});

test('a change that its tick does not allow is refused with the reason, and nothing is kept (PL-5)', async () => {
  const server = await startTestServer();
  const session = await endedSession(server);
  const [first] = await interventionsOf(server, session.id);
  const again = { kind: 'intervention', intervention: { kind: first!.kind } } as const;
  const refused = await ask(server, session.id, first!.startedTick! + 5, again);
  expect(refused).toMatchObject({ status: 409, body: { errors: [{ field: 'body.change' }] } });
  expect(refused.body.detail).toContain('already under way');
  const late = await ask(server, session.id, session.tick + 1, { kind: 'nothing' });
  expect(late.body.detail).toContain(`1 to ${session.tick}`);
  expect((await ask(server, session.id, 0, { kind: 'nothing' })).status).toBe(400);
  expect((await ask(server, 'ses_none', 1, { kind: 'nothing' })).status).toBe(404);
  expect((await branchesOf(server, session.id)).total).toBe(0);
  const { id } = await startSession(server, { attendeeCount: 200_000, isPaused: true });
  await step(server, id, 1);
  const tooMuch = await ask(server, id, 1, { kind: 'nothing' });
  expect(tooMuch.status).toBe(400);
  expect(tooMuch.body.detail).toContain('claque run webinar-drop --attendees 200000 --without 1');
});

test('a session performed by a program that gave another evening is not branched (PL-2)', async () => {
  const folder = temporaryFolder();
  const first = await startTestServer({ folder });
  const session = await endedSession(first);
  await first.close();
  const knex = connect(path.join(folder, 'claque.db'));
  await knex('session_points').where({ session_id: session.id, tick: 100 }).update({ score: 0.123 });
  await knex.destroy();
  const server = await startTestServer({ folder });
  const refused = await ask(server, session.id, 300, { kind: 'nothing' });
  expect(refused.status).toBe(409);
  expect(refused.body.detail).toContain('first at tick 100');
  expect((await ask(server, session.id, 100, { kind: 'nothing' })).status).toBe(201);
});

test('of a recorded session a branch can be the same again, or without the conductor, and nothing else (EC-27)', async () => {
  const folder = temporaryFolder();
  const id = await recordedSession(path.join(folder, 'claque.db'), await startTestServer({ folder }));
  const server = await startTestServer({ folder });
  await step(server, id, 600);
  const refused: Asked[] = [
    { kind: 'mode', mode: 'auto' },
    { kind: 'intervention', intervention: { kind: 'CHAT_PROMPT' } },
    { kind: 'without', interventionNumber: 1 },
    { kind: 'script', script: [] },
  ];
  for (const change of refused) {
    const answer = await ask(server, id, 400, change);
    expect(answer.status).toBe(409);
    expect(answer.body.detail).toContain('is a recording');
  }
  const same = await ask(server, id, 400, { kind: 'nothing' });
  expect(same.body.interventions.length).toBeGreaterThan(0);
  const off = await ask(server, id, 400, { kind: 'mode', mode: 'off' });
  expect(off.body).toMatchObject({ interventions: [], uplift: 0 });
});
