/** What is read of the community and its bots: from a real database, written as the service writes it. Long: a list of routes. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import fc from 'fast-check';
import type { Knex } from 'knex';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import type { Heartbeat, ReputationHistory } from '../../server/contract/bot.ts';
import type { Problem } from '../../server/contract/problem.ts';
import type { ThreadQuery } from '../../server/contract/community.ts';
import { ActivityLog } from '../../server/platform/activity/activity-log.ts';
import {
  activityMigration,
  activitySubjectsMigration,
  activityVenturesMigration,
} from '../../server/platform/activity/migration.ts';
import { openDatabase } from '../../server/platform/database/database.ts';
import { insertRows } from '../../server/platform/database/rows.ts';
import { createApp } from '../../server/platform/http/create-app.ts';
import { Intake } from '../../server/platform/http/intake.ts';
import { ownSiteOf } from '../../server/platform/http/own-site.ts';
import type { CommunityEvent } from '../../server/simulation/community/events.ts';
import { Feed } from '../../server/simulation/community/feed.ts';
import { World } from '../../server/simulation/community/world.ts';
import { heartbeatOf, heartbeatRow } from '../../server/systems/bots/heartbeat-rows.ts';
import { botsMigration } from '../../server/systems/bots/migration.ts';
import { botReadingRoutes } from '../../server/systems/bots/reading-routes.ts';
import { BotReading } from '../../server/systems/bots/reading.ts';
import {
  CommunityReading,
  communityMigration,
  communityRoutes,
  saveMembers,
  storeEvent,
} from '../../server/systems/community/index.ts';
import { noAudit } from '../support/no-audit.ts';
import { noLimits, openAdmission } from '../support/open-admission.ts';
import { call, temporaryFolder } from '../support/server.ts';

const nowMs = Date.parse('2026-11-21T12:00:00Z');
const [minuteMs, hourMs, dayMs] = [60_000, 3_600_000, 86_400_000];
const page = { limit: 50, offset: 0 };
const botIds = ['ann', 'ben', 'cleo', 'dora', 'emil', 'fay', 'gus', 'hana', 'ivo'];
const bots = new Map(
  botIds.map((id, index) => [id, { persona: { name: `Bot ${id}`, avatarColour: `#00000${index}` } }]),
);

async function open() {
  const database = await openDatabase(temporaryFolder(), [
    activityMigration,
    activitySubjectsMigration,
    activityVenturesMigration,
    communityMigration,
    botsMigration,
  ]);
  onTestFinished(() => database.close());
  const clock = { nowMs, now: () => clock.nowMs };
  const activityLog = await ActivityLog.open(database, clock, () => undefined);
  const world = new World();
  const { read, write } = database;
  const community = new CommunityReading({ read, clock, bots });
  const reading = new BotReading({ read, clock, bots });
  return { read, write, clock, activityLog, world, community, reading };
}
type Opened = Awaited<ReturnType<typeof open>>;

/** A community under way: what happens in it reaches the world and the database, as in a heartbeat. */
async function openCommunity() {
  const opened = await open();
  const { world, write } = opened;
  const tell = async (event: CommunityEvent) => {
    world.apply(event);
    await storeEvent(write, event);
    await saveMembers(write, [...world.members.values()]);
  };
  const thread = async (botId: string, title: string, more: Partial<Happening> = {}) => {
    const ids = { threadId: world.nextThreadId, postId: world.nextPostId };
    const words = { title, topic: 'queues', text: 'It begins.', mentions: [], atMs: nowMs, ...more };
    await tell({ type: 'thread.opened', botId, ...ids, ...words });
    return ids;
  };
  const reply = async (botId: string, to: { threadId: number; postId: number }, more: Partial<Happening> = {}) => {
    const { threadId, postId: parentId } = to;
    const ids = { threadId, parentId, postId: world.nextPostId, otherId: world.posts.get(parentId)!.authorId };
    const words = { text: 'I doubt it.', stance: 'doubt', mentions: [], atMs: nowMs, ...more } as const;
    await tell({ type: 'post.created', botId, ...ids, ...words });
    return { threadId, postId: ids.postId };
  };
  const vote = (botId: string, of: { threadId: number; postId: number }, value: 1 | -1) =>
    tell({ type: 'vote.cast', botId, ...of, otherId: world.posts.get(of.postId)!.authorId, value, atMs: nowMs });
  const follow = (botId: string, otherId: string, atMs = nowMs) =>
    tell({ type: 'follow.started', botId, otherId, atMs });
  return { ...opened, tell, thread, reply, vote, follow };
}
interface Happening {
  text: string;
  mentions: string[];
  atMs: number;
}

