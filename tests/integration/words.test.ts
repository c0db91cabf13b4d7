/** Words of interventions by a language model, on a real server (EC-12, EC-16). */
import { expect, test } from 'vitest';
import type { RunFile } from '../../server/contract/run-file.ts';
import type { Page } from '../../server/contract/page.ts';
import type { Intervention } from '../../server/contract/session.ts';
import { composeRun } from '../../server/systems/sessions/compose.ts';
import { perform } from '../support/perform.ts';
import { call, startSession, startTestServer, untilSession } from '../support/server.ts';

async function evening(server: { url: string }, request: object = {}) {
  const session = await startSession(server, { seed: 3, speed: 'max', mode: 'auto', wording: 'model', ...request });
  const ended = await untilSession(server, session.id, ({ status }) => status === 'ended');
  const { body: page } = await call<Page<Intervention>>(server, 'GET', `/api/sessions/${session.id}/interventions`);
  const { body: file } = await call<RunFile>(server, 'GET', `/api/sessions/${session.id}/run-file`);
  return { ended, interventions: page.items, file };
}

test('the scripted provider writes polls and prompts on the topic; one seed gives one evening at any speed, and it replays', async () => {
  const server = await startTestServer();
  const one = await evening(server);
  const other = await evening(server, { speed: 400 });
  const worded = one.interventions.filter(({ kind }) => kind === 'POLL' || kind === 'CHAT_PROMPT');
  expect(worded.length).toBeGreaterThan(1);
  expect(worded.map(({ content }) => content?.source)).toEqual(worded.map(() => 'model'));
  const { subject, keywords } = one.file.spec.scenario.topic;
  for (const { content } of worded)
    expect([subject, ...keywords].some((about) => content!.text.toLowerCase().includes(about.toLowerCase()))).toBe(
      true,
    );
  expect(one.ended.digest).toBe(other.ended.digest);
  expect(perform(composeRun, one.file.spec, one.file.inputs).digest).toBe(one.ended.digest);
});
