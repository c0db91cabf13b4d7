/** Commands on notifications: raised or repeated, read, cleared, snoozed; each one transaction with what tells it. */
import { isDeepStrictEqual } from 'node:util';
import type { Knex } from 'knex';
import type {
  NotificationActivity,
  NotificationPage,
  NotificationPreferences,
  NotificationQuery,
  UnreadCount,
} from '../../contract/notification.ts';
import type { Clock } from '../../kernel/clock.ts';
import { ClaqueError } from '../../kernel/errors.ts';
import type { ActivityLog, RecordActivity } from '../../platform/activity/activity-log.ts';
import { newUuid } from '../../platform/database/uuid.ts';
import { isTimeZone } from './quiet-hours.ts';
import type { Mark, NotificationDraft } from './rules.ts';
import { isRepeatOf, isUnread, noMark, raised, shown } from './rules.ts';
import type { Drawer, Marked } from './store.ts';
import {
  drawerOf,
  findPreferences,
  hasVenture,
  isFirst,
  lastOfGroup,
  nextPosition,
  returningIds,
  wake,
  writeMarks,
  writeNotification,
  writePreferences,
} from './store.ts';

type Kept = Extract<NotificationActivity, { type: 'notification.kept' }>['payload'];

export class Notifications {
  readonly #activityLog: ActivityLog;
  readonly #read: Knex;
  readonly #clock: Clock;

  constructor({ activityLog, read, clock }: { activityLog: ActivityLog; read: Knex; clock: Clock }) {
    this.#activityLog = activityLog;
    this.#read = read;
    this.#clock = clock;
  }

  /**
   * Tells somebody something, as part of a transaction. The same group again is counted, moved to the end and unread,
   * as long as nobody has read the last or that was within the hour.
   *
   * @param causedBy Number of the activity that led to it; null where none did.
   */
  async raise(
    trx: Knex,
    record: RecordActivity,
    draft: NotificationDraft,
    causedBy: number | null = null,
  ): Promise<void> {
    const { ventureId, onceKey } = draft;
    const nowMs = this.#clock.now();
    if (onceKey !== undefined && !(await isFirst(trx, ventureId, onceKey, nowMs))) return;
    const last = await lastOfGroup(trx, draft);
    const before = last && isRepeatOf(last.state, last.isRead, nowMs) ? last.state : null;
    const position = await nextPosition(trx, ventureId);
    const { state, activity } = raised(draft, { id: newUuid(nowMs), position, nowMs, before });
    await writeNotification(trx, state);
    announce(record, ventureId, activity, causedBy);
  }

  /** The same in a transaction of its own. */
  async notify(draft: NotificationDraft): Promise<void> {
    await this.#activityLog.write((trx, record) => this.raise(trx, record, draft));
  }

  /** What a group told its reader has been seen to: nothing of it is left to read. */
  async settle(
    trx: Knex,
    record: RecordActivity,
    group: { ventureId: string; reader: string; groupKey: string },
  ): Promise<void> {
    const isOfGroup = ({ groupKey, reader }: Marked['state']) => groupKey === group.groupKey && reader === group.reader;
    await this.#change(trx, record, group, 'read', ({ state, mark }) => (isOfGroup(state) ? read(mark) : null));
  }

  /** The drawer of a reader: the last 200, newest first. */
  async page({ reader }: { reader: string }, query: NotificationQuery): Promise<NotificationPage> {
    const { ventureId, state, kind, limit, offset } = query;
    const all = await this.#shown(this.#read, { ventureId, reader });
    const isAsked = {
      all: () => true,
      unread: isUnread,
      snoozed: ({ snoozedUntil }: (typeof all)[number]) => snoozedUntil !== null,
    }[state];
    const items = all.filter((item) => isAsked(item) && (kind === undefined || item.kind === kind));
    const unread = all.filter(isUnread).length;
    return { items: items.slice(offset, offset + limit), total: items.length, unread, limit, offset };
  }

