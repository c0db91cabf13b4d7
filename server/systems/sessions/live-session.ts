/** A session that is being performed: its run in memory, and how far wall time owes it ticks. */
import type { RunActivity } from '../../contract/activity.ts';
import type { SessionInput } from '../../contract/input.ts';
import type { RunSpec } from '../../contract/run-file.ts';
import type { Speed } from '../../contract/session.ts';
import type { Run } from '../../simulation/session/run.ts';
import type { AwaitedWords } from './awaited-words.ts';
import { WordsFollower } from './awaited-words.ts';
import type { Links, SessionState } from './rules.ts';
import { evolve, unansweredSuggestion } from './rules.ts';

/** A process that was blocked makes up for this much wall time at most: more would be a burst nobody can follow (F-21). */
const maxCatchUpMs = 10_000;

export interface LiveSessionOptions {
  readonly id: string;
  readonly spec: RunSpec;
  readonly run: Run;
  readonly speed: Speed;
  readonly isPaused: boolean;
  readonly isDemo: boolean;
  readonly state: SessionState;
  readonly links: Links;
  /** Recorded and not performed yet, in order. */
  readonly inputs: readonly SessionInput[];
  /** Ticks up to here have been performed and stored before: they are performed again, but not written. */
  readonly storedTick: number;
  readonly nowMs: number;
}

export class LiveSession {
  readonly id: string;
  readonly spec: RunSpec;
  readonly run: Run;
  readonly isDemo: boolean;
  readonly storedTick: number;
  isPaused: boolean;
  /** What happened and is not on disk yet. */
  unwritten: RunActivity[] = [];
  /** The tick up to which everything is on disk. */
  writtenTick: number;
  links: Links;
  /** Why it cannot go on, or null. */
  failure: string | null = null;
  #speed: Speed;
  #state: SessionState;
  #inputs: SessionInput[];
  readonly #words = new WordsFollower();
  /** Ticks that wall time has brought and that are not performed yet; fractions carry over. */
  #owedTicks = 0;
  /** Up to here it goes as fast as possible, whatever its speed and even if paused. */
  #hurryUntil: number;
  #seenMs: number;

  constructor(options: LiveSessionOptions) {
    this.id = options.id;
    this.spec = options.spec;
    this.run = options.run;
    this.isDemo = options.isDemo;
    this.isPaused = options.isPaused;
    this.storedTick = options.storedTick;
    this.links = options.links;
    this.#speed = options.speed;
    this.#state = options.state;
    this.#inputs = [...options.inputs];
    this.#hurryUntil = options.storedTick;
    this.writtenTick = options.storedTick;
    this.#seenMs = options.nowMs;
  }

  get state(): SessionState {
    return this.#state;
  }

  get speed(): Speed {
    return this.#speed;
  }

  get inputs(): readonly SessionInput[] {
    return this.#inputs;
  }

  /** The tick at which an input that comes in now takes effect. */
  get nextTick(): number {
    return Math.max(this.run.tick, this.storedTick) + 1;
  }

  get isOver(): boolean {
    return this.failure !== null || this.run.isOver;
  }

  /** Whether something has happened that is not on disk yet. */
  get isUnwritten(): boolean {
    return this.isOver || this.run.tick > this.writtenTick;
  }

  /** Whether there is a tick to perform now. */
  get isDue(): boolean {
    if (this.isOver || this.#isHeld) return false;
    return this.#isHurrying || (!this.isPaused && (this.#speed === 'max' || this.#owedTicks >= 1));
  }

  /** The suggestion that the demo has to approve before it can go on, or null. */
  get demoApproval(): number | null {
    if (!this.isDemo || this.run.tick < this.storedTick) return null;
    return unansweredSuggestion(this.#state, this.#inputs, this.nextTick);
  }

  /** What a language model is to be asked for now; null while a session stands still, unless that holds a step up. */
  get wordsToAskFor(): AwaitedWords | null {
    const awaited = this.#awaitedWords;
    if (awaited === null || awaited.decidedTick > this.writtenTick) return null;
    return !this.isPaused || (this.#isHeld && this.#isHurrying) ? awaited : null;
  }

  /** What has no answer yet, neither performed nor recorded. A run that is stopped waits for nothing. */
  get #awaitedWords(): AwaitedWords | null {
    const { awaited } = this.#words;
    if (awaited === null || this.isOver || this.run.tick < this.storedTick) return null;
    if (this.run.tick >= awaited.dueTick) return null;
    const isSettled = this.#inputs.some(
      (input) =>
        input.kind === 'stop' ||
        ((input.kind === 'words' || input.kind === 'words_failed') &&
          input.interventionNumber === awaited.interventionNumber),
    );
    return isSettled ? null : awaited;
  }

  /** Whether the next tick is the one at which words take effect that have not come yet: at any speed it waits. */
  get #isHeld(): boolean {
    const awaited = this.#awaitedWords;
    return awaited !== null && this.nextTick >= awaited.dueTick;
  }

  get #isHurrying(): boolean {
    return this.run.tick < this.#hurryUntil;
  }

  /** Turns the wall time that has passed into ticks. A clock that steps back brings none (F-26). */
  meet(nowMs: number): void {
    const elapsedMs = Math.min(maxCatchUpMs, Math.max(0, nowMs - this.#seenMs));
    this.#seenMs = nowMs;
    if (this.isPaused || this.#speed === 'max' || this.#isHurrying || this.#isHeld) return;
    const bound = (this.#speed * maxCatchUpMs) / 1_000 + 1;
    this.#owedTicks = Math.min(bound, this.#owedTicks + (elapsedMs / 1_000) * this.#speed);
  }

  /** Time starts to count from now, and at this speed: nothing is owed for a pause. */
  go(speed: Speed, nowMs: number): void {
    this.#speed = speed;
    this.#owedTicks = 0;
    this.#seenMs = nowMs;
  }

  /** Another speed from now on; what the old one has brought stays owed. */
  change(speed: Speed, nowMs: number): void {
    this.meet(nowMs);
    this.#speed = speed;
  }

  /** Performs up to this tick as fast as possible. */
  hurryTo(tick: number): void {
    this.#hurryUntil = Math.max(this.#hurryUntil, tick);
  }

  accept(input: SessionInput): void {
    this.#inputs.push(input);
    this.#inputs.sort((a, b) => a.tick - b.tick); // Stable: inputs of one tick keep the order of their recording.
  }

  /** Performs the next tick. A run that throws fails this session and no other. */
  perform(): void {
    const tick = this.run.tick + 1;
    const due = this.#inputs.filter((input) => input.tick <= tick);
    if (!this.#isHurrying && this.#speed !== 'max') this.#owedTicks -= 1;
    try {
      const happened = this.run.step(due);
      this.#inputs = this.#inputs.slice(due.length);
      for (const activity of happened) this.#words.follow(activity);
      if (tick <= this.storedTick) return;
      for (const draft of happened) this.#state = evolve(this.#state, draft);
      this.unwritten.push(...happened);
    } catch (error) {
      this.failure = error instanceof Error ? error.message : String(error);
    }
  }
}
