/** A database that refuses a transaction: nothing of it may be true, in memory or on disk (BC-2, BC-5, F-29). */
import type { Knex } from 'knex';
import { expect, test } from 'vitest';
import type { Heartbeat } from '../../server/contract/bot.ts';
import { activityNumbers } from '../support/activity-numbers.ts';
import type { OpenedBots } from '../support/bot-service.ts';
import { inDatabase, openBotService, refusing, refusingNoMore } from '../support/bot-service.ts';
import type { LivingServer } from '../support/living-bots.ts';
import { startLivingServer } from '../support/living-bots.ts';
import { call, until } from '../support/server.ts';
import { onOllama, startDoor, startWritingOllama } from '../support/writing-models.ts';

const bot = 'mona-field';
const hourMs = 3_600_000;

const talkers = [bot, 'leo-brandt', 'ruth-abramsky'];

/** Lets bots beat in turn until the database refuses what came of it. */
async function beatUntilRefused(server: LivingServer, ids: readonly string[]): Promise<void> {
  for (let turn = 0; ; turn += 1) {
    server.time.advance(hourMs / 4);
    const { status } = await server.tryBeat(ids[turn % ids.length]!);
    if (status !== 200) return;
  }
}

test.each(['thread', 'reply', 'vote', 'search'] as const)(
  'a %s that cannot be stored has not happened: the API shows what a restart shows, and the next one works (BC-2)',
  async (action) => {
    const server = await startLivingServer();
    for (const id of talkers) {
      await server.makeEager(id);
      await server.beatUntil(id, (heartbeat) => heartbeat.action === 'thread');
    }
    await inDatabase(server.folder, refusing(`NEW.action = '${action}'`));
    await beatUntilRefused(server, talkers);
    const after = await server.snapshot();
    const counts = await Promise.all(talkers.map(async (id) => (await server.heartbeats(id)).length));
    await inDatabase(server.folder, refusingNoMore);
    await server.app.close();
    const again = await startLivingServer({ folder: server.folder, time: server.time, pace: null });
    expect(await again.snapshot()).toEqual(after);
    for (const [index, id] of talkers.entries()) {
      const { number, gate } = await again.beat(id);
      expect(number).toBe(counts[index]! + 1);
      expect([null, 'cooldown', 'loop_guard']).toContain(gate);
    }
  },
);

test('after a refused transaction the same server goes on as if it had never been tried (BC-2, F-29)', async () => {
  const server = await startLivingServer();
  await server.makeEager(bot);
  await inDatabase(server.folder, refusing(`NEW.action = 'thread'`));
  await beatUntilRefused(server, [bot]);
  const { status, body } = await server.tryBeat(bot);
  await inDatabase(server.folder, refusingNoMore);
  expect([200, 500]).toContain(status);
  expect(body.detail ?? '').not.toContain('refused for a test');
  const { threadId, postId } = await server.beatUntil(bot, ({ action }) => action === 'thread');
  expect({ threadId, postId }).toEqual({ threadId: 1, postId: 1 });
  const opened = await server.activities('thread.opened');
  expect(opened.map(({ payload }) => payload['threadId'])).toEqual([1]);
  const numbers = await activityNumbers(server.folder);
  expect(numbers).toEqual(numbers.map((_, index) => index + 1));
});

test('a heartbeat under way while another could not be stored is called off, and posts nothing of its old world (BC-2)', async () => {
  const model = await startWritingOllama();
  const door = await startDoor(model);
  const server = await startLivingServer({ environment: { OLLAMA_HOST: door.url } });
  await server.makeEager(bot, onOllama);
  await server.makeEager('leo-brandt');
  const slow = until(
    () => {
      server.time.advance(hourMs / 4);
      return server.tryBeat(bot);
    },
    ({ status, body }) => status !== 200 || (body as Heartbeat).provider !== null,
  );
  await until(
    async () => door.askedCount,
    (count) => count > 0,
  );
  await inDatabase(server.folder, refusing(`NEW.bot_id = 'leo-brandt'`));
  expect((await server.tryBeat('leo-brandt')).status).toBe(500);
  await inDatabase(server.folder, refusingNoMore);
  door.open();
  expect(await slow).toMatchObject({
    status: 503,
    body: { detail: 'The community was taken up again from the database meanwhile.' },
  });
  expect(await server.all('/api/posts')).toEqual([]);
  expect(await server.beatUntilAsked(bot)).toMatchObject({ gate: null, postId: 1 });
  const { status } = await call(server, 'GET', `/api/bots/${bot}/cost-cap`);
  expect(status).toBe(200);
});

