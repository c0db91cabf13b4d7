/** What a call is given, and what it gives back: the border between the queue of calls and the talk itself. */
import type { Contact } from '../../contract/contact.ts';
import type { CallOutcome, TurnDraft } from '../../contract/outreach.ts';
import type { QuestionAnswer, QuestionOption } from '../../contract/question.ts';
import type { Persona } from '../../contract/persona.ts';

export interface CallBrief {
  readonly callId: string;
  readonly ventureId: string;
  /** The task’s first call, its second, and so on. */
  readonly number: number;
  /** What its chance is drawn from, an unsigned 32-bit integer: another one for each task of a contact. */
  readonly seed: number;
  readonly contact: Contact;
  /** As it is configured now. */
  readonly bot: Persona;
  readonly objective: string;
  readonly context: string;
  /** What the creator has answered so far. */
  readonly answers: readonly { readonly question: string; readonly answer: string }[];
  /** Earlier calls of the task, oldest first. */
  readonly earlier: readonly { readonly outcome: CallOutcome; readonly sentence: string }[];
  /** The contact's date and time when the call begins, with its offset. */
  readonly localTime: string;
}

export interface AskedQuestion {
  readonly text: string;
  readonly why: string | null;
  /** How long the call waits for the answer, in seconds of real time. */
  readonly timeoutSeconds: number;
  readonly options: readonly QuestionOption[];
}

/** What a call may do besides talking. Every promise rejects with the signal's reason once the call is called off. */
export interface CallHands {
  readonly signal: AbortSignal;
  /** The contact has picked up. */
  answered(): Promise<void>;
  /** The talk is over; what came of it is weighed. */
  analysing(): void;
  /** Stores and streams a turn; settles when it is on disk. */
  turn(draft: TurnDraft): Promise<void>;
  /** Puts a question to the creator. Settles when it is on disk; `answer` settles with null once nobody has answered in time. */
  ask(question: AskedQuestion): Promise<{ readonly answer: Promise<QuestionAnswer | null> }>;
  /** Lets simulated seconds pass at the call's speed; at most as fast as real time while a question waits. */
  pass(seconds: number): Promise<void>;
}

export interface CallEnd {
  readonly outcome: Exclude<CallOutcome, 'CANCELLED'>;
  /** What came of it, for a person. */
  readonly sentence: string;
  /** What the task came to; null unless DONE or REFUSED. */
  readonly result: string | null;
  /** Whether calling again could help (OR-4). */
  readonly isRetryWorthwhile: boolean;
  /** When the contact asked to be called again, in seconds from the end of the call; null otherwise. */
  readonly callAgainInSeconds: number | null;
  /** Simulated time it took. */
  readonly durationSeconds: number;
}

/** Performs a call from dialling to the analysis of it. Rejects only when it is called off, or when something of ours breaks. */
export interface CallConversation {
  perform(brief: CallBrief, hands: CallHands): Promise<CallEnd>;
}
