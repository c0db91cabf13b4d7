/** What the policy has learnt over the sessions of a venture. */
import { expect, test } from 'vitest';
import type { Page } from '../../server/contract/page.ts';
import type { Lesson } from '../../server/contract/policy.ts';
import type { PolicyStanding } from '../../server/contract/report.ts';
import type { RunFile } from '../../server/contract/run-file.ts';
import type { Intervention } from '../../server/contract/session.ts';
import { learnOnTop } from '../../server/conductor/learn/belief.ts';
import { composeRun } from '../../server/systems/sessions/compose.ts';
import { call, startSession, startTestServer, untilSession, withSuggestion } from '../support/server.ts';

type Server = Parameters<typeof call>[0];

const standingOf = async (server: Server, policy = 'thompson') =>
  (await call<PolicyStanding>(server, 'GET', `/api/policy?policy=${policy}`)).body;

async function ended(server: Server, request: object = {}) {
  const { id } = await startSession(server, { mode: 'auto', speed: 'max', ...request });
  return untilSession(server, id, ({ status }) => status === 'ended');
}

/** The lessons of a session, from its run file alone. */
async function lessonsOf(server: Server, id: string): Promise<Lesson[]> {
  const { spec, inputs } = (await call<RunFile>(server, 'GET', `/api/sessions/${id}/run-file`)).body;
  const run = composeRun(spec);
  while (!run.isOver) run.step(inputs.filter(({ tick }) => tick === run.tick + 1));
  return run.lessons();
}

test('before any session every arm stands untried (EC-18)', async () => {
  const { sessionCount, lessonCount, arms, history } = await standingOf(await startTestServer());
  expect({ sessionCount, lessonCount, history }).toEqual({ sessionCount: 0, lessonCount: 0, history: [] });
  expect(arms).toHaveLength(12);
  expect(arms.every(({ trialCount, low, high }) => trialCount === 0 && low < 0.05 && high > 0.95)).toBe(true);
});

test('sessions that end side by side both teach, one on top of the other (EC-13, EC-18)', async () => {
  const server = await startTestServer();
  const sessions = await Promise.all([1, 2, 3].map((seed) => ended(server, { seed })));
  const { sessionCount, lessonCount, arms, history } = await standingOf(server);
  expect(history.map(({ sessionId }) => sessionId).sort()).toEqual(sessions.map(({ id }) => id).sort());
  const lessons = (await Promise.all(history.map(({ sessionId }) => lessonsOf(server, sessionId)))).flat();
  expect({ sessionCount, lessonCount }).toEqual({ sessionCount: 3, lessonCount: lessons.length });
  const expected = learnOnTop(null, lessons);
  expect(arms.map(({ trialCount }) => trialCount)).toEqual(expected.arms.map(({ trialCount }) => trialCount));
  // What the next session of the venture starts from, to the last bit.
  const next = await ended(server, { startFrom: 'venture', seed: 9 });
  const { spec } = (await call<RunFile>(server, 'GET', `/api/sessions/${next.id}/run-file`)).body;
  expect(spec.posterior).toEqual(expected);
});

test('the history says how trials grew from session to session (EC-18)', async () => {
  const server = await startTestServer();
  await ended(server, { seed: 1 });
  await ended(server, { seed: 2 });
  const { arms, history } = await standingOf(server);
  const trials = history.map((entry) => entry.arms.reduce((sum, { trialCount }) => sum + trialCount, 0));
  expect(trials).toHaveLength(2);
  expect(trials[1]).toBeGreaterThan(trials[0]!);
  expect(history[1]!.arms.map(({ trialCount }) => trialCount)).toEqual(arms.map(({ trialCount }) => trialCount));
});

test('a session teaches once, however often it is performed again (EC-18)', async () => {
  const server = await startTestServer();
  const { id } = await ended(server);
  const before = await standingOf(server);
  await call(server, 'POST', `/api/sessions/${id}/reset`);
  await untilSession(server, id, ({ status }) => status === 'ended');
  expect(await standingOf(server)).toEqual(before);
});

test('a session that fails teaches nothing (EC-18, EC-20)', async () => {
  const server = await startTestServer({
    parts: {
      composeRun: (spec) => {
        const run = composeRun(spec);
        const step = run.step.bind(run);
        run.step = (inputs) => {
          if (run.tick === 600) throw new Error('planted');
          return step(inputs);
        };
        return run;
      },
    },
  });
  const { id } = await startSession(server, { mode: 'auto', speed: 'max' });
  const { interventionCount } = await untilSession(server, id, ({ status }) => status === 'failed');
  expect(interventionCount).toBeGreaterThan(0);
  expect((await standingOf(server)).sessionCount).toBe(0);
});

test('each policy learns for itself (EC-13)', async () => {
  const server = await startTestServer();
  await ended(server, { policy: 'rules' });
  expect((await standingOf(server)).sessionCount).toBe(0);
  expect((await standingOf(server, 'rules')).sessionCount).toBe(1);
});

test('what a person says of a suggestion teaches, but is no trial (EC-15, EC-18)', async () => {
  const server = await startTestServer();
  const { session, suggestion } = await withSuggestion(server);
  await call(server, 'POST', `/api/interventions/${suggestion.id}/dismiss`, { reason: 'no' });
  await call(server, 'POST', `/api/sessions/${session.id}/stop`);
  const { lessonCount, arms } = await standingOf(server);
  expect(lessonCount).toBe(1);
  expect(arms.every(({ trialCount }) => trialCount === 0)).toBe(true);
});

test('in shadow mode nothing is learnt from what nobody met (EC-14, EC-18)', async () => {
  const server = await startTestServer();
  const { id } = await ended(server, { mode: 'shadow' });
  const { body } = await call<Page<Intervention>>(server, 'GET', `/api/sessions/${id}/interventions`);
  expect(body.items.map(({ state }) => state)).toContain('shadowed');
  expect((await standingOf(server)).sessionCount).toBe(0);
});
