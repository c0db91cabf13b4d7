import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { Persona } from '../../../../server/contract/persona.ts';
import { populate } from '../../../../server/simulation/community/population.ts';
import { namings } from '../../../../server/simulation/community/population-names.ts';

const folder = new URL('../../../../bots/', import.meta.url);
const shipped = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => Persona.parse(parse(readFileSync(new URL(name, folder), 'utf8'))));
const seeds = fc.integer({ min: 0, max: 0xffff_ffff });
const large = populate(shipped, 10_000, 7);
const derived = large.slice(shipped.length);

/** @see WCAG 2.2, relative luminance. */
const luminanceOf = (colour: string): number => {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.040_45 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
};
const contrastOf = (one: string, other: string): number => {
  const [low, high] = [luminanceOf(one), luminanceOf(other)].toSorted((a, b) => a - b);
  return (high! + 0.05) / (low! + 0.05);
};

describe('a population', () => {
  test('begins with the personas as they are, and cuts them off where fewer are asked for (BC-18)', () => {
    expect(large.slice(0, shipped.length)).toEqual(shipped);
    expect(populate(shipped, 3, 1)).toEqual(shipped.slice(0, 3));
    expect(populate(shipped, 0, 1)).toEqual([]);
    expect(populate([], 0, 1)).toEqual([]);
  });

  test('of ten thousand is valid, and nobody shares an id or a name (BC-1, BC-18)', () => {
    expect(large).toHaveLength(10_000);
    for (const person of large) expect(Persona.parse(person)).toEqual(person);
    expect(new Set(large.map(({ id }) => id)).size).toBe(10_000);
    expect(new Set(large.map(({ name }) => name)).size).toBe(10_000);
  });

  test('gives nobody the id or the name of a persona at hand (BC-1, BC-18)', () => {
    const [one, other] = populate(shipped, 40, 1).slice(-2);
    const named = shipped.map((persona, index) =>
      index === 0 ? { ...persona, id: one!.id } : index === 1 ? { ...persona, name: other!.name } : persona,
    );
    const people = populate(named, 40, 1);
    expect(new Set(people.map(({ id }) => id)).size).toBe(40);
    expect(new Set(people.map(({ name }) => name)).size).toBe(40);
  });

  test('is the same for the same seed, another for another, and a smaller one is its beginning (BC-18)', () => {
    fc.assert(
      fc.property(seeds, fc.nat(120), fc.nat(120), (seed, one, other) => {
        const [few, many] = [Math.min(one, other), Math.max(one, other)];
        expect(populate(shipped, few, seed)).toEqual(populate(shipped, many, seed).slice(0, few));
      }),
      { numRuns: 30 },
    );
    expect(populate(shipped, 100, 1)).not.toEqual(populate(shipped, 100, 2));
  });

  test('is 90-9-1: one in a hundred is active, nine are reactive, the others look on (BC-18)', () => {
    const ratioOf = (style: string): number =>
      derived.filter(({ behaviour }) => behaviour.engagementStyle === style).length / derived.length;
    // Five standard deviations around what is drawn.
    expect(Math.abs(ratioOf('active') - 0.01)).toBeLessThan(0.005);
    expect(Math.abs(ratioOf('reactive') - 0.09)).toBeLessThan(0.015);
    expect(Math.abs(ratioOf('observer') - 0.9)).toBeLessThan(0.015);
  });

  test('has shy observers and bold actives (BC-18)', () => {
    const shynessOf = (style: string): number[] =>
      derived.filter(({ behaviour }) => behaviour.engagementStyle === style).map(({ behaviour }) => behaviour.shyness);
    expect(Math.min(...shynessOf('observer'))).toBe(70);
    expect(Math.max(...shynessOf('observer'))).toBe(100);
    expect(Math.max(...shynessOf('active'))).toBeLessThanOrEqual(30);
  });

  test('inherits: two to five interests of all, traits and quirks of two parents, sliders that stray (BC-18)', () => {
    const interests = new Set(shipped.flatMap(({ personality }) => personality.interests));
    const traits = new Set(shipped.flatMap(({ personality }) => personality.traits));
    const quirks = new Set(shipped.flatMap(({ personality }) => personality.quirks));
    const styles = new Set(shipped.map(({ personality }) => personality.communicationStyle));
    for (const { personality } of derived) {
      expect(personality.interests.length).toBeGreaterThanOrEqual(2);
      expect(personality.interests.length).toBeLessThanOrEqual(5);
      expect(new Set(personality.interests).size).toBe(personality.interests.length);
      expect(personality.interests.every((interest) => interests.has(interest))).toBe(true);
      expect(personality.traits.every((trait) => traits.has(trait))).toBe(true);
      expect(personality.quirks.every((quirk) => quirks.has(quirk))).toBe(true);
      expect(styles.has(personality.communicationStyle)).toBe(true);
    }
    expect(new Set(derived.flatMap(({ personality }) => personality.interests))).toEqual(interests);
    for (const slider of ['creativity', 'leadership', 'skepticism', 'aggression'] as const) {
      const values = derived.map(({ behaviour }) => behaviour[slider]);
      expect(new Set(values).size).toBe(101);
    }
  });

  test('inherits nothing that says "his" or "her", for the name may not fit (BC-18)', () => {
    const sentences = derived.flatMap(({ personality: { traits, quirks } }) => [...traits, ...quirks]);
    const words = new Set(sentences.join(' ').split(/[^a-z]+/iu));
    for (const word of ['he', 'she', 'his', 'her', 'himself', 'herself']) expect(words).not.toContain(word);
  });

  test('is scripted, whatever its parents speak through (BC-8, BC-18)', () => {
    const costly = shipped.map((persona) => ({
      ...persona,
      model: { ...persona.model, provider: 'anthropic' as const, name: 'claude' },
    }));
    const people = populate(costly, 60, 1);
    expect(people[0]!.model.provider).toBe('anthropic');
    expect(
      people.slice(shipped.length).every(({ model }) => model.provider === 'scripted' && model.name === 'scripted'),
    ).toBe(true);
  });

  test('has avatars that show on light and dark surfaces (BC-16, BC-18)', () => {
    for (const { avatarColour } of derived.slice(0, 2_000)) {
      expect(contrastOf(avatarColour, '#ffffff'), avatarColour).toBeGreaterThanOrEqual(3);
      expect(contrastOf(avatarColour, '#171b24'), avatarColour).toBeGreaterThanOrEqual(3);
    }
  });

  test('can be derived from a single persona, and not from none (BC-18)', () => {
    const [first] = shipped;
    const alone = {
      ...first!,
      personality: { ...first!.personality, traits: ['keeps his word'], quirks: [], interests: ['music'] },
    };
    const people = populate([alone], 40, 3);
    for (const person of people) expect(Persona.parse(person)).toEqual(person);
    expect(people).toHaveLength(40);
    expect(() => populate([], 1, 3)).toThrow(RangeError);
  });

  test('draws on 150 given names and 250 family names or more (BC-18)', () => {
    expect(new Set(namings.flatMap(({ given }) => given)).size).toBeGreaterThanOrEqual(150);
    expect(new Set(namings.flatMap(({ family }) => family)).size).toBeGreaterThanOrEqual(250);
    for (const { given, family } of namings) expect([given.length, family.length]).toEqual([12, 14]);
  });
});
