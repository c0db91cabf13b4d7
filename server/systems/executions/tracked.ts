/** The small interface by which work of our own is tracked: a line where it is used, and never a wait or a failure. */
import type { LogLevel } from '../../contract/execution.ts';
import type { ExecutionChange } from './rules.ts';

/** What is to be said of a piece of work when it begins. */
export interface Beginning {
  /** Whose it is; the server's own venture's where it is left out. */
  readonly ventureId?: string;
  readonly kind: string;
  readonly title: string;
  readonly stageCount?: number;
  readonly metadata?: Readonly<Record<string, unknown>>;
  /** Whether the work heeds `signal`: only then can a person call it off. */
  readonly canBeCancelled?: boolean;
}

/** A piece of work under way. Once it has ended, or was called off, nothing said of it counts any more. */
export interface TrackedExecution {
  readonly id: string;
  /** Aborts when a person calls it off. */
  readonly signal: AbortSignal;
  /** From here on nobody can call it off: what it brings is about to be kept. False if somebody is doing so already. */
  seal(): boolean;
  /** Its next stage, or the one of that number; nothing happens if it is in that one by name. */
  stage(name: string, number?: number): void;
  log(level: LogLevel, message: string, context?: Readonly<Record<string, unknown>>): void;
  metric(name: string, value: number): void;
  complete(): void;
  fail(reason: string): void;
  cancel(reason: string): void;
}

/** Tracks work. */
export interface Executions {
  begin(beginning: Beginning): TrackedExecution;
  /** Performs work as an execution: completed when it returns, failed with what it throws. */
  track<T>(beginning: Beginning, work: (execution: TrackedExecution) => Promise<T>): Promise<T>;
}

/** Longest message and reason that are kept, in characters. */
const longestMessage = 4_000;
const longestReason = 500;

type Said = Omit<ExecutionChange, 'atMs'>;

export class TrackedWork implements TrackedExecution {
  readonly id: string;
  readonly #say: (change: Said) => void;
  readonly #off = new AbortController();
  readonly #stageCount: number;
  #stage = { number: 0, name: '' };
  #isOver = false;
  #canBeCancelled: boolean;
  /** Between a person's word and the disk's: what is kept meanwhile would be kept of something that was called off. */
  #isBeingCalledOff = false;

  constructor(id: string, beginning: Beginning, say: (change: Said) => void) {
    this.id = id;
    this.#canBeCancelled = beginning.canBeCancelled ?? false;
    this.#stageCount = beginning.stageCount ?? Infinity;
    this.#say = say;
  }

  get signal(): AbortSignal {
    return this.#off.signal;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  stage(name: string, number = this.#stage.number + 1): void {
    if (this.#isOver || name === this.#stage.name) return;
    this.#stage = { name, number: Math.min(Math.max(number, this.#stage.number), this.#stageCount) };
    this.#say({ stage: this.#stage });
  }

  log(level: LogLevel, message: string, context: Readonly<Record<string, unknown>> | null = null): void {
    const entry = { level, message: message.slice(0, longestMessage), context: context && { ...context } };
    if (!this.#isOver && message !== '') this.#say({ entries: [entry] });
  }

  metric(name: string, value: number): void {
    if (!this.#isOver && Number.isFinite(value)) this.#say({ metrics: [{ name, value }] });
  }

  complete(): void {
    this.#end({ status: 'completed' });
  }

  fail(reason: string): void {
    this.#end({ status: 'failed', reason: reason.slice(0, longestReason) });
  }

  cancel(reason: string): void {
    this.#end({ status: 'cancelled', reason: reason.slice(0, longestReason) });
  }

  seal(): boolean {
    if (this.#isBeingCalledOff || this.signal.aborted) return false;
    this.#canBeCancelled = false;
    return true;
  }

  /** A person wants to call it off. @returns Whether that is possible; until it is on disk it cannot be sealed. */
  beginCallingOff(): boolean {
    this.#isBeingCalledOff ||= this.#canBeCancelled;
    return this.#canBeCancelled;
  }

  /** It could not be written that it was called off: it goes on. */
  goOn(): void {
    this.#isBeingCalledOff = false;
  }

  /** A person has called it off, and that is on disk already. */
  callOff(reason: string): void {
    this.#isOver = true;
    this.#off.abort(new Error(reason));
  }

  #end(change: Said): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#say(change);
  }
}
