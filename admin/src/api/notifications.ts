import {
  NotificationPage,
  NotificationPreferences,
  type NotificationQuery,
  UnreadCount,
} from '../../../server/contract/notification.ts';
import { request } from './client.ts';

const path = '/api/notifications';
/** All that are kept for a reader. */
const drawerLimit = 200;

const change = (action: string, ventureId: string, body?: object) =>
  request(UnreadCount, `${path}/${action}`, { method: 'POST', query: { ventureId }, body });

/** The drawer of whoever asks: those of a venture, the newest first. */
export function fetchNotifications(ventureId: string): Promise<NotificationPage> {
  const query: Partial<NotificationQuery> = { ventureId, limit: drawerLimit };
  return request(NotificationPage, path, { query });
}

export const markRead = (ventureId: string, ids: readonly string[], isRead = true) =>
  change('read', ventureId, { ids, isRead });
export const markAllRead = (ventureId: string) => change('read-all', ventureId);
export const clearNotifications = (ventureId: string) => change('clear', ventureId);
export const snooze = (ventureId: string, ids: readonly string[], minutes: number) =>
  change('snooze', ventureId, { ids, minutes });

export const fetchNotificationPreferences = (ventureId: string) =>
  request(NotificationPreferences, `${path}/preferences`, { query: { ventureId } });
export const saveNotificationPreferences = (ventureId: string, body: NotificationPreferences) =>
  request(NotificationPreferences, `${path}/preferences`, { method: 'PUT', query: { ventureId }, body });
