/** A community over a restart, and over processes that are killed while bots beat (F-16, F-24, F-28). */
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { PaceState } from '../../server/contract/bot.ts';
import type { Knex } from 'knex';
import { connect } from '../../server/platform/database/connect.ts';
import { ChildServer } from '../support/child-server.ts';
import { startLivingServer } from '../support/living-bots.ts';
import { call, startTestServer, temporaryFolder, until } from '../support/server.ts';
import { onOllama, startWritingOllama } from '../support/writing-models.ts';

const talkers = ['mona-field', 'leo-brandt', 'ruth-abramsky'];

test('feed, memories, inboxes, reputation, paces and pauses are after a restart as they were before (BC-2, BC-3, BC-5)', async () => {
  const model = await startWritingOllama();
  const first = await startLivingServer({ environment: model.environment });
  for (const id of talkers) await first.makeEager(id);
  await first.configure(talkers[0]!, { model: onOllama });
  model.plans.push({
    kind: 'answer',
    text: JSON.stringify({ title: 'Who is up?', text: 'Are you up, @leo-brandt and @ruth-abramsky?', remember: [] }),
  });
  await first.beatUntil(talkers[0]!, ({ action }) => action === 'thread');
  for (let round = 0; round < 8; round += 1)
    for (const id of talkers) {
      first.time.advance(20 * 60_000);
      await first.beat(id);
    }
  await first.setPace('slow', talkers[1]);
  model.always({ kind: 'status', status: 401, message: 'no' });
  await first.configure('jens-skov', { model: { ...onOllama, name: 'nobody-has-it' } });
  await first.makeEager('jens-skov', { ...onOllama, name: 'nobody-has-it' });
  await first.beatUntilAsked('jens-skov');
  expect(await first.bot('jens-skov')).toMatchObject({ status: 'paused' });
  await first.setPace('paused', talkers[1]);

  const before = await first.snapshot();
  expect(JSON.stringify(before)).toContain('Are you up');
  await first.app.close();
  const second = await startLivingServer({
    folder: first.folder,
    environment: model.environment,
    time: first.time,
    pace: null,
  });
  expect(await second.snapshot()).toEqual(before);
  expect(await second.ask<PaceState>('GET', '/api/pace')).toEqual({
    pace: 'paused',
    gapSeconds: null,
    bots: [{ botId: talkers[1], pace: 'paused' }],
  });
  expect(await second.beat('jens-skov')).toMatchObject({ gate: 'paused' });
});

test('whom a post names finds it in the inbox, a restart in between or not (BC-4)', async () => {
  const model = await startWritingOllama();
  const first = await startLivingServer({ environment: model.environment });
  await first.makeEager('mona-field', onOllama);
  const text = 'Are you up, @leo-brandt and @ruth-abramsky?';
  model.plans.push({ kind: 'answer', text: JSON.stringify({ title: 'Who is up?', text, remember: [] }) });
  const { postId, threadId } = await first.beatUntil('mona-field', ({ action }) => action === 'thread');
  const item = { postId, threadId, fromId: 'mona-field', kind: 'mention' };
  expect((await first.beat('leo-brandt')).perceived?.inbox).toEqual([item]);
  await first.app.close();
  const second = await startLivingServer({ folder: first.folder, environment: model.environment, time: first.time });
  expect((await second.beat('ruth-abramsky')).perceived?.inbox).toEqual([item]);
  expect((await second.beat('leo-brandt')).perceived?.inbox).toEqual([]);
});

/** One figure that a query counts. */
async function figure(knex: Knex, sql: string): Promise<number> {
  const rows: { figure: number }[] = await knex.raw(`SELECT ${sql} AS figure`);
  return rows[0]!.figure;
}

