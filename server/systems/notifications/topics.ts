/** Topic `notifications` of the stream: what is told, and what readers did with it (CO-8). */
import { NotificationActivity } from '../../contract/notification.ts';
import type { TopicFamily } from '../../platform/live/topic-family.ts';

const topic = 'notifications';
const types: readonly string[] = NotificationActivity.options.map(({ shape }) => shape.type.value);
const known = new Set(types);

export const notificationTopics: TopicFamily = {
  has: (name) => name === topic,
  topicsOf: ({ type }) => (known.has(type) ? [topic] : []),
  filterOf: () => ({ types }),
};