const everyPage = async (community: CommunityReading, query: Partial<ThreadQuery>, limit: number) => {
  const ids: number[] = [];
  for (let offset = 0; ; offset += limit) {
    const { items, total } = await community.threads({ sort: 'hot', ...query, limit, offset });
    ids.push(...items.map(({ id }) => id));
    if (offset + limit >= total) return ids;
  }
};

test('hot threads stand as the feed ranks them, cold ones after them by their last post (BC-4)', async () => {
  const { community, world, thread, reply, vote } = await openCommunity();
  for (let index = 0; index < 12; index += 1) {
    const atMs = nowMs - (100 - index * 8) * hourMs;
    const opened = await thread(botIds[index % 4]!, `Thread ${index}`, { atMs });
    if (index % 3 === 0) await reply('ivo', opened, { atMs: atMs + hourMs });
    for (const botId of botIds.slice(4, 4 + (index % 5))) await vote(botId, opened, index % 2 === 0 ? 1 : -1);
  }
  const inSight = [...world.threads.values()].filter(({ lastPostAtMs }) => nowMs - lastPostAtMs <= 72 * hourMs);
  expect(inSight.length).toBeLessThan(12);
  world.forget(nowMs);
  const ranked = new Feed(world).hottest(nowMs).map(({ thread: { id } }) => id);
  const all = await community.threads({ ...page, sort: 'hot' });
  expect(all.items.slice(0, ranked.length).map(({ id }) => id)).toEqual(ranked);
  const cold = all.items.slice(ranked.length);
  expect(cold.map(({ id }) => id)).toEqual([4, 3, 2, 1].slice(4 - cold.length));
  expect(cold.every(({ heat }) => heat === 0)).toBe(true);
  expect(all.items.slice(0, 4).every(({ heat }) => heat > 0)).toBe(true);
  for (const limit of [1, 5, 7]) expect(await everyPage(community, {}, limit)).toEqual(all.items.map(({ id }) => id));
});

test('threads can be listed newest first or by votes, by author, and by words that stand for themselves (BC-4, BC-13)', async () => {
  const { community, thread, reply, vote } = await openCommunity();
  const long = `${'word '.repeat(80)} needle`;
  const first = await thread('ann', 'Half of it', {
    text: 'We reached 50% of the queue_length.',
    atMs: nowMs - hourMs,
  });
  const second = await thread('ben', 'Queue length', { text: long, atMs: nowMs - minuteMs });
  const third = await thread('ann', 'Fifty and 50 more');
  await reply('ben', third, { text: 'A needle in a reply opens nothing.' });
  for (const botId of ['cleo', 'dora']) await vote(botId, first, 1);
  for (const botId of ['cleo', 'dora', 'emil']) await vote(botId, second, 1);
  for (const botId of ['fay', 'gus']) await vote(botId, second, -1);
  const found = async (query: Partial<ThreadQuery>) => {
    const { items, total } = await community.threads({ ...page, sort: 'new', ...query });
    expect(total).toBe(items.length);
    return items.map(({ id }) => id);
  };
  expect(await found({})).toEqual([third.threadId, second.threadId, first.threadId]);
  expect(await found({ sort: 'top' })).toEqual([first.threadId, second.threadId, third.threadId]);
  for (const sort of ['hot', 'new', 'top'] as const)
    expect((await found({ sort, authorId: 'ann' })).toSorted((one, other) => one - other)).toEqual([
      first.threadId,
      third.threadId,
    ]);
  expect(await found({ search: '50%' })).toEqual([first.threadId]);
  expect(await found({ search: 'queue_length' })).toEqual([first.threadId]);
  expect(await found({ search: 'LENGTH queue' })).toEqual([second.threadId, first.threadId]);
  expect(await found({ search: 'needle' })).toEqual([second.threadId]);
  expect(await found({ search: "'; DROP TABLE community_threads; --" })).toEqual([]);
  expect(await found({ sort: 'hot', search: 'fifty' })).toEqual([third.threadId]);
});

