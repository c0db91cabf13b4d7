/** What a scripted side of a call makes of what the other said. */
import { commonWords } from './words.ts';

export type Heard = 'later' | 'no' | 'yes' | 'question' | 'other';

const signs = {
  later: /\b(?:call|ring|phone|try) (?:me )?(?:back|again|later)\b|\banother time\b/iu,
  no: /^no(?:[.!]|$)|\bno, thank|\bnot this time\b|\bnot for (?:me|us)\b|\b(?:must|have to|has to) decline\b|\brather not\b|\bnot interested\b|\b(?:is|’s) a no\b|\bcount me out\b/iu,
  yes: /^yes(?:[.!]|$|, (?:i|please|of course|certainly)\b)|\bcount (?:me|us) in\b|\b(?:am|’m|are|’re) in\b|\bagreed\b|\bgladly\b|\bwith pleasure\b|\bhappy to\b|\b(?:is|’s) a yes\b|\bhave my word\b|\bput (?:me|us) down\b/iu,
} as const;

/** How an answer begins that is none somebody hoped for. */
const lettingDown =
  /(?:^|[:.!?]\s+)(?:(?:i am |i’m )?sorry,? (?:but )?no\b|no[.,;!]|none\b|never\b|not (?:at all|possible|really|this|yet)\b|unfortunately\b)/iu;

/** Whether one who asked is told no. */
export const isLetDown = (text: string): boolean => lettingDown.test(text);

/** Questions that are asked out of courtesy, or to know who calls. */
const courtesy =
  /\bhow are (?:you|things)\b|\bwho (?:is|am|’s)\b|\bwhat(?: is|’s) (?:this|it) about\b|\bwhat can i do\b|\bis (?:this|that) (?:a|the) bot\b|\bare you (?:still )?there\b|\byou know\?|\bhello\?/iu;

/** A question weighs most: whoever asks has not decided. */
export function heardIn(text: string): Heard {
  if (questionIn(text) !== null) return 'question';
  if (signs.later.test(text)) return 'later';
  if (signs.no.test(text)) return 'no';
  return signs.yes.test(text) ? 'yes' : 'other';
}

/** The last sentence that asks for something one could know; null where there is none. */
export function questionIn(text: string): string | null {
  const sentences = text.slice(0, 1_000).match(/[^.!?…]+\?/gu) ?? [];
  const asked = sentences.map((sentence) => sentence.trim()).filter((sentence) => isAskedForContent(sentence));
  return asked.at(-1) ?? null;
}

const isAskedForContent = (sentence: string): boolean =>
  !signs.later.test(sentence) && !courtesy.test(sentence) && stemsOf(sentence).length >= 2;

/** In how many minutes somebody wants to be called; null where they name no time. */
export function minutesIn(text: string): number | null {
  if (/\btomorrow\b/iu.test(text)) return 24 * 60;
  if (/\bhalf an hour\b/iu.test(text)) return 30;
  const [, count, unit] = /\b(?:in|after) (?:about )?(\d{1,4}|an?) (minute|hour|day)s?\b/iu.exec(text) ?? [];
  if (count === undefined) return null;
  const size = { minute: 1, hour: 60, day: 1_440 }[unit!.toLowerCase() as 'minute' | 'hour' | 'day'];
  return (/^an?$/i.test(count) ? 1 : Number(count)) * size;
}

/** The content words of a text, without their endings, each once. */
export function stemsOf(text: string): string[] {
  const words =
    text
      .slice(0, 4_000)
      .toLowerCase()
      .match(/[\p{L}\p{N}]{3,}/gu) ?? [];
  const stems = words.filter((word) => !commonWords.has(word)).map((word) => word.replace(/(?:ing|ed|es|s)$/u, ''));
  return [...new Set(stems)];
}

/** The share of one text’s content words that another has too, in [0, 1]. */
export function sharedRatio(of: string, by: string): number {
  const wanted = stemsOf(of);
  const there = new Set(stemsOf(by));
  return wanted.length === 0 ? 0 : wanted.filter((stem) => there.has(stem)).length / wanted.length;
}
