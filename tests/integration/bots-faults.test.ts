/** Heartbeats that hang, throw, wait for room or are called off, on a real database (BC-3, F-22, F-23). */
import { expect, test } from 'vitest';
import { createScriptedModel } from '../../server/language/scripted/scripted.ts';
import type { OpenedBots } from '../support/bot-service.ts';
import { heldModel, openBotService } from '../support/bot-service.ts';
import { until } from '../support/server.ts';

const scripted = createScriptedModel({ provider: 'scripted', name: 'scripted', seed: 1 });

const hourMs = 3_600_000;

async function makeEager({ service }: OpenedBots, id: string, name = 'scripted'): Promise<void> {
  const bot = service.bot(id);
  const behaviour = { ...bot.config.behaviour, engagementStyle: 'active' as const, leadership: 100, shyness: 0 };
  const model = { ...bot.config.model, name };
  await service.configuration.change(bot, { config: { ...bot.config, behaviour, model } }, 'test');
}

const countOf = ({ service }: OpenedBots, id: string): number => service.community.world.member(id).heartbeatCount;

/** Every bot's number of heartbeats. */
const counts = ({ service }: OpenedBots): number[] =>
  [...service.community.bots.keys()].map((id) => service.community.world.member(id).heartbeatCount);

/** A question to the ledger that is answered when the test says so; each heartbeat begins with it. */
function heldCap() {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const underWay = new Map<string, number>();
  let mostOfOne = 0;
  const isCapped = async (botId: string): Promise<boolean> => {
    underWay.set(botId, (underWay.get(botId) ?? 0) + 1);
    mostOfOne = Math.max(mostOfOne, underWay.get(botId)!);
    await promise;
    // Two of one bot would both be here before either has been stored.
    await new Promise((soon) => setImmediate(soon));
    underWay.set(botId, underWay.get(botId)! - 1);
    return false;
  };
  return {
    isCapped,
    release: () => resolve(false),
    get begunIds() {
      return [...underWay.keys()];
    },
    get mostOfOne() {
      return mostOfOne;
    },
  };
}

test('a heartbeat that hangs is called off at its deadline, its late answer is dropped, and the others beat on (F-22, BC-3)', async () => {
  const held = heldModel('Too late to be true.');
  const opened = await openBotService({
    deadlineMs: 1_500,
    modelFor: ({ name }) => Promise.resolve(name === 'held' ? held.model : scripted),
  });
  const { service, time, activityLog, database } = opened;
  await makeEager(opened, 'mona-field', 'held');
  const hanging = (async () => {
    for (;;) {
      time.advance(hourMs);
      const heartbeat = await service.beatNow('mona-field');
      if (held.askedCount > 0) return heartbeat;
    }
  })();
  await until(
    async () => held.askedCount,
    (count) => count > 0,
  );
  const other = await service.beatNow('leo-brandt');
  expect(other).toMatchObject({ botId: 'leo-brandt', gate: null });
  const heartbeat = await hanging;
  expect(heartbeat).toMatchObject({
    gate: 'deadline',
    action: 'nothing',
    sentence: 'It took too long and was called off.',
  });

  const before = { latest: activityLog.latest, count: countOf(opened, 'mona-field') };
  held.answer();
  await new Promise((soon) => setImmediate(soon));
  const posts: unknown[] = await database.read('community_posts').where({ text: 'Too late to be true.' });
  expect(posts).toEqual([]);
  expect({ latest: activityLog.latest, count: countOf(opened, 'mona-field') }).toEqual(before);
  // Its slot is free: the next one has its turn, and its words are in time.
  expect((await service.beatNow('mona-field')).number).toBe(before.count + 1);
});

test('a heartbeat that throws is recorded and logged, and the others go on (F-23)', async () => {
  const search = {
    name: 'library' as const,
    find: () => {
      throw new Error('the index is gone');
    },
  };
  const opened = await openBotService({ search });
  const { service, time, logged, database } = opened;
  await service.setPace({ pace: 'turbo' }, 'test');
  const faults = () => database.read('bot_heartbeats').where({ gate: 'fault' });
  const failed: { bot_id: string; number: number; action: string; record: string }[] = await until(
    async () => {
      time.advance(120_000);
      await service.beat(time.now());
      return faults();
    },
    (rows) => rows.length > 2,
  );
  await service.setPace({ pace: 'paused' }, 'test');
  for (const { bot_id: botId, number, action, record } of failed) {
    expect(action).toBe('nothing');
    expect(JSON.parse(record)).toMatchObject({ sentence: 'Something broke on our side; it was logged.' });
    // Heartbeats that began before the pause may still be under way.
    const next = await until(
      () => service.beatNow(botId).catch(() => null),
      (heartbeat) => heartbeat !== null,
    );
    expect(next!.number).toBeGreaterThan(number);
  }
  const lines = logged.filter((line) => line.includes('the index is gone'));
  expect(lines.length).toBeGreaterThanOrEqual(failed.length);
  expect(lines[0]).toContain('"msg":"A heartbeat failed"');
  expect(Math.min(...counts(opened))).toBeGreaterThan(0);
  const rows: { count: number }[] = await database.read('bot_heartbeats').whereNull('gate').count({ count: '*' });
  expect(rows[0]!.count).toBeGreaterThan(failed.length);
});

test('a bot that waits for room and is asked to beat now beats once, never twice at a time (BC-3)', async () => {
  const cap = heldCap();
  const opened = await openBotService({ isCapped: cap.isCapped });
  const { service, time } = opened;
  await service.setPace({ pace: 'turbo' }, 'test');
  time.advance(11_000);
  await service.beat(time.now());
  expect(cap.begunIds).toHaveLength(8);
  const waitingId = [...service.community.bots.keys()].find((id) => !cap.begunIds.includes(id))!;
  const asked = service.beatNow(waitingId);
  cap.release();
  expect((await asked).number).toBe(1);
  await until(
    async () => counts(opened),
    (now) => Math.min(...now) > 0,
  );
  expect(counts(opened)).toEqual(counts(opened).map(() => 1));
  expect(cap.mostOfOne).toBe(1);
});

test('heartbeats that wait for room do not begin once the pace is paused (BC-3)', async () => {
  const cap = heldCap();
  const opened = await openBotService({ isCapped: cap.isCapped });
  const { service, time } = opened;
  await service.setPace({ pace: 'turbo' }, 'test');
  time.advance(11_000);
  await service.beat(time.now());
  const begunIds = [...cap.begunIds];
  await service.setPace({ pace: 'paused' }, 'test');
  cap.release();
  // Each that ends makes room for one that waits.
  await until(
    async () => counts(opened).filter((count) => count > 0).length,
    (beatenCount) => beatenCount >= 8,
  );
  expect(begunIds).toHaveLength(8);
  expect(cap.begunIds).toEqual(begunIds);
  expect(counts(opened).filter((count) => count > 0)).toHaveLength(8);
});

test('a stop lets heartbeats under way end, and begins none (BC-3, PL-18)', async () => {
  const cap = heldCap();
  const opened = await openBotService({ isCapped: cap.isCapped });
  const { service, time } = opened;
  await service.setPace({ pace: 'turbo' }, 'test');
  time.advance(11_000);
  await service.beat(time.now());
  const closed = service.close();
  cap.release();
  await closed;
  expect(counts(opened).filter((count) => count > 0)).toHaveLength(8);
});
