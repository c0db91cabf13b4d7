import { addBodies, addEnding, addQuirk } from './bodies.ts';
import { upperFirst } from './english.ts';
import { fitted } from './fit.ts';
import type { Ask, Part } from './part.ts';
import { articles } from './phrases/bodies.ts';
import { headings, openings } from './phrases/threads.ts';
import { rememberedOf } from './remember.ts';
import { sceneOf } from './scene.ts';
import { topicPhrase } from './topic.ts';
import { flavoured, sentenceCount, voiceOf } from './voice.ts';
import { Writer } from './writer.ts';

const mostCharacters = 700;
const titleWords = { least: 3, most: 12 } as const;

/**
 * Opens a thread on the topic given, or on one of the bot's interests: a title of 3 to 12 words, and 2 to 5 sentences
 * that end with a proposal or, the less the bot leads the likelier, a question.
 */
export const thread: Part = (ask) => {
  const voice = voiceOf(ask.facts.persona);
  const scene = { ...sceneOf(withTopic(ask)), question: null, author: null };
  const writer = new Writer(ask, scene, voice);
  const count = Math.max(2, sentenceCount(voice, ask.draw, 5));
  const title = titleOf(ask, writer);
  writer.say(flavoured(openings, voice, writer.draw('opening')));
  addQuirk(writer, 'start');
  if (scene.article && writer.draw('cites') < 0.7) writer.say(articles);
  addBodies(writer, count - 1 - writer.sentences.length, ['earlier']);
  if (count > 2) addQuirk(writer, 'middle');
  const isLeading = writer.draw('leads') * 100 < voice.behaviour.leadership;
  addEnding(writer, isLeading ? 'lead' : 'ask');
  return fitted(ask.request, writer.sentences, rememberedOf(writer, null), mostCharacters, { title });
};

/** Where nobody names a topic, one of the bot's interests is it. */
function withTopic(ask: Ask): Ask {
  const { interests } = ask.facts.persona.personality;
  const interest = interests[Math.floor(ask.draw('interest') * interests.length)];
  const topic = ask.facts.topic ?? ask.facts.title ?? (interest === undefined ? undefined : topicPhrase(interest));
  return { ...ask, facts: { ...ask.facts, topic, posts: [] } };
}

/** A title of the right length that was not used lately. Written apart, so that the text can use the same words. */
function titleOf(ask: Ask, { scene, voice }: Writer): string {
  for (let attempt = 0; attempt < 12; attempt += 1) {
    const draw = (what: string): number => ask.draw(`title ${attempt} ${what}`);
    const writer = new Writer({ ...ask, draw }, scene, { ...voice, isContracted: false });
    // Half of the titles are plain: a manner has few ways to head a thread, and they would soon be known.
    writer.say(draw('plain') < 0.5 ? headings.plain : flavoured(headings, voice, draw('flavour')));
    const title = writer.sentences[0] ?? '';
    const wordCount = title.split(' ').length;
    if (wordCount >= titleWords.least && wordCount <= titleWords.most) return title;
  }
  return upperFirst(`where to start with ${scene.topic}`).split(' ').slice(0, titleWords.most).join(' ');
}