test('a thread names who wrote in it first, counts everybody, and pages its posts in order (BC-4, BC-13)', async () => {
  const { community, thread, reply } = await openCommunity();
  const opening = await thread('ivo', 'Everybody here?', { text: 'y'.repeat(300) });
  for (const botId of botIds) await reply(botId, opening, { text: `Here, says ${botId}.`, mentions: ['ivo'] });
  const { thread: summary, posts } = await community.thread(opening.threadId, { limit: 3, offset: 8 });
  expect(summary).toMatchObject({
    replyCount: 9,
    participantCount: 9,
    participantIds: ['ivo', ...botIds.slice(0, 7)],
    excerpt: `${'y'.repeat(240)}…`,
  });
  expect(posts).toMatchObject({ total: 10, limit: 3, offset: 8 });
  expect(posts.items.map(({ number, authorId }) => [number, authorId])).toEqual([
    [8, 'hana'],
    [9, 'ivo'],
  ]);
  expect(posts.items[0]).toMatchObject({ parentId: opening.postId, stance: 'doubt', mentions: ['ivo'] });
  await expect(community.thread(77, page)).rejects.toMatchObject({ code: 'not-found', message: /GET \/api\/threads/ });
});

test('posts come newest first, by author, by who is named in them, with their votes (BC-4, BC-13)', async () => {
  const { community, thread, reply, vote } = await openCommunity();
  const opening = await thread('ann', 'One', { atMs: nowMs - dayMs });
  const answer = await reply('ben', opening, { mentions: ['ann', 'cleo'] });
  const other = await thread('ben', 'Two', { mentions: ['cleo'] });
  await vote('dora', answer, -1);
  await vote('cleo', answer, 1);
  const ids = async (query: object) => {
    const { items, total } = await community.posts({ ...page, ...query });
    expect(total).toBe(items.length);
    return items.map(({ id }) => id);
  };
  expect(await ids({})).toEqual([other.postId, answer.postId, opening.postId]);
  expect(await ids({ authorId: 'ben' })).toEqual([other.postId, answer.postId]);
  expect(await ids({ mentionedId: 'cleo' })).toEqual([other.postId, answer.postId]);
  expect(await ids({ mentionedId: 'ann', authorId: 'ben' })).toEqual([answer.postId]);
  const { items } = await community.posts({ limit: 1, offset: 1 });
  expect(items).toMatchObject([{ id: answer.postId, threadTitle: 'One', upCount: 1, downCount: 1, replyCount: 0 }]);
  expect(await community.votes(answer.postId, page)).toMatchObject({
    items: [
      { botId: 'cleo', value: 1 },
      { botId: 'dora', value: -1 },
    ],
    total: 2,
  });
  await expect(community.votes(99, page)).rejects.toMatchObject({ code: 'not-found' });
});

test('follows and the graph hold ties between bots that there are, of the last 30 days (BC-4, BC-16)', async () => {
  const { community, thread, reply, follow, tell } = await openCommunity();
  const old = await thread('ann', 'Long ago', { atMs: nowMs - 40 * dayMs });
  await reply('ben', old, { atMs: nowMs - 31 * dayMs });
  const answer = await reply('ben', old, { atMs: nowMs - 29 * dayMs });
  await reply('ben', old);
  await reply('ben', answer);
  await reply('stranger', old);
  await follow('ann', 'ben', nowMs - dayMs);
  await follow('cleo', 'ann');
  await follow('stranger', 'ann', nowMs - 2 * dayMs);
  await follow('dora', 'ann', nowMs - 3 * dayMs);
  await tell({ type: 'follow.ended', botId: 'dora', otherId: 'ann', atMs: nowMs });
  const follows = await community.follows(page);
  expect(follows.items.map(({ followerId }) => followerId)).toEqual(['cleo', 'ann', 'stranger']);
  expect(await community.follows({ ...page, followedId: 'ann' })).toMatchObject({ total: 2 });
  expect(await community.follows({ ...page, followerId: 'ann' })).toMatchObject({ items: [{ followedId: 'ben' }] });
  const graph = await community.graph();
  expect(graph.nodes).toHaveLength(bots.size);
  expect(graph.nodes[1]).toEqual({ botId: 'ben', name: 'Bot ben', colour: '#000001', reputation: 0, postCount: 4 });
  expect(graph.follows).toEqual([
    { fromId: 'ann', toId: 'ben' },
    { fromId: 'cleo', toId: 'ann' },
  ]);
  expect(graph.replies).toEqual([{ fromId: 'ben', toId: 'ann', count: 2 }]);
});

