import { describe, expect, test } from 'vitest';
import { CommunitySeed } from '../../../../server/contract/community-seed.ts';
import { Feed } from '../../../../server/simulation/community/feed.ts';
import { World, sightMs } from '../../../../server/simulation/community/world.ts';
import { LivingBot } from '../../../../server/systems/bots/bot.ts';
import type { HistoryParts } from '../../../../server/systems/bots/seed-community.ts';
import { cuesOf, writeHistory } from '../../../../server/systems/bots/seed-community.ts';
import { personas, startMs } from '../../../support/community.ts';

const [ann, ben, cleo] = personas.map(({ id }) => id) as [string, string, string];
const hourMs = 3_600_000;

type Thread = Parameters<typeof cuesOf>[0]['threads'][number];
type Reply = { author: string; afterMinutes: number; to?: number; text?: string };
const threadOf = (replies: readonly Reply[], changes: Partial<Thread> = {}) => ({
  author: ann,
  title: 'Who grows tomatoes on a balcony?',
  text: 'Mine\nfall over.\n\nWhat do you do?',
  atHour: 2,
  replies: replies.map((reply) => ({ text: `After ${reply.afterMinutes} minutes.`, ...reply })),
  ...changes,
});

function cuesIn(threads: readonly ReturnType<typeof threadOf>[]) {
  const seed = CommunitySeed.parse({ title: 'A street', days: 3, seed: 1, threads });
  const world = new World();
  const bots = new Map(personas.map((persona) => [persona.id, new LivingBot(persona, 1)]));
  for (const id of bots.keys()) world.member(id);
  const community = { ventureId: 'default', world, feed: new Feed(world), bots };
  const cues = cuesOf(seed, community, startMs);
  const play = () => cues.forEach(({ plan }) => plan().forEach((event) => world.apply(event)));
  const said = () =>
    [...world.threads.values()].flatMap(({ posts }) =>
      posts.map(({ authorId, parentId, text }) => ({
        authorId,
        text,
        answers: parentId === null ? null : world.posts.get(parentId)!.text,
      })),
    );
  return { cues, world, play, said };
}

describe('what a community’s file lets happen', () => {
  test('comes in the order of time, from all threads, at the moments that the file names (BC-15)', () => {
    const { cues } = cuesIn([
      threadOf([{ author: ben, afterMinutes: 90 }]),
      threadOf([{ author: cleo, afterMinutes: 5 }], { atHour: 2.5 }),
    ]);
    const minutes = cues.map(({ atMs }) => (atMs - startMs - 2 * hourMs) / 60_000);
    expect(minutes).toEqual([0, 30, 35, 90]);
  });

  test('is said in one piece, by paragraphs, to the post that the file means (BC-15)', () => {
    const { play, said } = cuesIn([
      threadOf([
        { author: ben, afterMinutes: 10, text: `Sticks,\n@${ann}.` },
        { author: ann, afterMinutes: 20, to: 0, text: 'How long?' },
        { author: cleo, afterMinutes: 30, text: 'String.' },
      ]),
    ]);
    play();
    const opening = 'Mine fall over.\n\nWhat do you do?';
    expect(said()).toEqual([
      { authorId: ann, text: opening, answers: null },
      { authorId: ben, text: `Sticks, @${ann}.`, answers: opening },
      { authorId: ann, text: 'How long?', answers: `Sticks, @${ann}.` },
      { authorId: cleo, text: 'String.', answers: opening },
    ]);
  });

  test('answers whom the file means even if its replies are not listed by time (BC-15)', () => {
    const { play, said } = cuesIn([
      threadOf([
        { author: ben, afterMinutes: 60, text: 'Written late.' },
        { author: cleo, afterMinutes: 10, text: 'Written early.' },
        { author: ann, afterMinutes: 70, to: 0, text: 'To the late one.' },
        { author: ben, afterMinutes: 20, to: 1, text: 'To the early one.' },
      ]),
    ]);
    play();
    const answers = new Map(said().map(({ text, answers: answered }) => [text, answered]));
    expect(answers.get('To the late one.')).toBe('Written late.');
    expect(answers.get('To the early one.')).toBe('Written early.');
  });

  test('names whom it speaks to, asks where there is a question, and is filed under an interest of its author', () => {
    const { cues } = cuesIn([threadOf([{ author: ben, afterMinutes: 1, text: `And you, @${cleo}, @${ben}?` }])]);
    const [opening] = cues[0]!.plan();
    expect(opening).toMatchObject({ type: 'thread.opened', botId: ann, threadId: 1, postId: 1 });
    expect(personas[0]!.personality.interests).toContain((opening as { topic: string }).topic);
    const { cues: again, world } = cuesIn([
      threadOf([{ author: ben, afterMinutes: 1, text: `And you, @${cleo}, @${ben}?` }]),
    ]);
    again[0]!.plan().forEach((event) => world.apply(event));
    expect(again[1]!.plan()[0]).toMatchObject({ stance: 'ask', mentions: [cleo], otherId: ann });
  });

  test('leaves a reply out whose thread has gone out of sight (BC-15)', () => {
    const { cues, world } = cuesIn([threadOf([{ author: ben, afterMinutes: 80 * 60 }])]);
    cues[0]!.plan().forEach((event) => world.apply(event));
    world.forget(startMs + 3 * hourMs + sightMs);
    expect(cues[1]!.plan()).toEqual([]);
  });

  test('is refused with the field where it names nobody, or answers what is not there yet (BC-15)', () => {
    expect(() => cuesIn([threadOf([], { author: 'nobody' })])).toThrow(/threads\.0\.author.*“nobody”/);
    expect(() => cuesIn([threadOf([{ author: 'nobody', afterMinutes: 1 }])])).toThrow(/threads\.0\.replies\.0\.author/);
    expect(() => cuesIn([threadOf([{ author: ben, afterMinutes: 1, to: 0 }])])).toThrow(
      /replies\.0\.to.*not before it/,
    );
    const early = [
      { author: ben, afterMinutes: 60 },
      { author: cleo, afterMinutes: 10, to: 0 },
    ];
    expect(() => cuesIn([threadOf(early)])).toThrow(/replies\.1\.to.*written later/);
  });
});

describe('a history', () => {
  test('is refused by a community that has lived, even if nobody has written yet, with what to do (BC-15)', async () => {
    const { world } = cuesIn([]);
    world.apply({ type: 'heartbeat.ended', atMs: startMs, botId: ann, number: 1, action: 'nothing', gate: null });
    const parts = { community: { world } } as HistoryParts;
    await expect(writeHistory(parts)).rejects.toMatchObject({
      code: 'illegal-transition',
      message: expect.stringMatching(/community already.*another CLAQUE_DATA_DIR/) as string,
    });
  });
});
