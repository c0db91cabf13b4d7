/** Quirks that the scripted provider understands: a turn of phrase that comes now and then. Others are left alone. */
import type { Template } from './grammar.ts';
import { templates } from './grammar.ts';
import type { ImageSource } from './phrases/bodies.ts';
import { imageSources } from './phrases/bodies.ts';
import type { Place } from './phrases/quirk-turns.ts';
import { quirkTurns } from './phrases/quirk-turns.ts';
import { tidyPhrase } from './tidy.ts';

export interface Quirk {
  readonly at: Place;
  readonly turns: readonly Template[];
  /** What the bot is said to say, word for word; it fills the slot `saying`. */
  readonly saying?: string;
}

const sources: readonly [RegExp, ImageSource][] = [
  [/kitchen|cook|food|baking|recipe/i, 'kitchen'],
  [/music|song|band|orchestra/i, 'music'],
  [/garden|plant|tree|nature/i, 'garden'],
  [/sail|sea\b|boat|ship\b|nautical/i, 'sea'],
  [/sport|football|running|cycling|cricket/i, 'sport'],
  [/architect|building|house|carpent/i, 'house'],
  [/theatre|stage|film|campfire|magic/i, 'stage'],
  [/weather/i, 'weather'],
];

/** Where a persona's comparisons come from; everywhere if it names no place. */
export function imageSourcesOf(described: string): readonly ImageSource[] {
  const named = sources.filter(([sign]) => sign.test(described)).map(([, source]) => source);
  return named.length > 0 ? named : (Object.keys(imageSources) as ImageSource[]);
}

export function quirksOf(quirks: readonly string[]): readonly Quirk[] {
  return quirks.flatMap((quirk) => {
    const saying = sayingOf(quirk);
    if (saying) return [saying];
    const found = quirkTurns.find(([sign]) => sign.test(quirk));
    return found ? [{ at: found[1], turns: found[2] }] : [];
  });
}

const sayingTurns = {
  start: templates(`{saying}: {rest}`),
  middle: templates(`
    {saying}: {claim}.
    {measure}: {saying}.
`),
  end: templates(`{saying}`),
} as const;

/** A quirk that quotes what the bot says, such as `Ends arguments with "and who gets paged?"`. */
function sayingOf(quirk: string): Quirk | null {
  const quoted = /["“]([^"”]{3,60})["”]/u.exec(quirk)?.[1];
  const words = tidyPhrase(quoted ?? '', 60);
  if (words === '') return null;
  const at = /^(?:starts?|opens?|begins?)\b/i.test(quirk)
    ? 'start'
    : /^(?:ends?|closes?|signs? off|finish)/i.test(quirk)
      ? 'end'
      : 'middle';
  const mark = /[?!]$/.exec(quoted!.trim())?.[0] ?? '.';
  return { at, turns: sayingTurns[at], saying: at === 'end' ? words + mark : words };
}
