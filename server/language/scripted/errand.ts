/** An errand as its bot says it to the person it is about. */
import { tidy } from './tidy.ts';

/** Longest errand that is said, in characters. */
const longest = 200;
const verbs =
  /^(?:ask|find|confirm|get|invite|remind|offer|check|tell|learn|agree|persuade|win|see|arrange|collect|clarify|thank|bring|book|move|settle|make|hear|talk|speak|convince|secure|obtain|request|schedule|reschedule|verify|discuss|propose|plan|know|gather|follow|inform|welcome|explain|negotiate|order|reserve|pick|set|sign|understand|resolve|renew|cancel|change|complete|try)\b/iu;
const secondPerson: Readonly<Record<string, string>> = {
  is: 'are',
  was: 'were',
  has: 'have',
  does: 'do',
  wants: 'want',
  needs: 'need',
  comes: 'come',
  takes: 'take',
  gives: 'give',
  speaks: 'speak',
  agrees: 'agree',
  brings: 'bring',
};

/** “her” before what is hers; before these words it stands for herself. */
const ownedByHer =
  /\bher\b(?! (?:and|or|back|to|that|about|again|if|whether|the|an?|on|in|for|at|by|with|once|when|what|why|how|over|down|up|so|before|after|today|tomorrow|not)\b)(?= \p{L})/giu;

export interface Errand {
  readonly text: string;
  /** True where it reads on after “I am calling to”. */
  readonly isDeed: boolean;
}

/** @param name The person’s name: to their face it is “you”. */
export function errandOf(objective: string, name: string): Errand {
  const plain = tidy(objective, longest).replace(/[.!;:,]+$/u, '');
  const said = toYou(plain, name);
  const isDeed = verbs.test(said) && !/[.!?] /u.test(said);
  return { text: isDeed ? said.charAt(0).toLowerCase() + said.slice(1) : said, isDeed };
}

function toYou(text: string, name: string): string {
  const [first = ''] = name.split(' ');
  const named = [name, first].filter((one) => one.length > 2).map((one) => one.replace(/[^\p{L}\p{N} ]/gu, '.'));
  const called =
    named.length === 0 ? text : text.replace(new RegExp(`\\b(?:${named.join('|')})(?![\\p{L}\\p{N}])`, 'giu'), 'you');
  return called
    .replace(/\byou’s\b/gu, 'your')
    .replace(/\b(?:himself|herself|themselves)\b/giu, 'yourself')
    .replace(/\b(?:his|their)\b(?= \p{L})/giu, 'your')
    .replace(ownedByHer, 'your')
    .replace(/\b(?:she|he|they|him|them|her)\b/giu, 'you')
    .replace(/\byou (\p{Ll}+)\b/gu, (found, verb: string) =>
      Object.hasOwn(secondPerson, verb) ? `you ${secondPerson[verb]}` : found,
    );
}
