/** A bot's configuration while it lives, on a real server (BC-10). */
import { expect, test } from 'vitest';
import type { BotConfigVersion } from '../../server/contract/bot.ts';
import type { Problem } from '../../server/contract/problem.ts';
import { startLivingServer } from '../support/living-bots.ts';
import { call, until } from '../support/server.ts';
import { onOllama, saidTo, startDoor, startWritingOllama } from '../support/writing-models.ts';

const bot = 'mona-field';
const history = `/api/bots/${bot}/config/history`;

test('a change is in force at the next heartbeat, and the one under way ends as it began (BC-10)', async () => {
  const model = await startWritingOllama();
  const door = await startDoor(model);
  const server = await startLivingServer({ environment: { OLLAMA_HOST: door.url } });
  await server.makeEager(bot, onOllama);
  let isOver = false;
  const beats = server.beatUntilAsked(bot).then((heartbeat) => {
    isOver = true;
    return heartbeat;
  });
  await until(
    async () => door.askedCount,
    (count) => count > 0,
  );
  const before = await server.config(bot);
  const personality = { communicationStyle: 'Only in questions.' };
  const changed = await server.configure(bot, { personality });
  expect(isOver).toBe(false);
  expect(changed.version).toBe(before.version + 1);

  door.open();
  const late = await beats;
  expect(late).toMatchObject({ gate: null, configVersion: before.version });
  expect(saidTo(model.requests[0]!)).not.toContain('Only in questions.');
  const next = await server.beatUntilAsked(bot);
  expect(next.configVersion).toBe(changed.version);
  expect(saidTo(model.requests.at(-1)!)).toContain('Only in questions.');
});

test('the very next heartbeat has the new version, without restart (BC-10)', async () => {
  const server = await startLivingServer();
  expect((await server.beat(bot)).configVersion).toBe(0);
  await server.configure(bot, { behaviour: { shyness: 77 } });
  expect((await server.beat(bot)).configVersion).toBe(1);
  expect(await server.bot(bot)).toMatchObject({ isConfigured: true, config: { behaviour: { shyness: 77 } } });
});

test('the history says who changed what and when, and a reset brings the file back (BC-10)', async () => {
  const server = await startLivingServer();
  const { standard } = await server.config(bot);
  await server.configure(bot, { behaviour: { shyness: 77 } });
  server.time.advance(60_000);
  await server.configure(bot, { model: { temperature: 0.1 }, personality: { quirks: [] } });
  server.time.advance(60_000);
  const reset = await server.ask('POST', `/api/bots/${bot}/config/reset`);
  expect(reset).toMatchObject({
    version: 3,
    config: standard,
    changedBy: 'panel',
    changedAt: '2026-11-21T00:02:00.000Z',
  });

  const versions = await server.all<BotConfigVersion>(history);
  expect(versions.map(({ version, kind, by, at }) => [version, kind, by, at])).toEqual([
    [3, 'reset', 'panel', '2026-11-21T00:02:00.000Z'],
    [2, 'change', 'panel', '2026-11-21T00:01:00.000Z'],
    [1, 'change', 'panel', '2026-11-21T00:00:00.000Z'],
  ]);
  const { shyness } = standard.behaviour;
  expect(versions[2]!.changes).toEqual([{ field: 'behaviour.shyness', from: shyness, to: 77 }]);
  expect(versions[1]!.changes.map(({ field }) => field)).toEqual(['personality.quirks', 'model.temperature']);
  expect(versions[0]!.changes).toContainEqual({ field: 'behaviour.shyness', from: 77, to: shyness });
  const told = await server.activities('bot.configured');
  expect(told.map(({ payload }) => payload['version'])).toEqual([3, 2, 1]);
});

test('a change to a version that is no longer in force is refused with 409, and nothing is saved (BC-10)', async () => {
  const server = await startLivingServer();
  const { config, version } = await server.config(bot);
  const withShyness = (shyness: number) => ({
    config: { ...config, behaviour: { ...config.behaviour, shyness } },
    version,
  });
  const answers = await Promise.all(
    [11, 22, 33].map((shyness) => call<Problem>(server, 'PUT', `/api/bots/${bot}/config`, withShyness(shyness))),
  );
  expect(answers.filter(({ status }) => status === 409)).toHaveLength(2);
  const refused = answers.find(({ status }) => status === 409)!;
  expect(refused.body.detail).toContain('Version 0 was edited, but version 1 is in force');
  expect(await server.all(history)).toHaveLength(1);
  expect((await server.config(bot)).version).toBe(1);
});

test('a configuration survives a restart, and one that changes nothing is no version (BC-10)', async () => {
  const first = await startLivingServer();
  const saved = await first.configure(bot, { behaviour: { skepticism: 91 }, personality: { interests: ['tides'] } });
  expect(await first.configure(bot, { behaviour: { skepticism: 91 } })).toEqual(saved);
  const versions = await first.all(history);
  await first.app.close();
  const second = await startLivingServer({ folder: first.folder });
  expect(await second.config(bot)).toEqual(saved);
  expect(await second.all(history)).toEqual(versions);
  expect(await second.beat(bot)).toMatchObject({ configVersion: 1 });
});
