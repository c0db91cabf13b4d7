/**
 * Performs many sessions at once: in slices that leave the process room to answer, fair over sessions, each slice
 * written in one transaction.
 */
import type { Knex } from 'knex';
import type { Logger } from 'pino';
import { isAboutAnomaly, isAboutIntervention, type ActivityDraft, type RunActivity } from '../../contract/activity.ts';
import type { SessionInput } from '../../contract/input.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { ActivityLog, RecordActivity } from '../../platform/activity/activity-log.ts';
import { Lane } from '../../platform/activity/lane.ts';
import type { LiveSession } from './live-session.ts';
import type { Teaching } from './policy-store.ts';
import { teach } from './policy-store.ts';
import type { Links } from './rules.ts';
import { causeOf, linked } from './rules.ts';
import type { SessionChange, SessionRows } from './store.ts';
import { insertInput, updateSession, writeSessionRows } from './store.ts';
import type { Wording, WordsInput } from './wording.ts';

/** Longer makes requests wait, shorter spends the time on transactions. */
const sliceMs = 20;

export interface PerformerOptions {
  readonly activityLog: ActivityLog;
  readonly clock: Clock;
  readonly log: Logger;
  readonly onTicks: (count: number) => void;
  /** Gets the words of interventions that a language model is to write. */
  readonly wording: Wording;
}

/** What one slice has to write for one session. */
interface Written {
  readonly live: LiveSession;
  readonly tick: number;
  readonly drafts: readonly RunActivity[];
  readonly ending: Ending | null;
  links: Links;
}

/** How a session ends: what is announced, and what changes with it. */
interface Ending {
  readonly draft: ActivityDraft;
  readonly change: SessionChange;
  /** What it hands on to the venture; null if it failed. */
  readonly teaching: Teaching | null;
}

export class Performer {
  /** Every change to a session goes through here, one at a time: between a check and its write nothing moves. */
  readonly lane = new Lane();
  readonly #options: PerformerOptions;
  readonly #sessions = new Map<string, LiveSession>();
  readonly #waiting = new Set<() => void>();
  #isPumping = false;
  #isClosed = false;
  #turn = 0;
  /** Why the last batch could not be written, or null. */
  writeFailure: Error | null = null;

  constructor(options: PerformerOptions) {
    this.#options = options;
  }

  get sessionCount(): number {
    return this.#sessions.size;
  }

  find(id: string): LiveSession | undefined {
    return this.#sessions.get(id);
  }

  add(live: LiveSession): void {
    this.#sessions.set(live.id, live);
  }

  remove(id: string): void {
    this.#sessions.delete(id);
  }

