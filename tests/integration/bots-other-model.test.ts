/** A bot that waits for a person because of its model, and a person who gives it another one (BC-7, BC-10, F-4). */
import { expect, test } from 'vitest';
import { until } from '../support/server.ts';
import { startLivingServer } from '../support/living-bots.ts';
import { onAnthropic, onOllama, startDoor, startWritingOllama } from '../support/writing-models.ts';

const bot = 'mona-field';
const scripted = { provider: 'scripted', name: 'scripted' } as const;

test('a bot that waits for a person goes on with another model, and with other sliders alone it does not (F-4, BC-10)', async () => {
  const server = await startLivingServer();
  await server.makeEager(bot, onAnthropic);
  const refused = await server.beatUntilAsked(bot);
  expect(refused).toMatchObject({ gate: 'model' });
  await server.configure(bot, { behaviour: { shyness: 3 } });
  expect(await server.beat(bot)).toMatchObject({ gate: 'paused' });
  await server.configure(bot, { model: scripted });
  expect((await server.activities('bot.resumed')).map(({ payload }) => payload)).toEqual([{ botId: bot, by: 'panel' }]);
  expect(await server.beatUntilAsked(bot)).toMatchObject({ gate: null });
  await server.app.close();
  const again = await startLivingServer({ folder: server.folder });
  expect((await again.beat(bot)).gate).not.toBe('paused');
});

test('what a model lacked holds up nobody who was given another one meanwhile (F-4, BC-10)', async () => {
  const ollama = await startWritingOllama();
  const door = await startDoor(ollama);
  const server = await startLivingServer({ environment: { OLLAMA_HOST: door.url } });
  await server.makeEager(bot, onOllama);
  ollama.always({ kind: 'status', status: 400, message: 'no such thing' });
  const refused = server.beatUntilAsked(bot);
  await until(
    async () => door.askedCount,
    (count) => count > 0,
  );
  await server.configure(bot, { model: scripted });
  door.open();
  expect(await refused).toMatchObject({ gate: 'model', provider: 'ollama' });
  expect(await server.activities('bot.paused')).toEqual([]);
  expect(await server.beatUntilAsked(bot)).toMatchObject({ gate: null, provider: 'scripted' });
});
