import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  anyArticle,
  anyMemory,
  anyPersona,
  anyPost,
  anyTopic,
  personaOf,
  sentencesOf,
  write,
} from './scripted-bots.ts';

const anyFacts = fc.record({
  persona: anyPersona,
  topic: anyTopic,
  posts: fc.array(anyPost, { minLength: 1, maxLength: 5 }),
  memories: fc.array(anyMemory, { maxLength: 3 }),
  article: anyArticle,
});

/** What no text that people read may have. */
const faults: readonly [string, RegExp][] = [
  ['an open slot', /[{}[\]|<>]|undefined|\bnull\b|NaN|\[object/],
  ['doubled punctuation', /[.,;:!?]\s*[.,;:!?]|,\s*”|\s[.,;:!?]/],
  ['a doubled word', /\b(\p{L}+) \1\b/iu],
  ['a wrong article', /\ba (?:hour|honest|[aei]\w|o(?!ne))/i],
  ['a doubled space', /\s\s/],
  ['a small letter after a full stop', /[.?!] \p{Ll}/u],
  ['no end', /[^.?!”)]$/],
];

describe('what scripted bots write', () => {
  test.each(['reply', 'thread', 'interview', 'summary', 'chat_answer'])(
    'a %s has no fault that a reader would stumble over',
    async (purpose) => {
      await fc.assert(
        fc.asyncProperty(anyFacts, fc.nat(), async (facts, seed) => {
          const { text } = await write(purpose, facts, seed);
          for (const [name, sign] of faults) expect(sign.test(text), `${name}: ${text}`).toBe(false);
          expect(text, text).toMatch(/^[“(]?[\p{Lu}\p{N}]/u);
          expect(text.length).toBeLessThanOrEqual(700);
        }),
        { numRuns: 400 },
      );
    },
  );

  test('a thread has a title of three to twelve words without a full stop, and two to five sentences', async () => {
    await fc.assert(
      fc.asyncProperty(anyFacts, fc.nat(), async (facts, seed) => {
        const { title = '', text } = await write('thread', facts, seed);
        expect(title.split(' ').length, title).toBeGreaterThanOrEqual(3);
        expect(title.split(' ').length, title).toBeLessThanOrEqual(12);
        expect(title).not.toMatch(/\.$|[{}[\]|]|undefined/);
        expect(sentencesOf(text).length, text).toBeGreaterThanOrEqual(2);
        expect(sentencesOf(text).length, text).toBeLessThanOrEqual(6);
      }),
      { numRuns: 300 },
    );
  });

  test.each(['reply', 'thread'])(
    'sixty times a %s on one topic: no text and no sentence of six words comes twice within fifty',
    async (purpose) => {
      const personas = [
        personaOf({}),
        personaOf({
          personality: { communicationStyle: 'One sentence, no softeners.', quirks: ['Ends with a proverb.'] },
        }),
        personaOf({ personality: { communicationStyle: 'Complete sentences.', quirks: ['Counts slides out loud.'] } }),
      ];
      const posts = [{ author: 'Leo Brandt', text: 'The index exists and the planner refuses to use it. Why?' }];
      for (const persona of personas) {
        const recent: string[] = [];
        for (let count = 0; count < 60; count += 1) {
          const { text } = await write(purpose, { persona, topic: 'databases', posts, recent: recent.slice(-50) });
          const said = new Set(recent.slice(-50).flatMap(sentencesOf));
          expect(recent.slice(-50)).not.toContain(text);
          for (const sentence of sentencesOf(text))
            if (sentence.split(' ').length >= 6) expect(said.has(sentence), sentence).toBe(false);
          recent.push(text);
        }
      }
    },
  );

  test('hardly any two of two thousand replies to one post are the same, but for those of one sentence', async () => {
    const facts = {
      persona: personaOf({}),
      topic: 'databases',
      posts: [{ author: 'Leo', text: 'Our slow query was the report on Mondays.' }],
    };
    const texts = await Promise.all(Array.from({ length: 2_000 }, (_, seed) => write('reply', facts, seed)));
    const longer = texts.map(({ text }) => text).filter((text) => sentencesOf(text).length > 1);
    expect(longer.length).toBeGreaterThan(1_300);
    // A birthday bound: with 200,000 equally likely texts about 5 of 1,400 would be repetitions.
    expect(longer.length - new Set(longer).size).toBeLessThanOrEqual(5);
  });

  test('a reply takes up words of the last post, or names the topic, or answers what was asked', async () => {
    const post = 'Newcomers leave because nobody greets them; mentoring changed that for us.';
    const facts = { persona: personaOf({}), topic: 'onboarding new members', posts: [{ author: 'Leo', text: post }] };
    for (let seed = 0; seed < 200; seed += 1) {
      const { text } = await write('reply', facts, seed);
      expect(text).toMatch(/newcomers|greets|mentoring|onboarding/i);
    }
  });

  test.each(['onboarding', 'live events', 'on-call stories', 'open source', 'urban gardens', 'board games', 'privacy'])(
    'bots that know only the title of a thread on %s mostly speak of just that',
    async (topic) => {
      let namedCount = 0;
      for (let seed = 0; seed < 60; seed += 1) {
        const { title } = await write('thread', { persona: personaOf({}), topic }, seed);
        const { text: question } = await write('poll_question', { title, posts: [] }, seed, 300);
        if (question?.includes(` ${topic}`)) namedCount += 1;
      }
      expect(namedCount).toBeGreaterThan(50);
    },
  );

  test('an article’s point is brought in, and remembered as a fact', async () => {
    const article = { title: 'Restore drills', text: 'Of 120 firms, 31 found an empty backup.' };
    const facts = { persona: personaOf({}), topic: 'backups', article };
    const threads = await Promise.all(Array.from({ length: 60 }, (_, seed) => write('thread', facts, seed)));
    const citing = threads.filter(({ text }) => text.includes('31 found an empty backup'));
    expect(citing.length).toBeGreaterThan(30);
    for (const { remember } of citing)
      expect(remember).toContainEqual({
        kind: 'fact',
        about: 'backups',
        text: 'read in “Restore drills” that of 120 firms, 31 found an empty backup',
      });
  });

  test('length varies from one short sentence to five', async () => {
    const facts = {
      persona: personaOf({}),
      topic: 'databases',
      posts: [{ author: 'Leo', text: 'The planner gave up.' }],
    };
    const counts = new Set<number>();
    for (let seed = 0; seed < 300; seed += 1) counts.add(sentencesOf((await write('reply', facts, seed)).text).length);
    expect([...counts]).toEqual(expect.arrayContaining([1, 2, 3, 4, 5]));
  });
});
