/** Routes of notifications: each reader sees to their own. A list of declarations. */
import {
  MarkRead,
  NotificationPage,
  NotificationPreferences,
  NotificationQuery,
  OfVenture,
  Snooze,
  UnreadCount,
} from '../../contract/notification.ts';
import type { Route, RouteAccess } from '../../platform/http/route.ts';
import { defineRoute, ok } from '../../platform/http/route.ts';
import { pageExample } from './examples.ts';
import { standardPreferences } from './rules.ts';
import type { Notifications } from './service.ts';

const tags = ['notifications'];
const ids = pageExample.items.map(({ id }) => id);
const preferencesExample: NotificationPreferences = {
  ...standardPreferences,
  quietHours: { from: '22:00', to: '07:00', timeZone: 'Europe/Berlin' },
};

/** What somebody has read is their own matter: whoever may look may do it. */
const access: RouteAccess<unknown, OfVenture, unknown> = {
  right: 'read',
  ventureOf: ({ query: { ventureId } }) => ventureId,
};
const responses = {
  200: {
    description: 'How many are left to read, and how many it made a difference to.',
    schema: UnreadCount,
    example: { unread: 3, changed: 1 },
  },
};

export const notificationRoutes = (notifications: Notifications): Route[] => [
  ...drawerRoutes(notifications),
  ...preferenceRoutes(notifications),
];

function drawerRoutes(notifications: Notifications): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/notifications',
      summary: 'Notifications of whoever asks',
      description:
        'Those put to them and those put to everybody of the venture, newest first, the last 200 but for what they cleared or switched off. Topic `notifications` of the stream says when to look again.',
      tags,
      access,
      query: NotificationQuery,
      responses: { 200: { description: 'A page of them.', schema: NotificationPage, example: pageExample } },
      handle: async ({ query, caller }) => ok(await notifications.page({ reader: caller.id }, query)),
    }),
    defineRoute({
      method: 'post',
      path: '/api/notifications/read',
      summary: 'Mark notifications as read, or as unread',
      description: 'For whoever asks; others have their own marks. Ids that are not in their drawer change nothing.',
      tags,
      access,
      query: OfVenture,
      body: MarkRead,
      bodyExample: { ids, isRead: true },
      responses,
      handle: async ({ query: { ventureId }, body, caller: { id: reader } }) =>
        ok(await notifications.markRead({ ventureId, reader }, body.ids, body.isRead)),
    }),
    defineRoute({
      method: 'post',
      path: '/api/notifications/read-all',
      summary: 'Mark all notifications as read',
      description: 'For whoever asks. What is snoozed stays: it is to come back.',
      tags,
      access,
      query: OfVenture,
      responses,
      handle: async ({ query: { ventureId }, caller: { id: reader } }) =>
        ok(await notifications.readAll({ ventureId, reader })),
    }),
    defineRoute({
      method: 'post',
      path: '/api/notifications/clear',
      summary: 'Empty the drawer',
      description:
        'Of whoever asks, nobody else’s. What is snoozed stays, and what comes again while it counts as a repeat comes back.',
      tags,
      access,
      query: OfVenture,
      responses,
      handle: async ({ query: { ventureId }, caller: { id: reader } }) =>
        ok(await notifications.clear({ ventureId, reader })),
    }),
    defineRoute({
      method: 'post',
      path: '/api/notifications/snooze',
      summary: 'Put notifications aside for a while',
      description: 'They do not count until they are back, unread: 5 minutes to a week. Marking them as read ends it.',
      tags,
      access,
      query: OfVenture,
      body: Snooze,
      bodyExample: { ids, minutes: 60 },
      responses,
      handle: async ({ query: { ventureId }, body, caller: { id: reader } }) =>
        ok(await notifications.snooze({ ventureId, reader }, body.ids, body.minutes)),
    }),
  ];
}

function preferenceRoutes(notifications: Notifications): Route[] {
  const answers = {
    200: { description: 'What holds for them.', schema: NotificationPreferences, example: preferencesExample },
  };
  return [
    defineRoute({
      method: 'get',
      path: '/api/notifications/preferences',
      summary: 'How whoever asks wants to be told',
      description: 'By kind, and their quiet hours; kept for each reader and venture.',
      tags,
      access,
      query: OfVenture,
      responses: answers,
      handle: async ({ query: { ventureId }, caller: { id: reader } }) =>
        ok(await notifications.preferences({ ventureId, reader })),
    }),
    defineRoute({
      method: 'put',
      path: '/api/notifications/preferences',
      summary: 'Set how whoever asks wants to be told',
      description:
        'All kinds at once. In quiet hours, by the clock of the time zone given, only critical ones make a toast.',
      tags,
      access,
      query: OfVenture,
      body: NotificationPreferences,
      bodyExample: preferencesExample,
      responses: answers,
      errors: ['not-found'],
      handle: async ({ query: { ventureId }, body, caller: { id: reader } }) =>
        ok(await notifications.setPreferences({ ventureId, reader }, body)),
    }),
  ];
}
