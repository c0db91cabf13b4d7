/** Sessions over HTTP, with the real audience and the real conductor. */
import { expect, test } from 'vitest';
import type { Activity } from '../../server/contract/activity.ts';
import type { RunFile } from '../../server/contract/run-file.ts';
import type { Page } from '../../server/contract/page.ts';
import type {
  AcceptedInput,
  Anomaly,
  Intervention,
  InterventionStatistics,
  Metrics,
  Session,
} from '../../server/contract/session.ts';
import type { Problem } from '../../server/contract/problem.ts';
import { composeRun } from '../../server/systems/sessions/compose.ts';
import { perform } from '../support/perform.ts';
import {
  call,
  startSession,
  startTestServer,
  temporaryFolder,
  untilSession,
  withSuggestion,
} from '../support/server.ts';

test('several sessions at once end with the digest of their runs performed alone (PL-2, EC-20)', async () => {
  const server = await startTestServer();
  const seeds = [1, 2, 3];
  const sessions = await Promise.all(seeds.map((seed) => startSession(server, { seed, mode: 'auto', speed: 'max' })));
  for (const session of sessions) {
    const ended = await untilSession(server, session.id, (now) => now.status === 'ended');
    const { body: file } = await call<RunFile>(server, 'GET', `/api/sessions/${session.id}/run-file`);
    expect(file.tickCount).toBe(ended.tick);
    expect(perform(composeRun, file.spec, []).digest).toBe(ended.digest);
  }
});

test('an approval takes effect at the next tick performed, and once only (EC-14, PL-3)', async () => {
  const server = await startTestServer();
  const { session, suggestion } = await withSuggestion(server);
  const approve = () => call<Intervention & Problem>(server, 'POST', `/api/interventions/${suggestion.id}/approve`);
  const first = await approve();
  expect(first.body).toMatchObject({ state: 'approved', decidedBy: 'panel' });
  expect((await approve()).body).toMatchObject({ type: '/problems/illegal-transition', status: 409 });
  await call(server, 'POST', `/api/sessions/${session.id}/step`, { ticks: 2 });
  const shown = await call<Page<Intervention>>(server, 'GET', `/api/interventions/history/${session.id}`);
  expect(shown.body.items.find((item) => item.id === suggestion.id)?.state).toBe('active');
});

