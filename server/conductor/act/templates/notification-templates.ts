/**
 * Notifications: what attendees whose window is out of focus are sent (EC-10). A catalogue: long because it is a list.
 *
 * `{subject}` and `{keyword}` are slots that the caller fills. Ids are stable. A template promises nothing that a host
 * could not keep at any moment of a session.
 */

export type NotificationVariant = 'nudge' | 'recap';

export interface NotificationTemplate {
  readonly id: string;
  readonly variant: NotificationVariant;
  readonly text: string;
}

/** All notifications, grouped by variant. */
export const notificationTemplates = [
  {
    id: 'notification-nudge-now',
    variant: 'nudge',
    text: '{subject}: this is the part with {keyword}. Come back in?',
  },
  {
    id: 'notification-nudge-questions',
    variant: 'nudge',
    text: 'Questions are being answered now. Yours could be next.',
  },
  {
    id: 'notification-nudge-others',
    variant: 'nudge',
    text: 'People are talking about {keyword} in the chat. What do you say?',
  },
  {
    id: 'notification-nudge-still-there',
    variant: 'nudge',
    text: 'Still with us? The speaker would like to know what you think.',
  },
  {
    id: 'notification-nudge-short',
    variant: 'nudge',
    text: 'Two minutes on {keyword}, then you may go back to your mail.',
  },
  {
    id: 'notification-nudge-seat',
    variant: 'nudge',
    text: 'Your seat in “{subject}” is still warm.',
  },
  {
    id: 'notification-recap-where',
    variant: 'recap',
    text: 'You have missed a little: we are talking about {keyword} now. It is easy to catch up.',
  },
  {
    id: 'notification-recap-one-line',
    variant: 'recap',
    text: '{subject} in one line: it all turns on {keyword}. Back to the session?',
  },
  {
    id: 'notification-recap-thread',
    variant: 'recap',
    text: 'Lost the thread? Ask for a recap of {keyword} in the chat, others will thank you.',
  },
  {
    id: 'notification-recap-scroll',
    variant: 'recap',
    text: 'Catch up in a minute: the last questions and answers are in the chat.',
  },
  {
    id: 'notification-recap-next',
    variant: 'recap',
    text: 'The basics of {keyword} are covered; now it gets practical. A good moment to come back.',
  },
  {
    id: 'notification-recap-simple',
    variant: 'recap',
    text: 'No need to have followed everything: a fresh start on {keyword} is a click away.',
  },
] as const satisfies readonly NotificationTemplate[];
