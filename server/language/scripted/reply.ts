import { addBodies, addEnding, addQuirk, endingOf } from './bodies.ts';
import { weighted } from './draw.ts';
import { fitted } from './fit.ts';
import type { Template } from './grammar.ts';
import type { Ask, Line, Part } from './part.ts';
import { answers } from './phrases/answers.ts';
import { takes } from './phrases/takes.ts';
import type { Stance } from './remember.ts';
import { rememberedOf } from './remember.ts';
import type { Scene } from './scene.ts';
import { sceneOf } from './scene.ts';
import type { Voice } from './voice.ts';
import { sentenceCount, voiceOf } from './voice.ts';
import { Writer } from './writer.ts';

/** Longest reply, in characters. Assumed: what fits on a small screen. */
const mostCharacters = 500;

/**
 * A reply in a thread: takes up what the last post says or answers its question, adds something, and hands on or not.
 *
 * The sliders shift what is likely: skepticism doubts, aggression is blunt, shyness hedges and says less, creativity
 * reaches for pictures, leadership ends with a next step. Nothing that the bot said lately comes again.
 */
export const reply: Part = (ask) => replyOf(ask, 5);

/** A short answer in a session's chat: one or two sentences. */
export const chatAnswer: Part = (ask) => replyOf(ask, 2);

function replyOf(ask: Ask, mostSentences: number): Line {
  const voice = voiceOf(ask.facts.persona);
  const told = ask.facts.stance;
  const stance = told ? stances[told] : stanceOf(voice, ask.draw('stance'));
  const writer = new Writer(ask, seenWith(sceneOf(ask), stance), voice);
  const count = sentenceCount(voice, ask.draw, mostSentences);
  const ending = told === 'ask' ? 'ask' : count > 1 ? endingOf(writer) : 'none';
  const isTaken = takeUp(writer, stance, count, told === 'ask' && count === 1);
  addQuirk(writer, 'start');
  addBodies(
    writer,
    count - writer.sentences.length - (ending === 'none' ? 0 : 1),
    stance === 'agree' || stance === null ? ['doubt'] : [],
  );
  if (count > 2) addQuirk(writer, 'middle');
  if (count === 1 || told === 'ask' || !addQuirk(writer, 'end')) addEnding(writer, ending);
  if (writer.sentences.length === 0) sayStance(writer, 'agree');
  return fitted(ask.request, writer.sentences, rememberedOf(writer, isTaken ? stance : null), mostCharacters);
}

/** What a stance that the caller chose sounds like; null: it takes none, and goes on to what it adds or asks. */
const stances: Record<NonNullable<Ask['facts']['stance']>, Stance | null> = {
  agree: 'agree',
  add: null,
  ask: null,
  doubt: 'doubt',
  challenge: 'blunt',
};

/** Nobody contests what somebody says of themselves, and nobody calls a figure an excuse. */
function seenWith(scene: Scene, stance: Stance | null): Scene {
  if (stance === null || stance === 'agree' || stance === 'shy') return scene;
  const own = stance === 'blunt' ? /\b(?:I|we|my|our)\b|\d/ : /\b(?:I|we|my|our)\b/;
  return { ...scene, quotes: scene.quotes.filter((quote) => !own.test(quote)) };
}

function stanceOf({ behaviour, manners }: Voice, u: number): Stance {
  return weighted(u, {
    agree: 55 + (manners.has('warm') ? 20 : 0),
    doubt: behaviour.skepticism,
    blunt: behaviour.aggression * 0.8,
    shy: behaviour.shyness * 0.7 + (manners.has('cautious') ? 20 : 0),
  });
}

/**
 * The first sentence: an answer where a question was asked, mostly, else a stance towards what was said.
 *
 * @param isBare Whether the reply is one question and nothing else.
 * @returns True where the stance was shown.
 */
function takeUp(writer: Writer, stance: Stance | null, count: number, isBare: boolean): boolean {
  const { question } = writer.scene;
  if (isBare) return false;
  const isAnswering = question !== null && writer.draw('answers') < 0.7;
  const isTaken = (!isAnswering || (count > 1 && writer.draw('takes up first') < 0.5)) && sayStance(writer, stance);
  const isAnswered = isAnswering && writer.say(answers[question]);
  return isTaken || (!isAnswered && sayStance(writer, stance));
}

function sayStance(writer: Writer, stance: Stance | null): boolean {
  if (stance === null) return false;
  return writer.say(takesFor(writer, stance)) || writer.say(takes[stance]) || writer.say(takes.agree);
}

/** The stance in a manner of the voice's own, about as often as plainly. */
function takesFor(writer: Writer, stance: Stance): readonly Template[] {
  const own = [...writer.voice.manners].flatMap((manner) => takes[`${manner} ${stance}` as keyof typeof takes] ?? []);
  return own.length > 0 && writer.draw('own manner') < 0.55 ? own : takes[stance];
}