/** What every bot remembers, as it is in memory or as it is on disk. */
const minds = (community: OpenedBots['service']['community']) =>
  [...community.bots.values()].map(({ id, mind, configVersion, pause }) => ({
    id,
    configVersion,
    pause,
    warm: [...mind.warm.values()].sort((one, other) => one.id - other.id),
    cold: mind.cold,
  }));

const worlds = ({ world }: OpenedBots['service']['community']) => ({
  members: [...world.members.values()].sort((one, other) => one.id.localeCompare(other.id, 'en')),
  threads: [...world.threads.values()],
  next: [world.nextThreadId, world.nextPostId],
});

async function expectAsOnDisk({ service, fresh }: OpenedBots): Promise<void> {
  const stored = await fresh();
  expect(minds(service.community)).toEqual(minds(stored));
  expect(worlds(service.community)).toEqual(worlds(stored));
}

/** Lets all bots beat together, so many times. */
async function beatAll({ service, time }: OpenedBots, roundCount: number): Promise<void> {
  for (let round = 0; round < roundCount; round += 1) {
    time.advance(hourMs);
    await Promise.allSettled([...service.community.bots.keys()].map((id) => service.beatNow(id)));
  }
}

/** Lets all bots beat, one after the other, until one cannot. */
async function beatAllOrFail({ service, time }: OpenedBots): Promise<void> {
  for (;;) {
    time.advance(hourMs);
    for (const id of service.community.bots.keys()) await service.beatNow(id);
  }
}

const storedCount = async (read: Knex): Promise<number> => {
  const rows: { count: number }[] = await read('bot_heartbeats').where('bot_id', 'leo-brandt').count({ count: '*' });
  return rows[0]!.count;
};

test('heartbeats that waited for room while memory was taken up again change what is in force, not what is gone (BC-5)', async () => {
  const { promise: held, resolve: release } = Promise.withResolvers<void>();
  let isHeld = false;
  const opened = await openBotService({ isCapped: () => (isHeld ? held : Promise.resolve()).then(() => false) });
  const { service, time, folder, database } = opened;
  await beatAll(opened, 12);
  await service.setPace({ pace: 'turbo' }, 'test');
  isHeld = true;
  const first = [...service.community.bots.values()][0]!.id;
  await inDatabase(folder, refusing(`NEW.bot_id = 'leo-brandt' OR NEW.bot_id = '${first}'`));
  time.advance(11_000);
  await service.beat(time.now());
  const before = service.community;
  release();
  isHeld = false;
  await until(
    async () => service.community !== before,
    (isTakenUp) => isTakenUp,
  );
  // Whoever asks for something while it is taken up is told so, and asks again.
  await until(
    () =>
      service.setPace({ pace: 'paused' }, 'test').then(
        () => true,
        () => false,
      ),
    (isSet) => isSet,
  );
  await inDatabase(folder, refusingNoMore);
  const stored = await storedCount(database.read);
  await beatAll(opened, 8);
  expect(await storedCount(database.read)).toBeGreaterThan(stored);
  await expectAsOnDisk(opened);
});

test('a database that cannot be read either at that moment is taken up as soon as it can (BC-2, F-29)', async () => {
  const opened = await openBotService();
  const { service, folder } = opened;
  await beatAll(opened, 10);
  const stored = await opened.fresh();
  await inDatabase(folder, refusing(`NEW.action <> 'nothing'`), 'ALTER TABLE bot_summaries RENAME TO out_of_reach');
  await expect(beatAllOrFail(opened)).rejects.toThrow('It could not be stored, nor the community be taken up again');
  await inDatabase(folder, 'ALTER TABLE out_of_reach RENAME TO bot_summaries', refusingNoMore);
  // The first to come is called off, because it was planned against what has never been.
  await expect(service.beatNow(bot)).rejects.toThrow('taken up again from the database meanwhile');
  await expectAsOnDisk(opened);
  await beatAll(opened, 2);
  await expectAsOnDisk(opened);
  expect(service.community.world.member(bot).heartbeatCount).toBeGreaterThan(stored.world.member(bot).heartbeatCount);
});
