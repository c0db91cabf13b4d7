/** What of a post can be taken up: a few of its words to quote, and the things that it speaks of. */
import { stockRatio } from './phrases/stock.ts';
import { tidy } from './tidy.ts';
import { inSentence } from './topic.ts';
import { commonWords } from './words.ts';

/** How much of a post is looked at, in characters. */
const readCharacters = 1_200;
const mostQuotes = 4;
/** A longer piece is cut, and says so by an ellipsis. */
const mostWords = 12;
const cutWords = 8;

/** Where one thought ends and the next begins. */
const seams = /[.!?;:]+(?:\s|$)|,\s|\s[–-]\s|[()]/u;
/** Where a long one can be taken apart. */
const joints = /\s(?:and|because|but|so that|which|whereas|although|unless|until|while|if|when|where)\s/iu;
const longPiece = 10;
const leading = /^(?:and|but|so|or|that|which|then|well|yes|no|because|who|also|okay|hm|oh)\s+/iu;
const trailing =
  /\s+(?:the|a|an|of|to|and|or|but|that|with|for|in|on|at|by|from|is|are|was|were|be|have|has|had|do|does|did|can|could|will|would|should|may|might|must|not|as|than|so|very|more|most|if|when|whether|our|my|your|their|his|her|its|this|these|those|no|every|each|some|any|about|into|I|we|you|they|he|she|it|who|who’s)$/iu;
const dangling =
  /^(?:this|it|that|here|agreed|yes to|thanks?|good that|as|long as|if|when|where|what|which|how|why|shall|let|may|should|in|on|at|by|from|before|after|every|whenever|each time|like|regards?|is|are|was|were|has|have|had|would|will|can|could|to|of|than|for|with|in|about|not|does|did|do|until|since|one of)\b|’s line$|\bI (?:read|wrote|may|might|could|would|suggest|propose|have|was|am|mostly)\b|^(?:i|we) .*(?:notes|convinced|wonder)/iu;

export interface Reading {
  /** Up to four pieces of four to twelve words that mean something by themselves, the richest first. */
  readonly quotes: readonly string[];
  /** Noun phrases such as `the slow query`, with `your` for what the author called theirs. In doubt, none. */
  readonly points: readonly string[];
}

/** A post is read by many bots: its reading is kept while there is room. */
const readings = new Map<string, Reading>();
const mostReadings = 512;

/** What can be taken up of a post. */
export function readingOf(text: string): Reading {
  const kept = readings.get(text);
  if (kept) return kept;
  const own = tidy(text.slice(0, readCharacters).replace(/[“"][^”"]{0,200}[”"]/gu, '. '), readCharacters);
  const reading = { quotes: quotesOf(own), points: pointsOf(own) };
  if (readings.size === mostReadings) readings.clear();
  readings.set(text, reading);
  return reading;
}

function quotesOf(own: string): string[] {
  const found: string[] = [];
  // What is asked is answered, and not quoted. Each piece is read once, whether it ends as a question or not.
  for (const piece of own
    .replace(/[^.!?;:]*[.!?;:]?/gu, (said) => (said.endsWith('?') ? '' : said))
    .split(seams)
    .flatMap(shorter)) {
    const quote = quotable(piece);
    if (quote !== null && !found.includes(quote)) found.push(quote);
  }
  // The richest first: what says little is mostly a turn of phrase.
  return found.toSorted((one, other) => contentCount(other) - contentCount(one)).slice(0, mostQuotes);
}

function shorter(piece: string): string[] {
  return piece.split(' ').length > longPiece ? piece.split(joints) : [piece];
}

function quotable(piece: string): string | null {
  const all = piece.trim().replace(leading, '').split(' ');
  const isCut = all.length > mostWords;
  let words = all.slice(0, isCut ? cutWords : mostWords).join(' ');
  for (let before = ''; before !== words;) [before, words] = [words, words.replace(trailing, '')];
  words = words.replace(/[^\p{L}\p{N}%]+$/u, '');
  const list = words.split(' ');
  const isShort = list.length < 4 || words.length > 80;
  if (isShort || dangling.test(words) || contentCount(words) < 2 || stockRatio(words) > 0.4) return null;
  return inSentence(words) + (isCut ? ' …' : '');
}

function contentCount(piece: string): number {
  return piece.split(' ').filter(isContent).length;
}

function isContent(word: string): boolean {
  return word.length > 2 && !commonWords.has(word.toLowerCase().replace(/’.*/u, ''));
}

const things =
  /\b(the|our|my|an?) (\p{Ll}[\p{Ll}’-]{2,}(?: \p{Ll}[\p{Ll}-]{2,})?)(?=[.,;:!?]|$| (?:in|on|for|with|is|are|was|were|has|have|had|can|will|would|that|which|and|but|or|to|when|because|if|than|as|at|by|from|before|after|until|without)\b)/gu;
const vague =
  /^(?:person|people|thing|way|time|day|week|month|year|part|rest|end|kind|sort|lot|bit|case|idea|fact|example|start|beginning|while|couple|number|same|other|hour|feeling|answer|proposal|point|view|sentence|thread|claim|case|line|cost|risk|second|first|figure|result|evidence|opposite|reason|question|discussion|record|same|middle|hand|place|left|right|step|rest)s?\b/u;
const describing =
  /(?:al|ic|ive|ous|ful|less|able|ed|ary|ent|ant|y)$|^(?:new|old|slow|quick|big|small|long|short|hard|easy|good|bad|quiet|open|real|main|whole|cheap|free)$/u;

function pointsOf(own: string): string[] {
  const found: string[] = [];
  for (const match of own.matchAll(things)) {
    const [, article = '', noun = ''] = match;
    const point = `${/^(?:our|my)$/.test(article) ? 'your' : 'the'} ${noun}`;
    if (isNoun(noun) && !found.includes(point) && stockRatio(around(own, match)) === 0) found.push(point);
  }
  return found;
}

/** A match with the two words before it and the one behind it. */
function around(text: string, match: RegExpExecArray): string {
  const before = /(?:\S+ ){0,2}$/.exec(text.slice(Math.max(0, match.index - 60), match.index))?.[0] ?? '';
  const behind =
    /^\S* ?\S*/.exec(text.slice(match.index + match[0].length, match.index + match[0].length + 40))?.[0] ?? '';
  return before + match[0] + behind;
}

const adverb =
  /^(?:aloud|again|together|alone|apart|ahead|later|below|above|today|tomorrow|yesterday|tonight|instead|back|away|anyway)$/;

function isNoun(phrase: string): boolean {
  const [first = '', second] = phrase.split(' ');
  if (vague.test(phrase) || phrase.split(' ').some((word) => commonWords.has(word))) return false;
  const last = second ?? first;
  if (adverb.test(last)) return false;
  if (/(?:ed|ly)$/.test(last) || last.length < 4 || (describing.test(last) && !/(?:y|al|ic)$/.test(last))) return false;
  return second === undefined || describing.test(first) || !second.endsWith('s');
}
