/** When bots beat, on a real server: pace, overlaps, a process or a clock out of step (BC-2, BC-3). */
import { expect, test } from 'vitest';
import type { PaceState } from '../../server/contract/bot.ts';
import { paceGapSeconds } from '../../server/contract/bot.ts';
import type { LivingServer } from '../support/living-bots.ts';
import { startLivingServer } from '../support/living-bots.ts';
import { until } from '../support/server.ts';
import { onOllama, startDoor, startWritingOllama } from '../support/writing-models.ts';

const bot = 'mona-field';
const hourMs = 3_600_000;

/** Moves time, and waits until every heartbeat that falls due has been stored. */
async function pass(server: LivingServer, durationMs: number): Promise<void> {
  const { pace } = await server.ask<PaceState>('GET', '/api/pace');
  const atMs = server.time.now() + durationMs - 1; // Moments shown are cut to whole milliseconds.
  const due = (await server.bots()).filter(
    ({ nextHeartbeatAt }) => nextHeartbeatAt !== null && Date.parse(nextHeartbeatAt) <= atMs,
  );
  server.time.advance(durationMs);
  await server.setPace(pace); // Beats at once, and does not wait for the next second.
  await until(
    () => Promise.all(due.map(({ id }) => countOf(server, id))),
    (counts) => counts.every((count, index) => count > due[index]!.heartbeatCount),
  );
}

const countOf = async (server: LivingServer, id: string): Promise<number> => (await server.bot(id)).heartbeatCount;

test('a pace set for all is in force at once, and each pace beats about as often as it says (BC-3)', async () => {
  const server = await startLivingServer();
  for (const pace of ['turbo', 'fast', 'normal', 'slow'] as const) {
    const gapMs = paceGapSeconds[pace] * 1_000;
    await server.setPace(pace);
    const next = (await server.bots()).map(({ nextHeartbeatAt }) => Date.parse(nextHeartbeatAt!) - server.time.now());
    expect(Math.min(...next)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...next)).toBeLessThanOrEqual(gapMs);
    expect(Math.max(...next)).toBeGreaterThan(gapMs / 2);
    expect(await server.ask('GET', '/api/pace')).toMatchObject({ pace, gapSeconds: paceGapSeconds[pace] });
  }
  const told = (await server.activities('pace.changed')).map(({ payload }) => payload);
  expect(told[0]).toEqual({ botId: null, pace: 'slow', by: 'panel' });
});

test('at the same pace no two bots keep step, nor does one beat like a clock (BC-2)', async () => {
  const server = await startLivingServer({ pace: 'turbo' });
  const moments = new Map<string, number[]>();
  for (let round = 0; round < 12; round += 1) {
    await pass(server, 5_000);
    for (const { id, nextHeartbeatAt } of await server.bots())
      moments.set(id, [...(moments.get(id) ?? []), Math.round(Date.parse(nextHeartbeatAt!) / 1_000)]);
  }
  const rows = [...moments.values()].map((seconds) => [...new Set(seconds)].join());
  expect(new Set(rows).size).toBe(rows.length);
  const gaps = [...moments.values()].flatMap((seconds) => {
    const distinct = [...new Set(seconds)];
    return distinct.slice(1).map((second, index) => second - distinct[index]!);
  });
  expect(new Set(gaps).size).toBeGreaterThan(8);
});

test('one bot has a pace of its own, and gives it back (BC-3)', async () => {
  const server = await startLivingServer();
  await server.setPace('turbo', bot);
  expect(await server.bot(bot)).toMatchObject({ pace: 'turbo', isPaceOwn: true, status: 'online' });
  await pass(server, 60_000);
  expect(await countOf(server, bot)).toBe(1);
  expect((await server.bots()).filter(({ heartbeatCount }) => heartbeatCount > 0)).toHaveLength(1);
  expect(await server.ask('GET', '/api/pace')).toMatchObject({ bots: [{ botId: bot, pace: 'turbo' }] });
  await server.setPace(null, bot);
  expect(await server.bot(bot)).toMatchObject({ pace: 'paused', isPaceOwn: false, status: 'paused' });
});

test('paused stops all, and a pace brings them back without making up for anything (BC-3)', async () => {
  const server = await startLivingServer({ pace: 'turbo' });
  await pass(server, 60_000);
  await server.setPace('paused');
  const before = (await server.bots()).map(({ heartbeatCount }) => heartbeatCount);
  await pass(server, 24 * hourMs);
  const bots = await server.bots();
  expect(bots.map(({ heartbeatCount }) => heartbeatCount)).toEqual(before);
  expect(bots.every(({ status, nextHeartbeatAt }) => status === 'paused' && nextHeartbeatAt === null)).toBe(true);
  await server.setPace('turbo');
  await pass(server, 10_000);
  const after = (await server.bots()).map(({ heartbeatCount }) => heartbeatCount);
  expect(after).toEqual(before.map((count) => count + 1));
  expect((await server.heartbeats(bot))[0]).toMatchObject({ missedCount: 0 });
});

