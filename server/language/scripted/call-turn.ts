/** What a bot says and does on the phone: greets, tells its errand, answers, asks its creator, thanks, hangs up (OR-3, OR-6). */
import type { CallFacts } from './call-facts.ts';
import { callFactsOf } from './call-facts.ts';
import { CallLines } from './call-lines.ts';
import { errandOf } from './errand.ts';
import type { Template } from './grammar.ts';
import { heardIn, minutesIn, questionIn } from './heard.ts';
import { knownFor, said } from './known.ts';
import { keyFor } from './menu-key.ts';
import type { Line, Part } from './part.ts';
import * as phrases from './phrases/call-bot.ts';
import { tidyName, tidyPhrase } from './tidy.ts';
import type { Voice } from './voice.ts';
import { flavoured, voiceOf } from './voice.ts';
import { whenOf } from './when.ts';

type ToolCall = NonNullable<Line['toolCalls']>[number];

interface Moment {
  readonly call: CallFacts;
  readonly lines: CallLines;
  readonly voice: Voice;
  readonly slots: Readonly<Record<string, string>>;
}

/** How long a creator has for an answer, in seconds: a question has to be read before it can be answered. Assumed. */
const answerSeconds = 20;
/** When somebody wants to be called later and names no time, in minutes. Assumed. */
const someMinutes = 60;
/** After so many turns that decide nothing, the hello and what was said on hold among them, it gives up. Assumed. */
const mostUndecided = 8;

export const callTurn: Part = ({ facts, request, draw }) => {
  const call = callFactsOf(request);
  const voice = voiceOf(facts.persona);
  const lines = new CallLines(call, draw, voice.isContracted);
  const moment = { call, lines, voice, slots: slotsOf(call, facts.persona.name) };
  const toolCalls = turn(moment);
  // Who has nothing new left to say takes leave.
  const hasEnded = lines.text === '' && toolCalls.length === 0 && leave(moment);
  return { text: lines.text, value: { text: lines.text }, toolCalls: hasEnded || toolCalls };
};

function turn(moment: Moment): ToolCall[] {
  const { call } = moment;
  if (call.phase === 'menu') return inMenu(call);
  if (call.phase === 'voicemail') return leaveMessage(moment);
  if (call.phase === 'holding') {
    says(moment, phrases.holdings);
    return [];
  }
  if (call.freshAnswer) return passOn(moment, call.freshAnswer.answer);
  const hasSpoken = call.turns.some(({ speaker, text }) => speaker === 'bot' && !text.startsWith('('));
  return hasSpoken ? reply(moment) : open(moment);
}

function slotsOf({ contact, objective, localTime }: CallFacts, persona: string): Record<string, string> {
  const name = tidyName(contact.name) ?? 'there';
  const { text, isDeed } = errandOf(objective, contact.name);
  const hour = Number(/T(\d\d)/.exec(localTime)?.[1] ?? 12);
  return {
    me: tidyName(persona) ?? 'a bot without a name',
    contact: name,
    first: name.split(' ')[0]!,
    daytime: hour < 12 ? 'morning' : hour < 18 ? 'afternoon' : 'evening',
    ...(isDeed ? { deed: text } : { errand: text }),
  };
}

function inMenu({ turns, contact }: CallFacts): ToolCall[] {
  const key = keyFor(turns, contact);
  if (key !== null) return [{ name: 'send_dtmf', arguments: { keys: key } }];
  return [{ name: 'end_call', arguments: { reason: 'The menu leads nowhere.', outcome: 'unclear' } }];
}

function leaveMessage({ lines, slots }: Moment): ToolCall[] {
  lines.say(slots['deed'] === undefined ? phrases.plainMessages : phrases.messages, slots);
  return [];
}

function open({ call, lines, voice, slots }: Moment): ToolCall[] {
  const known = call.earlier.some(({ outcome }) => /^(?:WAITING_FOR_USER|RESCHEDULED|DROPPED)$/.test(outcome));
  lines.say(flavoured(known ? phrases.greetingsAgain : phrases.greetings, voice, lines.draw('greeting')), slots);
  lines.say(slots['deed'] === undefined ? phrases.subjects : phrases.reasons, slots);
  const isOwed = call.earlier.at(-1)?.outcome === 'WAITING_FOR_USER';
  const owed = isOwed ? call.answers.at(-1) : undefined;
  if (owed && lines.say(phrases.broughtAnswers, { answer: answerTo(owed.question, owed.answer) })) return [];
  lines.say(flavoured(phrases.opens, voice, lines.draw('open')), slots);
  return [];
}

