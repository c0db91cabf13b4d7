import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { readStructured } from '../../../server/language/structured.ts';

const Post = z.object({ text: z.string(), votes: z.number() });

describe('reading structured output', () => {
  test('finds JSON bare, in a code fence and with a sentence around it', () => {
    fc.assert(
      fc.property(fc.record({ text: fc.string(), votes: fc.integer() }), (post) => {
        const json = JSON.stringify(post, null, 2);
        for (const written of [json, `\uFEFF ${json}\n`, `Here you are: ${json} Enjoy.`])
          expect(readStructured(written, Post)).toEqual({ kind: 'valid', value: post });
      }),
    );
    expect(readStructured('```json\n{"text":"a","votes":1}\n```', Post)).toMatchObject({ kind: 'valid' });
    expect(readStructured('```\n{"text":"a","votes":1}\n```', Post)).toMatchObject({ kind: 'valid' });
  });

  test('never takes a truncated object for a whole one', () => {
    const json = JSON.stringify({ text: 'Mentors help.', votes: 12 });
    for (let length = 0; length < json.length; length += 1)
      expect(readStructured(json.slice(0, length), Post).kind).toBe('not_json');
  });

  test('says which field is wrong, for the model that is to repair it', () => {
    expect(readStructured('{"text":"a","votes":"many"}', Post)).toMatchObject({
      kind: 'broken_schema',
      issue: expect.stringContaining('votes'),
    });
  });

  test('survives any text at all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(['valid', 'not_json', 'broken_schema']).toContain(readStructured(text, Post).kind);
      }),
    );
    expect(readStructured('['.repeat(200_000), Post).kind).toBe('not_json');
    expect(readStructured('x'.repeat(300_000), Post).kind).toBe('not_json');
  });
});
