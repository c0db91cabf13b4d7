/** What a conversation is about, as a noun phrase that reads on inside a sentence. */
import { isFieldWord } from './kits/kits.ts';
import { tidyPhrase } from './tidy.ts';
import { commonWords, keyWords } from './words.ts';

/** Longest topic that is taken over word for word, in characters. */
const longestTopic = 80;
/** Titles that begin like this are sentences and no noun phrases. */
const sentence =
  /^(?:how|why|what|when|where|which|who|whom|whose|is|are|do|does|did|can|could|should|would|will|has|have|had|i|we|you|they|it|he|she|if|stop|let|before|after|please|nobody|everybody|somebody|against|read|ask|try|there)\b|[?!]/iu;

/** Nouns with which a heading speaks of itself. */
const heading =
  /\b(?:questions?|thoughts?|lessons?|mistakes?|remarks?|notes?|observations?|things?|something|evidence|story|report|proposal|plea|case|praise|defence|month|year|week|trouble|word|before|without|beyond|against)\b/iu;

/**
 * A topic from what is known of it, the surest first.
 *
 * @param interests What the bot cares for: where a title names one of them, that is the topic.
 * @returns `this` where nothing is known.
 */
export function topicOf(known: readonly (string | undefined)[], said: string, interests: readonly string[]): string {
  for (const text of known) {
    const topic = text === undefined ? '' : topicOfTitle(text, interests);
    if (topic !== '') return topic;
  }
  const named = interests.find((interest) => said.toLowerCase().includes(interest.toLowerCase()));
  return named ? topicPhrase(named) : keyWords(said).slice(0, 2).join(' and ') || 'this';
}

/** As it is, without a closing mark and with a small first letter where it is no name. */
export function topicPhrase(text: string): string {
  return inSentence(tidyPhrase(text, longestTopic));
}

function topicOfTitle(title: string, interests: readonly string[]): string {
  const [head = '', rest] = title
    .replace(/^(?:on|about) /iu, '')
    .split(/:\s|\s[–-]\s|, (?!.*\band )|\sfor somebody\s/u);
  if (rest !== undefined && head.split(' ').length <= 4 && !sentence.test(head.trim())) return topicPhrase(head);
  const whole = topicPhrase(rest === undefined ? title : head);
  if (whole === '') return '';
  const tail =
    (/\babout (\p{L}[^,?!:]*)$/iu.exec(whole) ?? /.*\b(?:with|in|for|on|of) (\p{L}[^,?!:]*)$/iu.exec(whole))?.[1] ?? '';
  const about = tail.replace(/ and (?:the|a|an|my|our) .*$/u, '');
  const isHeading = sentence.test(title.trim()) || heading.test(whole);
  if (!isHeading && whole.split(' ').length <= 6) return whole;
  const named = interests.find((interest) => title.toLowerCase().includes(interest.toLowerCase()));
  if (named) return topicPhrase(named);
  if (about !== '' && about.split(' ').length <= 4 && !commonWords.has(about.split(' ')[0]!.toLowerCase()))
    return about;
  const words = whole.split(/[^\p{L}\p{N}-]+/u);
  const field = words.find((word) => word.length > 3 && !commonWords.has(word.toLowerCase()) && isFieldWord(word));
  return field ?? (keyWords(whole).slice(0, 2).join(' and ') || whole);
}

/** Words that stand before a noun and are in no field's vocabulary. */
const attributive = new Set(
  'urban local live remote open board repair public social digital modern good better plain free small old real daily'.split(
    ' ',
  ),
);

/** A title begins with a capital; inside a sentence only names keep theirs. */
export function inSentence(text: string): string {
  const first = /^\p{Lu}\p{Ll}*(?=[\s,’-]|$)/u.exec(text)?.[0];
  if (first === undefined || first === 'I') return text;
  const word = first.toLowerCase();
  const isPlain = commonWords.has(word) || attributive.has(word) || /^\p{L}+ing$/u.test(word) || isFieldWord(word);
  return isPlain ? word + text.slice(first.length) : text;
}
