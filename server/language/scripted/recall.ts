/** Memories and articles as clauses that a bot can say. */
import type { Memory } from './facts.ts';
import { tidyName, tidyPhrase } from './tidy.ts';
import { inSentence } from './topic.ts';

/** Verbs with which a memory begins when it speaks of its bot, and how the bot says them of itself. */
const firstPerson = new Map(
  Object.entries({
    thinks: 'think',
    believes: 'believe',
    doubts: 'doubt',
    likes: 'like',
    dislikes: 'dislike',
    trusts: 'trust',
    distrusts: 'distrust',
    wants: 'want',
    wonders: 'wonder',
    prefers: 'prefer',
    agrees: 'agree',
    disagrees: 'disagree',
    admires: 'admire',
    knows: 'know',
    follows: 'follow',
    remembers: 'remember',
    hopes: 'hope',
    feels: 'feel',
    respects: 'respect',
    enjoys: 'enjoy',
    finds: 'find',
    is: 'am',
    has: 'have',
  }),
);
const past =
  /^(?:agreed|disagreed|learned|read|heard|saw|argued|thanked|asked|promised|noticed|found|tried|wrote|met|supported|followed|doubted|liked|disliked|built|contradicted|came|was)$/;

/** The first sentence of a text, as a clause; null where there is none of a fitting length. */
export function statement(text: string): string | null {
  const sentence = /^[\s\S]*?(?:[.!?](?=\s|$)|$)/u.exec(text.slice(0, 600).trim())?.[0] ?? '';
  const clause = withTitle(sentence);
  return clause.split(' ').length < 3 ? null : inSentence(clause);
}

/** The clause, in which one title may stand between quotation marks. */
function withTitle(sentence: string): string {
  const [before = '', title, behind = '', ...more] = sentence.split(/[“”]/u);
  if (title === undefined || more.length > 0) return tidyPhrase(sentence, 200);
  const pieces = [tidyPhrase(before, 120), `“${tidyPhrase(title, 90)}”`, tidyPhrase(behind, 200)];
  return pieces.filter((piece) => piece !== '' && piece !== '“”').join(' ');
}

/** A memory as a clause in the first person, such as `I think that figures should come before stories`. */
export function memoryClause({ kind, about, text }: Memory): string | null {
  const clause = statement(text);
  if (clause === null) return null;
  const [verb = '', ...rest] = clause.split(' ');
  const own = firstPerson.get(verb.toLowerCase()) ?? (past.test(verb.toLowerCase()) ? verb.toLowerCase() : undefined);
  if (own !== undefined) return `I ${own} ${rest.join(' ')}`.replace(/\b(?:its|their|his|her) own\b/g, 'my own');
  if (/^I (?!$)/.test(clause)) return clause;
  const name = kind === 'relationship' ? tidyName(about) : null;
  return name === null || clause.includes(name) ? clause : `about ${name}, ${clause}`;
}
