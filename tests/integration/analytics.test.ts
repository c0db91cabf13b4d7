/** What holds over many sessions, over HTTP. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Page } from '../../server/contract/page.ts';
import type { Problem } from '../../server/contract/problem.ts';
import type {
  Agreement,
  EffectRow,
  InterventionEffects,
  SessionComparison,
  SessionReport,
} from '../../server/contract/report.ts';
import type { Intervention, Session } from '../../server/contract/session.ts';
import { mean, meanInterval95 } from '../../server/kernel/statistics.ts';
import { call, send, startSession, startTestServer, untilSession, withSuggestion } from '../support/server.ts';

type Server = Parameters<typeof call>[0];

async function ended(server: Server, request: object = {}) {
  const { id } = await startSession(server, { mode: 'auto', speed: 'max', ...request });
  return untilSession(server, id, ({ status }) => status === 'ended');
}

const get = async <T>(server: Server, address: string) => (await call<T>(server, 'GET', address)).body;

const interventionsOf = async (server: Server, id: string) =>
  (await get<Page<Intervention>>(server, `/api/sessions/${id}/interventions?limit=500`)).items;

const effectsOf = (server: Server, query = '') =>
  get<InterventionEffects>(server, `/api/analytics/interventions${query}`);

test('sessions stand side by side with the figures of their reports, in the order asked for (EC-26)', async () => {
  const server = await startTestServer();
  const two = await ended(server, { seed: 2 });
  const one = await ended(server, { seed: 1, scenarioId: 'two-drops' });
  const { sessions } = await get<SessionComparison>(
    server,
    `/api/analytics/sessions?ids=${one.id},${two.id},${one.id}`,
  );
  expect(sessions.map(({ sessionId }) => sessionId)).toEqual([one.id, two.id]);
  for (const figures of sessions) {
    const report = await get<SessionReport>(server, `/api/sessions/${figures.sessionId}/report?seeds=0`);
    const met = report.interventions.filter(({ startedTick }) => startedTick !== null).length;
    const delays = report.anomalies.flatMap(({ detectionDelaySeconds: delay }) => (delay === null ? [] : [delay]));
    expect(figures.scores!.mean).toBeCloseTo(report.scores!.mean, 12);
    expect(figures.scores).toMatchObject({
      min: report.scores!.min,
      max: report.scores!.max,
      final: report.scores!.final,
    });
    expect(figures.uplift).toBeCloseTo(report.counterfactual!.uplift, 12);
    expect(figures.upliftPerIntervention).toBeCloseTo(report.counterfactual!.uplift / met, 12);
    expect(figures.interventionCount).toBe(met);
    expect(figures.anomalyCount).toBe(report.anomalies.length);
    expect(Object.values(figures.anomaliesByType).reduce((sum, count) => sum + count, 0)).toBe(figures.anomalyCount);
    expect(figures.detectionDelayMeanSeconds).toBeCloseTo(mean(delays), 12);
    expect(figures.points.at(-1)!.tick).toBe(report.points.at(-1)!.tick);
  }
});

test('a curve has at most 240 points, evenly spaced (EC-26)', async () => {
  const server = await startTestServer();
  const { id } = await ended(server, { scenarioId: 'calm-hour', attendeeCount: 20 });
  const { sessions } = await get<SessionComparison>(server, `/api/analytics/sessions?ids=${id}`);
  const ticks = sessions[0]!.points.map(({ tick }) => tick);
  expect(ticks).toHaveLength(240);
  expect(new Set(ticks.slice(1).map((tick, index) => tick - ticks[index]!))).toEqual(new Set([15]));
});

test('a session that has not begun is compared as what it is', async () => {
  const server = await startTestServer();
  const { id } = await startSession(server, { isPaused: true });
  const { sessions } = await get<SessionComparison>(server, `/api/analytics/sessions?ids=${id}`);
  expect(sessions[0]).toMatchObject({ scores: null, uplift: null, upliftPerIntervention: null, points: [] });
});

test('an unknown session is named, and so is a list that is none (PL-8, EC-26)', async () => {
  const server = await startTestServer();
  const { id } = await startSession(server, { isPaused: true });
  const ask = (ids: string) => get<Problem>(server, `/api/analytics/sessions?ids=${ids}`);
  expect(await ask(`${id},ses_nope`)).toMatchObject({ status: 404, detail: expect.stringContaining('ses_nope') });
  for (const ids of ['', ',', Array(13).fill('a').join(',')])
    expect(await ask(ids)).toMatchObject({ status: 400, errors: [{ field: 'query.ids' }] });
});

test('effects are the means of outcomes, with their interval, by variant and by kind (EC-26)', async () => {
  const server = await startTestServer();
  const sessions = await Promise.all([1, 2, 3].map((seed) => ended(server, { seed })));
  const measured = (await Promise.all(sessions.map(({ id }) => interventionsOf(server, id)))).flat();
  const { rows, sessionCount } = await effectsOf(server);
  expect(sessionCount).toBe(3);
  const matching = (row: EffectRow) =>
    measured.filter(({ kind, variant }) => kind === row.kind && (row.variant === null || variant === row.variant));
  for (const row of rows) {
    const uplifts = matching(row).map(({ uplift }) => uplift!);
    const interval = meanInterval95(uplifts);
    expect(row).toMatchObject({ startedCount: uplifts.length, measuredCount: uplifts.length, group: null });
    expect(row.sessionCount).toBe(new Set(matching(row).map(({ sessionId }) => sessionId)).size);
    expect(row.upliftMean).toBeCloseTo(interval.mean, 12);
    if (uplifts.length < 2) expect(row.upliftCi95).toBeNull();
    else
      row.upliftCi95!.forEach((end, index) => expect(end).toBeCloseTo(index === 0 ? interval.low : interval.high, 10));
  }
  expect(rows.filter(({ variant }) => variant === null).reduce((sum, row) => sum + row.startedCount, 0)).toBe(
    measured.length,
  );
  expect(rows.map(({ upliftMean }) => upliftMean)).toEqual(
    rows.map((row) => row.upliftMean!).toSorted((a, b) => b - a),
  );
});

test('effects can be told apart by what they were up against or where, and narrowed (EC-26)', async () => {
  const server = await startTestServer();
  const drop = await ended(server);
  const exit = await ended(server, { scenarioId: 'mass-exit' });
  const other = await ended(server, { scenarioId: 'two-drops' });
  const groupsBy = async (groupBy: string, more = '') =>
    new Set((await effectsOf(server, `?groupBy=${groupBy}${more}`)).rows.map(({ group }) => group));
  const all = [drop, exit, other];
  expect(await groupsBy('scenario')).toEqual(new Set(all.map(({ scenarioId }) => scenarioId)));
  expect(await groupsBy('event')).toEqual(new Set(all.map(({ eventTitle }) => eventTitle)));
  expect(await groupsBy('topic')).toEqual(new Set(all.map(({ subject }) => subject)));
  expect(await groupsBy('sessionFormat')).toEqual(new Set(all.map(({ format }) => format)));
  expect(await groupsBy('anomalyType')).toContain('SUDDEN_DROP');
  const ofEvent = all.filter(({ eventId }) => eventId === other.eventId);
  expect(ofEvent.length).toBeLessThan(all.length);
  expect(await groupsBy('scenario', `&event=${other.eventId}`)).toEqual(
    new Set(ofEvent.map(({ scenarioId }) => scenarioId)),
  );
  const [first] = await interventionsOf(server, drop.id);
  const { rows } = await effectsOf(server, `?kind=${first!.kind}`);
  expect(new Set(rows.map(({ kind }) => kind))).toEqual(new Set([first!.kind]));
  expect(await get(server, '/api/analytics/interventions?event=evt_nope')).toMatchObject({ status: 404 });
});

test('what was only decided in shadow mode has no effect (EC-14, EC-26)', async () => {
  const server = await startTestServer();
  const { id } = await ended(server, { mode: 'shadow' });
  expect(await interventionsOf(server, id)).not.toEqual([]);
  expect(await effectsOf(server)).toEqual({ groupedBy: 'none', sessionCount: 0, rows: [] });
});

test('a dismissal counts beside the effects, and comes last (EC-26)', async () => {
  const server = await startTestServer();
  const { session, suggestion } = await withSuggestion(server);
  await call(server, 'POST', `/api/interventions/${suggestion.id}/dismiss`, { reason: 'no' });
  await call(server, 'POST', `/api/sessions/${session.id}/step`, { ticks: 1 });
  await ended(server, { seed: 2 });
  const { rows } = await effectsOf(server);
  const dismissed = rows.filter(({ dismissedCount }) => dismissedCount > 0);
  expect(dismissed.map(({ kind }) => kind)).toContain(suggestion.kind);
  expect(rows.at(-1)!.upliftMean === null || dismissed.every(({ measuredCount }) => measuredCount > 0)).toBe(true);
});

test('only a person’s answers make an agreement, with its interval and the newest first (EC-14)', async () => {
  const server = await startTestServer();
  const nothing = await get<Agreement>(server, '/api/conductor/agreement');
  expect(nothing).toEqual({ decisionCount: 0, agreeCount: 0, ratio: null, low: null, high: null, recent: [] });
  await ended(server);
  const first = await withSuggestion(server);
  await call(server, 'POST', `/api/interventions/${first.suggestion.id}/dismiss`, { reason: 'no' });
  const second = await withSuggestion(server);
  await call(server, 'POST', `/api/interventions/${second.suggestion.id}/approve`);
  await call(server, 'POST', '/api/interventions/manual', { sessionId: first.session.id, kind: 'NOTIFICATION' });
  for (const { session } of [first, second])
    await call(server, 'POST', `/api/sessions/${session.id}/step`, { ticks: 2 });
  const agreement = await get<Agreement>(server, '/api/conductor/agreement');
  expect(agreement).toMatchObject({ decisionCount: 2, agreeCount: 1, ratio: 0.5 });
  // Beta(2, 2): its central 95% interval is 0.094 to 0.906.
  expect([agreement.low, agreement.high]).toEqual([expect.closeTo(0.0943, 3), expect.closeTo(0.9057, 3)]);
  expect(agreement.recent.map(({ interventionId, agrees }) => [interventionId, agrees])).toEqual([
    [second.suggestion.id, true],
    [first.suggestion.id, false],
  ]);
  const ofFirst = await get<Agreement>(server, `/api/conductor/agreement?sessionId=${first.session.id}`);
  expect(ofFirst).toMatchObject({ decisionCount: 1, agreeCount: 0 });
  expect(await get(server, '/api/conductor/agreement?sessionId=ses_nope')).toMatchObject({ status: 404 });
});

test('a recorded session has no effect, and its host’s answers count for itself alone (EC-14, EC-26, EC-27)', async () => {
  const server = await startTestServer();
  const shipped = readFileSync(new URL('../../seeds/recordings/webinar-drop.csv', import.meta.url), 'utf8');
  const { body: started } = await send<Session>(server, '/api/recordings?title=Town%20hall', shipped, 'text/csv');
  const { id } = await untilSession(server, started.id, ({ status }) => status === 'ended');
  const proposals = await interventionsOf(server, id);
  const answered = proposals.filter(({ verdict }) => verdict !== null);
  expect(proposals).not.toEqual([]);
  expect((await effectsOf(server)).rows).toEqual([]);
  const { sessions } = await get<SessionComparison>(server, `/api/analytics/sessions?ids=${id}`);
  expect(sessions[0]).toMatchObject({ isRecorded: true, uplift: null, interventionCount: 0 });
  const agreement = await get<Agreement>(server, `/api/conductor/agreement?sessionId=${id}`);
  expect(agreement.decisionCount).toBe(answered.length);
  expect(answered.length).toBeGreaterThan(0);
  expect((await get<Agreement>(server, '/api/conductor/agreement')).decisionCount).toBe(0);
  const report = await get<SessionReport>(server, `/api/sessions/${id}/report`);
  expect(report).toMatchObject({ isRecorded: true, counterfactual: null, seeds: null });
  expect(report.seedsNote).toContain('happened once');
  expect(report.interventions).toHaveLength(proposals.length);
});
