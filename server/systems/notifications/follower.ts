/**
 * Follows the activity log and tells people what concerns them. What it does and how far it has come are one
 * transaction: a restart misses nothing and doubles nothing.
 */
import type { Knex } from 'knex';
import type { Logger } from 'pino';
import type { Activity } from '../../contract/activity.ts';
import type { ActivityLog, RecordActivity } from '../../platform/activity/activity-log.ts';
import type { Notifications } from './service.ts';
import type { Bots, Consequence } from './sources.ts';
import { consequenceOf, followedTypes, runLength } from './sources.ts';
import { findCursor, writeCursor } from './store.ts';

const pageSize = 200;
/** How often it is kept how far it has come while nothing concerned anybody: a restart reads that much again. */
const saveEveryMs = 60_000;

export interface FollowedBots extends Bots {
  /** Whether all of the last so many heartbeats of a bot have failed, that of this number being the newest. */
  readonly haveFailed: (knex: Knex, botId: string, number: number, count: number) => Promise<boolean>;
}

export interface FollowerParts {
  readonly activityLog: ActivityLog;
  readonly read: Knex;
  readonly notifications: Notifications;
  readonly bots: FollowedBots;
  readonly log: Logger;
}

/** What is to come of an activity. */
interface Found {
  readonly consequence: Consequence;
  /** The activity's number. */
  readonly causedBy: number;
}

export class Follower {
  readonly #parts: FollowerParts;
  readonly #leave: () => void;
  /** Number of the last activity that was seen to. */
  #cursor: number;
  #savedCursor: number;
  #savedAtMs = 0;
  /** Something that concerns somebody may wait. */
  #isBehind = true;
  /** Something has come since the last look. */
  #hasMore = true;
  #catchingUp: Promise<void> | null = null;

  private constructor(parts: FollowerParts, cursor: number) {
    this.#parts = parts;
    this.#cursor = cursor;
    this.#savedCursor = cursor;
    this.#leave = parts.activityLog.bus.subscribe((activities) => this.#hear(activities));
  }

  /** Goes on where the last process ended; before the very first time nothing that was concerns anybody. */
  static async open(parts: FollowerParts): Promise<Follower> {
    const known = await findCursor(parts.read);
    if (known === null) await parts.activityLog.write((trx) => writeCursor(trx, parts.activityLog.latest));
    return new Follower(parts, known ?? parts.activityLog.latest);
  }

  /** Sees to what could not be seen to before, and keeps now and then how far it has come. */
  async beat(nowMs: number): Promise<void> {
    if (this.#isBehind) await this.catchUp();
    if (nowMs - this.#savedAtMs < saveEveryMs || this.#cursor === this.#savedCursor) return;
    this.#savedAtMs = nowMs;
    await this.#save();
  }

  /** Settles when everything that is on disk has been seen to. */
  async catchUp(): Promise<void> {
    this.#hasMore = true;
    this.#catchingUp ??= this.#readOn().finally(() => (this.#catchingUp = null));
    await this.#catchingUp;
  }

  async close(): Promise<void> {
    this.#leave();
    await this.#catchingUp?.catch(() => undefined);
    if (this.#cursor !== this.#savedCursor) await this.#save();
  }

  #hear(activities: readonly Activity[]): void {
    if (activities.some((activity) => this.#consequence(activity) !== null)) {
      this.#isBehind = true;
      this.catchUp().catch((error: unknown) =>
        this.#parts.log.error({ err: error }, 'Notifications could not be written'),
      );
    } else if (!this.#isBehind) this.#cursor = activities.at(-1)!.number;
  }

  async #readOn(): Promise<void> {
    const { activityLog } = this.#parts;
    while (this.#hasMore) {
      const { latest } = activityLog;
      const activities = await activityLog.read({ types: followedTypes }, this.#cursor, pageSize);
      this.#hasMore = activities.length === pageSize;
      const lastRead = activities.at(-1)?.number ?? 0;
      // What is not in a page that is not full concerns nobody.
      const upTo = this.#hasMore ? lastRead : Math.max(latest, lastRead);
      const found = activities.flatMap((activity): Found[] => {
        const consequence = this.#consequence(activity);
        return consequence === null ? [] : [{ consequence, causedBy: activity.number }];
      });
      if (found.length > 0) await activityLog.write((trx, record) => this.#see(trx, record, found, upTo));
      this.#cursor = upTo;
    }
    this.#isBehind = false;
  }

  async #see(trx: Knex, record: RecordActivity, found: readonly Found[], cursor: number): Promise<void> {
    const { notifications, bots } = this.#parts;
    for (const { consequence: one, causedBy } of found) {
      if (one.what === 'settle') await notifications.settle(trx, record, one);
      else if (one.what === 'tell' || (await bots.haveFailed(trx, one.botId, one.number, runLength)))
        await notifications.raise(trx, record, one.draft, causedBy);
    }
    await writeCursor(trx, cursor);
  }

  #consequence(activity: Activity): Consequence | null {
    const { bots, log } = this.#parts;
    try {
      return consequenceOf(activity, bots);
    } catch (error) {
      log.error({ err: error, activity: activity.number }, 'An activity could not be understood');
      return null;
    }
  }

  async #save(): Promise<void> {
    const cursor = this.#cursor;
    await this.#parts.activityLog.write((trx) => writeCursor(trx, cursor));
    this.#savedCursor = cursor;
  }
}
