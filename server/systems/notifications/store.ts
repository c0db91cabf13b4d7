/** Notifications in the database: rows in, rows out. */
import type { Knex } from 'knex';
import type { NotificationPreferences } from '../../contract/notification.ts';
import { insertRows, upsertRows } from '../../platform/database/rows.ts';
import type { Mark, NotificationState } from './rules.ts';
import { afterRepeat, mostKept, noMark, standardPreferences } from './rules.ts';

/** How long it is known what was said once. */
const onceLifeMs = 7 * 86_400_000;

interface NotificationRow {
  id: string;
  venture_id: string;
  reader: string | null;
  kind: NotificationState['kind'];
  level: NotificationState['level'];
  is_critical: number;
  title: string;
  text: string;
  link: string | null;
  group_key: string;
  count: number;
  first_at_ms: number;
  last_at_ms: number;
  position: number;
}

interface MarkRow {
  notification_id: string;
  reader: string;
  is_read: number;
  is_cleared: number;
  snoozed_until_ms: number | null;
}

/** Whose drawer it is. */
export interface Drawer {
  readonly ventureId: string;
  readonly reader: string;
}

export interface Marked {
  readonly state: NotificationState;
  readonly mark: Mark;
}

const stateOf = (row: NotificationRow): NotificationState => ({
  id: row.id,
  ventureId: row.venture_id,
  reader: row.reader,
  kind: row.kind,
  level: row.level,
  isCritical: row.is_critical === 1,
  title: row.title,
  text: row.text,
  link: row.link,
  groupKey: row.group_key,
  count: row.count,
  firstAtMs: row.first_at_ms,
  lastAtMs: row.last_at_ms,
  position: row.position,
});

const rowOf = (state: NotificationState) => ({
  id: state.id,
  venture_id: state.ventureId,
  reader: state.reader,
  kind: state.kind,
  level: state.level,
  is_critical: state.isCritical,
  title: state.title,
  text: state.text,
  link: state.link,
  group_key: state.groupKey,
  count: state.count,
  first_at_ms: state.firstAtMs,
  last_at_ms: state.lastAtMs,
  position: state.position,
});

const markOf = (row: Omit<MarkRow, 'notification_id' | 'reader'>): Mark => ({
  isRead: row.is_read === 1,
  isCleared: row.is_cleared === 1,
  snoozedUntilMs: row.snoozed_until_ms,
});

const markRow = (id: string, reader: string, mark: Mark) => ({
  notification_id: id,
  reader,
  is_read: mark.isRead,
  is_cleared: mark.isCleared,
  snoozed_until_ms: mark.snoozedUntilMs,
});

/** What is in a reader's drawer, newest first: neither cleared nor of a kind that they have switched off (CO-8). */
export async function drawerOf(
  knex: Knex,
  { ventureId, reader }: Drawer,
  { kinds }: NotificationPreferences,
): Promise<Marked[]> {
  const off = Object.entries(kinds).flatMap(([kind, delivery]) => (delivery === 'off' ? [kind] : []));
  const rows: (NotificationRow & Omit<MarkRow, 'notification_id' | 'reader'>)[] = await knex('notifications as n')
    .leftJoin('notification_marks as m', (join) =>
      join.on('m.notification_id', 'n.id').andOn('m.reader', knex.raw('?', [reader])),
    )
    .where('n.venture_id', ventureId)
    .andWhere((own) => own.whereNull('n.reader').orWhere('n.reader', reader))
    .andWhereRaw('coalesce(m.is_cleared, 0) = 0')
    .andWhere((wanted) => wanted.whereNotIn('n.kind', off).orWhere('n.is_critical', 1))
    .orderBy('n.position', 'desc')
    .limit(mostKept)
    .select('n.*', 'm.is_read', 'm.is_cleared', 'm.snoozed_until_ms');
  return rows.map((row) => ({ state: stateOf(row), mark: row.is_read === null ? noMark : markOf(row) }));
}

/** The newest of a group, and whether anybody has read it. */
export async function lastOfGroup(
  trx: Knex,
  { ventureId, reader, groupKey }: Pick<NotificationState, 'ventureId' | 'reader' | 'groupKey'>,
): Promise<{ state: NotificationState; isRead: boolean } | null> {
  const row: NotificationRow | undefined = await trx('notifications')
    .where({ venture_id: ventureId, group_key: groupKey, reader })
    .orderBy('position', 'desc')
    .first();
  if (!row) return null;
  const read = await trx('notification_marks')
    .where({ notification_id: row.id })
    .andWhere((seen) => seen.where({ is_read: 1 }).orWhere({ is_cleared: 1 }))
    .first('reader');
  return { state: stateOf(row), isRead: read !== undefined };
}

