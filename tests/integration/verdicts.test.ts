/** Verdicts on what was decided in shadow mode, and what a recorded session takes, over HTTP. */
import path from 'node:path';
import { expect, test } from 'vitest';
import type { Activity } from '../../server/contract/activity.ts';
import type { Page } from '../../server/contract/page.ts';
import type { Problem } from '../../server/contract/problem.ts';
import type { RunFile } from '../../server/contract/run-file.ts';
import type { Intervention, Session } from '../../server/contract/session.ts';
import type { Verdict } from '../../server/contract/vocabulary.ts';
import { composeRun } from '../../server/systems/sessions/compose.ts';
import { perform } from '../support/perform.ts';
import { recordedSession } from '../support/recorded-session.ts';
import { call, startSession, startTestServer, temporaryFolder, withSuggestion } from '../support/server.ts';

type Server = { url: string };

const judge = (server: Server, id: string, verdict: Verdict | 'perhaps') =>
  call<Intervention & Problem>(server, 'POST', `/api/interventions/${id}/verdict`, { verdict });

/** A paused session in shadow mode with its first decision. */
async function withDecision(server: Server) {
  const session = await startSession(server, { mode: 'shadow', isPaused: true });
  await call(server, 'POST', `/api/sessions/${session.id}/step`, { ticks: 270 });
  const page = await call<Page<Intervention>>(server, 'GET', `/api/sessions/${session.id}/interventions`);
  return { session, decision: page.body.items.find(({ state }) => state === 'shadowed')! };
}

test('a verdict is an input: shown at once, kept, part of the run file, and given once (EC-14, PL-3)', async () => {
  const server = await startTestServer();
  const { session, decision } = await withDecision(server);
  const judged = await judge(server, decision.id, 'disagree');
  expect(judged).toMatchObject({ status: 200, body: { state: 'shadowed', verdict: 'disagree', decidedBy: 'panel' } });
  const listed = () => call<Page<Intervention>>(server, 'GET', `/api/interventions/history/${session.id}`);
  expect((await listed()).body.items[0]).toEqual(judged.body);
  const again = await judge(server, decision.id, 'agree');
  expect(again).toMatchObject({ status: 409, body: { type: '/problems/illegal-transition' } });
  expect(again.body.detail).toContain('has a verdict already: disagree');

  await call(server, 'POST', `/api/sessions/${session.id}/step`, { ticks: 1 });
  expect((await listed()).body.items[0]).toEqual(judged.body);
  const log = await call<Page<Activity>>(server, 'GET', `/api/sessions/${session.id}/activity?limit=500`);
  expect(log.body.items.filter(({ type }) => type === 'intervention.judged')).toHaveLength(1);
  await call(server, 'POST', `/api/sessions/${session.id}/stop`);
  const { body: file } = await call<RunFile>(server, 'GET', `/api/sessions/${session.id}/run-file`);
  expect(file.inputs.map(({ kind }) => kind)).toEqual(['judge', 'stop']);
  expect(perform(composeRun, file.spec, file.inputs).digest).toBe(file.digest);
});

test('only what was decided in shadow mode takes a verdict, while its session goes on (EC-14)', async () => {
  const server = await startTestServer();
  const { suggestion } = await withSuggestion(server);
  const waiting = await judge(server, suggestion.id, 'agree');
  expect(waiting.status).toBe(409);
  expect(waiting.body.detail).toContain('is awaiting_approval and takes no verdict');
  const { session, decision } = await withDecision(server);
  expect((await judge(server, decision.id, 'perhaps')).status).toBe(400);
  expect((await judge(server, `${session.id}-99`, 'agree')).status).toBe(404);
  await call(server, 'POST', `/api/sessions/${session.id}/stop`);
  const late = await judge(server, decision.id, 'agree');
  expect(late.status).toBe(409);
  expect(late.body.detail).toContain('has ended');
});

test('a recorded session takes verdicts, shadow and off, and nothing that would act on it (EC-27)', async () => {
  const folder = temporaryFolder();
  const id = await recordedSession(path.join(folder, 'claque.db'), await startTestServer({ folder }));
  const server = await startTestServer({ folder });
  await call(server, 'POST', `/api/sessions/${id}/step`, { ticks: 520 });
  const { body } = await call<Page<Intervention>>(server, 'GET', `/api/sessions/${id}/interventions`);
  const decision = body.items[0]!;
  const refused = [
    await call<Problem>(server, 'POST', '/api/interventions/manual', { sessionId: id, kind: 'POLL' }),
    await call<Problem>(server, 'POST', `/api/interventions/${decision.id}/approve`),
    await call<Problem>(server, 'POST', `/api/interventions/${decision.id}/dismiss`, { reason: 'too late' }),
    await call<Problem>(server, 'PUT', `/api/sessions/${id}/mode`, { mode: 'auto' }),
  ];
  for (const answer of refused) {
    expect(answer.status).toBe(409);
    expect(answer.body.detail).toContain('Its modes are shadow and off.');
  }
  expect((await judge(server, decision.id, 'agree')).body.verdict).toBe('agree');
  for (const mode of ['off', 'shadow'])
    expect((await call<Session>(server, 'PUT', `/api/sessions/${id}/mode`, { mode })).body.mode).toBe(mode);
});