test('activities are read newest first, by type and by whose doing they are, and go on before a number (BC-13, BC-14)', async () => {
  const { activityLog, community } = await open();
  await activityLog.write((_trx, record) => {
    const tell = (type: string, payload: object, sessionId: string | null = null) =>
      record({ sessionId, type, tick: null, payload, causedBy: null });
    tell('bot.paused', { botId: 'ann', reason: 'no key', by: 'claque' });
    for (let index = 0; index < 30; index += 1) {
      tell('engagement.scored', { score: index }, 'ses_1');
      tell('heartbeat.ended', { botId: index % 2 === 0 ? 'ann' : 'ben', number: index + 1 });
    }
    tell('post.created', { botId: 'ben', otherId: 'ann', text: 'they wrote "botId":"cleo" and 100_%' });
    tell('follow.started', { botId: 'anna', otherId: 'ann' });
  });
  const numbers = async (query: object) => {
    const { items } = await community.activities({ limit: 50, ...query });
    return items.map(({ number }) => number);
  };
  const all = await numbers({});
  expect(all).toHaveLength(33);
  expect(all).toEqual(all.toSorted((one, other) => other - one));
  expect(await community.activities({ limit: 2 })).toMatchObject({
    items: [
      {
        number: 63,
        type: 'follow.started',
        sessionId: null,
        payload: { botId: 'anna' },
        at: '2026-11-21T12:00:00.000Z',
      },
      { number: 62, type: 'post.created' },
    ],
    total: 33,
  });
  expect([...(await numbers({ limit: 20 })), ...(await numbers({ before: all[19], limit: 20 }))]).toEqual(all);
  expect(await numbers({ type: ['bot.paused', 'post.created'] })).toEqual([62, 1]);
  expect(await numbers({ botId: 'ann', type: ['bot.paused', 'post.created'] })).toEqual([1]);
  expect(await numbers({ botId: 'ann' })).toHaveLength(16);
  expect(await numbers({ botId: 'cleo' })).toEqual([]);
  expect(await numbers({ botId: 'a%' })).toEqual([]);
});

test('fidelity and similarity are measured, and kept for a minute (BC-18)', async () => {
  const { community, clock, thread, reply } = await openCommunity();
  const before = await thread('ann', 'Before', { atMs: nowMs - 20 * dayMs });
  for (let index = 0; index < 12; index += 1) {
    const text = index % 2 === 0 ? 'we should measure the queue first' : 'nobody reads the manual any more';
    await reply(index % 2 === 0 ? 'ben' : 'cleo', before, { text, atMs: nowMs - (12 - index) * hourMs });
  }
  const first = await community.fidelity(10);
  expect(first).toMatchObject({ days: 10, memberCount: 9, postCount: 12 });
  expect(await community.fidelity(30)).toMatchObject({ days: 20, postCount: 13 });
  const alike = await community.similarity();
  expect(alike).toMatchObject({ memberCount: 2, pairs: [{ oneId: 'ben', otherId: 'cleo', ratio: 0 }] });
  expect(alike.selves[0]!.repeatedRatio).toBeCloseTo(5 / 6);
  await reply('ann', before, { atMs: nowMs });
  clock.nowMs = nowMs + 59_999;
  expect(await community.fidelity(10)).toBe(first);
  expect(await community.similarity()).toBe(alike);
  clock.nowMs = nowMs + 60_000;
  expect((await community.fidelity(10)).postCount).toBe(13);
});

const heartbeat = (changes: Partial<Heartbeat>): Heartbeat => ({
  botId: 'ann',
  number: 1,
  at: new Date(nowMs).toISOString(),
  durationMs: 12,
  action: 'nothing',
  gate: null,
  sentence: 'It looked and did nothing.',
  missedCount: 0,
  perceived: null,
  considered: [],
  drawRatio: null,
  postId: null,
  threadId: null,
  otherId: null,
  stance: null,
  provider: null,
  model: null,
  tokens: null,
  configVersion: 0,
  reputation: 0,
  causedActivities: [],
  ...changes,
});
const perceived = { feed: [], inbox: [], memoryCount: 7, usedMemories: ['ben: doubted me'] };
const storeHeartbeats = (write: Knex, heartbeats: readonly Heartbeat[]) =>
  insertRows(write, 'bot_heartbeats', heartbeats.map(heartbeatRow));