/** The answer with what it answers, so that whoever asked some calls ago knows what it is about. */
function answerTo(question: string, answer: string): string {
  const asked = tidyPhrase(/“([^”]+)”/u.exec(question)?.[1] ?? question, 160).replace(/\?$/u, '');
  return `you asked, “${asked}?”, and I am told: ${said(answer) ?? 'nothing'}`;
}

function passOn(moment: Moment, answer: string): ToolCall[] {
  says(moment, phrases.gotAnswers, { answer: said(answer) ?? 'nothing' });
  return [];
}

function reply(moment: Moment): ToolCall[] {
  const { call, lines, voice, slots } = moment;
  const heard = call.turns.findLast(({ speaker }) => speaker === 'contact')?.text ?? '';
  switch (heardIn(heard)) {
    case 'question':
      return answer(moment, questionIn(heard)!);
    case 'later': {
      const minutes = minutesIn(heard) ?? someMinutes;
      lines.say(flavoured(phrases.laters, voice, lines.draw('later')), { ...slots, when: whenOf(minutes) });
      return [{ name: 'reschedule_call', arguments: { in_minutes: minutes, why: 'They asked for another time.' } }];
    }
    case 'yes':
      says(moment, phrases.thanks);
      return [{ name: 'end_call', arguments: { reason: 'They agreed.', outcome: 'done' } }];
    case 'no':
      says(moment, phrases.regrets);
      return [{ name: 'end_call', arguments: { reason: 'They refused.', outcome: 'refused' } }];
    case 'other':
      return pressOn(moment, heard);
  }
}

function answer(moment: Moment, question: string): ToolCall[] {
  const { call, lines, voice } = moment;
  const fact = knownFor(question, call);
  if (fact !== null && says(moment, phrases.knows, { fact })) return [];
  says(moment, phrases.asksCreator);
  const message = new CallLines(call, (what) => lines.draw(`message ${what}`), voice.isContracted);
  message.say(flavoured(phrases.noAnswers, voice, lines.draw('no answer')), moment.slots);
  const asked = tidyPhrase(question, 300).replace(/\?*$/u, '?');
  return [
    {
      name: 'request_user_info',
      arguments: {
        question: `${moment.slots['contact']} asks: “${asked}”`,
        timeout_seconds: answerSeconds,
        recipient_message: message.text,
        ...(isYesOrNo(asked) && { options: ['Yes', 'No'] }),
      },
    },
  ];
}

const isYesOrNo = (question: string): boolean =>
  /^(?:is|are|was|do|does|did|can|could|will|would|may|have|has)\b/iu.test(question) &&
  !/\b(?:or|how|what|when|who)\b/iu.test(question);

function pressOn(moment: Moment, heard: string): ToolCall[] {
  const { call, lines, slots } = moment;
  if (/\bhow are (?:you|things)\b/iu.test(heard)) lines.say(phrases.courtesies, slots);
  const undecided = call.turns.filter(({ speaker, text }) => speaker === 'contact' && heardIn(text) === 'other');
  const isLeaving = /\b(?:have to|must) (?:go|run)\b/iu.test(heard) || undecided.length > mostUndecided;
  return !isLeaving && says(moment, phrases.nudges) ? [] : leave(moment);
}

function leave({ lines, slots }: Moment): ToolCall[] {
  lines.say(phrases.leavings, slots);
  return [{ name: 'end_call', arguments: { reason: 'Nothing came of it.', outcome: 'unclear' } }];
}

type Pools = Readonly<Record<string, readonly Template[]>>;

/** @returns False where all of it was said already. */
function says({ lines, voice, slots }: Moment, pools: Pools, more: Readonly<Record<string, string>> = {}): boolean {
  const all = { ...slots, ...more };
  return lines.say(flavoured(pools, voice, lines.draw('flavour')), all) || lines.say(Object.values(pools).flat(), all);
}
