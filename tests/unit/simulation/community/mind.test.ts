import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { keywordsOf } from '../../../../server/simulation/community/keywords.ts';
import type { MemoryDraft } from '../../../../server/simulation/community/mind.ts';
import { Mind, coldAtHand, halfLifeMs, strengthAt } from '../../../../server/simulation/community/mind.ts';
import { draftOf, hourMs, mindOf, startMs } from './sketch.ts';

const nothing = { words: new Set<string>(), botIds: [] };
const letters = 'abcdefghijklmnopqrstuvwxyz';
/** A word of its own for each number, long enough to be a keyword. */
const wordOf = (number: number) => `word${letters[Math.floor(number / 26) % 26]}${letters[number % 26]}`;
const factsOf = (count: number, strength: number): MemoryDraft[] =>
  Array.from({ length: count }, (_, index) =>
    draftOf({ about: wordOf(index), text: `fact on ${wordOf(index)}`, strength }),
  );
/** Compacts what is due at a moment. @returns How many memories went into the summary. */
function compactDue(mind: Mind, nowMs: number): number {
  const due = mind.due(nowMs);
  if (due.length > 0) mind.apply(mind.compact(due, 'A summary.', nowMs));
  return due.length;
}

describe('the strength of a memory', () => {
  test('is halved for each 36 hours since its last use, and never grows by waiting (BC-5)', () => {
    const item = { strength: 0.8, lastUsedAtMs: startMs };
    expect(halfLifeMs).toBe(36 * hourMs);
    expect(strengthAt(item, startMs)).toBe(0.8);
    expect(strengthAt(item, startMs + 36 * hourMs)).toBeCloseTo(0.4, 12);
    expect(strengthAt(item, startMs + 108 * hourMs)).toBeCloseTo(0.1, 12);
    expect(strengthAt(item, startMs - hourMs)).toBe(0.8);
  });

  test('grows by a quarter of what it lacks when the memory is used, and decays from there (BC-5)', () => {
    const mind = mindOf([draftOf({ strength: 0.8 })]);
    const usedAtMs = startMs + halfLifeMs;
    for (const change of mind.use([...mind.warm.values()], usedAtMs)) mind.apply(change);
    const [item] = mind.warm.values();
    expect(item).toMatchObject({ useCount: 1, lastUsedAtMs: usedAtMs, createdAtMs: startMs });
    expect(item!.strength).toBeCloseTo(0.4 + 0.25 * 0.6, 12);
  });

  test('stays within 0 and 1, and valence within -1 and 1, whatever is remembered and used (BC-5)', () => {
    const ratio = fc.double({ min: 0, max: 1, noNaN: true });
    const valence = fc.double({ min: -1, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(ratio, valence, fc.nat(200)), { maxLength: 40 }), (touches) => {
        const mind = new Mind();
        let nowMs = startMs;
        for (const [strength, felt, hours] of touches) {
          nowMs += hours * hourMs;
          const draft = draftOf({ kind: 'relationship', about: 'ben', strength, valence: felt });
          for (const change of mind.remember([draft], nowMs)) mind.apply(change);
          for (const change of mind.use([...mind.warm.values()], nowMs)) mind.apply(change);
          for (const item of mind.warm.values()) {
            expect(strengthAt(item, nowMs)).toBeGreaterThanOrEqual(strength * 0.999);
            expect(strengthAt(item, nowMs)).toBeLessThanOrEqual(1);
            expect(Math.abs(item.valence)).toBeLessThanOrEqual(1);
          }
        }
        expect(mind.warm.size).toBe(Math.min(1, touches.length));
      }),
    );
  });
});