test('while one heartbeat waits for its model the next are skipped, never started, and become one record (BC-3)', async () => {
  const model = await startWritingOllama();
  const door = await startDoor(model);
  const server = await startLivingServer({ environment: { OLLAMA_HOST: door.url } });
  await server.makeEager(bot, onOllama);
  const slow = server.beatUntilAsked(bot);
  await until(
    async () => door.askedCount,
    (count) => count > 0,
  );
  const numberBefore = (await countOf(server, bot)) + 1;
  expect(await server.tryBeat(bot)).toMatchObject({
    status: 409,
    body: { detail: 'A heartbeat of Mona Field is under way; wait for its end.' },
  });
  await server.setPace('turbo', bot);
  let skippedCount = 0;
  for (let due = 0; due < 5; due += 1) {
    const { nextHeartbeatAt } = await server.bot(bot);
    server.time.advance(Date.parse(nextHeartbeatAt!) + 1 - server.time.now()); // Moments shown are whole milliseconds.
    await server.setPace('turbo', bot);
    skippedCount += 1;
  }
  expect(await countOf(server, bot)).toBe(numberBefore - 1);
  expect(model.requests).toHaveLength(1);
  await server.setPace('paused', bot);
  door.open();
  expect(await slow).toMatchObject({ number: numberBefore, gate: null });
  const [late, whole] = await until(
    () => server.heartbeats(bot),
    ([newest]) => newest!.number > numberBefore,
  );
  expect(late).toMatchObject({
    number: numberBefore + 1,
    gate: 'late',
    action: 'nothing',
    missedCount: skippedCount - 1,
  });
  expect(late!.sentence).toBe('5 heartbeats were skipped: the one before had not ended.');
  expect(whole!.number).toBe(numberBefore);
  expect(await countOf(server, bot)).toBe(numberBefore + 1);
});

test('a process blocked for ten seconds beats once for each bot, and counts what it missed (F-21)', async () => {
  const server = await startLivingServer({ pace: 'turbo' });
  await pass(server, 10_000);
  const before = new Map((await server.bots()).map(({ id, heartbeatCount }) => [id, heartbeatCount]));
  const due = (await server.bots()).filter(
    ({ nextHeartbeatAt }) => Date.parse(nextHeartbeatAt!) <= server.time.now() + 60_000,
  );
  await pass(server, 60_000);
  expect(due.length).toBeGreaterThan(12);
  let missedCount = 0;
  for (const { id, nextHeartbeatAt } of due) {
    const [newest] = await server.heartbeats(id);
    expect(newest!.number).toBe(before.get(id)! + 1);
    const overdueMs = server.time.now() - Date.parse(nextHeartbeatAt!);
    expect(newest!.missedCount).toBe(Math.floor(overdueMs / (paceGapSeconds.turbo * 1_000)));
    missedCount += newest!.missedCount;
  }
  const metrics = await server.ask<string>('GET', '/metrics');
  expect(metrics).toMatch(new RegExp(`^claque_heartbeats_missed_total ${missedCount}$`, 'm'));
});

test('a clock set back an hour brings no heartbeat twice, and life goes on from there (F-26)', async () => {
  const server = await startLivingServer({ pace: 'turbo' });
  for (let round = 0; round < 3; round += 1) {
    await pass(server, 20_000);
  }
  const before = (await server.bots()).map(({ heartbeatCount }) => heartbeatCount);
  await pass(server, -hourMs);
  await pass(server, 0);
  expect((await server.bots()).map(({ heartbeatCount }) => heartbeatCount)).toEqual(before);
  const next = (await server.bots()).map(({ nextHeartbeatAt }) => Date.parse(nextHeartbeatAt!) - server.time.now());
  expect(Math.max(...next)).toBeLessThanOrEqual(12 * paceGapSeconds.turbo * 1_000);
  await pass(server, 12 * paceGapSeconds.turbo * 1_000);
  const bots = await server.bots();
  expect(bots.map(({ heartbeatCount }) => heartbeatCount)).toEqual(before.map((count) => count + 1));
  const numbers = (await server.heartbeats(bot)).map(({ number }) => number);
  expect(numbers).toEqual([...new Set(numbers)]);
  for (const { considered, gate } of await server.heartbeats(bot)) {
    expect([null, 'cooldown', 'loop_guard']).toContain(gate);
    expect(considered.every(({ chanceRatio }) => Number.isFinite(chanceRatio))).toBe(true);
  }
});

test('whoever looked while a slow model was writing finds what it wrote in the inbox (BC-3, BC-4)', async () => {
  const model = await startWritingOllama();
  const door = await startDoor(model);
  const server = await startLivingServer({ environment: { OLLAMA_HOST: door.url } });
  const text = 'Have you seen this, @leo-brandt?';
  model.plans.push({ kind: 'answer', text: JSON.stringify({ title: 'Look at this', text, remember: [] }) });
  await server.makeEager(bot, onOllama);
  const slow = server.beatUntilAsked(bot);
  await until(
    async () => door.askedCount,
    (count) => count > 0,
  );
  server.time.advance(20_000);
  expect((await server.beat('leo-brandt')).perceived?.inbox).toEqual([]);
  server.time.advance(20_000);
  door.open();
  const { postId, threadId } = await slow;
  const item = { postId, threadId, fromId: bot, kind: 'mention' };
  expect((await server.beat('leo-brandt')).perceived?.inbox).toEqual([item]);
});
