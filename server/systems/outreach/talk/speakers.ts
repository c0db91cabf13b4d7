/** Both sides of a call speak here, each through its own model; what they say is stored before anything comes of it. */
import { failureTable } from '../../../language/failures.ts';
import type { LanguageModel, ModelAnswer, ModelRequest } from '../../../language/port.ts';
import { botRequest } from './bot-prompt.ts';
import { contactRequest, hangsUpMark } from './contact-prompt.ts';
import type { Course } from './course.ts';
import type { Mood } from './dial.ts';
import { CallOver } from './ending.ts';
import { spoken } from './material.ts';
import type { ContactPhase, Phase } from './phases.ts';
import type { Deed } from './use-tools.ts';
import { mostUses, useTools } from './use-tools.ts';

/** After so many turns without words or an accepted tool the call ends: the model has lost its way. */
const mostSilences = 3;
/** A bot that says the same so many times ends its call. */
const mostRepeats = 3;
/** A contact whose patience is used up says so, and hangs up after this many turns more, whatever is said. */
const turnsOfGrace = 2;
/** Pressing a key takes about a second. Assumed. */
const keySeconds = 1;

export interface Speakers {
  readonly course: Course;
  readonly bot: LanguageModel;
  readonly contact: LanguageModel;
  readonly mood: Mood;
}

/** The bot’s next turn, stored; what is to be done comes back. */
export async function botSpeaks({ course, bot }: Speakers, phase: Phase): Promise<readonly Deed[]> {
  for (let silences = 0; silences < mostSilences; silences += 1) {
    const answer = await ask(course, bot, botRequest(course, phase), 'The bot could not speak');
    const { uses, deeds } = useTools(answer, standingOf(course, phase));
    const words = spoken(answer.text);
    course.freshAnswer = null;
    const text = isLegible(words) ? words : (wordsOfDeed(deeds) ?? '(says nothing)');
    const keys = deeds.find(({ kind }) => kind === 'press');
    const pressing = keys?.kind === 'press' && !isLegible(words) ? { seconds: keys.keys.length * keySeconds } : {};
    const repeats = isLegible(words) ? timesSaid(course, text) : 0;
    await course.say('bot', text, { tools: uses, ...pressing });
    await noteTooManyTools(course, answer);
    if (repeats > 0) await noteRepeat(course, repeats);
    if (isLegible(words) || deeds.length > 0) return deeds;
  }
  throw failedBy(`The bot said nothing that could be heard, ${mostSilences} times in a row.`);
}

/** @returns Whether they hang up after it. */
export async function contactSpeaks({ course, contact, mood }: Speakers, phase: ContactPhase): Promise<boolean> {
  const { patienceTurns, name } = course.brief.contact;
  const turnCount = course.saidBy('contact').length;
  const isImpatient = turnCount >= patienceTurns;
  const request = contactRequest(course, { phase, mood, isImpatient });
  const answer = await ask(course, contact, request, 'The contact’s model failed');
  const isHangingUp = answer.text.toLowerCase().includes(hangsUpMark) || turnCount >= patienceTurns + turnsOfGrace;
  const words = spoken(answer.text.replaceAll(hangsUpPattern, ' ')).trim();
  await course.say('contact', isLegible(words) ? words : '…');
  if (!isHangingUp || phase === 'goodbye') return false;
  await course.say('line', `${name} hangs up.`, { seconds: 0 });
  return true;
}

const hangsUpPattern = /\[\s*hangs up\s*\]/giu;

async function ask(course: Course, model: LanguageModel, request: ModelRequest, failing: string): Promise<ModelAnswer> {
  const result = await model.complete(request);
  course.hands.signal.throwIfAborted();
  if (result.kind === 'answered') return result;
  const sentence = `${failing}: ${spoken(result.sentence)}`;
  await course.note(sentence);
  throw failedBy(sentence, failureTable[result.code].next !== 'pause');
}

const failedBy = (sentence: string, isRetryWorthwhile = true): CallOver =>
  new CallOver({ kind: 'failed', sentence, isRetryWorthwhile });

const standingOf = ({ brief: { localTime, contact }, askedCount, atSecond }: Course, phase: Phase) => ({
  phase,
  askedCount,
  nowMs: Date.parse(localTime) + atSecond * 1_000,
  timeZone: contact.timeZone,
});

const isLegible = (text: string): boolean => /[\p{L}\p{N}]/u.test(text);

/** What is said in place of nothing where a tool was used without a word. */
function wordsOfDeed(deeds: readonly Deed[]): string | null {
  const [deed] = deeds;
  switch (deed?.kind) {
    case 'press':
      return `(presses ${deed.keys})`;
    case 'ask':
      return 'One moment, please: I am finding out.';
    case 'reschedule':
      return 'Then I will call again. Goodbye.';
    case 'end':
      return 'Thank you for your time. Goodbye.';
    default:
      return null;
  }
}

function timesSaid(course: Course, text: string): number {
  const plain = plainOf(text);
  return course.saidBy('bot').filter((turn) => plainOf(turn.text) === plain).length;
}

const plainOf = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

async function noteRepeat(course: Course, repeats: number): Promise<void> {
  await course.note('It has said that before.');
  if (repeats + 1 >= mostRepeats) throw failedBy('The bot only repeated itself.');
}

async function noteTooManyTools(course: Course, { toolCalls, refusedToolCalls = [] }: ModelAnswer): Promise<void> {
  const count = toolCalls.length + refusedToolCalls.length;
  if (count > mostUses) await course.note(`It asked for ${count} tools at once; only ${mostUses} were looked at.`);
}
