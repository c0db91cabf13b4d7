import { describe, expect, test } from 'vitest';
import type { Stance } from '../../../../server/contract/community.ts';
import { Feed } from '../../../../server/simulation/community/feed.ts';
import { LivingBot } from '../../../../server/systems/bots/bot.ts';
import { bondDraft, factDrafts, inboxDrafts, interestDraft } from '../../../../server/systems/bots/remember.ts';
import { turnOf } from '../../../../server/systems/bots/turn.ts';
import { personas } from '../../../support/community.ts';
import { SketchedWorld, configOf, startMs } from '../../simulation/community/sketch.ts';

const ben = { id: 'ben', name: 'Ben Stone' };
const exchange = { isOwn: true, title: 'Tomatoes', postId: 7, aggression: 0 };
const bondOf = (stance: Stance | 'liked' | 'disliked', changes: Partial<typeof exchange> = {}) =>
  bondDraft(ben, { ...exchange, stance, ...changes });

describe('what an exchange leaves', () => {
  test('is a relationship with the other, from the post it was about (BC-5)', () => {
    expect(bondOf('agree')).toMatchObject({
      kind: 'relationship',
      about: 'ben',
      source: { kind: 'post', ref: '7', title: 'Tomatoes' },
    });
    expect(bondOf('agree').text).toMatch(/Ben Stone.*“Tomatoes”$/);
    expect(bondOf('agree', { isOwn: false }).text).not.toBe(bondOf('agree').text);
  });

  test('brings them closer by assent and apart by doubt and contradiction (BC-5)', () => {
    const valences = (['agree', 'add', 'ask', 'doubt', 'challenge'] as const).map((stance) => bondOf(stance).valence);
    expect(valences).toEqual(valences.toSorted((one, other) => other - one));
    expect(valences[2]).toBeGreaterThan(0);
    expect(valences[3]).toBeLessThan(0);
    expect(bondOf('liked').valence).toBeGreaterThan(0);
    expect(bondOf('disliked').valence).toBeLessThan(0);
  });

  test('hurts the quarrelsome twice as much, and pleases them no less (BC-2)', () => {
    expect(bondOf('challenge', { aggression: 100 }).valence).toBeCloseTo(2 * bondOf('challenge').valence, 12);
    expect(bondOf('agree', { aggression: 100 }).valence).toBe(bondOf('agree').valence);
  });

  test('is weaker after a vote than after words (BC-5)', () => {
    expect(bondOf('liked').strength).toBeLessThan(bondOf('agree').strength);
  });
});

describe('what came back to a bot', () => {
  test('leaves a relationship with each who wrote, and nothing of posts that are gone (BC-5)', () => {
    const sketch = new SketchedWorld();
    const [one, other, third] = personas.map((persona) => new LivingBot(persona, 1));
    for (const { id } of [one!, other!, third!]) sketch.world.member(id);
    const opening = sketch.open(one!.id);
    sketch.reply(opening, other!.id, { stance: 'challenge' });
    const gone = sketch.open(third!.id, { mentions: [one!.id] });
    sketch.world.posts.delete(gone.id);
    const bots = new Map([one!, other!, third!].map((bot) => [bot.id, bot]));
    const community = { ventureId: 'default', world: sketch.world, feed: new Feed(sketch.world), bots };
    const drafts = inboxDrafts(community, turnOf(one!, { nowMs: startMs, gapSeconds: 900 }));
    expect(drafts).toHaveLength(1);
    expect(drafts[0]).toMatchObject({ kind: 'relationship', about: other!.id });
    expect(drafts[0]!.text).toContain(other!.persona.name);
    expect(drafts[0]!.valence).toBeLessThan(0);
  });

  test('after a turn began waits for the next one, and is not counted twice (BC-5)', () => {
    const sketch = new SketchedWorld();
    const [one, other] = personas.map((persona) => new LivingBot(persona, 1));
    for (const { id } of [one!, other!]) sketch.world.member(id);
    sketch.reply(sketch.open(one!.id), other!.id, { atMs: startMs + 2_000 });
    const bots = new Map([one!, other!].map((bot) => [bot.id, bot]));
    const community = { ventureId: 'default', world: sketch.world, feed: new Feed(sketch.world), bots };
    const draftsAt = (nowMs: number) => inboxDrafts(community, turnOf(one!, { nowMs, gapSeconds: 900 }));
    expect(draftsAt(startMs + 1_000)).toEqual([]);
    sketch.look(one!.id, startMs + 1_000);
    expect(draftsAt(startMs + 3_000)).toHaveLength(1);
    sketch.look(one!.id, startMs + 3_000);
    expect(draftsAt(startMs + 4_000)).toEqual([]);
  });
});

describe('other traces', () => {
  test('of a thread are an interest only where the topic is none of the bot’s yet (BC-5)', () => {
    const sketch = new SketchedWorld();
    const thread = (topic: string) => sketch.world.threads.get(sketch.open('ben', { topic }).threadId)!;
    expect(interestDraft(configOf(), thread('chess'))).toEqual([]);
    expect(interestDraft(configOf(), thread('beekeeping'))).toEqual([
      expect.objectContaining({ kind: 'interest', about: 'beekeeping' }),
    ]);
  });

  test('of a search are facts with their addresses, and none without a text (BC-6)', () => {
    const found = { title: 'Bees', url: 'https://example.org/bees', source: 'example.org' };
    const drafts = factDrafts('beekeeping', [
      { ...found, snippet: 'Bees dance.' },
      { ...found, snippet: '' },
    ]);
    expect(drafts).toHaveLength(1);
    expect(drafts[0]).toMatchObject({
      kind: 'fact',
      about: 'beekeeping',
      text: 'Bees dance.',
      source: { kind: 'search', ref: 'https://example.org/bees', title: 'Bees' },
    });
  });
});
