/** A call under way: what it may do besides talking, at its own speed, until it ends or is cut off. */
import type { Logger } from 'pino';
import type { TurnDraft } from '../../contract/outreach.ts';
import type { QuestionAnswer } from '../../contract/question.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Wait } from '../../language/wait.ts';
import type { TrackedExecution } from '../executions/index.ts';
import type { AskedQuestion, CallBrief, CallConversation, CallEnd, CallHands } from './call.ts';
import type { CallWriter } from './call-writer.ts';
import type { MeasuredEnd } from './ending.ts';
import type { CallState, TaskState } from './task-state.ts';
import type { TaskQuestions } from './task-questions.ts';

/** Longest call, in simulated seconds. Assumed: nobody talks to a bot for longer, and talk without end must end. */
const longestSeconds = 30 * 60;
/** Longest in real time, pauses of its session included: its line and its place are somebody else's then. Assumed. */
export const longestRealMs = 2 * 3_600_000;
/** How soon another speed, or a pause, is noticed, in ms. */
const noticedWithinMs = 1_000;
/** Shorter waits are owed until they add up: a timer would take longer than they do. */
const shortestWaitMs = 5;
/** How long a question may be answered at all. Assumed: a creator looks once a day. */
const expiresInSeconds = 24 * 3_600;

/** How fast the time of a call goes. */
export interface Pace {
  /** Simulated seconds in one second, > 0. */
  readonly speed: number;
  readonly isPaused: boolean;
}

/** Why a call ends that did not end by itself. */
export class CallCut extends Error {
  readonly outcome: 'CANCELLED' | 'DROPPED' | 'FAILED_ERROR';

  constructor(outcome: CallCut['outcome'], sentence: string) {
    super(sentence);
    this.outcome = outcome;
  }
}

export interface LiveCallParts {
  readonly brief: CallBrief;
  readonly task: TaskState;
  readonly call: CallState;
  /** Number of the activity that told its beginning. */
  readonly activityNumber: number;
  readonly conversation: CallConversation;
  readonly questions: TaskQuestions;
  readonly writer: CallWriter;
  readonly execution: TrackedExecution;
  readonly paceOf: (sessionId: string | null) => Pace;
  readonly clock: Clock;
  readonly wait: Wait;
  readonly log: Logger;
}

export class LiveCall implements CallHands {
  readonly #parts: LiveCallParts;
  readonly #off = new AbortController();
  #call: CallState;
  #position = 0;
  #passedSeconds = 0;
  #owedMs = 0;
  #openQuestionCount = 0;

  constructor(parts: LiveCallParts) {
    this.#parts = parts;
    this.#call = parts.call;
    parts.execution.signal.addEventListener('abort', () =>
      this.cut(new CallCut('CANCELLED', 'A person called it off.')),
    );
  }

  get call(): CallState {
    return this.#call;
  }

  get execution(): TrackedExecution {
    return this.#parts.execution;
  }

  get signal(): AbortSignal {
    return this.#off.signal;
  }

  get passedSeconds(): number {
    return this.#passedSeconds;
  }

  /** Ends it as soon as it can; the first reason counts. */
  cut(why: CallCut): void {
    this.#off.abort(why);
  }

  /** Performs it. Never rejects: what breaks is how it ended. */
  async perform(): Promise<MeasuredEnd> {
    const { conversation, brief, log } = this.#parts;
    try {
      const end = await withinSignal(conversation.perform(brief, this), this.signal);
      return { callId: brief.callId, ...end };
    } catch (error) {
      const why: unknown = this.signal.reason;
      if (why instanceof CallCut) return this.#cutEnd(why.outcome, why.message);
      log.error({ err: error, callId: brief.callId }, 'A call broke');
      return this.#cutEnd('FAILED_ERROR', 'Something broke on our side; it was logged.');
    }
  }

  async answered(): Promise<void> {
    const { writer, execution, activityNumber: causedBy } = this.#parts;
    this.signal.throwIfAborted();
    if (this.#call.status === 'talking') return;
    this.#call = { ...this.#call, status: 'talking' };
    execution.stage('talk');
    const turnCount = this.#position;
    await writer.answered({ call: this.#call, turnCount, causedBy });
    this.signal.throwIfAborted();
  }

  analysing(): void {
    this.#parts.execution.stage('analyse', 3);
  }

  async turn(draft: TurnDraft): Promise<void> {
    const { writer, clock, activityNumber } = this.#parts;
    this.signal.throwIfAborted();
    this.#position += 1;
    const turn = { ...draft, callId: this.#call.id, position: this.#position, atMs: clock.now() };
    await writer.turn(this.#call, turn, activityNumber);
    this.signal.throwIfAborted();
  }

  async ask({ timeoutSeconds, ...asked }: AskedQuestion): Promise<{ readonly answer: Promise<QuestionAnswer | null> }> {
    const { questions, task } = this.#parts;
    const { ventureId, id: taskId, botId, creator } = task;
    this.signal.throwIfAborted();
    const whose = { ventureId, taskId, callId: this.#call.id, botId, creator };
    const how = { allowsText: true, defaultText: null, liveForSeconds: timeoutSeconds, expiresInSeconds };
    const question = await questions.ask({ ...asked, ...whose, ...how });
    this.signal.throwIfAborted();
    this.#openQuestionCount += 1;
    const answer = withinSignal(questions.waitFor(question.id, this.signal), this.signal).finally(
      () => (this.#openQuestionCount -= 1),
    );
    answer.catch(() => undefined); // Whoever was called off need not have waited for it.
    return { answer };
  }

  async pass(seconds: number): Promise<void> {
    const { paceOf, task, wait } = this.#parts;
    let leftSeconds = seconds;
    while (leftSeconds > 0) {
      this.signal.throwIfAborted();
      const { speed: full, isPaused } = paceOf(task.sessionId);
      const speed = this.#openQuestionCount > 0 ? Math.min(1, full) : full;
      const stepMs = Math.min(noticedWithinMs, (leftSeconds * 1_000) / speed);
      if (isPaused) {
        await wait(noticedWithinMs, this.signal);
        continue;
      }
      await this.#spend(stepMs);
      const stepSeconds = (stepMs / 1_000) * speed;
      leftSeconds = stepMs < noticedWithinMs ? 0 : leftSeconds - stepSeconds;
      this.#passedSeconds += stepSeconds;
      if (this.#passedSeconds >= longestSeconds) this.cut(tooLong);
    }
    this.signal.throwIfAborted();
  }

  async #spend(durationMs: number): Promise<void> {
    this.#owedMs += durationMs;
    if (this.#owedMs < shortestWaitMs) return;
    const waitMs = this.#owedMs;
    this.#owedMs = 0;
    await this.#parts.wait(waitMs, this.signal);
  }

  #cutEnd(outcome: CallCut['outcome'], sentence: string): MeasuredEnd {
    const { callId } = this.#parts.brief;
    const rest = { result: null, isRetryWorthwhile: true, callAgainInSeconds: null } satisfies Partial<CallEnd>;
    return { callId, outcome, sentence, durationSeconds: this.#passedSeconds, ...rest };
  }
}

const tooLong = new CallCut('DROPPED', `It went on for ${longestSeconds / 60} minutes and was cut off.`);

/** Rejects once the signal has aborted, whether or not what is waited for listens to it. */
function withinSignal<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason as Error);
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
