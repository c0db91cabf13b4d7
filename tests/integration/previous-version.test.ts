/** A data folder that the version before wrote, by hand: it is read, and its sessions go on (PL-16). */
import { expect, test } from 'vitest';
import type { Branch } from '../../server/contract/branch.ts';
import type { Page } from '../../server/contract/page.ts';
import type { RunFile } from '../../server/contract/run-file.ts';
import type { Intervention, Session } from '../../server/contract/session.ts';
import { migrations } from '../../server/migrations.ts';
import { openDatabase } from '../../server/platform/database/database.ts';
import { scenarios } from '../support/run-spec.ts';
import { call, startTestServer, temporaryFolder } from '../support/server.ts';

/** Before sessions could be shadowed, worded by a model and recorded. */
const before = migrations.filter(({ name }) => name <= '005-bots');

const head = (id: string) => ({
  id,
  scenarioId: 'webinar-drop',
  title: 'Scaling without tears',
  eventId: 'evt_autumn-summit',
  eventTitle: 'Autumn summit',
  format: 'webinar',
  subject: 'databases',
  seed: 1,
  attendeeCount: 200,
  policy: 'thompson',
  isDemo: false,
  tickCount: 720,
  buildUpSeconds: 150,
  windDownSeconds: 60,
  semiConfidenceRatio: 0.75,
  createdAt: '2026-11-20T09:00:00.000Z',
});
const state = {
  mode: 'semi',
  presentCount: 0,
  score: null,
  category: null,
  conductorState: 'monitoring',
  conductorSentence: 'The session has not begun.',
  detectionLimit: null,
  anomalyCount: 0,
  interventionCount: 0,
  openSuggestions: [],
  links: { anomalies: {}, interventions: {} },
};
const intervention = {
  number: 1,
  kind: 'POLL',
  variant: 'quick_pulse',
  state: 'measured',
  suggestedTick: 253,
  startedTick: 255,
  endedTick: 314,
  expiresTick: null,
  durationSeconds: 60,
  confidence: 0.71,
  anomalyNumber: 1,
  anomalyType: 'SUDDEN_DROP',
  content: { text: 'Too fast?', options: ['Yes', 'No'], source: 'template', templateId: 'pace', category: null },
  reasoning: {
    sentence: 'A poll fits best.',
    policy: 'thompson',
    expectedUplift: 0.1,
    expectedUpliftLow: 0.02,
    expectedUpliftHigh: 0.2,
    alternatives: [
      { kind: 'NOTIFICATION', variant: 'nudge', successRatio: 0.4, drawRatio: 0.3, why: 'It drew less.' },
      { kind: 'GAMIFICATION', variant: 'quiz', successRatio: 0.5, drawRatio: null, why: 'It is cooling down.' },
    ],
  },
  decidedBy: 'policy',
  dismissReason: null,
  reachedCount: 90,
  delta: 0.05,
  uplift: 0.12,
};

/** An ended session with an intervention, and a paused one that has not begun; more than are rewritten at once. */
async function previousFolder(): Promise<string> {
  const folder = temporaryFolder();
  const { write, close } = await openDatabase(folder, before);
  await write('events').insert({ id: 'evt_autumn-summit', venture_id: 'default', title: 'Autumn summit' });
  const scenario = scenarios.get('webinar-drop')!;
  const spec = { scenario, seed: 1, mode: 'semi', policy: 'thompson', personas: [], posterior: null };
  for (const [id, status, tick, digest] of [
    ['ses_old', 'ended', 720, 'a'.repeat(64)],
    ['ses_young', 'paused', 0, null],
  ] as const)
    await write('sessions').insert({
      id,
      event_id: 'evt_autumn-summit',
      status,
      speed: '1',
      tick,
      spec: JSON.stringify(spec),
      head: JSON.stringify(head(id)),
      state: JSON.stringify(state),
      digest,
      last_activity_number: 0,
    });
  for (let number = 1; number <= 250; number += 1)
    await write('interventions').insert({
      id: `ses_old-${number}`,
      session_id: 'ses_old',
      number,
      body: JSON.stringify({ ...intervention, number, ...(number === 2 && { reasoning: null, confidence: null }) }),
    });
  await close();
  return folder;
}

test('what it wrote is shown as the contract says it, and what it did not know is told as unknown (PL-16)', async () => {
  const server = await startTestServer({ folder: await previousFolder() });
  const sessions = await call<Page<Session>>(server, 'GET', '/api/sessions');
  expect(sessions.status).toBe(200);
  expect(sessions.body.items).toHaveLength(2);
  expect(sessions.body.items.every((item) => item.wording === 'template' && !item.isRecorded)).toBe(true);
  const shown = await call<Page<Intervention>>(server, 'GET', '/api/sessions/ses_old/interventions?limit=500');
  expect(shown).toMatchObject({ status: 200, body: { total: 250 } });
  expect(shown.body.items.every(({ verdict }) => verdict === null)).toBe(true);
  const { reasoning } = shown.body.items[0]!;
  expect(reasoning?.chosen).toEqual({ successRatio: 0.71, drawRatio: null, successLow: 0, successHigh: 1 });
  expect(reasoning?.alternatives[0]).toMatchObject({
    successRatio: 0.4,
    drawRatio: 0.3,
    successLow: 0,
    successHigh: 1,
  });
  expect(shown.body.items[1]!.reasoning).toBeNull();
  const file = await call<RunFile>(server, 'GET', '/api/sessions/ses_old/run-file');
  expect(file).toMatchObject({ status: 200, body: { spec: { wording: 'template', recording: null } } });
});

test('its sessions go on, and can be branched (PL-5, PL-6)', async () => {
  const server = await startTestServer({ folder: await previousFolder() });
  const stepped = await call<Session>(server, 'POST', '/api/sessions/ses_young/step', { ticks: 300 });
  expect(stepped).toMatchObject({ status: 200, body: { tick: 300 } });
  const branch = await call<Branch>(server, 'POST', '/api/sessions/ses_young/branches', {
    fromTick: 250,
    change: { kind: 'mode', mode: 'shadow' },
  });
  expect(branch).toMatchObject({ status: 201, body: { tickCount: 720, comparedTicks: [250, 300] } });
});
