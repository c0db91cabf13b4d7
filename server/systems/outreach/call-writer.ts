/**
 * Gathers what all calls have to write and writes it together: one transaction for many turns, so that hundreds of calls
 * leave the disk to others (OR-11). Each is on disk before its call goes on.
 */
import type { Knex } from 'knex';
import type { ActivityLog, RecordActivity } from '../../platform/activity/activity-log.ts';
import { ClaqueError } from '../../kernel/errors.ts';
import { tell, writeCalls } from './changes.ts';
import { insertTurns, stillOpen } from './store.ts';
import type { CallState, TurnState } from './task-state.ts';
import { shownTurn } from './task-state.ts';

/** How long is gathered, in ms. Longer makes each turn wait, shorter makes a transaction of each. */
const gatherMs = 50;
/** Turns, and other changes, in one transaction at most: others wait for it. A turn costs about 0.02 ms, a change 2 ms. */
const mostTurns = 200;
const mostChanges = 20;

type Change = (trx: Knex, record: RecordActivity) => Promise<unknown>;

interface Waiting {
  readonly work: { readonly turn: TurnState; readonly call: CallState; readonly causedBy: number | null } | Change;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

export class CallWriter {
  readonly #activityLog: ActivityLog;
  readonly #waiting: Waiting[] = [];
  #timer: NodeJS.Timeout | null = null;
  #writing: Promise<void> | null = null;

  constructor(activityLog: ActivityLog) {
    this.#activityLog = activityLog;
  }

  /** Settles when the turn is on disk. @throws {ClaqueError} illegal-transition if its call has ended. */
  async turn(call: CallState, turn: TurnState, causedBy: number | null): Promise<void> {
    await this.#add({ turn, call, causedBy });
  }

  /** Settles when it is on disk that the contact has picked up. @throws as `turn`. */
  async answered(told: {
    readonly call: CallState;
    readonly turnCount: number;
    readonly causedBy: number;
  }): Promise<void> {
    const { id } = told.call;
    await this.change(async (trx, record) => {
      if (!(await stillOpen(trx, [id])).has(id)) throw callIsOver(id);
      await writeCalls(trx, record, 'call.answered', [told]);
    });
  }

  /** Performs a change as part of the next transaction. It may be performed twice: the first time without effect. */
  async change<T>(change: (trx: Knex, record: RecordActivity) => Promise<T>): Promise<T> {
    return (await this.#add(change)) as T;
  }

  /** Writes what waits, and what comes in meanwhile. */
  async flush(): Promise<void> {
    while (this.#writing || this.#waiting.length > 0) await (this.#writing ?? this.#write());
  }

  #add(work: Waiting['work']): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ work, resolve, reject });
      this.#arm();
    });
  }

  #arm(): void {
    if (this.#writing || this.#timer) return;
    this.#timer = setTimeout(() => void this.#write(), gatherMs);
  }

  #write(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#writing = this.#writeBatch(this.#take()).finally(() => {
      this.#writing = null;
      if (this.#waiting.length > 0) this.#arm();
    });
    return this.#writing;
  }

  #take(): Waiting[] {
    let [turnCount, changeCount] = [0, 0];
    const end = this.#waiting.findIndex(({ work }) => {
      if (typeof work === 'function') changeCount += 1;
      else turnCount += 1;
      return turnCount > mostTurns || changeCount > mostChanges;
    });
    return this.#waiting.splice(0, end === -1 ? this.#waiting.length : end);
  }

  /** Together; if that fails one by one, so that what cannot be written holds up nobody else. */
  async #writeBatch(batch: readonly Waiting[]): Promise<void> {
    try {
      await this.#writeTogether(batch);
    } catch (error) {
      if (batch.length === 1) return batch[0]!.reject(error);
      for (const waiting of batch) await this.#writeBatch([waiting]);
    }
  }

  async #writeTogether(batch: readonly Waiting[]): Promise<void> {
    const settle = await this.#activityLog.write(async (trx, record) => {
      const turns = batch.flatMap(({ work }) => (typeof work === 'function' ? [] : [work]));
      const open =
        turns.length === 0 ? new Set<string>() : await stillOpen(trx, [...new Set(turns.map(({ call }) => call.id))]);
      const settled: (() => void)[] = [];
      for (const { work, resolve, reject } of batch) {
        if (typeof work === 'function') {
          const value = await work(trx, record);
          settled.push(() => resolve(value));
        } else if (open.has(work.call.id)) {
          tellTurn(record, work);
          settled.push(() => resolve(undefined));
        } else settled.push(() => reject(callIsOver(work.call.id)));
      }
      await insertTurns(
        trx,
        turns.filter(({ call }) => open.has(call.id)).map(({ turn }) => turn),
      );
      return settled;
    });
    for (const end of settle) end();
  }
}

function tellTurn(record: RecordActivity, { turn, call, causedBy }: Exclude<Waiting['work'], Change>): void {
  const { id: callId, taskId, ventureId } = call;
  tell(
    record,
    { taskId, ventureId, causedBy },
    { type: 'call.turn', payload: { taskId, callId, turn: shownTurn(turn) } },
  );
}

const callIsOver = (callId: string): ClaqueError =>
  new ClaqueError('illegal-transition', `Call ${callId} has ended: nothing can be said in it any more.`);
