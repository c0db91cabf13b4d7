/**
 * Gathers what is to be written of all executions and writes it together: one transaction for many requests. Who asks
 * from outside hears once it is on disk; work of our own tells and goes on, never waits and never fails for it.
 */
import type { Logger } from 'pino';
import type { RequestOutcome, WriteRequest } from './group.ts';

/** How long told requests are gathered, in ms: nobody waits for them, and a transaction waits for the disk. */
const toldWaitMs = 50;
/** How long asked ones are. Longer makes their callers wait, shorter makes a transaction of each. */
const askedWaitMs = 10;
/** After a failure, in ms. */
const pauseMs = 1_000;
/** Requests in one transaction at most: it must not keep sessions from theirs for long. */
const mostInGroup = 500;
/** Requests that wait at most: about 10 MB. Then told ones are dropped and counted, and asked ones refused. */
const mostWaiting = 10_000;
/** How often a told request is tried. Assumed: what a disk does not take in three seconds it does not take. */
const mostAttempts = 3;

interface Waiting {
  readonly request: WriteRequest;
  /** Of an asked one. */
  readonly settle: ((outcome: RequestOutcome | { readonly failure: unknown }) => void) | null;
  attemptCount: number;
}

export interface GroupWriterParts {
  /** Writes requests in one transaction; if it throws, nothing of it is on disk. @returns An outcome for each, in order. */
  readonly write: (requests: readonly WriteRequest[]) => Promise<readonly RequestOutcome[]>;
  readonly log: Logger;
  readonly onDropped: (count: number) => void;
}

export class GroupWriter {
  readonly #parts: GroupWriterParts;
  readonly #waiting: Waiting[] = [];
  #timer: { readonly handle: NodeJS.Timeout; readonly atMs: number } | null = null;
  #writing: Promise<void> | null = null;
  #pausedUntilMs = 0;
  #failure: unknown = null;
  #isClosed = false;

  constructor(parts: GroupWriterParts) {
    this.#parts = parts;
  }

  get waitingCount(): number {
    return this.#waiting.length;
  }

  get isFull(): boolean {
    return this.#waiting.length >= mostWaiting;
  }

  /** Hands in what nobody waits for. @param mostAhead Requests that may wait before it, or it is dropped. */
  tell(request: WriteRequest, mostAhead = mostWaiting): void {
    if (this.#waiting.length >= mostAhead || this.#isClosed) return this.#parts.onDropped(1);
    this.#waiting.push({ request, settle: null, attemptCount: 0 });
    this.#arm(toldWaitMs);
  }

  /** Hands in what is to be on disk before it is acknowledged. @throws What the request or the disk says against it. */
  async ask(request: WriteRequest): Promise<unknown> {
    const settled = Promise.withResolvers<RequestOutcome | { readonly failure: unknown }>();
    this.#waiting.push({ request, settle: settled.resolve, attemptCount: 0 });
    this.#arm(askedWaitMs);
    const outcome = await settled.promise;
    if ('failure' in outcome) throw outcome.failure;
    if ('error' in outcome) throw outcome.error;
    return outcome.answer;
  }

  /** Writes everything that waits now, and what comes in meanwhile. */
  async flush(): Promise<void> {
    this.#disarm();
    this.#pausedUntilMs = 0;
    while (this.#writing || this.#waiting.length > 0) {
      await (this.#writing ?? this.#write());
      if (this.#pausedUntilMs > 0) break; // The disk takes nothing: what is left is not worth a stop that hangs.
    }
    this.#disarm();
  }

  /** Writes what waits, and takes nothing more: the database is about to go. */
  async close(): Promise<void> {
    await this.flush();
    this.#isClosed = true;
  }

  #arm(waitMs: number): void {
    const nowMs = performance.now();
    const atMs = Math.max(nowMs + waitMs, this.#pausedUntilMs);
    if (this.#writing || (this.#timer && this.#timer.atMs <= atMs)) return;
    this.#disarm();
    this.#timer = { atMs, handle: setTimeout(() => void this.#due(), atMs - nowMs) };
  }

  #disarm(): void {
    if (this.#timer) clearTimeout(this.#timer.handle);
    this.#timer = null;
  }

  async #due(): Promise<void> {
    this.#timer = null;
    if (!this.#writing) await this.#write();
  }

  #write(): Promise<void> {
    this.#writing = this.#writeBatch(this.#waiting.splice(0, mostInGroup)).finally(() => {
      this.#writing = null;
      if (this.#waiting.length > 0) this.#arm(this.#waiting.some(({ settle }) => settle) ? askedWaitMs : toldWaitMs);
    });
    return this.#writing;
  }

  async #writeBatch(batch: readonly Waiting[]): Promise<void> {
    if (await this.#tryTogether(batch)) return;
    if (batch.length === 1) return this.#giveBack(batch);
    // One by one, so that what cannot be written holds up nobody else; but what is said of one execution keeps its order.
    const left: Waiting[] = [];
    const behind = new Set<string>();
    for (const waiting of batch) {
      const { executionId } = waiting.request;
      if (!behind.has(executionId) && (await this.#tryTogether([waiting]))) continue;
      left.push(waiting);
      behind.add(executionId);
    }
    this.#giveBack(left);
  }

  async #tryTogether(batch: readonly Waiting[]): Promise<boolean> {
    try {
      const outcomes = await this.#parts.write(batch.map(({ request }) => request));
      batch.forEach((waiting, index) => this.#settle(waiting, outcomes[index]!));
      return true;
    } catch (error) {
      this.#failure = error;
      this.#parts.log.error({ err: error }, 'Executions could not be written');
      return false;
    }
  }

  #settle({ settle, request }: Waiting, outcome: RequestOutcome): void {
    if (settle) return settle(outcome);
    if ('error' in outcome)
      this.#parts.log.debug({ executionId: request.executionId, why: outcome.error.message }, 'An execution was over');
  }

  /** What nobody waits for is tried again, in its order and before what came later. */
  #giveBack(batch: readonly Waiting[]): void {
    if (batch.length === 0) return;
    this.#pausedUntilMs = performance.now() + pauseMs;
    for (const { settle } of batch) settle?.({ failure: this.#failure });
    const told = batch.filter(({ settle }) => !settle);
    for (const waiting of told) waiting.attemptCount += 1;
    const again = told.filter(({ attemptCount }) => attemptCount < mostAttempts);
    if (again.length < told.length) this.#parts.onDropped(told.length - again.length);
    this.#waiting.unshift(...again);
  }
}