test('a heartbeat comes back from its row as it was (BC-7)', async () => {
  const { write, read } = await open();
  const full = heartbeat({ gate: 'cooldown', perceived, drawRatio: 0.125, reputation: -3, causedActivities: [4, 5] });
  await storeHeartbeats(write, [full]);
  expect(heartbeatOf(await read('bot_heartbeats').first())).toEqual(full);
});

test('heartbeats are listed newest first, by what they came to, and an unknown bot is told which there are (BC-7, BC-13)', async () => {
  const { write, reading } = await open();
  const beats = Array.from({ length: 10 }, (_, index) =>
    heartbeat({
      number: index + 1,
      at: new Date(nowMs + index * minuteMs).toISOString(),
      action: index % 3 === 0 ? 'reply' : 'nothing',
      gate: index % 3 === 1 ? 'cooldown' : null,
    }),
  );
  await storeHeartbeats(write, [...beats, heartbeat({ botId: 'ben' })]);
  expect(await reading.heartbeats('ann', { limit: 3, offset: 1 })).toEqual({
    items: beats.toReversed().slice(1, 4),
    total: 10,
    limit: 3,
    offset: 1,
  });
  expect(await reading.heartbeats('ann', { ...page, action: 'reply' })).toMatchObject({ total: 4 });
  const stopped = await reading.heartbeats('ann', { ...page, gate: 'cooldown' });
  expect(stopped.items.map(({ number }) => number)).toEqual([8, 5, 2]);
  await expect(reading.heartbeats('nobody', page)).rejects.toMatchObject({
    code: 'not-found',
    message: 'There is no bot “nobody”; there are: ' + botIds.join(', ') + '.',
  });
});

async function keepMemories(write: Knex): Promise<void> {
  const memory = { bot_id: 'ann', valence: -0.25, use_count: 2, created_at_ms: nowMs - dayMs };
  const source = JSON.stringify({ kind: 'search', ref: 'https://example.org/a', title: 'A' });
  const kept = [
    { id: 1, kind: 'fact', about: 'queues', text: '100% full', strength: 1, last_used_at_ms: nowMs - 72 * hourMs },
    { id: 2, kind: 'fact', about: 'queues', text: '100 pages', strength: 0.3, last_used_at_ms: nowMs },
    { id: 4, kind: 'relationship', about: 'ben', text: 'kind', strength: 0.6, last_used_at_ms: nowMs - 36 * hourMs },
    { id: 3, kind: 'opinion', about: 'tea', text: 'too hot', strength: 0.3, last_used_at_ms: nowMs },
  ];
  await insertRows(
    write,
    'bot_memories',
    kept.map((row) => ({ ...memory, ...row, source })),
  );
  const summaries = Array.from({ length: 12 }, (_, index) => ({
    bot_id: 'ann',
    id: index + 5,
    text: `Summary ${index}`,
    item_count: 14,
    from_ms: nowMs - 9 * dayMs,
    to_ms: nowMs - 8 * dayMs,
    at_ms: nowMs - (12 - index) * hourMs,
  }));
  await insertRows(write, 'bot_summaries', summaries);
}

test('memory is shown layer by layer, warm by strength now, cold ten a page (BC-5, BC-13)', async () => {
  const { write, clock, reading } = await open();
  await keepMemories(write);
  await storeHeartbeats(write, [
    heartbeat({ number: 1 }),
    heartbeat({ number: 2, at: '2026-11-21T11:00:00.000Z', perceived }),
  ]);
  expect(await reading.memory('ann')).toEqual({
    botId: 'ann',
    hot: perceived,
    hotAt: '2026-11-21T11:00:00.000Z',
    coldCount: 12,
    warm: [
      { kind: 'fact', count: 2 },
      { kind: 'relationship', count: 1 },
      { kind: 'opinion', count: 1 },
      { kind: 'interest', count: 0 },
    ],
  });
  expect(await reading.memory('ben')).toMatchObject({ hot: null, hotAt: null, coldCount: 0 });
  const ids = async (query: object) => (await reading.warm('ann', { ...page, ...query })).items.map(({ id }) => id);
  expect(await ids({})).toEqual([2, 3, 4, 1]);
  expect(await ids({ limit: 2, offset: 1 })).toEqual([3, 4]);
  expect(await ids({ kind: 'fact' })).toEqual([2, 1]);
  expect(await ids({ search: '100%' })).toEqual([1]);
  expect(await ids({ search: 'BEN kind' })).toEqual([4]);
  const [used] = (await reading.warm('ann', { ...page, kind: 'relationship' })).items;
  expect(used).toMatchObject({ strength: 0.3, valence: -0.25, useCount: 2, source: { kind: 'search', title: 'A' } });
  clock.nowMs += 36 * hourMs;
  expect((await reading.warm('ann', page)).items[0]).toMatchObject({ id: 2, strength: 0.15 });
  const cold = await reading.cold('ann', { limit: 10, offset: 0 });
  expect(cold).toMatchObject({ total: 12, limit: 10 });
  expect(cold.items.map(({ text }) => text).slice(0, 2)).toEqual(['Summary 11', 'Summary 10']);
});

