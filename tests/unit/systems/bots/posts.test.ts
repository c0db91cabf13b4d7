import { describe, expect, test } from 'vitest';
import type { LanguageModel } from '../../../../server/language/port.ts';
import { Feed } from '../../../../server/simulation/community/feed.ts';
import { LivingBot } from '../../../../server/systems/bots/bot.ts';
import { vote } from '../../../../server/systems/bots/gestures.ts';
import { reply } from '../../../../server/systems/bots/posts.ts';
import { turnOf } from '../../../../server/systems/bots/turn.ts';
import { personas, search } from '../../../support/community.ts';
import { SketchedWorld, startMs } from '../../simulation/community/sketch.ts';

const usage = { inputTokens: 700, outputTokens: 31, cacheReadTokens: 0, cacheWrite5mTokens: 0, cacheWrite1hTokens: 0 };
const model = {
  provider: 'scripted',
  name: 'scripted',
  complete: () =>
    Promise.resolve({ kind: 'answered', text: '', value: { text: 'I have, twice.', remember: [] }, usage }),
} as unknown as LanguageModel;

/** A bot, a post of another, and all that a deed needs. */
function sketchedDeed() {
  const [bot, author] = personas.map((persona) => new LivingBot(persona, 1)) as [LivingBot, LivingBot];
  const sketch = new SketchedWorld();
  const post = sketch.open(author.id);
  const thread = sketch.world.threads.get(post.threadId)!;
  const bots = new Map([bot, author].map((one) => [one.id, one]));
  const community = { ventureId: 'default', world: sketch.world, feed: new Feed(sketch.world), bots };
  const modelFor = () => Promise.resolve(model);
  const parts = { community, modelFor, search, isCapped: () => Promise.resolve(false), hasMemory: true };
  const turn = turnOf(bot, { nowMs: startMs, gapSeconds: 900 });
  return { sketch, post, thread, author, parts, turn, beginning: { number: 1, perceived: null, decision: null } };
}

describe('a deed whose aim is gone when it is carried out', () => {
  test('posts nothing, and still says what its words took (BC-7, BC-8)', async () => {
    const { sketch, post, thread, parts, turn, beginning } = sketchedDeed();
    const plan = await reply(parts, turn, beginning, { action: 'reply', thread, post, stance: 'add' });
    sketch.world.posts.delete(post.id);
    const { events, heartbeat } = plan();
    expect(events.map(({ type }) => type)).toEqual(['heartbeat.ended']);
    expect(heartbeat).toMatchObject({ action: 'nothing', postId: null, provider: 'scripted', tokens: 731 });
    expect(heartbeat.sentence).toContain('gone by the time it had the words');
  });

  test('casts no vote, and speaks of a vote and not of an answer (BC-7)', () => {
    const { sketch, post, thread, author, parts, turn, beginning } = sketchedDeed();
    const plan = vote(parts, turn, beginning, { action: 'vote', thread, post, value: 1 });
    sketch.world.posts.delete(post.id);
    const { events, heartbeat } = plan();
    expect(events.map(({ type }) => type)).toEqual(['heartbeat.ended']);
    expect(heartbeat.sentence).toBe(`What ${author.persona.name} wrote could no longer be voted for.`);
    expect(heartbeat).toMatchObject({ action: 'nothing', provider: null, tokens: null });
  });
});
