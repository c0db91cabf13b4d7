/** What a bot's day costs in tokens, against a program that repeats everything in each prompt. */
import { describe, expect, test } from 'vitest';
import { sightMs } from '../../server/simulation/community/world.ts';
import type { MarkedPrompt } from '../bench/community-bill.ts';
import { bill, fiveMinutes, oneHour, prompts } from '../bench/community-bill.ts';
import { tokensOf, watchPrompts } from '../support/prompt-tokens.ts';

const { calls, outputTokens, result } = await watchPrompts({ days: 5, seed: 1 });

describe('the shipped bots, 5 days', () => {
  test('are watched whole: what was counted is what was booked, and the naive prompt holds all that ours does (BC-8)', () => {
    const counted = calls.reduce((sum, call) => sum + call.fixedTokens + tokensOf(prompts.ours(call).blocks), 0);
    expect((counted + outputTokens) / result.tokens).toBeCloseTo(1, 2);
    expect(calls.length).toBeGreaterThan(300);
    for (const { memories, allMemories, material, threadsInSight } of calls) {
      for (const line of memories.text.split('\n')) expect(allMemories.text).toContain(line);
      const sight = threadsInSight.map(({ text }) => text).join('\n');
      const said = material.text.split('\n').filter((line) => line.startsWith('@'));
      for (const line of said) expect(sight).toContain(line.replace(/ …$/, ''));
    }
  });

  test('count threads for as long as they are in sight, and no longer (BC-4)', () => {
    const { atMs, threadsInSight } = calls.at(-1)!;
    const lastPosts = new Map(
      result.record.posts.filter((post) => post.atMs < atMs).map((post) => [post.threadId, post]),
    );
    const within = (ms: number) => [...lastPosts.values()].filter((post) => atMs - post.atMs <= ms).length;
    const lookMs = 1_200_000; // Looked for every ten minutes, at the next heartbeat.
    expect(within(sightMs)).toBeLessThan(lastPosts.size);
    expect(threadsInSight.length).toBeGreaterThanOrEqual(within(sightMs));
    expect(threadsInSight.length).toBeLessThanOrEqual(within(sightMs + lookMs));
  });

  test.each([
    ['of 5 minutes', fiveMinutes],
    ['of an hour', oneHour],
  ])('are billed at most 0.4 of the naive prompt, each with a cache %s (BC-5)', (_life, terms) => {
    const tokens = (shape: keyof typeof prompts) => bill(calls.map(prompts[shape]), terms).tokens;
    expect(tokens('ours') / tokens('naive')).toBeLessThanOrEqual(0.4);
    expect(tokens('ours') / tokens('naiveForTheCache')).toBeLessThanOrEqual(0.4);
  });

  test('remember what they need in less than all that they know (BC-5)', () => {
    const sum = (part: 'memories' | 'allMemories') => tokensOf(calls.map((call) => call[part]));
    expect(sum('memories')).toBeGreaterThan(0);
    expect(sum('memories') / sum('allMemories')).toBeLessThan(0.5);
  });
});

describe('the bill', () => {
  const prompt = (atMs: number, tokens: number): MarkedPrompt => ({
    atMs,
    blocks: [
      { text: 'rules', tokens },
      { text: `at ${atMs}`, tokens: 100 },
    ],
    markedCount: 1,
    fixedTokens: 10,
  });

  test('writes a prefix once, reads it while it lives, renews it with each read, and writes it anew afterwards (BC-8)', () => {
    const { tokens, readTokens, writtenTokens } = bill(
      [0, 300_000, 600_000, 900_001].map((atMs) => prompt(atMs, 1_000)),
      fiveMinutes,
    );
    expect({ readTokens, writtenTokens }).toEqual({ readTokens: 2_000, writtenTokens: 2_000 });
    expect(tokens).toBeCloseTo(4 * 110 + 2_000 * 0.1 + 2_000 * 1.25, 6);
  });

  test('bills a prefix that is too short as plain input (BC-8)', () => {
    expect(bill([prompt(0, 511), prompt(1, 511)], fiveMinutes)).toEqual({
      tokens: 2 * 621,
      readTokens: 0,
      writtenTokens: 0,
    });
  });
});
