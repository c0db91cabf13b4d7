/** Notifications in words: kinds, levels, and how long one may be put aside. Pure (CO-8). */
import type {
  Delivery,
  Notification,
  NotificationKind,
  NotificationLevel,
} from '../../../../server/contract/notification.ts';
import type { Question } from '../../../../server/contract/question.ts';
import { plural } from '../../numbers.ts';

export const kindWords: Record<NotificationKind, { label: string; hint: string }> = {
  execution: { label: 'Executions', hint: 'Many of a kind fail within the hour.' },
  cap: { label: 'Caps', hint: 'A cap is about to be reached, or is.' },
  question: { label: 'Questions', hint: 'A bot asks you something; it is left open; it expires.' },
  task: { label: 'Tasks', hint: 'A task of yours is done, or has failed.' },
  heartbeat: { label: 'Heartbeats', hint: 'A bot fails three times in a row, or had to be paused.' },
  coach: { label: 'Coach', hint: 'What the coach finds and cannot wait for the morning.' },
  session: { label: 'Sessions', hint: 'A session has failed.' },
};

export const levelWords: Record<NotificationLevel, { label: string; icon: string; colour: string }> = {
  info: { label: 'Information', icon: 'i-lucide-info', colour: 'text-muted' },
  success: { label: 'Success', icon: 'i-lucide-circle-check', colour: 'text-high' },
  warning: { label: 'Warning', icon: 'i-lucide-triangle-alert', colour: 'text-low' },
  error: { label: 'Error', icon: 'i-lucide-octagon-alert', colour: 'text-critical' },
  coach_alert: { label: 'Coach', icon: 'i-lucide-lightbulb', colour: 'text-accent' },
};

export const deliveryWords: Record<Delivery, { label: string; hint: string }> = {
  toast: { label: 'Toast', hint: 'In the drawer, and as a toast' },
  drawer: { label: 'Drawer', hint: 'In the drawer only' },
  off: { label: 'Off', hint: 'Not at all; critical ones come all the same' },
};

/** When a morning begins for whoever puts something aside until tomorrow. Assumed. */
const morningHour = 8;

/** Minutes from a moment to 08:00 of the next day, by the clock of this browser. */
export function minutesUntilMorning(nowMs: number): number {
  const now = new Date(nowMs);
  const morning = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1, morningHour);
  return Math.ceil((morning.getTime() - nowMs) / 60_000);
}

export const snoozes: readonly { label: string; minutes: (nowMs: number) => number }[] = [
  { label: 'For 15 minutes', minutes: () => 15 },
  { label: 'For an hour', minutes: () => 60 },
  { label: 'Until tomorrow, 08:00', minutes: minutesUntilMorning },
];

export const isUnread = ({ isRead, snoozedUntil }: Notification) => !isRead && snoozedUntil === null;

/** Unread ones but for those that tell of a question which is open: that one counts already. */
export function unreadBeside(
  items: readonly Notification[],
  open: readonly Pick<Question, 'text' | 'taskId'>[],
): number {
  const isOfOpen = ({ kind, text, link }: Notification) =>
    kind === 'question' &&
    open.some(({ text: asked, taskId }) => text === asked && (taskId === null || link?.includes(taskId) === true));
  return items.filter((item) => isUnread(item) && !isOfOpen(item)).length;
}

/** What the bell says: one number, and what it is made of. */
export function bellWords(questionCount: number, unreadCount: number): { count: number; label: string } {
  const parts = [
    ...(questionCount > 0 ? [`${plural(questionCount, 'question')} waiting for you`] : []),
    ...(unreadCount > 0 ? [plural(unreadCount, 'unread notification')] : []),
  ];
  return { count: questionCount + unreadCount, label: parts.join(', ') || 'Nothing waits for you' };
}

/** One that does not go by itself: what failed, and what cannot wait, is closed by a person. */
export const stays = ({ isCritical, level }: Notification) => isCritical || level === 'error';