test('the history of a configuration says who changed what, newest first (BC-10)', async () => {
  const { write, reading } = await open();
  const changes = [{ field: 'behaviour.shyness', from: 10, to: 20 }];
  const version = (number: number, kind: string) => ({
    bot_id: 'ann',
    version: number,
    kind,
    config: '{}',
    at_ms: nowMs,
    changed_by: 'panel',
    changes: JSON.stringify(changes),
  });
  await insertRows(write, 'bot_config_history', [version(1, 'change'), version(2, 'reset')]);
  expect(await reading.configHistory('ann', { limit: 1, offset: 0 })).toEqual({
    items: [{ version: 2, kind: 'reset', config: {}, changes, at: '2026-11-21T12:00:00.000Z', by: 'panel' }],
    total: 2,
    limit: 1,
    offset: 0,
  });
});

/** One heartbeat every so many milliseconds up to now; its reputation is its number. */
const line = (botId: string, count: number, gapMs: number) =>
  Array.from({ length: count }, (_, index) =>
    heartbeat({
      botId,
      number: index + 1,
      reputation: index + 1,
      at: new Date(nowMs - (count - 1 - index) * gapMs).toISOString(),
    }),
  );
const pointsOf = ({ series }: ReputationHistory, id: string) => series.find(({ botId }) => botId === id)?.points ?? [];

test('reputation over time is the last of each hour of the last seven days (BC-12)', async () => {
  const { write, reading } = await open();
  await storeHeartbeats(write, [...line('ann', 60 * 24 * 9, minuteMs), ...line('ben', 3, 25 * hourMs)]);
  const history = await reading.reputationHistory({});
  const ann = pointsOf(history, 'ann');
  expect(ann).toHaveLength(7 * 24 + 1);
  expect(ann.at(-1)).toEqual({ at: '2026-11-21T12:00:00.000Z', reputation: 60 * 24 * 9 });
  expect(ann.at(-2)).toEqual({ at: '2026-11-21T11:59:00.000Z', reputation: 60 * 24 * 9 - 1 });
  expect(ann[0]).toEqual({ at: '2026-11-14T12:59:00.000Z', reputation: 60 * 24 * 2 + 59 });
  expect(pointsOf(history, 'ben').map(({ reputation }) => reputation)).toEqual([1, 2, 3]);
  const oneDay = await reading.reputationHistory({ from: '2026-11-19', to: '2026-11-19', botId: 'ann' });
  expect(oneDay.series).toHaveLength(1);
  expect(pointsOf(oneDay, 'ann')).toHaveLength(24);
  expect(pointsOf(oneDay, 'ann').at(-1)!.at).toBe('2026-11-19T23:59:00.000Z');
  expect(await reading.reputationHistory({ from: '2025-01-01', to: '2025-01-02' })).toEqual({ series: [] });
  await storeHeartbeats(write, line('cleo', 700, hourMs));
  const cut = await reading.reputationHistory({ from: '2026-01-01', to: '2026-11-20', botId: 'cleo' });
  expect(pointsOf(cut, 'cleo').at(-1)!.at).toBe('2026-11-20T23:00:00.000Z');
});

