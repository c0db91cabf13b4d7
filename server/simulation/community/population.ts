/** A community of any size, derived from the personas at hand (BC-18). */
import type { Persona } from '../../contract/persona.ts';
import { assert } from '../../kernel/errors.ts';
import { random, randomNormal, streams } from '../../kernel/random.ts';
import { clamp } from '../../kernel/statistics.ts';
import { evenColour } from './population-colour.ts';
import { namings } from './population-names.ts';

type Behaviour = Persona['behaviour'];
type EngagementStyle = Behaviour['engagementStyle'];

/** Of a hundred members one is active, nine are reactive, the rest look on (Nielsen, Participation inequality, 2006). */
const activeRatio = 0.01;
const reactiveRatio = 0.09;
/** Who looks on is shy; what lies between is even. Assumed. */
const shyness: Record<EngagementStyle, readonly [low: number, high: number]> = {
  active: [0, 30],
  reactive: [20, 60],
  observer: [70, 100],
};
/** How far a slider strays from the parent's, as a standard deviation. Assumed. */
const sliderSpread = 12;
const fewestInterests = 2;
const mostInterests = 5;

/** What is drawn for a person; lists and names begin at theirs and count on. Never renumber: communities depend on it. */
const draws = {
  oneParent: 0,
  otherParent: 1,
  engagementStyle: 2,
  shyness: 3,
  hue: 4,
  lightness: 5,
  interestCount: 6,
  creativity: 10,
  leadership: 12,
  skepticism: 14,
  aggression: 16,
  oneTraits: 100,
  otherTraits: 200,
  oneQuirks: 300,
  otherQuirks: 400,
  interests: 1_000,
  name: 10_000,
};
/** A first name and a family name of one place, unless that is taken so many times: then of two places. */
const triesInOnePlace = 3;
const drawsPerName = 4;

/** Draws in [0, 1) for one person, each by its number. */
type Draw = (what: number) => number;

/**
 * Gives a community of `count`: the personas as they are, and after them others derived from two of them each.
 *
 * Person number i depends on the personas, the seed and those before it alone, so that a smaller community is the beginning
 * of a larger one. Whoever is derived is scripted, whatever the parents speak through: a crowd must not run up a bill.
 *
 * @param count Up to 10,000; ids and names stay unique.
 * @param seed An unsigned 32-bit integer.
 * @throws {RangeError} If somebody is to be derived from no personas: the caller's mistake.
 */
export function populate(personas: readonly Persona[], count: number, seed: number): Persona[] {
  if (personas.length === 0 && count > 0) throw new RangeError('a population needs at least one persona to start from');
  const people = personas.slice(0, count);
  const taken = new Set(people.flatMap(({ id, name }) => [id, name]));
  const interests = [...new Set(personas.flatMap(({ personality }) => personality.interests))];
  for (let index = people.length; index < count; index += 1) {
    const draw: Draw = (what) => random(seed, streams.population, index, what);
    const jitter: Draw = (what) => sliderSpread * randomNormal(seed, streams.population, index, what);
    const parents = [pick(personas, draw(draws.oneParent)), pick(personas, draw(draws.otherParent))] as const;
    people.push({
      ...identity(draw, taken),
      avatarColour: evenColour(draw(draws.hue), draw(draws.lightness)),
      personality: personalityOf(parents, interests, draw),
      behaviour: behaviourOf(parents, draw, jitter),
      model: { ...parents[0].model, provider: 'scripted', name: 'scripted' },
    });
  }
  return people;
}

const pick = <Item>(list: readonly Item[], draw: number): Item => list[Math.floor(draw * list.length)]!;

/** A name and an id that nobody has yet; both are taken from then on. */
function identity(draw: Draw, taken: Set<string>): { id: string; name: string } {
  for (let attempt = 0; attempt < 1_000; attempt += 1) {
    const first = draws.name + attempt * drawsPerName;
    const place = pick(namings, draw(first));
    const familyPlace = attempt < triesInOnePlace ? place : pick(namings, draw(first + 1));
    const name = `${pick(place.given, draw(first + 2))} ${pick(familyPlace.family, draw(first + 3))}`;
    const id = idOf(name);
    if (taken.has(id) || taken.has(name)) continue;
    taken.add(id).add(name);
    return { id, name };
  }
  assert(false, 'there are more names than people');
}

/** A name in lower case without accents, its words joined by hyphens. */
const idOf = (name: string): string =>
  name
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replaceAll('ø', 'o')
    .replaceAll('ı', 'i')
    .replaceAll(' ', '-');

function personalityOf(
  [one, other]: readonly [Persona, Persona],
  allInterests: readonly string[],
  draw: Draw,
): Persona['personality'] {
  const [mine, theirs] = [one.personality, other.personality];
  const interestCount = fewestInterests + Math.floor(draw(draws.interestCount) * (mostInterests - fewestInterests + 1));
  const traits = [
    ...sample(ofAnybody(mine.traits), 2, draw, draws.oneTraits),
    ...sample(ofAnybody(theirs.traits), 1, draw, draws.otherTraits),
  ];
  const quirks = [
    ...sample(ofAnybody(mine.quirks), 1, draw, draws.oneQuirks),
    ...sample(ofAnybody(theirs.quirks), 1, draw, draws.otherQuirks),
  ];
  return {
    traits: traits.length === 0 ? mine.traits.slice(0, 1) : [...new Set(traits)],
    communicationStyle: ofAnybody([mine.communicationStyle, theirs.communicationStyle])[0] ?? mine.communicationStyle,
    interests: sample(allInterests, interestCount, draw, draws.interests),
    quirks: [...new Set(quirks)],
  };
}

/** Sentences without "his" or "her", which would say whom they were written about. */
const ofAnybody = (sentences: readonly string[]): string[] =>
  sentences.filter((sentence) => !/\b(?:he|she|him|her|his|hers|himself|herself)\b/iu.test(sentence));

/** `count` different items, or all if there are fewer. */
const sample = (list: readonly string[], count: number, draw: Draw, first: number): string[] =>
  list
    .map((item, index) => ({ item, rank: draw(first + index) }))
    .toSorted((one, other) => one.rank - other.rank)
    .slice(0, count)
    .map(({ item }) => item);

function behaviourOf([one, other]: readonly [Persona, Persona], draw: Draw, jitter: Draw): Behaviour {
  const engagementStyle = styleOf(draw(draws.engagementStyle));
  const [shyest, boldest] = [shyness[engagementStyle][1], shyness[engagementStyle][0]];
  const slider = (name: 'creativity' | 'leadership' | 'skepticism' | 'aggression'): number => {
    const parent = draw(draws[name]) < 0.5 ? one : other;
    return clamp(Math.round(parent.behaviour[name] + jitter(draws[name] + 1)), 0, 100);
  };
  return {
    creativity: slider('creativity'),
    leadership: slider('leadership'),
    skepticism: slider('skepticism'),
    aggression: slider('aggression'),
    shyness: Math.round(boldest + draw(draws.shyness) * (shyest - boldest)),
    engagementStyle,
  };
}

const styleOf = (draw: number): EngagementStyle =>
  draw < activeRatio ? 'active' : draw < activeRatio + reactiveRatio ? 'reactive' : 'observer';