describe('what is remembered', () => {
  test('of another bot is one relationship, whose feelings add up and whose words are the latest (BC-5)', () => {
    const bond = (text: string, valence: number) => draftOf({ kind: 'relationship', about: 'ben', text, valence });
    const mind = mindOf([bond('agreed', 0.2), bond('doubted', -0.1)]);
    for (const change of mind.remember([bond('asked', 0.05)], startMs)) mind.apply(change);
    expect(mind.warm.size).toBe(1);
    expect(mind.relationshipWith('ben')).toMatchObject({ id: 1, text: 'asked', strength: 0.875 });
    expect(mind.relationshipWith('ben')!.valence).toBeCloseTo(0.15, 12);
    expect(mind.relationshipWith('cleo')).toBeUndefined();
  });

  test('twice grows stronger in place of being kept twice: facts by their text, the rest by their subject (BC-5)', () => {
    const opinion = draftOf({ kind: 'opinion', about: 'Chess', text: 'slow', strength: 0.4 });
    const mind = mindOf([draftOf(), opinion]);
    const again = [
      draftOf(),
      { ...opinion, about: 'chess', text: 'deep' },
      draftOf({ kind: 'interest', about: 'chess' }),
    ];
    for (const change of mind.remember(again, startMs)) mind.apply(change);
    const kept = [...mind.warm.values()].map(({ id, kind, text, strength }) => ({ id, kind, text, strength }));
    expect(kept).toEqual([
      { id: 1, kind: 'fact', text: draftOf().text, strength: 0.75 },
      { id: 2, kind: 'opinion', text: 'deep', strength: 0.64 },
      { id: 3, kind: 'interest', text: draftOf().text, strength: 0.5 },
    ]);
  });

  test('gets ids that count on from what was kept and compacted before, so that none is given twice (BC-5)', () => {
    const mind = mindOf(factsOf(30, 0.1));
    expect(compactDue(mind, startMs + hourMs)).toBe(30);
    expect(mind.cold[0]!.id).toBe(31);
    const [change] = mind.remember([draftOf()], startMs + hourMs);
    expect(change).toMatchObject({ type: 'kept', item: { id: 32 } });
  });
});

describe('recall', () => {
  const unlimited = { tokens: 1_000_000, unrelated: 1_000_000 };

  test('puts what shares words with the moment, and who is present, before what is merely strong (BC-5)', () => {
    const mind = mindOf([
      draftOf({ about: 'engines', text: 'diesel outlasts petrol', strength: 1 }),
      draftOf({ about: 'tomatoes', text: 'water in the morning', strength: 0.5 }),
      draftOf({ kind: 'relationship', about: 'ben', text: 'agreed on tomatoes', strength: 0.5 }),
    ]);
    const moment = { words: keywordsOf('tomatoes want water'), botIds: ['ben'] };
    const recalled = mind.recall(moment, startMs, unlimited);
    expect(recalled.map(({ about }) => about)).toEqual(['ben', 'tomatoes', 'engines']);
  });

  test('prefers the fresher of two alike (BC-5)', () => {
    const mind = mindOf([draftOf({ kind: 'opinion', about: 'old tomatoes' })]);
    const laterMs = startMs + 24 * hourMs;
    for (const change of mind.remember([draftOf({ kind: 'opinion', about: 'new tomatoes' })], laterMs))
      mind.apply(change);
    const recalled = mind.recall({ words: keywordsOf('tomatoes'), botIds: [] }, laterMs, unlimited);
    expect(recalled.map(({ about }) => about)).toEqual(['new tomatoes', 'old tomatoes']);
  });

  test('never passes its budget of tokens, skips what does not fit, and brings nothing twice (BC-5)', () => {
    const drafts = fc.array(fc.tuple(fc.integer({ min: 1, max: 300 }), fc.double({ min: 0, max: 1, noNaN: true })), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(drafts, fc.nat(500), (sizes, tokens) => {
        const mind = mindOf(
          sizes.map(([size, strength], index) => draftOf({ about: wordOf(index), text: 'x'.repeat(size), strength })),
        );
        const recalled = mind.recall({ words: keywordsOf('wordaa wordab'), botIds: [] }, startMs, {
          ...unlimited,
          tokens,
        });
        const used = recalled.reduce((sum, { about, text }) => sum + (about.length + text.length) / 4, 0);
        expect(used).toBeLessThanOrEqual(tokens);
        expect(new Set(recalled).size).toBe(recalled.length);
      }),
    );
    const mind = mindOf([
      draftOf({ about: 'tomatoes', text: 'x'.repeat(400), strength: 1 }),
      draftOf({ about: 'short', text: 'tomatoes', strength: 0.9 }),
    ]);
    const fitting = mind.recall({ words: keywordsOf('tomatoes'), botIds: [] }, startMs, { ...unlimited, tokens: 20 });
    expect(fitting.map(({ about }) => about)).toEqual(['short']);
  });

  test('brings in no more that has nothing to do with the moment than it may (BC-5)', () => {
    const mind = mindOf(factsOf(10, 0.5));
    expect(mind.recall(nothing, startMs, { ...unlimited, unrelated: 3 })).toHaveLength(3);
    expect(mind.recall(nothing, startMs, { ...unlimited, unrelated: 0 })).toEqual([]);
  });
});