  runningCount(): number {
    return [...this.#sessions.values()].filter((live) => !live.isPaused).length;
  }

  /** A beat: wall time becomes ticks. */
  beat(nowMs: number): void {
    for (const live of this.#sessions.values()) live.meet(nowMs);
    // A batch that could not be written is tried again once a beat, and no tick is performed before it is on disk.
    this.kick();
  }

  /** Performs what is due, unless that is already going on. */
  kick(): void {
    if (this.#isClosed) return;
    this.#attendToWords();
    if (this.#isPumping) return;
    this.#isPumping = true;
    void this.#pump();
  }

  /** Records an input, and has it performed at its tick. To be called within the lane. */
  async accept(live: LiveSession, input: SessionInput): Promise<void> {
    await this.#options.activityLog.write((trx) => insertInput(trx, live.id, input));
    live.accept(input);
  }

  /** Waits until a session has performed a tick and it is on disk, or has ended. */
  async until(live: LiveSession, tick: number): Promise<void> {
    const isReached = () => this.#isClosed || this.#sessions.get(live.id) !== live || live.writtenTick >= tick;
    while (!isReached()) await new Promise<void>((resolve) => this.#waiting.add(resolve));
  }

  /** Ends the slice in hand, writes it, and begins no other. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#options.wording.close();
    await this.lane.idle();
    this.#wake();
  }

  #attendToWords(): void {
    this.#options.wording.attend([...this.#sessions.values()], async (live, input) => {
      await this.lane.run(() => this.#takeWords(live, input));
      this.kick();
    });
  }

  /** What a language model wrote counts if its session still waits for it. */
  async #takeWords(live: LiveSession, input: WordsInput): Promise<void> {
    const isAwaited = live.wordsToAskFor?.interventionNumber === input.interventionNumber;
    if (isAwaited && this.#sessions.get(live.id) === live && !this.#isClosed) await this.accept(live, input);
  }

  async #pump(): Promise<void> {
    try {
      while (!this.#isClosed && this.#hasWork()) {
        const hasWritten = await this.lane.run(() => this.#slice());
        this.#wake();
        if (this.#isClosed || !hasWritten) break;
        this.#attendToWords();
        await new Promise((resolve) => setImmediate(resolve));
      }
    } finally {
      this.#isPumping = false;
    }
  }

  #wake(): void {
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }

  #hasWork(): boolean {
    return [...this.#sessions.values()].some((live) => live.isDue || live.isUnwritten);
  }

  /** A session whose last ticks could not be written stands still until they are; the others go on (EC-20). */
  async #slice(): Promise<boolean> {
    const written = [...this.#sessions.values()].filter((live) => !live.isUnwritten);
    try {
      await this.#approveForDemos(written);
      this.#options.onTicks(this.#performDue(written));
      return await this.#write();
    } catch (error) {
      this.#noteFailure(error);
      return false;
    }
  }

  #noteFailure(error: unknown): void {
    this.writeFailure = error instanceof Error ? error : new Error(String(error));
    this.#options.log.error({ err: error }, 'A batch could not be written; it is tried again with the next beat');
  }

  async #approveForDemos(sessions: readonly LiveSession[]): Promise<void> {
    for (const live of sessions) {
      const number = live.isDue ? live.demoApproval : null;
      if (number === null) continue;
      await this.accept(live, { kind: 'approve', tick: live.nextTick, by: 'demo', interventionNumber: number });
    }
  }

  /** Tick by tick in turn, beginning with another session each time: a big one must not starve the others. */
  #performDue(all: readonly LiveSession[]): number {
    this.#turn = (this.#turn + 1) % Math.max(1, all.length);
    let queue = [...all.slice(this.#turn), ...all.slice(0, this.#turn)];
    const deadline = performance.now() + sliceMs;
    let tickCount = 0;
    while (performance.now() < deadline) {
      queue = queue.filter((live) => live.isDue && live.demoApproval === null);
      if (queue.length === 0) break;
      for (const live of queue) {
        live.perform();
        tickCount += 1;
        if (performance.now() >= deadline) break;
      }
    }
    return tickCount;
  }

  /** @returns Whether anything is on disk that was not before. */
  async #write(): Promise<boolean> {
    const batch = [...this.#sessions.values()].filter((live) => live.isUnwritten).map((live) => this.#toWrite(live));
    try {
      if (batch.length > 0) await this.#writeTogether(batch);
      this.writeFailure = null; // Not before: while a batch is being tried again, nothing is well yet.
      return true;
    } catch (error) {
      this.#noteFailure(error);
      if (batch.length === 1) return false;
      return this.#writeEach(batch);
    }
  }

  /** One by one, so that what cannot be written holds up nobody else. */
  async #writeEach(batch: readonly Written[]): Promise<boolean> {
    let hasWritten = false;
    for (const written of batch) {
      try {
        await this.#writeTogether([written]);
        hasWritten = true;
      } catch (error) {
        this.#noteFailure(error);
      }
    }
    return hasWritten;
  }

  async #writeTogether(batch: readonly Written[]): Promise<void> {
    await this.#options.activityLog.write(async (trx, record) => {
      for (const written of batch) await writeOne(trx, record, written);
      await writeSessionRows(trx, batch.map(rowsOf));
    });
    for (const { live, tick, links, ending } of batch) {
      live.unwritten = [];
      live.writtenTick = tick;
      live.links = links;
      if (ending) this.remove(live.id);
      if (live.failure !== null)
        this.#options.log.error({ session: live.id, reason: live.failure }, 'A session failed');
    }
  }

  #toWrite(live: LiveSession): Written {
    const ending = live.isOver ? this.#ending(live) : null;
    return { live, tick: Math.max(live.run.tick, live.storedTick), drafts: live.unwritten, ending, links: live.links };
  }

  #ending(live: LiveSession): Ending {
    const endedAtMs = this.#options.clock.now();
    const { tick } = live.run;
    try {
      if (live.failure === null) {
        const digest = live.run.digest();
        return {
          draft: { type: 'session.digested', tick, payload: { digest } },
          change: { status: 'ended', digest, posterior: live.run.posterior(), endedAtMs },
          teaching: { policy: live.spec.policy, sessionId: live.id, lessons: live.run.lessons(), atMs: endedAtMs },
        };
      }
    } catch (error) {
      live.failure = error instanceof Error ? error.message : String(error);
    }
    const message = live.failure;
    return {
      draft: { type: 'session.failed', tick, payload: { message } },
      change: { status: 'failed', failure: message, endedAtMs },
      teaching: null,
    };
  }
}

async function writeOne(trx: Knex, record: RecordActivity, written: Written): Promise<void> {
  const { live, tick, drafts, ending } = written;
  let latest: number | undefined;
  for (const draft of ending ? [...drafts, ending.draft] : drafts) {
    latest = record({ sessionId: live.id, ...draft, causedBy: causeOf(written.links, draft) });
    written.links = linked(written.links, draft, latest);
  }
  await updateSession(trx, live.id, {
    tick,
    state: live.state,
    links: written.links,
    ...ending?.change,
    ...(latest === undefined ? {} : { lastActivityNumber: latest }),
  });
  if (ending?.teaching) await teach(trx, ending.teaching);
}

function rowsOf({ live, drafts }: Written): SessionRows {
  return {
    sessionId: live.id,
    points: drafts.flatMap((draft) => (draft.type === 'session.scored' ? [draft.payload] : [])),
    anomalies: drafts.filter((draft) => isAboutAnomaly(draft)).map(({ payload }) => payload),
    interventions: drafts.filter((draft) => isAboutIntervention(draft)).map(({ payload }) => payload),
  };
}