test('a long line is thinned to 500 points at most, evenly, and always ends with the last (BC-12)', async () => {
  const { write, reading } = await open();
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 400, max: 3_000 }), fc.integer({ min: 1, max: 200 }), async (count, minutes) => {
      await write('bot_heartbeats').delete();
      await storeHeartbeats(write, line('ann', count, minutes * minuteMs));
      const points = pointsOf(await reading.reputationHistory({ from: '2020-01-01' }), 'ann');
      expect(points.length).toBeLessThanOrEqual(500);
      expect(points.length).toBeGreaterThanOrEqual(Math.min(250, Math.floor((count * minutes) / 60)));
      expect(points.at(-1)).toEqual({ at: '2026-11-21T12:00:00.000Z', reputation: count });
      const gaps = points.slice(2).map(({ at }, index) => Date.parse(at) - Date.parse(points[index + 1]!.at));
      expect(Math.max(...gaps.slice(0, -1)) - Math.min(...gaps.slice(0, -1))).toBeLessThanOrEqual(
        2 * minutes * minuteMs,
      );
    }),
    { numRuns: 12 },
  );
});

test('actions are counted by bot, action and gate, over whole days (BC-12)', async () => {
  const { write, reading } = await open();
  const beats = line('ann', 6, dayMs).map((beat, index) => ({
    ...beat,
    ...(index < 2 ? { action: 'vote' as const } : { gate: index < 4 ? ('cap' as const) : null }),
  }));
  await storeHeartbeats(write, [...beats, ...line('ben', 12, dayMs), ...line('stranger', 1, dayMs)]);
  const { rows } = await reading.actions({});
  expect(rows).toEqual([
    { botId: 'ann', action: 'nothing', gate: null, count: 2 },
    { botId: 'ann', action: 'nothing', gate: 'cap', count: 2 },
    { botId: 'ann', action: 'vote', gate: null, count: 2 },
    { botId: 'ben', action: 'nothing', gate: null, count: 7 },
  ]);
  const some = await reading.actions({ from: '2026-11-17', to: '2026-11-18', botId: 'ann' });
  expect(some.rows).toEqual([
    { botId: 'ann', action: 'nothing', gate: 'cap', count: 1 },
    { botId: 'ann', action: 'vote', gate: null, count: 1 },
  ]);
});

interface Question {
  readonly sql: string;
  readonly bindings: readonly Knex.Value[];
}

/** The questions that reading something asks the database. */
async function questionsOf({ read }: Opened, ask: () => Promise<unknown>): Promise<Question[]> {
  const asked: Question[] = [];
  const hear = (question: Question) => void asked.push(question);
  read.on('query', hear);
  await ask();
  read.off('query', hear);
  return asked;
}

/** Everything that may meet a million rows and shows a part of them. */
const readings = ({ community, reading }: Opened, limit: number): Record<string, () => Promise<unknown>> => ({
  hot: () => community.threads({ limit, offset: 0, sort: 'hot' }),
  top: () => community.threads({ limit, offset: 0, sort: 'top' }),
  thread: () => community.thread(1, { limit, offset: 0 }),
  'posts of an author': () => community.posts({ limit, offset: 0, authorId: 'ann' }),
  'posts naming a bot': () => community.posts({ limit, offset: 0, mentionedId: 'ann' }),
  graph: () => community.graph(),
  activities: () => community.activities({ limit }),
  'activities of a bot': () => community.activities({ limit, botId: 'ann', before: 1_000 }),
  fidelity: () => community.fidelity(limit),
  similarity: () => community.similarity(),
  memory: () => reading.memory('ann'),
  warm: () => reading.warm('ann', { limit, offset: 0 }),
  heartbeats: () => reading.heartbeats('ann', { limit, offset: 0 }),
  'heartbeats by gate': () => reading.heartbeats('ann', { limit, offset: 0, gate: 'cap' }),
  reputation: () => reading.reputationHistory({}),
  actions: () => reading.actions({}),
});

test('no page looks at every post, heartbeat or activity, and a longer page asks five questions at most too (BC-13)', async () => {
  const opened = await openCommunity();
  const started = await opened.thread('ann', 'One');
  for (const botId of botIds) await opened.reply(botId, started);
  for (const botId of botIds) await opened.thread(botId, 'More');
  await storeHeartbeats(opened.write, line('ann', 20, minuteMs));
  await keepMemories(opened.write);
  const whole = /^SCAN (community_posts|post|parent|reply|bot_heartbeats|beat|activities)( USING|$)/;
  for (const [name, ask] of Object.entries(readings(opened, 3))) {
    const asked = await questionsOf(opened, ask);
    const longer = await questionsOf(opened, readings(opened, 40)[name]!);
    expect(Math.max(asked.length, longer.length), name).toBeLessThanOrEqual(5);
    for (const { sql, bindings } of [...asked, ...longer]) {
      const plan: { detail: string }[] = await opened.read.raw(`EXPLAIN QUERY PLAN ${sql}`, [...bindings]);
      const details = plan.map(({ detail }) => detail);
      // A subquery of its own, bounded before it is looked at, has the name of what it stands for.
      const isBounded = details.some((detail) => /^CO-ROUTINE reply|^MATERIALIZE reply/.test(detail));
      expect(isBounded ? [] : details.filter((detail) => whole.test(detail)), `${name}: ${sql}`).toEqual([]);
    }
  }
});

