/** What is one notification and what is a repeat of it, and how each reader sees it. Pure functions. */
import type {
  Delivery,
  Notification,
  NotificationActivity,
  NotificationKind,
  NotificationPreferences,
} from '../../contract/notification.ts';
import { NotificationKind as kinds } from '../../contract/notification.ts';
import { plainText } from '../../language/clean-text.ts';
import { isInQuietHours } from './quiet-hours.ts';

/** As many are kept for each reader, and for everybody of a venture (CO-8). */
export const mostKept = 200;

/**
 * The same again within an hour of the last time is a repeat even if that was read: whoever has just seen it need not
 * be told anew. Longer would hide that something began again; shorter would fill the drawer. Assumed.
 */
const repeatMs = 3_600_000;

const longest = { title: 120, text: 500, key: 200 } as const;

/** What somebody is to be told. Its texts may come from models or people: they are made plain and bounded. */
export interface NotificationDraft {
  readonly ventureId: string;
  /** Whom it is for; null: everybody of the venture. */
  readonly reader: string | null;
  readonly kind: NotificationKind;
  readonly level: Notification['level'];
  /** Cannot wait: neither quiet hours nor preferences hold its toast back. */
  readonly isCritical: boolean;
  readonly title: string;
  readonly text: string;
  /** A path of the panel, such as /outreach?task=ID. */
  readonly link: string | null;
  /** What is one and the same: repeats are counted, not listed. */
  readonly groupKey: string;
  /** Said once only under this key, whatever has become of it since; for as long as keys are kept, a week. */
  readonly onceKey?: string;
}

/** A notification as it is kept. Times are ms since 1970. */
export interface NotificationState extends Omit<NotificationDraft, 'onceKey'> {
  readonly id: string;
  readonly count: number;
  readonly firstAtMs: number;
  readonly lastAtMs: number;
  readonly position: number;
}

/** What a reader did with it. */
export interface Mark {
  readonly isRead: boolean;
  readonly isCleared: boolean;
  readonly snoozedUntilMs: number | null;
}

export const noMark: Mark = { isRead: false, isCleared: false, snoozedUntilMs: null };

/** Questions come up by themselves wherever somebody is in the panel: a toast beside them would say it twice. */
const standardOf = (kind: NotificationKind): Delivery => (kind === 'question' ? 'drawer' : 'toast');

/** What holds until a reader says otherwise. */
export const standardPreferences: NotificationPreferences = {
  kinds: Object.fromEntries(kinds.options.map((kind) => [kind, standardOf(kind)])) as NotificationPreferences['kinds'],
  quietHours: null,
};

/** The notification that a draft becomes: a new one, or with `before` a repeat of that, moved to the end. */
export function raised(
  { onceKey: _, ...draft }: NotificationDraft,
  known: { id: string; position: number; nowMs: number; before?: NotificationState | null },
): { state: NotificationState; activity: NotificationActivity } {
  const { id, position, nowMs, before } = known;
  const state: NotificationState = {
    ...draft,
    title: plainText(draft.title, longest.title).replace(/\s+/g, ' '),
    text: plainText(draft.text, longest.text),
    groupKey: draft.groupKey.slice(0, longest.key),
    id: before?.id ?? id,
    count: (before?.count ?? 0) + 1,
    firstAtMs: before?.firstAtMs ?? nowMs,
    lastAtMs: Math.max(before?.lastAtMs ?? 0, nowMs),
    position,
  };
  const type = before ? 'notification.repeated' : 'notification.raised';
  return { state, activity: { type, payload: told(state) } };
}

/** Whether the same again repeats the last of its group. @param isRead Whether somebody has read that. */
export const isRepeatOf = (last: NotificationState, isRead: boolean, nowMs: number): boolean =>
  !isRead || nowMs - last.lastAtMs < repeatMs;

/** What a repeat does to what a reader did: it is unread and back in the drawer; what is snoozed stays so. */
export const afterRepeat = ({ snoozedUntilMs }: Mark): Mark => ({ ...noMark, snoozedUntilMs });

/** How a reader sees it. */
export function shown(
  state: NotificationState,
  { isRead, snoozedUntilMs }: Mark,
  { kinds: deliveries, quietHours }: NotificationPreferences,
  nowMs: number,
): Notification {
  const isSnoozed = snoozedUntilMs !== null && snoozedUntilMs > nowMs;
  const isHeldBack = deliveries[state.kind] !== 'toast' || isInQuietHours(quietHours, state.lastAtMs);
  return {
    ...told(state),
    isRead: isRead && !isSnoozed,
    snoozedUntil: isSnoozed ? isoOf(snoozedUntilMs) : null,
    isQuiet: isHeldBack && !state.isCritical,
  };
}

export const isUnread = ({ isRead, snoozedUntil }: Notification): boolean => !isRead && snoozedUntil === null;

function told({ groupKey: _, firstAtMs, lastAtMs, ...state }: NotificationState) {
  return { ...state, firstAt: isoOf(firstAtMs), lastAt: isoOf(lastAtMs) };
}

const isoOf = (atMs: number): string => new Date(atMs).toISOString();
