/** Words of interventions across a crash, and models that no words could come from (EC-16, PL-6, PL-20). */
import { expect, test } from 'vitest';
import type { RunFile } from '../../server/contract/run-file.ts';
import { composeRun } from '../../server/systems/sessions/compose.ts';
import { ChildServer } from '../support/child-server.ts';
import { perform } from '../support/perform.ts';
import { call, startSession, temporaryFolder, until, untilSession } from '../support/server.ts';
import { startWordingOllama } from '../support/wording-models.ts';

const request = { seed: 3, speed: 'max', mode: 'auto', wording: 'model' };

test('killed while a model writes, a session asks again and ends as if nothing had been (PL-6, F-25)', async () => {
  const undisturbed = new ChildServer(temporaryFolder());
  const quiet = await undisturbed.ready();
  const { id } = await startSession(quiet, request);
  const expected = await untilSession(quiet, id, ({ status }) => status === 'ended');
  await undisturbed.signal('SIGKILL');

  const silent = await startWordingOllama();
  silent.always({ kind: 'no_headers' });
  const folder = temporaryFolder();
  const first = new ChildServer(folder, silent.environment);
  const session = await startSession(await first.ready(), request);
  await until(
    async () => silent.requests.length,
    (count) => count === 1,
  );
  await first.signal('SIGKILL');

  const second = new ChildServer(folder);
  const again = await second.ready();
  const ended = await untilSession(again, session.id, ({ status }) => status === 'ended');
  expect(ended.digest).toBe(expected.digest);
  const { body: file } = await call<RunFile>(again, 'GET', `/api/sessions/${session.id}/run-file`);
  expect(perform(composeRun, file.spec, file.inputs).digest).toBe(ended.digest);
  await second.signal('SIGKILL');
});

test('a conductor’s model that can never be asked stops the start with one line that says what to do (PL-20)', async () => {
  const cases: [string, RegExp][] = [
    ['openai/gpt', /^claque: CLAQUE_CONDUCTOR_MODEL: “openai\/gpt” is not possible; allowed: provider\/name .*\n$/],
    ['anthropic/claude-nobody', /^claque: CLAQUE_CONDUCTOR_MODEL: .*anthropic claude-nobody has no row in .*\n$/],
    ['anthropic/claude-haiku-5-5', /^claque: CLAQUE_CONDUCTOR_MODEL: .*not configured; set ANTHROPIC_API_KEY.*\n$/],
  ];
  const servers = cases.map(([model]) => new ChildServer(temporaryFolder(), { CLAQUE_CONDUCTOR_MODEL: model }));
  for (const [index, server] of servers.entries()) {
    expect((await server.ended).code).toBe(1);
    expect(server.output).toMatch(cases[index]![1]);
  }
});
