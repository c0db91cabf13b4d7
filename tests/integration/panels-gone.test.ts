/** Panels of every kind, and what is left of them on the server once they have gone: the soak in short. */
import { expect, onTestFinished, test } from 'vitest';
import type { Session } from '../../server/contract/session.ts';
import { MersenneTwister } from '../support/mersenne-twister.ts';
import { Panel, panelKinds } from '../support/panel.ts';
import { call, startSession, temporaryFolder, until } from '../support/server.ts';
import { WatchedServer, leftOver } from '../support/watched-server.ts';

const seed = 20_261_121;
const panelCount = 20;
const goneWithinMs = 30_000;

/** Whoever asks closes its connection: it would be among what is left over. */
const once = { connection: 'close' };

test('nothing of a panel is left when it has gone, whether it said goodbye, slept or was cut off (PL-10, PL-18)', async () => {
  const server = await WatchedServer.start(temporaryFolder());
  onTestFinished(() => server.kill());
  const before = await server.resting();
  const session = await startSession(server, { scenarioId: 'two-drops', speed: 50, mode: 'auto' });
  await call(server, 'PUT', '/api/pace', { pace: 'turbo' }, once);

  const chance = new MersenneTwister(seed);
  const answers: number[] = [];
  const panels = Array.from(
    { length: panelCount },
    (_, index) =>
      new Panel({
        url: server.url,
        kind: panelKinds[index % panelKinds.length]!,
        draw: () => chance.random(),
        session: () => session,
        onAnswer: (status) => answers.push(status),
      }),
  );
  for (let view = 0; view < 3; view += 1) await Promise.all(panels.map((panel) => panel.open()));
  await until(
    () => server.resting(),
    (now) => now.get('claque_stream_clients') === panelCount && now.get('claque_stream_subscriptions')! > panelCount,
  );
  await Promise.all(panels.map((panel) => panel.leave()));
  expect(new Set(answers)).toEqual(new Set([200]));
  expect(panels.every(({ messageCount }) => messageCount > 0)).toBe(true);

  await call(server, 'PUT', '/api/pace', { pace: 'paused' }, once);
  await call<Session>(server, 'POST', `/api/sessions/${session.id}/stop`, undefined, once);
  const deadlineMs = performance.now() + goneWithinMs;
  const left = await until(
    async () => leftOver(before, await server.resting()),
    (found) => found.length === 0 || performance.now() > deadlineMs,
  );
  expect(left).toEqual([]);
  expect(server.complaints).toEqual([]);
  expect((await server.stop()).code).toBe(0);
});