describe('compaction', () => {
  test('waits until eight memories are weak, and takes forty at most, the weakest first (BC-5)', () => {
    expect(compactDue(mindOf(factsOf(7, 0.1)), startMs)).toBe(0);
    expect(compactDue(mindOf(factsOf(8, 0.1)), startMs)).toBe(8);
    expect(compactDue(mindOf(factsOf(12, 0.16)), startMs)).toBe(0);
    const mind = mindOf([...factsOf(60, 0.1), draftOf({ strength: 0.01 })]);
    const due = mind.due(startMs);
    expect(due).toHaveLength(40);
    expect(due[0]).toMatchObject({ id: 61, strength: 0.01 });
  });

  test('takes the weakest of more than two hundred even if they are strong (BC-5)', () => {
    expect(compactDue(mindOf(factsOf(207, 0.9)), startMs)).toBe(0);
    expect(compactDue(mindOf(factsOf(208, 0.9)), startMs)).toBe(8);
  });

  test('comes once a day at most, and not before a day has passed if there were no words for it (BC-5)', () => {
    const mind = mindOf(factsOf(100, 0.1));
    expect(compactDue(mind, startMs)).toBe(40);
    expect(compactDue(mind, startMs + 24 * hourMs - 1)).toBe(0);
    expect(mind.due(startMs + 24 * hourMs)).toHaveLength(40);
    mind.postponeCompaction(startMs + 24 * hourMs);
    expect(mind.due(startMs + 47 * hourMs)).toEqual([]);
    expect(mind.due(startMs + 48 * hourMs)).toHaveLength(40);
  });

  test('comes every hour while there are too many, however busy a bot is (BC-5)', () => {
    const mind = mindOf(factsOf(260, 0.9));
    expect(compactDue(mind, startMs)).toBe(40);
    expect(compactDue(mind, startMs + hourMs)).toBe(20);
    expect(mind.due(startMs + 2 * hourMs)).toEqual([]);
  });

  test('keeps facts that differ in a figure apart, and one that is told again once (BC-5)', () => {
    const fact = (text: string) => draftOf({ kind: 'fact', about: 'replies', text });
    expect(
      mindOf([fact('seven of nine threads were answered'), fact('seven of nine threads were answered')]).warm.size,
    ).toBe(1);
    expect(mindOf([fact('answered in 7 % of cases'), fact('answered in 9 % of cases')]).warm.size).toBe(2);
  });

  test('is looked for once an hour, so that it costs nothing in between (BC-5)', () => {
    const mind = mindOf(factsOf(12, 0.1));
    expect(mind.due(startMs)).toHaveLength(12);
    expect(mind.due(startMs + hourMs - 1)).toEqual([]);
    expect(mind.due(startMs + hourMs)).toHaveLength(12);
  });

  test('says how many memories a summary stands for and from when to when they were made (BC-5)', () => {
    const mind = mindOf(factsOf(6, 0.1));
    for (const change of mind.remember(factsOf(12, 0.001).slice(6), startMs + hourMs)) mind.apply(change);
    const atMs = startMs + 2 * hourMs;
    compactDue(mind, atMs);
    expect(mind.cold).toEqual([
      { id: 13, text: 'A summary.', itemCount: 12, fromMs: startMs, toMs: startMs + hourMs, atMs },
    ]);
    expect([mind.warm.size, mind.compactedAtMs]).toEqual([0, atMs]);
  });

  test('loses nothing: all that was kept is warm or in a summary (BC-5)', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 12 }), (days) => {
        const mind = new Mind();
        let [keptCount, compactedCount] = [0, 0];
        for (const [day, count] of days.entries()) {
          const nowMs = startMs + day * 24 * hourMs;
          const drafts = factsOf(keptCount + count, 0.3).slice(keptCount);
          for (const change of mind.remember(drafts, nowMs)) mind.apply(change);
          keptCount += count;
          compactedCount += compactDue(mind, nowMs);
          expect(mind.warm.size + compactedCount).toBe(keptCount);
        }
      }),
    );
  });

  test('makes the bot forget whom it was about: the next exchange begins a new relationship (BC-5)', () => {
    const bond = draftOf({ kind: 'relationship', about: 'ben', strength: 0.1, valence: 0.5 });
    const mind = mindOf([...factsOf(12, 0.1), bond]);
    compactDue(mind, startMs);
    expect(mind.relationshipWith('ben')).toBeUndefined();
    for (const change of mind.remember([{ ...bond, valence: 0.1 }], startMs)) mind.apply(change);
    expect(mind.relationshipWith('ben')).toMatchObject({ valence: 0.1, strength: 0.1 });
  });

  test('leaves the ten newest summaries at hand (BC-5)', () => {
    const mind = new Mind();
    for (let day = 0; day < 12; day += 1) {
      const nowMs = startMs + day * 24 * hourMs;
      for (const change of mind.remember(factsOf(12, 0.1), nowMs)) mind.apply(change);
      compactDue(mind, nowMs);
    }
    expect(mind.cold).toHaveLength(coldAtHand);
    expect(mind.cold.map(({ atMs }) => (atMs - startMs) / (24 * hourMs))).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });
});