test('a suggestion survives a restart, a double click approves it once, and what is delivered is what was shown (EC-14, F-40)', async () => {
  const folder = temporaryFolder();
  const first = await startTestServer({ folder });
  const { session, suggestion } = await withSuggestion(first);
  await first.close();

  const second = await startTestServer({ folder });
  const find = async () => {
    const route = `/api/sessions/${session.id}/interventions`;
    const { items } = (await call<Page<Intervention>>(second, 'GET', route)).body;
    return items.find(({ id }) => id === suggestion.id)!;
  };
  expect(await find()).toMatchObject({ state: 'awaiting_approval', content: suggestion.content });
  const approve = () => call<Intervention & Problem>(second, 'POST', `/api/interventions/${suggestion.id}/approve`);
  const clicks = await Promise.all([approve(), approve(), approve()]);
  expect(clicks.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([200, 409, 409]);
  await call(second, 'POST', `/api/sessions/${session.id}/step`, { ticks: 2 });
  expect(await find()).toMatchObject({ state: 'active', content: suggestion.content });
  const log = await call<Page<Activity>>(second, 'GET', `/api/sessions/${session.id}/activity?limit=500`);
  const started = log.body.items.filter(({ type }) => type === 'intervention.started');
  expect(started).toMatchObject([{ payload: { number: suggestion.number, content: suggestion.content } }]);
});

test('what is dismissed cannot be approved, and the sentence says so (EC-15)', async () => {
  const server = await startTestServer();
  const { suggestion } = await withSuggestion(server);
  const dismissed = await call<Intervention>(server, 'POST', `/api/interventions/${suggestion.id}/dismiss`, {
    reason: 'a break is near',
  });
  expect(dismissed.body).toMatchObject({ state: 'dismissed', dismissReason: 'a break is near' });
  const approved = await call<Problem>(server, 'POST', `/api/interventions/${suggestion.id}/approve`);
  expect(approved.status).toBe(409);
  expect(approved.body.detail).toContain('is dismissed');
});

test('every intervention is traced back to its anomaly by causedBy (EC-15)', async () => {
  const server = await startTestServer();
  const session = await startSession(server, { mode: 'auto', speed: 'max' });
  await untilSession(server, session.id, (now) => now.status === 'ended');
  const { body } = await call<Page<Activity>>(server, 'GET', `/api/sessions/${session.id}/activity?limit=500`);
  const byNumber = new Map(body.items.map((activity) => [activity.number, activity]));
  const causeTypeOf = (type: string) => {
    const found = body.items.find((activity) => activity.type === type);
    return found && byNumber.get(found.causedBy ?? 0)?.type;
  };
  expect(causeTypeOf('intervention.suggested')).toMatch(/^anomaly\./);
  expect(causeTypeOf('intervention.measured')).toMatch(/^intervention\.started/);
  expect(causeTypeOf('conductor.learnt')).toBe('intervention.measured');
});

test('a mode change, a manual intervention and a stop are inputs of the run file (PL-3)', async () => {
  const server = await startTestServer();
  const { id } = await startSession(server, { mode: 'off', isPaused: true });
  const step = (ticks: number) => call<Session>(server, 'POST', `/api/sessions/${id}/step`, { ticks });
  await step(160);
  expect((await call<Session>(server, 'PUT', `/api/sessions/${id}/mode`, { mode: 'manual' })).body.mode).toBe('manual');
  await step(1);
  const manual = await call<AcceptedInput>(server, 'POST', '/api/interventions/manual', {
    sessionId: id,
    kind: 'CHAT_PROMPT',
    text: 'Where are you?',
  });
  expect(manual).toMatchObject({ status: 202, body: { input: { tick: 162, kind: 'manual' } } });
  await step(80);
  const stopped = await call<Session>(server, 'POST', `/api/sessions/${id}/stop`);
  expect(stopped.body).toMatchObject({ status: 'ended', tick: 242 });
  const { body: file } = await call<RunFile>(server, 'GET', `/api/sessions/${id}/run-file`);
  expect(file.inputs.map(({ kind, tick }) => [kind, tick])).toEqual([
    ['mode', 161],
    ['manual', 162],
    ['stop', 242],
  ]);
  expect(perform(composeRun, file.spec, file.inputs).digest).toBe(file.digest);
});

test('reset performs the same evening again from tick 0 (PL-2)', async () => {
  const server = await startTestServer();
  const { id } = await startSession(server, { mode: 'auto', speed: 'max' });
  const first = await untilSession(server, id, (now) => now.status === 'ended');
  const again = await call<Session>(server, 'POST', `/api/sessions/${id}/reset`);
  expect(again.body.digest).toBeNull();
  const second = await untilSession(server, id, (now) => now.status === 'ended');
  expect(second.digest).toBe(first.digest);
  const { body } = await call<Metrics>(server, 'GET', `/api/sessions/${id}/metrics?limit=2000`);
  expect(body.total).toBe(body.points.length);
  expect(new Set(body.points.map((point) => point.tick)).size).toBe(body.points.length);
});

test('the demo begins shortly before its drop, and approves what nobody answers (EC-23)', async () => {
  const server = await startTestServer();
  const session = await startSession(server, { isDemo: true, mode: 'manual' });
  expect(session.speed).toBe(6);
  expect(session.tick).toBeGreaterThan(session.buildUpSeconds);
  expect(session.tick).toBeLessThan(300);
  await call(server, 'PUT', `/api/sessions/${session.id}/speed`, { speed: 'max' });
  await untilSession(server, session.id, (now) => now.status === 'ended');
  const { body: file } = await call<RunFile>(server, 'GET', `/api/sessions/${session.id}/run-file`);
  expect(file.inputs[0]).toMatchObject({ kind: 'approve', by: 'demo' });
  expect(perform(composeRun, file.spec, file.inputs).digest).toBe(file.digest);
});

test('pausing stops the time, resuming lets it go on, and neither is possible twice (PL-4)', async () => {
  const server = await startTestServer();
  const { id } = await startSession(server, { speed: 200 });
  await untilSession(server, id, (now) => now.tick > 0);
  const paused = await call<Session>(server, 'POST', `/api/sessions/${id}/pause`);
  expect(paused.body.status).toBe('paused');
  expect((await call(server, 'POST', `/api/sessions/${id}/pause`)).status).toBe(409);
  await call(server, 'POST', `/api/sessions/${id}/step`, { ticks: 3 });
  expect((await call<Session>(server, 'GET', `/api/sessions/${id}`)).body.tick).toBe(paused.body.tick + 3);
  await call(server, 'POST', `/api/sessions/${id}/resume`);
  expect((await call(server, 'POST', `/api/sessions/${id}/step`)).status).toBe(409);
  await untilSession(server, id, (now) => now.tick > paused.body.tick + 3);
});

test('a session that breaks fails alone, and says why (F-23, EC-20)', async () => {
  const breaking: typeof composeRun = (spec) => {
    const run = composeRun(spec);
    if (spec.seed !== 666) return run;
    const step = run.step.bind(run);
    run.step = (inputs) => {
      if (run.tick >= 100) throw new Error('the run broke at tick 101');
      return step(inputs);
    };
    return run;
  };
  const server = await startTestServer({ parts: { composeRun: breaking } });
  const [broken, sound] = await Promise.all([
    startSession(server, { seed: 666, speed: 'max' }),
    startSession(server, { seed: 1, speed: 'max' }),
  ]);
  const failed = await untilSession(server, broken.id, (now) => now.status === 'failed');
  expect(failed).toMatchObject({ tick: 100, failure: 'the run broke at tick 101', digest: null });
  const ended = await untilSession(server, sound.id, (now) => now.status === 'ended');
  expect(ended.digest).not.toBeNull();
  expect((await call(server, 'POST', `/api/sessions/${broken.id}/resume`)).status).toBe(409);
});

test('a session that cannot be taken up after a restart fails alone, and the server starts (EC-20)', async () => {
  const folder = temporaryFolder();
  const first = await startTestServer({ folder });
  const lost = await startSession(first, { seed: 666, isPaused: true });
  const kept = await startSession(first, { seed: 1, isPaused: true });
  await first.close();
  const breaking: typeof composeRun = (spec) => {
    if (spec.seed === 666) throw new Error('this scenario is of another age');
    return composeRun(spec);
  };
  const second = await startTestServer({ folder, parts: { composeRun: breaking } });
  const shown = await call<Session>(second, 'GET', `/api/sessions/${lost.id}`);
  expect(shown.body).toMatchObject({ status: 'failed', failure: 'this scenario is of another age' });
  const { body: log } = await call<Page<Activity>>(second, 'GET', `/api/sessions/${lost.id}/activity`);
  expect(log.items.at(-1)).toMatchObject({ type: 'session.failed', number: shown.body.lastActivityNumber });
  expect((await call(second, 'POST', `/api/sessions/${kept.id}/step`)).status).toBe(200);
});

test('lists page, filter and count; statistics count what happened (PL-8, EC-18, EC-19)', async () => {
  const server = await startTestServer();
  const session = await startSession(server, { mode: 'auto', speed: 'max' });
  await startSession(server, { isPaused: true });
  await untilSession(server, session.id, (now) => now.status === 'ended');
  const ended = await call<Page<Session>>(server, 'GET', '/api/sessions?status=ended');
  expect(ended.body).toMatchObject({ total: 1, limit: 50, offset: 0 });
  const second = await call<Page<Session>>(server, 'GET', '/api/sessions?limit=1&offset=1');
  expect(second.body).toMatchObject({ total: 2, items: [{ id: session.id }] });
  const anomalies = await call<Page<Anomaly>>(server, 'GET', `/api/sessions/${session.id}/anomalies`);
  expect(anomalies.body.items[0]?.id).toBe(`${session.id}-a1`);
  const statistics = await call<InterventionStatistics>(server, 'GET', `/api/interventions/stats/${session.id}`);
  const history = await call<Page<Intervention>>(server, 'GET', `/api/interventions/history/event/${session.eventId}`);
  expect(statistics.body.count).toBe(history.body.total);
  expect(statistics.body.arms.every((arm) => arm.low <= arm.successRatio && arm.successRatio <= arm.high)).toBe(true);
  const range = await call<Metrics>(server, 'GET', `/api/sessions/${session.id}/metrics?from=100&to=200&limit=5`);
  expect(range.body.points).toHaveLength(5);
  expect(range.body.statistics.pointCount).toBe(range.body.total);
});

test('a venture’s learning is kept, and used when asked for (EC-13)', async () => {
  const server = await startTestServer();
  const first = await startSession(server, { mode: 'auto', speed: 'max' });
  await untilSession(server, first.id, (now) => now.status === 'ended');
  const next = await startSession(server, { startFrom: 'venture', speed: 'max' });
  await untilSession(server, next.id, (now) => now.status === 'ended');
  const { body: file } = await call<RunFile>(server, 'GET', `/api/sessions/${next.id}/run-file`);
  expect(file.spec.posterior?.arms.some((arm) => arm.trialCount > 0)).toBe(true);
  expect(perform(composeRun, file.spec, []).digest).toBe(file.digest);
});
