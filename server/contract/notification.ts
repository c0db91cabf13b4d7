/** Notifications: the one way anything reaches a person (CO-8, CO-9). */
import { z } from 'zod';
import { ListQuery } from './page.ts';
import { defaultVentureId } from './vocabulary.ts';

const count = z.int().min(0);
const moment = z.iso.datetime();
const ventureId = z.string().min(1).max(40).default(defaultVentureId).describe('Of this venture.');
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'use hours and minutes, such as 22:00');

export const NotificationLevel = z
  .enum(['info', 'success', 'warning', 'error', 'coach_alert'])
  .meta({ id: 'NotificationLevel' });
export type NotificationLevel = z.infer<typeof NotificationLevel>;

export const NotificationKind = z.enum(['execution', 'cap', 'question', 'task', 'heartbeat', 'coach', 'session']).meta({
  id: 'NotificationKind',
  description: 'What it is about: preferences are kept per kind.',
});
export type NotificationKind = z.infer<typeof NotificationKind>;

export const Notification = z
  .strictObject({
    id: z.uuid(),
    ventureId: z.string(),
    reader: z.string().nullable().describe('Whom it is for; null: everybody of the venture.'),
    kind: NotificationKind,
    level: NotificationLevel,
    isCritical: z.boolean().describe('Cannot wait: quiet hours do not hold it back.'),
    title: z.string(),
    text: z.string(),
    link: z.string().nullable().describe('A path of the panel that shows what it is about.'),
    count: z.int().min(1).describe('How often it came: repeats are grouped.'),
    firstAt: moment,
    lastAt: moment,
    isRead: z.boolean().describe('By whoever asks.'),
    snoozedUntil: moment.nullable(),
    isQuiet: z
      .boolean()
      .describe(
        'It came in the quiet hours of whoever asks, or they want no toast for its kind: drawer only. Never a critical one.',
      ),
    position: z.int().min(1).describe('Its place among those of the venture; a repeat moves it to the end.'),
  })
  .meta({ id: 'Notification' });
export type Notification = z.infer<typeof Notification>;

export const NotificationPage = z
  .strictObject({
    items: z.array(Notification),
    total: count,
    unread: count.describe('Of all, whatever is asked for; snoozed ones do not count until they are back.'),
    limit: count,
    offset: count,
  })
  .meta({ id: 'NotificationPage', description: 'Newest first, at most the last 200 (CO-8).' });
export type NotificationPage = z.infer<typeof NotificationPage>;

export const NotificationQuery = ListQuery.extend({
  ventureId,
  state: z
    .enum(['all', 'unread', 'snoozed'])
    .default('all')
    .describe('unread: neither read nor snoozed. snoozed: those that are to come back.'),
  kind: NotificationKind.optional().describe('Of this kind.'),
});
export type NotificationQuery = z.infer<typeof NotificationQuery>;

/** Which venture's notifications are meant. */
export const OfVenture = z.strictObject({ ventureId });
export type OfVenture = z.infer<typeof OfVenture>;

export const MarkRead = z
  .strictObject({ ids: z.array(z.uuid()).min(1).max(200), isRead: z.boolean().default(true) })
  .meta({ id: 'MarkRead' });
export type MarkRead = z.infer<typeof MarkRead>;
export const Snooze = z
  .strictObject({ ids: z.array(z.uuid()).min(1).max(200), minutes: z.int().min(5).max(10_080) })
  .meta({ id: 'Snooze' });
export type Snooze = z.infer<typeof Snooze>;
export const UnreadCount = z
  .strictObject({
    unread: count.describe('Of the venture, now.'),
    changed: count.describe('How many it made a difference to.'),
  })
  .meta({ id: 'UnreadCount' });
export type UnreadCount = z.infer<typeof UnreadCount>;

export const Delivery = z.enum(['toast', 'drawer', 'off']).meta({
  id: 'Delivery',
  description:
    'toast: in the drawer and as a toast. drawer: without a toast. off: not at all. Critical ones come as a toast whatever is chosen.',
});
export type Delivery = z.infer<typeof Delivery>;
export const NotificationPreferences = z
  .strictObject({
    kinds: z.record(NotificationKind, Delivery),
    quietHours: z
      .strictObject({
        from: clock,
        to: clock,
        timeZone: z.string().min(1).max(60).describe('IANA name, such as Europe/Berlin.'),
      })
      .refine(({ from, to }) => from !== to, { path: ['to'], message: 'must differ from `from`' })
      .nullable()
      .describe('May go over midnight. Only critical ones make a toast then.'),
  })
  .meta({ id: 'NotificationPreferences' });
export type NotificationPreferences = z.infer<typeof NotificationPreferences>;

const about = <T extends string, P extends z.ZodType>(type: T, payload: P) =>
  z.strictObject({ type: z.literal(type), payload });
const Told = Notification.omit({ isRead: true, snoozedUntil: true, isQuiet: true });

/** Topic `notifications` of the stream. */
export const NotificationActivity = z.discriminatedUnion('type', [
  about('notification.raised', Told),
  /** The same again: it counts one more, and stands at the end. */
  about('notification.repeated', Told),
  /** What a reader did, so that their other panels agree; returned: what they had snoozed is back. */
  about(
    'notification.kept',
    z.strictObject({
      reader: z.string(),
      what: z.enum(['read', 'unread', 'cleared', 'snoozed', 'returned', 'preferences']),
      ids: z.array(z.uuid()),
    }),
  ),
]);
export type NotificationActivity = z.infer<typeof NotificationActivity>;
