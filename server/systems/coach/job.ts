/** When the coach looks: every venture once a day at 06:00 of its own, whatever the server and the clock do (CO-1). */
import type { Knex } from 'knex';
import type { Logger } from 'pino';
import type { ActivityLog } from '../../platform/activity/activity-log.ts';
import type { Insights } from './insight.ts';
import { latestMorning } from './local-day.ts';
import type { CoachedVenture } from './store.ts';
import { coachedSince, newestDailyDay } from './store.ts';

/** How often it is looked whether something is due. */
const lookMs = 60_000;
/** Later than this after the morning it was not there in time: it catches up. */
const punctualMs = 3_600_000;
/** After a failure it is tried again no sooner than this. Assumed: what broke is seldom whole within a minute. */
const retryMs = 5 * 60_000;

export interface InsightJobParts {
  readonly read: Knex;
  readonly activityLog: ActivityLog;
  readonly log: Logger;
  readonly insights: Pick<Insights, 'run'>;
  readonly ventures: () => Promise<readonly CoachedVenture[]>;
  /** Whatever else there is to do once a minute for a venture. */
  readonly everyMinute: (venture: CoachedVenture, nowMs: number) => Promise<void>;
}

export class InsightJob {
  readonly #parts: InsightJobParts;
  readonly #failedAtMs = new Map<string, number>();
  /** The day that is settled for a venture, whether its insight was found or it had no morning to miss. */
  readonly #settledDay = new Map<string, string>();
  #lookedAtMs = -Infinity;

  constructor(parts: InsightJobParts) {
    this.#parts = parts;
  }

  /** Begins to look after the ventures that there are: the next morning is the first that they can miss. */
  async open(nowMs: number): Promise<void> {
    const ventures = await this.#parts.ventures();
    await this.#parts.activityLog.write(async (trx) => {
      for (const { id } of ventures) await coachedSince(trx, id, nowMs);
    });
  }

  /** Called on each beat. A clock that goes back is looked at at once. */
  async beat(nowMs: number): Promise<void> {
    const sinceMs = nowMs - this.#lookedAtMs;
    if (sinceMs >= 0 && sinceMs < lookMs) return;
    this.#lookedAtMs = nowMs;
    for (const venture of await this.#parts.ventures()) {
      await this.#guarded(`${venture.id} daily`, () => this.#daily(venture, nowMs), nowMs);
      await this.#guarded(`${venture.id} minute`, () => this.#parts.everyMinute(venture, nowMs), nowMs);
    }
  }

  async #daily(venture: CoachedVenture, nowMs: number): Promise<void> {
    const { read, insights } = this.#parts;
    const { day, atMs } = latestMorning(nowMs, venture.timeZone);
    if (this.#settledDay.get(venture.id) === day) return;
    const newest = await newestDailyDay(read, venture.id);
    // Never an earlier day after a later one: a clock that goes back brings no day again.
    const isDue = newest === null ? await this.#wasThere(venture, atMs, nowMs) : newest < day;
    const trigger = nowMs - atMs < punctualMs ? 'daily' : 'caught_up';
    if (isDue) await insights.run(venture, { trigger, by: 'server', day });
    this.#settledDay.set(venture.id, day);
  }

  /** Whether the coach looked after the venture already that morning: what came later has not missed it. */
  async #wasThere({ id }: CoachedVenture, morningMs: number, nowMs: number): Promise<boolean> {
    const sinceMs = await this.#parts.activityLog.write((trx) => coachedSince(trx, id, nowMs));
    return sinceMs <= morningMs;
  }

  /** One venture's failure must not keep the others from their morning. */
  async #guarded(id: string, work: () => Promise<void>, nowMs: number): Promise<void> {
    const failedAtMs = this.#failedAtMs.get(id);
    if (failedAtMs !== undefined && nowMs >= failedAtMs && nowMs - failedAtMs < retryMs) return;
    try {
      await work();
      this.#failedAtMs.delete(id);
    } catch (error) {
      this.#failedAtMs.set(id, nowMs);
      this.#parts.log.error({ err: error, job: id }, 'The coach could not look; it tries again');
    }
  }
}
