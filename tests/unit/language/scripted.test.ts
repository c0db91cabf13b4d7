import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { ModelRequest } from '../../../server/language/port.ts';
import { createScriptedModel } from '../../../server/language/scripted/scripted.ts';
import { requestOf } from '../../support/model-servers/setups.ts';

const post = 'Newcomers leave because nobody greets them; mentoring changed that for us.';
const facts = { topic: 'onboarding new members', posts: [{ author: 'Leo', text: post }] };

async function write(changes: Partial<ModelRequest>, seed = 7): Promise<string> {
  const result = await createScriptedModel({ provider: 'scripted', name: 'scripted', seed }).complete(
    requestOf({ facts, ...changes }),
  );
  if (result.kind === 'failed') throw new Error(result.sentence);
  return result.text;
}

/** Two hundred replies of a bot with these sliders. */
async function replies(behaviour: Record<string, number>): Promise<string[]> {
  const texts = Array.from({ length: 200 }, (_, seed) => write({ facts: { ...facts, persona: { behaviour } } }, seed));
  return Promise.all(texts);
}

const share = (texts: readonly string[], pattern: RegExp): number =>
  texts.filter((text) => pattern.test(text)).length / texts.length;

describe('the scripted provider', () => {
  test('says the same for the same seed and request, and something else for another', async () => {
    expect(await write({})).toBe(await write({}));
    const texts = await Promise.all(Array.from({ length: 40 }, (_, seed) => write({}, seed)));
    expect(new Set(texts).size).toBeGreaterThan(30);
  });

  test('writes about the thread at hand', async () => {
    const texts = await replies({});
    expect(share(texts, /onboarding|newcomers|mentoring|greets|leave/i)).toBe(1);
  });

  test('finds its topic in the words of the prompt where no facts are given', async () => {
    expect(await write({ facts: undefined })).toMatch(/onboarding|evening|decides|stay/i);
  });

  test('shows no open slot and no broken sentence, whatever it is asked about', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'binary' }),
        fc.string({ unit: 'grapheme' }),
        fc.nat(),
        async (topic, said, seed) => {
          for (const purpose of ['reply', 'poll_question']) {
            const text = await write({ purpose, facts: { topic, posts: [{ author: said, text: said }] } }, seed);
            expect(text).not.toMatch(/[{}<>]|undefined|null|NaN|\[object|\s\s(?!-)|\s[.,?!]/);
            expect(text).toMatch(/^\p{Lu}|^\p{Lo}|^\p{N}|^\P{L}/u);
            expect(text.length).toBeLessThan(900);
          }
        },
      ),
      { numRuns: 300, examples: [['', '.路', 1428251567]] },
    );
  });

  test('never says what the bot said in its last fifty posts', async () => {
    const recent: string[] = [];
    for (let count = 0; count < 150; count += 1) {
      const text = await write({ facts: { ...facts, recent: recent.slice(-50) } });
      expect(recent.slice(-50)).not.toContain(text);
      recent.push(text);
    }
  });

  test('asks polls with three or four distinct answers, each new until all were asked', async () => {
    const Poll = z.object({ question: z.string().endsWith('?'), options: z.array(z.string().min(2)).min(3).max(4) });
    const recent: string[] = [];
    for (let count = 0; count < 8; count += 1) {
      const text = await write({ purpose: 'poll_question', schema: Poll, facts: { ...facts, recent } });
      const poll = Poll.parse(JSON.parse(text));
      expect(new Set(poll.options).size).toBe(poll.options.length);
      expect(poll.question).toContain('onboarding new members');
      expect(recent).not.toContain(poll.question);
      recent.push(poll.question);
    }
  });

  test('says so when it has no part for a purpose', async () => {
    const model = createScriptedModel({ provider: 'scripted', name: 'scripted', seed: 1 });
    expect(await model.complete(requestOf({ purpose: 'sonnet' }))).toMatchObject({ kind: 'failed', code: 'no_part' });
  });
});
