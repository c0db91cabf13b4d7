/**
 * Asks a language model for the words of interventions, and hands its answer back as an input (EC-16). Every answer
 * takes effect at the same tick, and its session waits for it there: 3 s at most, by the clock on the wall.
 */
import type { Logger } from 'pino';
import { WORDING_SECONDS } from '../../contract/conductor.ts';
import type { SessionInput } from '../../contract/input.ts';
import { cleanedLine } from '../../language/clean-text.ts';
import type { LanguageModel } from '../../language/port.ts';
import type { Wait } from '../../language/wait.ts';
import type { AwaitedWords } from './awaited-words.ts';
import type { LiveSession } from './live-session.ts';
import { wordingRequest, wordsOf } from './wording-prompt.ts';

const deadlineMs = WORDING_SECONDS * 1_000;
/** How long a stop waits for calls that were called off, so that the ledger hears of them, in ms. */
const farewellMs = 2_000;
/** Longest reason that is kept, in characters. */
const longestWhy = 280;

export type WordsInput = Extract<SessionInput, { kind: 'words' | 'words_failed' }>;
type Deliver = (live: LiveSession, input: WordsInput) => Promise<void>;

export interface WordingOptions {
  readonly model: () => Promise<LanguageModel>;
  readonly wait: Wait;
  readonly log: Logger;
  /** Performs a call as part of what is traced of its decision. */
  readonly within: <T>(sessionId: string, interventionNumber: number, call: () => T) => T;
}

/** A question that is out: whose, and how to call it off. */
interface Call {
  readonly interventionNumber: number;
  readonly off: AbortController;
}

export class Wording {
  readonly #options: WordingOptions;
  readonly #calls = new Map<LiveSession, Call>();
  readonly #open = new Set<Promise<unknown>>();

  constructor(options: WordingOptions) {
    this.#options = options;
  }

  /** Asks for what sessions wait for, and calls off what nobody waits for any more. */
  attend(sessions: readonly LiveSession[], deliver: Deliver): void {
    for (const [live, { interventionNumber, off }] of this.#calls) {
      const isWanted = sessions.includes(live) && live.wordsToAskFor?.interventionNumber === interventionNumber;
      if (isWanted) continue;
      this.#calls.delete(live);
      off.abort();
    }
    for (const live of sessions) {
      const awaited = live.wordsToAskFor;
      if (awaited && !this.#calls.has(live)) void this.#ask(live, awaited, deliver);
    }
  }

  /** Calls everything off, and gives the ledger a moment to hear of it. */
  async close(): Promise<void> {
    this.attend([], async () => {});
    const isOver = new AbortController();
    await Promise.race([Promise.allSettled(this.#open), this.#options.wait(farewellMs, isOver.signal)]);
    isOver.abort();
  }

  async #ask(live: LiveSession, awaited: AwaitedWords, deliver: Deliver): Promise<void> {
    const { interventionNumber, dueTick: tick } = awaited;
    const call: Call = { interventionNumber, off: new AbortController() };
    this.#calls.set(live, call);
    const { log } = this.#options;
    try {
      const outcome = await this.#write(live, awaited, call.off.signal);
      if (call.off.signal.aborted) return;
      const base = { tick, by: 'model', interventionNumber };
      if ('why' in outcome) log.warn({ session: live.id, ...outcome }, 'A template takes the place of a model’s words');
      await deliver(
        live,
        'why' in outcome ? { kind: 'words_failed', ...base, ...outcome } : { kind: 'words', ...base, words: outcome },
      );
    } catch (error) {
      log.error({ err: error, session: live.id }, 'Words could not be recorded; they are asked for again');
    } finally {
      if (this.#calls.get(live) === call) this.#calls.delete(live);
    }
  }

  /** The words, or why there are none. Never throws: a broken ledger must not hold a session up. */
  async #write(live: LiveSession, awaited: AwaitedWords, off: AbortSignal): Promise<ReturnType<typeof wordsOf>> {
    const late = new AbortController();
    const isOver = new AbortController();
    const signal = AbortSignal.any([off, late.signal]);
    const overdue = async () => {
      await this.#options.wait(deadlineMs, AbortSignal.any([off, isOver.signal]));
      // Not as a deadline of the provider's own: three seconds are our haste, and say nothing about its health.
      late.abort();
      return { why: `The model was late: ${WORDING_SECONDS} seconds went by without an answer.` };
    };
    try {
      return await Promise.race([this.#complete(live, awaited, signal), overdue()]);
    } catch (error) {
      this.#options.log.error({ err: error, session: live.id }, 'A model could not be asked for words');
      return { why: 'The model could not be asked; the server’s log says more.' };
    } finally {
      isOver.abort();
    }
  }

  async #complete(live: LiveSession, awaited: AwaitedWords, signal: AbortSignal) {
    const model = await this.#options.model();
    const request = { ...wordingRequest(live.spec.scenario, awaited), signal };
    const asked = this.#options.within(live.id, awaited.interventionNumber, () => model.complete(request));
    this.#open.add(asked);
    const result = await asked.finally(() => this.#open.delete(asked));
    if (result.kind === 'failed') return { why: cleanedLine(result.sentence, longestWhy) };
    return wordsOf(result.value, awaited);
  }
}