/** What must be zero whatever happened: each sentence with the query that counts what contradicts it. */
const contradictions: Readonly<Record<string, string>> = {
  'a post without its thread': `(SELECT count(*) FROM community_posts WHERE thread_id NOT IN (SELECT id FROM community_threads))`,
  'a thread without a post': `(SELECT count(*) FROM community_threads WHERE id NOT IN (SELECT thread_id FROM community_posts))`,
  'a reply to nothing': `(SELECT count(*) FROM community_posts WHERE parent_id IS NOT NULL AND parent_id NOT IN (SELECT id FROM community_posts))`,
  'a vote for nothing': `(SELECT count(*) FROM community_votes WHERE post_id NOT IN (SELECT id FROM community_posts))`,
  'a heartbeat without its activity': `(SELECT count(*) FROM bot_heartbeats) - (SELECT count(*) FROM activities WHERE type = 'heartbeat.ended')`,
  'a post without its activity': `(SELECT count(*) FROM community_posts) - (SELECT count(*) FROM activities WHERE type IN ('thread.opened', 'post.created'))`,
  'a gap in the log': `(SELECT max(number) - count(*) FROM activities)`,
  'a thread whose replies are miscounted': `(SELECT count(*) FROM community_threads AS t WHERE reply_count <> (SELECT count(*) FROM community_posts WHERE thread_id = t.id AND parent_id IS NOT NULL))`,
  'a thread whose votes are miscounted': `(SELECT count(*) FROM community_threads AS t WHERE up_count - down_count <> (SELECT coalesce(sum(value), 0) FROM community_votes JOIN community_posts ON id = post_id WHERE thread_id = t.id))`,
  'a member whose posts are miscounted': `(SELECT count(*) FROM community_members AS m WHERE thread_count + reply_count <> (SELECT count(*) FROM community_posts WHERE author_id = m.bot_id))`,
  'a member whose votes are miscounted': `(SELECT count(*) FROM community_members AS m WHERE vote_count <> (SELECT count(*) FROM community_votes WHERE bot_id = m.bot_id))`,
  'a member whose heartbeats are miscounted': `(SELECT count(*) FROM community_members AS m WHERE heartbeat_count <> (SELECT count(*) FROM bot_heartbeats WHERE bot_id = m.bot_id))`,
  'something reserved for ever': `(SELECT count(*) FROM usage_reservations)`,
};

test('killed four times while all bots beat, nothing is half true and nothing stays reserved (F-16, F-28, BC-2)', async () => {
  const folder = temporaryFolder();
  const ids = [...talkers, 'tomasz-wilk', 'ximena-robles', 'jens-skov', 'priya-raman', 'amara-okafor'];
  for (let round = 0; round < 4; round += 1) {
    const child = new ChildServer(folder);
    const server = await child.ready();
    const life = { beatCount: 0, isOver: false };
    const beats = ids.map(async (id) => {
      while (!life.isOver) {
        const answer = await call(server, 'POST', `/api/bots/${id}/heartbeats`).catch(() => null);
        if (answer?.status === 200) life.beatCount += 1;
      }
    });
    await until(
      async () => life.beatCount,
      (count) => count > 60 + round * 7,
    );
    await child.signal('SIGKILL');
    life.isOver = true;
    await Promise.all(beats);
  }
  const server = await startTestServer({ folder });
  await call(server, 'PUT', '/api/pace', { pace: 'paused' });
  const knex = connect(path.join(folder, 'claque.db'), { isReadOnly: true });
  onTestFinished(() => knex.destroy());
  expect(await figure(knex, '(SELECT count(*) FROM bot_heartbeats)')).toBeGreaterThanOrEqual(240);
  for (const [sentence, sql] of Object.entries(contradictions))
    expect([sentence, await figure(knex, sql)]).toEqual([sentence, 0]);
});

test('a second server on the data folder of living bots refuses to start and says who has it (F-24)', async () => {
  const first = await startLivingServer();
  const second = new ChildServer(first.folder);
  expect(await second.ended).toEqual({ code: 1, signal: null });
  expect(second.output).toContain(`is in use by another Claque server (process ${process.pid} on `);
  expect((await first.beat('mona-field')).number).toBe(1);
});
