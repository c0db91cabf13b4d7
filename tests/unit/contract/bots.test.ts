import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { Persona } from '../../../server/contract/persona.ts';

const folder = new URL('../../../bots/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
const personas = files.map((name) => Persona.parse(parse(readFileSync(new URL(name, folder), 'utf8'))));

const sliders = ['creativity', 'leadership', 'skepticism', 'aggression', 'shyness'] as const;
/** Of 224 possible. Nearer ones would post alike; assumed. */
const leastBehaviourDistance = 30;
/** In OKLab, where about 0.02 is the smallest difference that an eye sees side by side. */
const leastColourDistance = 0.08;
/** For graphics, WCAG 2.2, 1.4.11. */
const leastContrast = 3;
/** The lightest surface of the light theme and the lightest of the dark one. */
const surfaces = ['#ffffff', '#171b24'];

describe('the bots that ship (BC-1)', () => {
  it('are valid, and their ids are their file names', () => {
    expect(personas.map(({ id }) => `${id}.yaml`)).toEqual(files);
  });

  it('are two dozen, and distinct: nobody shares a name, colour, style, trait, quirk or behaviour', () => {
    expect(personas).toHaveLength(24);
    const ways: ((persona: Persona) => readonly string[])[] = [
      ({ name }) => [name],
      ({ avatarColour }) => [avatarColour],
      ({ personality }) => [personality.communicationStyle],
      ({ personality }) => personality.traits,
      ({ personality }) => personality.quirks,
      ({ behaviour }) => [JSON.stringify(behaviour)],
      ({ model }) => [JSON.stringify(model)],
    ];
    for (const way of ways) {
      const values = personas.flatMap((persona) => way(persona));
      expect(new Set(values).size).toBe(values.length);
    }
  });

  it('lie far apart in behaviour', () => {
    const places = personas.map(({ id, behaviour }) => ({ id, place: sliders.map((slider) => behaviour[slider]) }));
    expect(pairsNearerThan(leastBehaviourDistance, places)).toEqual([]);
  });

  it.each(sliders)('span the range of %s', (slider) => {
    const values = personas.map(({ behaviour }) => behaviour[slider]);
    expect(Math.min(...values)).toBeLessThanOrEqual(15);
    expect(Math.max(...values)).toBeGreaterThanOrEqual(85);
    expect(new Set(values.map((value) => Math.min(4, Math.floor(value / 20)))).size).toBe(5);
  });

  it('are active, reactive and observing in similar numbers', () => {
    for (const style of ['active', 'reactive', 'observer']) {
      const count = personas.filter(({ behaviour }) => behaviour.engagementStyle === style).length;
      expect(count, style).toBeGreaterThanOrEqual(7);
    }
  });

  it('have something to talk about: each interest is shared by two to six, and nobody shares none', () => {
    const interests = personas.flatMap(({ personality }) => personality.interests);
    for (const interest of interests) {
      const count = interests.filter((other) => other === interest).length;
      expect(count, interest).toBeGreaterThanOrEqual(2);
      expect(count, interest).toBeLessThanOrEqual(6);
    }
  });

  it('have colours that an eye tells apart and sees on either theme', () => {
    const places = personas.map(({ id, avatarColour }) => ({ id, place: toOklab(avatarColour) }));
    expect(pairsNearerThan(leastColourDistance, places)).toEqual([]);
    for (const { id, avatarColour } of personas)
      for (const surface of surfaces)
        expect(contrast(avatarColour, surface), `${id} on ${surface}`).toBeGreaterThanOrEqual(leastContrast);
  });

  it('need no account: every one speaks through the built-in provider', () => {
    for (const { model } of personas) expect(model.provider).toBe('scripted');
  });
});

interface Placed {
  readonly id: string;
  readonly place: readonly number[];
}

function pairsNearerThan(least: number, items: readonly Placed[]): string[] {
  return items.flatMap((one, index) =>
    items
      .slice(index + 1)
      .filter((other) => Math.hypot(...one.place.map((value, axis) => value - other.place[axis]!)) < least)
      .map((other) => `${one.id} and ${other.id}`),
  );
}

/** Red, green and blue as light, 0 to 1: the sRGB curve undone. */
function toLight(colour: string): [number, number, number] {
  const light = (from: number): number => {
    const value = Number.parseInt(colour.slice(from, from + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [light(1), light(3), light(5)];
}

function contrast(one: string, other: string): number {
  const [darker, lighter] = [one, other]
    .map((colour) => {
      const [red, green, blue] = toLight(colour);
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05;
    })
    .sort((a, b) => a - b);
  return lighter! / darker!;
}

/** Björn Ottosson, A perceptual color space for image processing (2020). */
function toOklab(colour: string): [number, number, number] {
  const [red, green, blue] = toLight(colour);
  const l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}
