/** Examples for the API's description. */
import type { NotificationPage } from '../../contract/notification.ts';

export const pageExample: NotificationPage = {
  items: [
    {
      id: '019f5a2c-9c30-7b61-a1d2-3e4f5a6b7c8d',
      ventureId: 'default',
      reader: null,
      kind: 'execution',
      level: 'warning',
      isCritical: false,
      title: 'Many executions of kind call fail',
      text: '5 of the last 8 executions of kind call have failed within the hour.',
      link: '/executions?kind=call&status=failed',
      count: 2,
      firstAt: '2026-11-21T09:00:00.000Z',
      lastAt: '2026-11-21T09:20:00.000Z',
      isRead: false,
      snoozedUntil: null,
      isQuiet: false,
      position: 12,
    },
  ],
  total: 1,
  unread: 1,
  limit: 50,
  offset: 0,
};
