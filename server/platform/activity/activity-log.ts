/**
 * The append-only activity log: what happened, numbered. A change and the activities that announce it are one
 * transaction; only after commit do subscribers hear of them, in the order of their numbers. What is about things that
 * are gone may go with them.
 */
import type { Knex } from 'knex';
import type { Activity } from '../../contract/activity.ts';
import { defaultVentureId } from '../../contract/vocabulary.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Database } from '../database/database.ts';
import { insertRows } from '../database/rows.ts';
import { storeFailure } from '../database/store-failure.ts';
import { takeWriteLock } from '../database/write-lock.ts';
import { Bus } from './bus.ts';
import { Lane } from './lane.ts';

/** An activity before it has its number and time. */
export interface ActivityEntry {
  /** Whose it is; the default venture's where it is left out. */
  readonly ventureId?: string;
  readonly sessionId: string | null;
  readonly type: string;
  readonly tick: number | null;
  readonly payload: object;
  readonly causedBy: number | null;
  /** What it is about where that is no session: kept for `LogFilter` alone, since the payload says it anyway. */
  readonly subject?: string;
}

/** Which part of the log: everything, one session, one other subject, certain types, certain ventures. */
export interface LogFilter {
  readonly sessionId?: string;
  readonly subject?: string;
  readonly types?: readonly string[];
  readonly ventures?: readonly string[];
}

/** Writes an activity as part of the transaction, and returns its number. */
export type RecordActivity = (entry: ActivityEntry) => number;

interface ActivityRow {
  number: number;
  venture_id: string;
  session_id: string | null;
  type: string;
  tick: number | null;
  payload: string;
  caused_by: number | null;
  at_ms: number;
}

/**
 * After this no further change joins a transaction, in ms. Longer holds up those who wait for a commit, shorter has
 * each of many small ones wait for the disk by itself. Assumed.
 */
const longestGroupMs = 10;

export interface StoreFailure {
  readonly sentence: string;
  readonly atMs: number;
}

interface Waiting {
  readonly change: (trx: Knex, record: RecordActivity) => unknown;
  readonly settled: PromiseWithResolvers<unknown>;
}

/** A change of a transaction: what it recorded, and what is to be said to whoever asked for it once that is on disk. */
interface Written {
  readonly activities: readonly Activity[];
  readonly settle: () => void;
}

const countOf = (written: readonly Written[]): number =>
  written.reduce((sum, { activities }) => sum + activities.length, 0);

export class ActivityLog {
  /** Hears of activities once they are on disk. */
  readonly bus: Bus<readonly Activity[]>;
  readonly #database: Database;
  readonly #clock: Clock;
  /** Orders transactions here and not in the pool: numbers and announcements must follow the order of commits. */
  readonly #lane = new Lane();
  readonly #waiting: Waiting[] = [];
  /** Hears of each transaction that is on disk: how long it took, in ms, with waiting for the disk. */
  onWritten: (durationMs: number) => void = () => undefined;
  #latest = 0;
  #failure: StoreFailure | null = null;

  private constructor(database: Database, clock: Clock, onFailure: (error: unknown) => void) {
    this.#database = database;
    this.#clock = clock;
    this.bus = new Bus(onFailure);
  }

  /** @param onFailure Hears of a subscriber that threw. */
  static async open(database: Database, clock: Clock, onFailure: (error: unknown) => void): Promise<ActivityLog> {
    const log = new ActivityLog(database, clock, onFailure);
    const [row] = await database.write('activities').max<{ latest: number | null }[]>({ latest: 'number' });
    log.#latest = row?.latest ?? 0;
    return log;
  }

  /** Changes that wait for the one before them. */
  get waitingCount(): number {
    return this.#waiting.length;
  }

  /** Number of the newest activity on disk; 0 before the first. */
  get latest(): number {
    return this.#latest;
  }

  /** The last change that the database did not take, though nothing was wrong with it; what came later may have fitted. */
  get failure(): StoreFailure | null {
    return this.#failure;
  }

  /**
   * Performs a change. If it throws, nothing of it remains, its numbers are given out again, and nobody hears.
   *
   * Changes that wait for the one before them become one transaction with it, each within a savepoint of its own: they
   * wait for the disk once. None is acknowledged or told before all of it is on disk.
   *
   * @param change Gets the transaction, through which all its queries must go, and the function that records.
   */
  write<T>(change: (trx: Knex, record: RecordActivity) => Promise<T> | T): Promise<T> {
    const settled = Promise.withResolvers<unknown>();
    this.#waiting.push({ change, settled });
    void this.#lane.run(() => this.#writeWaiting());
    // What is resolved is what the change returned.
    return settled.promise as Promise<T>;
  }

