/** How a bot writes: from the sliders, traits, style and quirks of its persona. */
import type { Draw } from './draw.ts';
import { weighted } from './draw.ts';
import type { PersonaFacts } from './facts.ts';
import type { Template } from './grammar.ts';
import type { ImageSource } from './phrases/bodies.ts';
import type { Quirk } from './quirks.ts';
import { imageSourcesOf, quirksOf } from './quirks.ts';

/**
 * Manners by the words of traits and communication style that stand for them. A persona may have several.
 *
 * | manner | shows as |
 * | --- | --- |
 * | formal | no contractions, "with regard to", "I should like" |
 * | casual | "Ha", "honestly", exclamation marks |
 * | brief, wordy | one or two sentences, or three to five |
 * | warm, cheerful | thanks, names, gladness |
 * | direct | verdicts without a frame |
 * | technical, orderly | measures, an order of points |
 * | poetic | comparisons |
 * | dry | asides, understatement |
 * | curious | questions, saying it back |
 * | cautious | hedges as of somebody shy |
 * | practical | tales from experience |
 * | aloud | corrects itself in passing |
 */
const mannerSigns = {
  formal:
    /\bformal|courteous|polite|complete sentence|proper|precise|\bexact|thoughtful|academic|scholarly|scrupulous|elegant|polished|measured/i,
  casual: /playful|casual|chatty|informal|easy.?going|relaxed|humou?r|witty|joking|hearty/i,
  brief: /brief|\bshort\b|terse|few words|one sentence|concise|laconic|impatient|slow to speak|brisk/i,
  wordy: /detailed|elaborate|thorough|talkative|verbose|aloud;|complete|fixed order|at length|unhurried|digress/i,
  warm: /\bwarm|friendly|\bkind\b|encourag|supportive|empath|gentle|caring|welcoming|drawing others|hearty|\bpatient|calm/i,
  cheerful: /cheerful|carried away|enthusias|optimis|upbeat|energetic|excit|exclamation|playful and/i,
  direct: /direct|blunt|no softener|plain|straight|outspoken|frank|provocative|tart\b|terse/i,
  technical:
    /technical|\bexact|precise|analytic|number|figure|rigor|rigour|watches the|engineer|suspicious of averages/i,
  orderly: /organi[sz]ed|methodical|\border\b|structured|sums up|systematic|summar|procedure|defines/i,
  poetic: /poetic|picture|comparison|metaphor|lyrical|associative|imaginative|story-?tell|image|wistful|vivid|elegant/i,
  dry: /\bdry\b|deadpan|sardonic|\bwry\b|ironic|unimpressed|understate|\btart\b|joke/i,
  curious: /curious|asks the question|questioning|inquisitive|new to|newcomer himself|newcomer herself|listens/i,
  cautious: /qualifier|modest|careful|cautious|hedg|diffident|humbl|tentative|timid|wistful/i,
  practical:
    /practical|experience|example|hands.on|pragmat|test things|\bship|recipe|repairs|retired|for a living|story-?tell/i,
  aloud: /thinks aloud|rambl|digress|associative|in a hurry|spoken aloud/i,
} as const;
export type Manner = keyof typeof mannerSigns;

/** Words of a style that speak against contractions. */
const uncontracted = new Set<Manner>(['formal']);

export interface Voice {
  readonly behaviour: PersonaFacts['behaviour'];
  readonly manners: ReadonlySet<Manner>;
  readonly quirks: readonly Quirk[];
  readonly imageSources: readonly ImageSource[];
  readonly isContracted: boolean;
}

/** What follows from the words of a persona, kept while there is room: a bot writes often and changes seldom. */
const described = new Map<string, Omit<Voice, 'behaviour'>>();
const mostDescribed = 256;

export function voiceOf({ behaviour, personality }: PersonaFacts): Voice {
  const { traits, communicationStyle, quirks } = personality;
  const style = `${traits.join(', ')}. ${communicationStyle}`;
  const key = `${style}\n${quirks.join('\n')}`;
  const found = described.get(key) ?? describe(style, quirks);
  if (described.size === mostDescribed) described.clear();
  described.set(key, found);
  return { behaviour, ...found };
}

function describe(style: string, quirks: readonly string[]): Omit<Voice, 'behaviour'> {
  const names = Object.keys(mannerSigns) as Manner[];
  const manners = new Set(names.filter((name) => mannerSigns[name].test(style)));
  return {
    manners,
    quirks: quirksOf(quirks),
    imageSources: imageSourcesOf(`${quirks.join('. ')} ${style}`),
    isContracted: ![...uncontracted].some((manner) => manners.has(manner)),
  };
}

/** Sliders that speak as a flavour of their own. */
const ofSlider = { shy: 'shyness', blunt: 'aggression', doubt: 'skepticism' } as const;

/** One of several flavours of the same thing: the plain one, or one that suits the voice. */
export function flavoured(
  pools: Readonly<Record<string, readonly Template[]>>,
  voice: Voice,
  u: number,
): readonly Template[] {
  const weights: Record<string, number> = {};
  for (const flavour of Object.keys(pools)) weights[flavour] = weightOf(flavour, voice);
  return pools[weighted(u, weights)]!;
}

function weightOf(flavour: string, { behaviour, manners }: Voice): number {
  if (flavour === 'plain') return 40;
  const fitting = manners.has(flavour as Manner) || (flavour === 'shy' && manners.has('cautious')) ? 60 : 0;
  return flavour in ofSlider ? fitting + behaviour[ofSlider[flavour as keyof typeof ofSlider]] * 0.6 : fitting;
}

/** How many sentences a post has, from one to `most`: brief voices and shy ones write fewer. */
export function sentenceCount(voice: Voice, draw: Draw, most: number): number {
  const { manners, behaviour } = voice;
  const usual = manners.has('brief') ? 1.9 : manners.has('wordy') ? 4 : 3.1;
  const less = (behaviour.shyness / 100) * 1.1;
  const count = Math.round(usual - less + (draw('length') + draw('length again') - 1) * 2.2);
  return Math.min(most, Math.max(1, count));
}
