/** What comes of the tools that a bot asked for: what is accepted becomes a deed, everything is recorded (OR-3, F-13). */
import type { ToolUse } from '../../../contract/outreach.ts';
import type { QuestionOption } from '../../../contract/question.ts';
import type { ModelAnswer } from '../../../language/port.ts';
import type { z } from 'zod';
import { bounded, secondsUntil } from './call-again.ts';
import type { Phase } from './phases.ts';
import type { OutcomeHint } from './tools.ts';
import type { EndCall, RequestUserInfo, RescheduleCall, SendDtmf } from './tools.ts';
import { waiting } from './tools.ts';

/** Where the bot is when it uses a tool. */
export interface Standing {
  readonly phase: Phase;
  /** Questions put to the creator in this call. */
  readonly askedCount: number;
  /** Now, in ms since 1970, and where the contact is. */
  readonly nowMs: number;
  readonly timeZone: string;
}

export type Deed =
  | {
      readonly kind: 'ask';
      readonly question: string;
      readonly timeoutSeconds: number;
      readonly recipientMessage: string;
      readonly options: readonly QuestionOption[];
    }
  | { readonly kind: 'end'; readonly hint: OutcomeHint }
  | { readonly kind: 'press'; readonly keys: string }
  | { readonly kind: 'reschedule'; readonly inSeconds: number };

export interface UsedTools {
  readonly uses: readonly ToolUse[];
  readonly deeds: readonly Deed[];
}

/** A turn holds so many uses; a bot that sends more has lost its way, and the rest is not looked at. */
export const mostUses = 8;
/** Questions to the creator in one call. Assumed: whoever needs more should not have been sent. */
const mostQuestions = 5;

interface Verdict {
  readonly deed: Deed | null;
  readonly result: string;
}
type Tool = (given: unknown, standing: Standing) => Verdict;

const refused = (result: string): Verdict => ({ deed: null, result });

const requestUserInfo: Tool = (given, { phase, askedCount }) => {
  const {
    question,
    timeout_seconds: seconds,
    recipient_message: message,
    options,
  } = given as z.infer<typeof RequestUserInfo>;
  if (phase === 'holding') return refused('Refused: your creator is being asked already; wait for the answer.');
  if (phase !== 'talk') return refused('Refused: nobody is on the line yet.');
  if (askedCount >= mostQuestions) return refused(`Refused: ${mostQuestions} questions in one call are enough.`);
  const timeoutSeconds = Math.min(waiting.longest, Math.max(waiting.shortest, Math.round(seconds)));
  return {
    deed: {
      kind: 'ask',
      question,
      timeoutSeconds,
      recipientMessage: message,
      options: options.map((label, index) => ({ id: `option-${index + 1}`, label })),
    },
    result: `Your creator is being asked and has ${timeoutSeconds} seconds. Keep the line until the answer comes.`,
  };
};

const endCall: Tool = (given, { phase }) => {
  const { outcome } = given as z.infer<typeof EndCall>;
  if (phase === 'holding') return refused('Refused: your creator is being asked; wait for the answer.');
  return { deed: { kind: 'end', hint: outcome }, result: 'You hang up.' };
};

const sendDtmf: Tool = (given, { phase }) => {
  const { keys } = given as z.infer<typeof SendDtmf>;
  if (phase !== 'menu') return refused('Refused: no menu is listening.');
  return { deed: { kind: 'press', keys }, result: `Pressed ${keys}.` };
};

const rescheduleCall: Tool = (given, { phase, nowMs, timeZone }) => {
  const { in_minutes: minutes, at } = given as z.infer<typeof RescheduleCall>;
  if (phase !== 'talk') return refused('Refused: nobody on the line has asked for another time.');
  if ((minutes === undefined) === (at === undefined)) return refused('Refused: send either in_minutes or at.');
  const inSeconds = minutes === undefined ? secondsUntil(at!, nowMs, timeZone) : bounded(minutes * 60);
  if (inSeconds === null) return refused('Refused: that is no time between a minute and thirty days from now.');
  return { deed: { kind: 'reschedule', inSeconds }, result: 'They will be called again then.' };
};

const tools: ReadonlyMap<string, Tool> = new Map([
  ['request_user_info', requestUserInfo],
  ['end_call', endCall],
  ['send_dtmf', sendDtmf],
  ['reschedule_call', rescheduleCall],
]);

/** Tools that cannot follow on another in one turn: after a question the bot stays on the line. */
const excludedBy: Readonly<Record<Deed['kind'], readonly Deed['kind'][]>> = {
  ask: ['ask', 'end', 'reschedule'],
  end: ['ask', 'end', 'press'],
  press: ['press'],
  reschedule: ['ask', 'reschedule'],
};

/** Judges every tool of an answer in its order. Nothing is executed here. */
export function useTools({ toolCalls, refusedToolCalls = [] }: ModelAnswer, standing: Standing): UsedTools {
  const uses: ToolUse[] = [];
  const deeds: Deed[] = [];
  for (const { name, arguments: given } of toolCalls.slice(0, mostUses)) {
    const { deed, result } = tools.get(name)!(given, standing);
    const isExcluded = deed !== null && deeds.some(({ kind }) => excludedBy[kind].includes(deed.kind));
    if (deed && !isExcluded) deeds.push(deed);
    uses.push({
      name,
      arguments: given as Record<string, unknown>,
      isAccepted: deed !== null && !isExcluded,
      result: isExcluded ? 'Refused: it does not go with another tool of the same turn.' : result,
    });
  }
  for (const { name, arguments: given, issue } of refusedToolCalls.slice(0, mostUses - uses.length))
    uses.push({ name, arguments: given, isAccepted: false, result: `Refused: ${issue}` });
  return { uses, deeds };
}
