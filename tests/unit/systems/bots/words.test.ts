import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { LanguageModel, ModelRequest } from '../../../../server/language/port.ts';
import { failed } from '../../../../server/language/failed.ts';
import { noUsage } from '../../../../server/language/usage.ts';
import type { FailureCode } from '../../../../server/language/failures.ts';
import { keptDrafts, mentionsIn, writePost } from '../../../../server/systems/bots/words.ts';

const request: ModelRequest = {
  purpose: 'thread',
  caller: { ventureId: 'default', botId: 'ann' },
  stable: [],
  messages: [{ role: 'user', text: 'Write.' }],
  maxTokens: 100,
  schema: z.unknown(),
};
const usage = { ...noUsage, inputTokens: 30, outputTokens: 12 };

/** What becomes of a post that a model wrote so. */
function written(value: { text?: string; title?: string }) {
  const model: LanguageModel = {
    provider: 'scripted',
    name: 'scripted',
    complete: async () => ({ kind: 'answered', text: '', value, toolCalls: [], usage, stopReason: 'end' }),
  };
  return writePost(model, request);
}
const textOf = async (text: string) => {
  const words = await written({ text });
  return words.kind === 'written' ? words.text : null;
};

describe('the words of a post', () => {
  test('lose control, zero-width and direction characters, whatever hides among them (F-40, F-42)', async () => {
    expect(await textOf('a\u0000b\u001b[31mc\u0007\u007f')).toBe('ab[31mc');
    expect(await textOf('ig\u200Bno\u200Cre\u2060 \uFEFFthis\u00AD')).toBe('ignore this');
    expect(await textOf('\u202Etxet\u202C and \u2066more\u2069')).toBe('txet and more');
    expect(await textOf('tag\u{E0041}\u{E0042}ged')).toBe('tagged');
  });

  test('keep letters of every script, emoji and paragraphs, and part words at tabs and foreign line ends', async () => {
    expect(await textOf('Größe, 日本語, ελληνικά 🌱')).toBe('Größe, 日本語, ελληνικά 🌱');
    expect(await textOf('one\ttwo')).toBe('one two');
    expect(await textOf('one\r\ntwo\rthree\u2028four')).toBe('one\ntwo\nthree\nfour');
    expect(await textOf('  one\n\n\n\n\ntwo  ')).toBe('one\n\ntwo');
  });

  test('stay as they are where they look like markup or a formula: what shows them makes them inert (F-42)', async () => {
    const said = '<b>=1+1</b> [x](javascript:alert(1))';
    expect(await textOf(said)).toBe(said);
  });

  test('are cut at 2,000 characters, titles at 140 on one line, even if a megabyte comes (F-40)', async () => {
    const words = await written({ text: 'x'.repeat(1_000_000), title: `Two\nlines ${'y'.repeat(1_000)}` });
    if (words.kind === 'none') throw new Error(words.sentence);
    expect(words.text).toBe(`${'x'.repeat(1_999)}…`);
    expect(words.title).toHaveLength(140);
    expect(words.title).toMatch(/^Two lines y+…$/);
    expect(words.tokens).toBe(42);
  });

  test('are never too long, and hold nothing invisible and no half character, whatever is written (F-40, F-42)', async () => {
    const anything = fc.string({ unit: 'binary', maxLength: 3_000 });
    await fc.assert(
      fc.asyncProperty(anything, async (said) => {
        const text = await textOf(said);
        if (text === null) return;
        expect(text.length).toBeLessThanOrEqual(2_000);
        expect(text).not.toMatch(/[^\P{C}\n]|[\u200B-\u200F\u2028-\u202E\u2060-\u2064\uFEFF]/u);
        expect(text.isWellFormed()).toBe(true);
        expect(text.trim()).not.toBe('');
      }),
    );
  });

  test('that are empty once they are clean are no words, and say so (BC-7)', async () => {
    const none = { kind: 'none', gate: 'model', mustPause: false, sentence: expect.stringContaining('nothing') };
    expect(await written({ text: '' })).toMatchObject(none);
    expect(await written({ text: ' \u200B\n\u0000 ' })).toMatchObject(none);
    expect(await written({ text: 'A text.', title: '\u200B' })).toMatchObject(none);
    expect(await written({})).toMatchObject({ ...none, tokens: 42 });
  });

  test.each<[FailureCode, 'cap' | 'model', boolean]>([
    ['cap_reached', 'cap', false],
    ['refused', 'model', false],
    ['broken_schema', 'model', false],
    ['timed_out', 'model', false],
    ['unauthorised', 'model', true],
    ['model_missing', 'model', true],
    ['no_price', 'model', true],
  ])(
    'that never came because of %s are stopped by the gate %s, with the reason (BC-7, F-4)',
    async (code, gate, mustPause) => {
      const model: LanguageModel = { provider: 'scripted', name: 'scripted', complete: async () => failed(code) };
      const words = await writePost(model, request);
      expect(words).toEqual({ kind: 'none', gate, mustPause, sentence: failed(code).sentence, tokens: 0 });
    },
  );
});

