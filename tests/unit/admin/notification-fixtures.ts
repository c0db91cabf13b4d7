import type { Notification } from '../../../server/contract/notification.ts';

const at = '2026-11-21T09:00:00.000Z';
let lastPosition = 0;

/** An unread one, without a toast's reasons to stay. */
export const notification = (changes: Partial<Notification> = {}): Notification => {
  lastPosition += 1;
  return {
    id: `019f5a2c-9c30-7b61-a1d2-${String(lastPosition).padStart(12, '0')}`,
    ventureId: 'default',
    reader: null,
    kind: 'execution',
    level: 'warning',
    isCritical: false,
    title: `Title ${lastPosition}`,
    text: 'Five of the last eight have failed within the hour.',
    link: '/executions?status=failed',
    count: 1,
    firstAt: at,
    lastAt: at,
    isRead: false,
    snoozedUntil: null,
    isQuiet: false,
    position: lastPosition,
    ...changes,
  };
};
