/** What a heartbeat causes reaches everybody who watches, in time and in order (BC-14). */
import { expect, onTestFinished, test } from 'vitest';
import { communityTypes } from '../../server/contract/community-activity.ts';
import type { LivingServer } from '../support/living-bots.ts';
import { startLivingServer } from '../support/living-bots.ts';
import { StreamClient } from '../support/stream-client.ts';

const bot = 'mona-field';
const clientCount = 100;

async function connect(server: LivingServer, since?: number): Promise<StreamClient> {
  const client = await StreamClient.connect(server);
  onTestFinished(() => client.close());
  client.subscribe('community', since);
  return client;
}

const has = (client: StreamClient, number: number): boolean =>
  client.activities.some((activity) => activity.number === number);

test('what a heartbeat causes reaches 100 clients within a second, once and in order (BC-14, PL-9)', async () => {
  const server = await startLivingServer();
  await server.makeEager(bot);
  const clients = await Promise.all(Array.from({ length: clientCount }, () => connect(server)));
  await Promise.all(
    clients.map((client) => client.until(() => client.messages.some(({ type }) => type === 'subscribed'))),
  );
  const delaysMs: number[] = [];
  const expected: number[] = [];
  for (let count = 0; count < 10; count += 1) {
    server.time.advance(15 * 60_000);
    const arrivals = clients.map((client) => client.until(() => client.activities.length > expected.length));
    const { causedActivities } = await server.beat(bot);
    const endedAtMs = performance.now();
    await Promise.all(arrivals);
    await Promise.all(
      clients.map((client) => client.until(() => causedActivities.every((number) => has(client, number)))),
    );
    delaysMs.push(performance.now() - endedAtMs);
    expected.push(...causedActivities);
  }
  // The quickest: a machine that is busy may hold up any of them, a stream that waits holds up all.
  expect(Math.min(...delaysMs)).toBeLessThan(1_000);
  for (const client of clients) expect(client.activities.map(({ number }) => number)).toEqual(expected);
  const ended = clients[0]!.activities.filter(({ type }) => type === 'heartbeat.ended');
  expect(ended.map(({ payload }) => payload['number'])).toEqual(expected.slice(0, 10).map((_, index) => index + 1));
});

test('a client that comes back resumes from a number and misses nothing, neither twice (BC-14)', async () => {
  const server = await startLivingServer();
  await server.makeEager(bot);
  const first = await connect(server);
  await first.until(() => first.messages.some(({ type }) => type === 'subscribed'));
  await server.beatUntil(bot, ({ action }) => action === 'thread');
  await first.until(() => first.activities.some(({ type }) => type === 'thread.opened'));
  const seen = first.activities.map(({ number }) => number);
  first.close();
  await first.closed();

  const { causedActivities } = await server.beatUntil(bot, ({ action }) => action !== 'nothing');
  const again = await connect(server, seen.at(-1)!);
  const late = await server.beatUntil(bot, ({ action }) => action !== 'nothing');
  await again.until(() => has(again, late.causedActivities.at(-1)!));
  const numbers = [...seen, ...again.activities.map(({ number }) => number)];
  const log = (await server.activities()).map(({ number }) => number).toReversed();
  expect(numbers).toEqual(log.filter((number) => number >= seen[0]!));
  expect(numbers).toEqual(expect.arrayContaining(causedActivities));
});

test('an activity says what caused it, and only what belongs to the community is on its topic (BC-14)', async () => {
  const server = await startLivingServer();
  await server.makeEager(bot);
  const client = await connect(server);
  await client.until(() => client.messages.some(({ type }) => type === 'subscribed'));
  await server.ask('POST', '/api/sessions', { scenarioId: 'calm-hour' });
  const { causedActivities } = await server.beatUntil(bot, ({ action }) => action === 'thread');
  await client.until(() => has(client, causedActivities.at(-1)!));
  const [ended, opened] = client.activities.slice(-2);
  expect([ended!.type, opened!.type]).toEqual(['heartbeat.ended', 'thread.opened']);
  expect(opened!.causedBy).toBe(ended!.number);
  expect(client.activities.filter(({ type }) => !communityTypes.includes(type))).toEqual([]);
});