async function serve(opened: Opened) {
  const routes = [...communityRoutes({ reading: opened.community }), ...botReadingRoutes({ reading: opened.reading })];
  const log = pino({ level: 'silent' });
  const parts = {
    site: ownSiteOf('127.0.0.1', []),
    trustedProxies: [],
    admission: openAdmission,
    limits: noLimits(),
    intake: new Intake(),
    maskKeys: (text: string) => text,
    audit: noAudit,
    checksResponses: true,
    observers: [],
    panelFolder: path.join(import.meta.dirname, 'no'),
  };
  const server = createServer(createApp({ routes, log, ...parts }));
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, routes };
}

test('every route answers what it declares, shows a valid example and says what its parameters are (BC-13, PL-9)', async () => {
  const opened = await openCommunity();
  const started = await opened.thread('ann', 'One', { mentions: ['ben'] });
  await opened.vote('ben', await opened.reply('ben', started), 1);
  await opened.follow('ben', 'ann');
  await keepMemories(opened.write);
  await storeHeartbeats(opened.write, line('ann', 3, hourMs));
  await opened.activityLog.write((_trx, record) => {
    const payload = { botId: 'ben', otherId: 'ann' };
    return record({ sessionId: null, type: 'follow.started', tick: null, payload, causedBy: null });
  });
  const server = await serve(opened);
  for (const { path: route, params, query, responses } of server.routes) {
    const { schema, example } = responses[200]!;
    expect(schema!.parse(example), route).toEqual(example);
    const id = route.includes('/bots/') ? 'ann' : '1';
    const answer = await call<Problem>(server, 'GET', route.replace('{id}', id));
    expect([route, answer.status, answer.body.detail]).toEqual([route, 200, undefined]);
    for (const described of [params, query])
      for (const [name, field] of Object.entries((described as { shape?: object } | undefined)?.shape ?? {}))
        expect((field as { description?: string }).description ?? '', `${route} ${name}`).toMatch(/\S/);
  }
});

test('what cannot be asked is refused with the field at fault, and what is not there with 404 (BC-13, PL-8)', async () => {
  const server = await serve(await open());
  const lists = ['/api/threads', '/api/posts', '/api/follows', '/api/activity', '/api/bots/ann/memory/warm'];
  const wrong = lists.flatMap((route) =>
    ['-1', '0', '1e9', '1000000000', '1;drop', '1.5', ''].map((limit) => `${route}?limit=${encodeURIComponent(limit)}`),
  );
  wrong.push('/api/threads?sort=best', '/api/threads?search=%20', '/api/threads/one', '/api/threads/-1');
  wrong.push('/api/activity?type=engagement.scored', '/api/activity?type=', '/api/activity?offset=1');
  wrong.push(
    '/api/activity?before=0',
    '/api/stats/fidelity?days=91',
    '/api/stats/actions?from=2026-11-02&to=2026-11-01',
  );
  wrong.push('/api/bots/ann/heartbeats?gate=none', '/api/bots/ann/memory/warm?kind=dream', '/api/graph?days=3');
  for (const route of wrong) {
    const { status, body } = await call<Problem>(server, 'GET', route);
    expect([route, status]).toEqual([route, 400]);
    expect(body.errors?.length, route).toBeGreaterThan(0);
  }
  for (const route of ['/api/threads/9', '/api/posts/9/votes', '/api/bots/nobody/memory'])
    expect([route, (await call(server, 'GET', route)).status]).toEqual([route, 404]);
  expect((await call(server, 'GET', '/api/bots/%00/heartbeats')).status).toBe(400);
  const types = 'type=follow.started&type=vote.cast,post.created';
  expect((await call(server, 'GET', `/api/activity?${types}&before=9&limit=5`)).body).toMatchObject({ items: [] });
});