  /** Ids that are not in the drawer of the reader make no difference. */
  markRead(drawer: Drawer, ids: readonly string[], isRead: boolean): Promise<UnreadCount> {
    return this.#command(drawer, isRead ? 'read' : 'unread', (entry) =>
      ids.includes(entry.state.id) ? { ...read(entry.mark), isRead } : null,
    );
  }

  /** What is snoozed stays: it is to come back. */
  readAll(drawer: Drawer): Promise<UnreadCount> {
    return this.#command(drawer, 'read', ({ mark }) => (mark.snoozedUntilMs === null ? read(mark) : null));
  }

  /** Empties the drawer of the reader but for what is snoozed; nobody else's. */
  clear(drawer: Drawer): Promise<UnreadCount> {
    return this.#command(drawer, 'cleared', ({ mark }) =>
      mark.snoozedUntilMs === null ? { ...mark, isCleared: true } : null,
    );
  }

  snooze(drawer: Drawer, ids: readonly string[], minutes: number): Promise<UnreadCount> {
    const snoozedUntilMs = this.#clock.now() + minutes * 60_000;
    return this.#command(drawer, 'snoozed', ({ state }) =>
      ids.includes(state.id) ? { ...noMark, snoozedUntilMs } : null,
    );
  }

  preferences(drawer: Drawer): Promise<NotificationPreferences> {
    return findPreferences(this.#read, drawer);
  }

  /** @throws {ClaqueError} bad-request for a time zone that does not exist, not-found for a venture that does not. */
  async setPreferences(drawer: Drawer, preferences: NotificationPreferences): Promise<NotificationPreferences> {
    const { quietHours } = preferences;
    if (quietHours && !isTimeZone(quietHours.timeZone)) throw unknownTimeZone(quietHours.timeZone);
    await this.#activityLog.write(async (trx, record) => {
      if (!(await hasVenture(trx, drawer.ventureId)))
        throw new ClaqueError('not-found', `There is no venture “${drawer.ventureId}”.`);
      await writePreferences(trx, drawer, preferences);
      keep(record, drawer, 'preferences', []);
    });
    return preferences;
  }

  /** Brings back what was snoozed until now. */
  async beat(nowMs: number): Promise<void> {
    if ((await returningIds(this.#read, nowMs)).length === 0) return;
    await this.#activityLog.write(async (trx, record) => {
      for (const { drawer, ids } of await returningIds(trx, nowMs)) {
        await wake(trx, drawer, ids);
        keep(record, drawer, 'returned', ids);
      }
    });
  }

  async #shown(knex: Knex, drawer: Drawer) {
    const preferences = await findPreferences(knex, drawer);
    const nowMs = this.#clock.now();
    const marked = await drawerOf(knex, drawer, preferences);
    return marked.map(({ state, mark }) => shown(state, mark, preferences, nowMs));
  }

  /** Performs a reader's command, and says what is left to read. */
  async #command(drawer: Drawer, what: Kept['what'], change: (entry: Marked) => Mark | null): Promise<UnreadCount> {
    return this.#activityLog.write(async (trx, record) => {
      const changed = await this.#change(trx, record, drawer, what, change);
      return { unread: (await this.#shown(trx, drawer)).filter(isUnread).length, changed };
    });
  }

  /** @param change What becomes of the mark of an entry; null: it stays as it is. @returns How many changed. */
  async #change(
    trx: Knex,
    record: RecordActivity,
    drawer: Drawer,
    what: Kept['what'],
    change: (entry: Marked) => Mark | null,
  ): Promise<number> {
    const entries = await drawerOf(trx, drawer, await findPreferences(trx, drawer));
    const changed = entries.flatMap(({ state, mark }) => {
      const after = change({ state, mark });
      return after === null || isDeepStrictEqual(mark, after) ? [] : [{ state, mark: after }];
    });
    await writeMarks(trx, drawer.reader, changed);
    const ids = changed.map(({ state }) => state.id);
    if (ids.length > 0) keep(record, drawer, what, ids);
    return ids.length;
  }
}

/** Seen, and not to come back. */
const read = (mark: Mark): Mark => ({ ...mark, isRead: true, snoozedUntilMs: null });

function keep(record: RecordActivity, { ventureId, reader }: Drawer, what: Kept['what'], ids: readonly string[]): void {
  announce(record, ventureId, { type: 'notification.kept', payload: { reader, what, ids: [...ids] } }, null);
}

function announce(
  record: RecordActivity,
  ventureId: string,
  activity: NotificationActivity,
  causedBy: number | null,
): void {
  record({ sessionId: null, tick: null, causedBy, ventureId, ...activity });
}

function unknownTimeZone(name: string): ClaqueError {
  const field = 'body.quietHours.timeZone';
  const message = `“${name}” is no time zone; use an IANA name, such as Europe/Berlin`;
  return new ClaqueError('bad-request', `${field}: ${message}`, { fields: [{ field, message }] });
}