  async #writeWaiting(): Promise<void> {
    const first = this.#waiting.shift();
    if (!first) return; // One before has taken it along.
    const taken = [first];
    const written: Written[] = [];
    const startedMs = performance.now();
    try {
      await this.#database.write.transaction(async (trx) => {
        await takeWriteLock(trx);
        const beganMs = performance.now();
        written.push(await this.#perform(trx, first, this.#latest));
        while (this.#waiting.length > 0 && performance.now() - beganMs < longestGroupMs) {
          const next = this.#waiting.shift()!;
          taken.push(next);
          written.push(await this.#performApart(trx, next, this.#latest + countOf(written)));
        }
      });
    } catch (error) {
      const failure = storeFailure(error);
      if (failure) this.#failure = { sentence: failure.message, atMs: this.#clock.now() };
      for (const { settled } of taken) settled.reject(error);
      return;
    }
    this.onWritten(performance.now() - startedMs);
    for (const { activities, settle } of written) {
      this.#latest += activities.length;
      if (activities.length > 0) this.bus.publish(activities);
      settle();
    }
  }

  /** What throws here takes only itself back: the others of its transaction stay. */
  async #performApart(trx: Knex, waiting: Waiting, latest: number): Promise<Written> {
    try {
      return await trx.transaction((own) => this.#perform(own, waiting, latest));
    } catch (error) {
      return { activities: [], settle: () => waiting.settled.reject(error) };
    }
  }

  async #perform(trx: Knex, { change, settled }: Waiting, latest: number): Promise<Written> {
    const activities: Activity[] = [];
    const subjects: (string | null)[] = [];
    const at = new Date(this.#clock.now()).toISOString();
    const value = await change(trx, ({ subject = null, ventureId = defaultVentureId, ...entry }) => {
      const number = latest + activities.length + 1;
      subjects.push(subject);
      activities.push({ number, ventureId, ...entry, payload: { ...entry.payload }, at });
      return number;
    });
    const rows = activities.map((activity, index) => ({ ...toRow(activity), subject: subjects[index]! }));
    await insertRows(trx, 'activities', rows);
    return { activities, settle: () => settled.resolve(value) };
  }

  /**
   * The activities after a number, in order; by keyset, so a page costs the same anywhere in the log.
   *
   * @param limit Entries at most, >= 1.
   */
  async read(filter: LogFilter, since: number, limit: number): Promise<Activity[]> {
    const rows: ActivityRow[] = await this.#matching(filter, since).orderBy('number').limit(limit);
    return rows.map(fromRow);
  }

  /** How many activities there are after a number. */
  async count(filter: LogFilter, since: number): Promise<number> {
    const [row] = await this.#matching(filter, since).count<{ total: number }[]>({ total: '*' });
    return row?.total ?? 0;
  }

  /**
   * Takes activities out of the log that are about subjects which are gone themselves. Never the newest of all: its
   * number would be given a second time after a restart, and whoever has seen it would miss another.
   *
   * @param most Activities at most, >= 1: what a transaction may take out beside sessions that wait for theirs.
   * @returns Whether there may be more.
   */
  async forget(subjects: readonly string[], most: number): Promise<boolean> {
    return this.write(async (trx) => {
      const gone = trx('activities')
        .whereIn('subject', [...subjects])
        .andWhere('number', '<', this.#latest);
      const count = await trx('activities').whereIn('number', gone.limit(most).select('number')).delete();
      return count === most;
    });
  }

  #matching(filter: LogFilter, since: number): Knex.QueryBuilder {
    const query = this.#database.read('activities').where('number', '>', since);
    if (filter.sessionId !== undefined) void query.where('session_id', filter.sessionId);
    if (filter.subject !== undefined) void query.where('subject', filter.subject);
    if (filter.types !== undefined) void query.whereIn('type', [...filter.types]);
    if (filter.ventures !== undefined) void query.whereIn('venture_id', [...filter.ventures]);
    return query;
  }
}

const toRow = (activity: Activity) => ({
  number: activity.number,
  venture_id: activity.ventureId,
  session_id: activity.sessionId,
  type: activity.type,
  tick: activity.tick,
  payload: JSON.stringify(activity.payload),
  caused_by: activity.causedBy,
  at_ms: Date.parse(activity.at),
});

const fromRow = (row: ActivityRow): Activity => ({
  number: row.number,
  ventureId: row.venture_id,
  sessionId: row.session_id,
  type: row.type,
  tick: row.tick,
  payload: JSON.parse(row.payload) as Activity['payload'],
  causedBy: row.caused_by,
  at: new Date(row.at_ms).toISOString(),
});
