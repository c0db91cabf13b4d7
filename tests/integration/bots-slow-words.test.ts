/** Posts whose words were long in coming: what others did meanwhile must not make them overlook them (BC-2, BC-4). */
import { expect, test } from 'vitest';
import { createScriptedModel } from '../../server/language/scripted/scripted.ts';
import { heldModel, openBotService } from '../support/bot-service.ts';
import { until } from '../support/server.ts';

const [slow, named] = ['mona-field', 'leo-brandt'] as const;
const minuteMs = 60_000;

/** A post in which one bot names another; the other has looked around while its words were awaited. */
async function postThatWasAwaited() {
  const held = heldModel(`What does @${named} say to this?`);
  const scripted = createScriptedModel({ provider: 'scripted', name: 'scripted', seed: 1 });
  const opened = await openBotService({
    modelFor: ({ name }) => Promise.resolve(name === 'held' ? held.model : scripted),
  });
  const { service, time } = opened;
  const { config } = service.bot(slow);
  const behaviour = { ...config.behaviour, engagementStyle: 'active' as const, leadership: 100, shyness: 0 };
  const model = { ...config.model, name: 'held' };
  await service.configuration.change(service.bot(slow), { config: { ...config, behaviour, model } }, 'test');
  const posted = (async () => {
    for (;;) {
      time.advance(60 * minuteMs);
      const heartbeat = await service.beatNow(slow);
      if (heartbeat.postId !== null) return heartbeat;
    }
  })();
  await until(
    async () => held.askedCount,
    (count) => count > 0,
  );
  time.advance(5 * minuteMs);
  const looked = await service.beatNow(named);
  time.advance(minuteMs);
  held.answer();
  return { ...opened, posted: await posted, looked };
}

test('who looked around while a post was being written finds it new, and itself named in it (BC-2)', async () => {
  const { service, time, posted, looked, fresh } = await postThatWasAwaited();
  expect(looked.perceived!.inbox).toEqual([]);
  const waiting = (await fresh()).world.member(named).inbox;
  time.advance(minuteMs);
  const { perceived } = await service.beatNow(named);
  expect(perceived!.inbox).toMatchObject([{ postId: posted.postId, fromId: slow, kind: 'mention' }]);
  expect(perceived!.feed).toContainEqual(expect.objectContaining({ threadId: posted.threadId, isNew: true }));
  // A restart meanwhile would have found the same.
  expect(waiting).toMatchObject([{ postId: posted.postId, fromId: slow, kind: 'mention' }]);
});

test('a post bears the moment at which it was posted, and its heartbeat the one at which it began (BC-4)', async () => {
  const { time, posted, looked, database } = await postThatWasAwaited();
  const [post] = (await database.read('community_posts').where({ id: posted.postId })) as { at_ms: number }[];
  expect(post!.at_ms).toBe(time.now());
  expect(Date.parse(posted.at)).toBe(time.now() - 6 * minuteMs);
  expect(Date.parse(looked.at)).toBe(time.now() - minuteMs);
});
