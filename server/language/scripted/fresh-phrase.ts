/** Picks what a session has not been asked yet, and puts in what it is about. */
import { pick } from './draw.ts';
import type { Ask } from './part.ts';
import { sceneOf } from './scene.ts';
import { topicPhrase } from './topic.ts';

/** A phrase with a slot for what it is about. */
type Phrase<Written> = (about: string) => Written;

interface Phrases<Written> {
  readonly variants: Readonly<Record<string, readonly Phrase<Written>[]>>;
  /** Where no variant is named, and once all of the variant were used. */
  readonly any: readonly [Phrase<Written>, ...Phrase<Written>[]];
  readonly textOf: (written: Written) => string;
}

/** One that is new in all its wordings where there is one; else one of all. */
export function freshPhrase<Written>(ask: Ask, { variants, any, textOf }: Phrases<Written>): Written {
  const { recent, keywords = [], variant = '' } = ask.facts;
  const subjects = [...new Set([sceneOf(ask).topic, ...keywords.map(topicPhrase)])].filter((about) => about !== '');
  const isNew = (phrase: Phrase<Written>) => subjects.every((about) => !recent.includes(textOf(phrase(about))));
  const own = Object.hasOwn(variants, variant) ? variants[variant]! : any;
  const [first, ...rest] = [own, any].map((phrases) => phrases.filter(isNew)).find(({ length }) => length > 0) ?? any;
  const phrase = pick(ask.draw, 'phrase', [first ?? any[0], ...rest]);
  const [topic = 'this', ...others] = subjects;
  return phrase(pick(ask.draw, 'about', [topic, ...others]));
}
