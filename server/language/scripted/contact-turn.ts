/** What a person says whom a bot has called: doubts first, then a yes or a no, in their own temper (OR-2, OR-3). */
import type { CallFacts } from './call-facts.ts';
import { callFactsOf } from './call-facts.ts';
import { CallLines } from './call-lines.ts';
import type { Template } from './grammar.ts';
import { heardIn, isLetDown, sharedRatio } from './heard.ts';
import { said } from './known.ts';
import type { Part } from './part.ts';
import * as phrases from './phrases/call-contact.ts';
import { tidyName } from './tidy.ts';
import { whenOf } from './when.ts';

/** From this share of its words on, a doubt was spoken to. Assumed. */
const spokenTo = 0.6;
/** How often one who is willing is put off by a doubt that is answered with a no. Assumed. */
const putOffRatio = 0.5;
/** How often somebody begins with an aside. Assumed: the chatty nearly always, the busy seldom. */
const asideRatios = { warm: 0.6, busy: 0.3, sceptical: 0.6, chatty: 0.95, curt: 0.25 } as const;

type Pools = Readonly<Record<CallFacts['person']['temperament'], readonly Template[]>>;

interface Moment {
  readonly call: CallFacts;
  readonly lines: CallLines;
  /** What each side has said so far. */
  readonly own: readonly string[];
  readonly heard: readonly string[];
}

export const contactTurn: Part = ({ request, draw }) => {
  const call = callFactsOf(request);
  const lines = new CallLines(call, draw, true);
  const by = (side: string) => call.turns.flatMap(({ speaker, text }) => (speaker === side ? [text] : []));
  const isHangingUp = speak({ call, lines, own: by('contact'), heard: by('bot') });
  const text = `${lines.text === '' ? '…' : lines.text}${isHangingUp ? ' [hangs up]' : ''}`;
  return { text, value: { text } };
};

/** @returns Whether they hang up. */
function speak(moment: Moment): boolean {
  const { call } = moment;
  if (call.phase === 'goodbye') say(moment, phrases.goodbyes);
  else if (call.person.isImpatient) say(moment, phrases.leaving);
  else if (call.phase === 'pickup') say(moment, phrases.hellos);
  else if (call.phase === 'holding') say(moment, phrases.holds);
  else converse(moment);
  return call.person.isImpatient && call.phase !== 'goodbye';
}

function converse(moment: Moment): void {
  const { call, own, heard } = moment;
  const { laterInMinutes } = call.person;
  if (laterInMinutes !== null && !own.some((text) => heardIn(text) === 'later')) {
    say(moment, phrases.laters, { when: whenOf(laterInMinutes) });
    return;
  }
  if (own.slice(1).some((text) => ['yes', 'no'].includes(heardIn(text)))) {
    say(moment, phrases.settled);
    return;
  }
  const isFirst = heard.length <= 1;
  const hadDoubt = raisedCount(moment) > 0;
  const doubt = nextDoubt(moment);
  if (isFirst && moment.lines.draw('aside') < asideRatios[call.person.temperament]) say(moment, phrases.asides);
  if (doubt) {
    say(moment, hadDoubt ? phrases.nextLeads : phrases.leads);
    moment.lines.say([verbatim(doubt.question)]);
    return;
  }
  if (isFirst && call.person.doubts.length === 0 && moment.lines.draw('unsure') < 0.4) {
    say(moment, phrases.unsure);
    return;
  }
  if (hadDoubt) say(moment, phrases.reactions);
  decide(moment);
}

function decide(moment: Moment): void {
  const { person } = moment.call;
  const agrees = person.isWilling && !isPutOff(moment);
  say(moment, agrees ? phrases.agrees : phrases.refuses);
  const fact = agrees ? factAskedFor(moment) : null;
  if (fact !== null) say(moment, phrases.tells, { fact });
}

/** Each no to a doubt makes it likelier that they have lost their wish. */
function isPutOff({ call, lines, heard }: Moment): boolean {
  const letDownCount = Math.min(call.person.doubts.length, heard.filter(isLetDown).length);
  return lines.draw('put off') >= (1 - putOffRatio) ** letDownCount;
}

/** The doubt that is neither raised in this call nor spoken to by the bot. */
function nextDoubt({ call, own, heard }: Moment): CallFacts['person']['doubts'][number] | undefined {
  return call.person.doubts.find(
    ({ question }) =>
      !own.some((text) => text.includes(question)) && !heard.some((text) => sharedRatio(question, text) >= spokenTo),
  );
}

const raisedCount = ({ call, own }: Moment): number =>
  call.person.doubts.filter(({ question }) => own.some((text) => text.includes(question))).length;

/** How a bot says that it wants to know something. */
const asking = /\b(?:ask|find out|learn|hear|know|clarify|collect)\b/iu;

/** What they know that the bot’s words come closest to; null where it asked for nothing. */
function factAskedFor({ call, heard }: Moment): string | null {
  const asked = heard.join(' ');
  const best = call.person.knows
    .map(({ about, text }) => ({ text, score: sharedRatio(about, asked) }))
    .sort((one, other) => other.score - one.score)[0];
  return best && (best.score > 0 || asking.test(heard[0] ?? '')) ? said(best.text) : null;
}

/** A doubt is asked word for word. */
const verbatim = (text: string): Template => ({ nodes: [text], slots: new Set(), mark: '' });

function say({ call, lines }: Moment, pools: Pools, more: Readonly<Record<string, string>> = {}): void {
  const name = tidyName(call.contact.name) ?? 'Hello';
  const slots = { name, first: name.split(' ')[0]!, ...more };
  // Somebody who has said all that their temper has ready borrows from another.
  if (!lines.say(pools[call.person.temperament], slots)) lines.say(Object.values(pools).flat(), slots);
}