export async function nextPosition(trx: Knex, ventureId: string): Promise<number> {
  const [row] = await trx('notifications')
    .where({ venture_id: ventureId })
    .max<{ last: number | null }[]>({ last: 'position' });
  return (row?.last ?? 0) + 1;
}

/** Writes it as it is now, forgets what readers did with it before, and lets the oldest beyond the last 200 go. */
export async function writeNotification(trx: Knex, state: NotificationState): Promise<void> {
  const { id, ventureId, reader } = state;
  await upsertRows(trx, 'notifications', ['id'], [rowOf(state)]);
  const marks: MarkRow[] = await trx('notification_marks').where({ notification_id: id });
  const after = marks.map((row) => markRow(id, row.reader, afterRepeat(markOf(row))));
  await upsertRows(trx, 'notification_marks', ['notification_id', 'reader'], after);
  const kept = trx('notifications')
    .where({ venture_id: ventureId, reader })
    .orderBy('position', 'desc')
    .limit(mostKept)
    .select('id');
  await trx('notifications').where({ venture_id: ventureId, reader }).whereNotIn('id', kept).delete();
}

export async function writeMarks(trx: Knex, reader: string, marked: readonly Marked[]): Promise<void> {
  const rows = marked.map(({ state, mark }) => markRow(state.id, reader, mark));
  await upsertRows(trx, 'notification_marks', ['notification_id', 'reader'], rows);
}

/** Ids of what readers have snoozed until a moment that has come, by drawer. */
export async function returningIds(knex: Knex, nowMs: number): Promise<{ drawer: Drawer; ids: string[] }[]> {
  const rows: { id: string; venture_id: string; reader: string }[] = await knex('notification_marks as m')
    .join('notifications as n', 'n.id', 'm.notification_id')
    .where('m.snoozed_until_ms', '<=', nowMs)
    .orderBy(['m.snoozed_until_ms', 'n.position'])
    .select('n.id', 'n.venture_id', 'm.reader');
  const byDrawer = Map.groupBy(rows, ({ venture_id: ventureId, reader }) => JSON.stringify([ventureId, reader]));
  return [...byDrawer.values()].map((group) => ({
    drawer: { ventureId: group[0]!.venture_id, reader: group[0]!.reader },
    ids: group.map(({ id }) => id),
  }));
}

export async function wake(trx: Knex, { reader }: Drawer, ids: readonly string[]): Promise<void> {
  await trx('notification_marks')
    .where({ reader })
    .whereIn('notification_id', [...ids])
    .update({ snoozed_until_ms: null, is_read: 0 });
}

export async function findPreferences(knex: Knex, { ventureId, reader }: Drawer): Promise<NotificationPreferences> {
  const row: { preferences: string } | undefined = await knex('notification_preferences')
    .where({ venture_id: ventureId, reader })
    .first('preferences');
  return row ? (JSON.parse(row.preferences) as NotificationPreferences) : standardPreferences;
}

export const hasVenture = async (knex: Knex, id: string): Promise<boolean> =>
  (await knex('ventures').where({ id }).first('id')) !== undefined;

export async function writePreferences(
  trx: Knex,
  { ventureId, reader }: Drawer,
  preferences: NotificationPreferences,
): Promise<void> {
  const row = { venture_id: ventureId, reader, preferences: JSON.stringify(preferences) };
  await upsertRows(trx, 'notification_preferences', ['venture_id', 'reader'], [row]);
}

/** Whether something is said under a key for the first time; from now on it is not. */
export async function isFirst(trx: Knex, ventureId: string, onceKey: string, nowMs: number): Promise<boolean> {
  const key = { venture_id: ventureId, once_key: onceKey };
  if (await trx('notification_once').where(key).first('at_ms')) return false;
  await trx('notification_once')
    .where('at_ms', '<', nowMs - onceLifeMs)
    .delete();
  await insertRows(trx, 'notification_once', [{ ...key, at_ms: nowMs }]);
  return true;
}

/** Up to which activity the log has been followed; null before the first time. */
export async function findCursor(knex: Knex): Promise<number | null> {
  const row: { number: number } | undefined = await knex('notification_cursor').first('number');
  return row?.number ?? null;
}

export async function writeCursor(trx: Knex, number: number): Promise<void> {
  const changedCount: number = await trx('notification_cursor').update({ number });
  if (changedCount === 0) await insertRows(trx, 'notification_cursor', [{ number }]);
}