describe('mentions', () => {
  const isMember = (id: string) => ['ann', 'mona-field'].includes(id);

  test('are members alone, each once, wherever the name stands (BC-4, F-40)', () => {
    expect(mentionsIn('@mona-field, ask @ann, @ann! Or @nobody and @__proto__.', isMember)).toEqual([
      'mona-field',
      'ann',
    ]);
    expect(mentionsIn('(@ann’s) @Ann @ ann mona-field', isMember)).toEqual(['ann']);
    expect(mentionsIn('@anna @mona-fields @mona', isMember)).toEqual([]);
  });

  test('are ten at most, so that one post cannot call everybody (F-40)', () => {
    const crowd = Array.from({ length: 50 }, (_, index) => `@bot-${index}`).join(' ');
    expect(mentionsIn(crowd, () => true)).toHaveLength(10);
  });
});

describe('what a model wants kept', () => {
  const idOf = (name: string) => (name.toLowerCase() === 'ben stone' ? 'ben' : null);
  const kept = (kind: 'fact' | 'relationship' | 'opinion' | 'interest', about: string, text: string) =>
    keptDrafts([{ kind, about, text }], '7', idOf).map((draft) => ({
      kind: draft.kind,
      about: draft.about,
      text: draft.text,
    }));

  test('becomes a relationship where it is about a member, and an opinion where nobody is known by the name (BC-5)', () => {
    expect(kept('opinion', 'Ben Stone', 'is kind')).toEqual([{ kind: 'relationship', about: 'ben', text: 'is kind' }]);
    expect(kept('relationship', 'the mayor', 'is late')).toEqual([
      { kind: 'opinion', about: 'the mayor', text: 'is late' },
    ]);
    expect(kept('fact', 'tomatoes', 'need sun')).toEqual([{ kind: 'fact', about: 'tomatoes', text: 'need sun' }]);
  });

  test('names its post as the source and changes no feelings (BC-5)', () => {
    expect(keptDrafts([{ kind: 'fact', about: 'sun', text: 'is warm' }], '7', idOf)[0]).toMatchObject({
      source: { kind: 'post', ref: '7', title: null },
      valence: 0,
      strength: 0.6,
    });
  });

  test('is cleaned as a post is, subject and text, on one line and cut; nothing is kept of nothing (F-40)', () => {
    expect(kept('fact', 'to\u200Bma\u0000toes\nand more', `need\n\n\nsun${'!'.repeat(400)}`)).toEqual([
      { kind: 'fact', about: 'tomatoes and more', text: `need sun${'!'.repeat(290)}…` },
    ]);
    expect(kept('fact', '\u200B', 'need sun')).toEqual([]);
    expect(kept('fact', 'tomatoes', '\u200B')).toEqual([]);
    expect(kept('fact', 'x'.repeat(500), 'long')[0]!.about).toHaveLength(80);
  });
});
