/** Messages of the live stream at /ws/activity (PL-10); documented at /asyncapi.json from these schemas. */
import { z } from 'zod';
import { Activity } from './activity.ts';
import { Session } from './session.ts';

export const Topic = z
  .string()
  .regex(
    /^(sessions|community|executions|questions|outreach|coach|notifications|(session|execution|task):[A-Za-z0-9_-]{1,64})$/,
    'use `sessions`, `community`, `executions`, `questions`, `outreach`, `coach`, `notifications`, or `session:`, `execution:` or `task:` and the id of one',
  )
  .meta({
    id: 'Topic',
    description:
      '`sessions`: the life cycle of all sessions. `session:ID`: everything of one. `community`: what bots do, their settings and their budgets. `executions`: the life cycle of all executions. `execution:ID`: everything of one. `questions`: what bots ask people, and what becomes of it. `outreach`: tasks and their calls. `task:ID`: everything of one, the turns of its calls and its questions too. `coach`: what the coach found, and what people made of it. `notifications`: what readers are told, and what they did with it.',
  });

/** The topic of one session: all that guests of a share link may subscribe (PL-14). */
export const topicOfSession = (sessionId: string): string => `session:${sessionId}`;

export const ClientMessage = z
  .discriminatedUnion('type', [
    z.strictObject({
      type: z.literal('subscribe'),
      topic: Topic,
      since: z
        .int()
        .min(0)
        .optional()
        .describe('The last activity number already seen: all later ones follow, once and in order.'),
    }),
    z.strictObject({ type: z.literal('unsubscribe'), topic: Topic }),
    z.strictObject({ type: z.literal('ping') }),
  ])
  .meta({ id: 'ClientMessage' });
export type ClientMessage = z.infer<typeof ClientMessage>;

export const ServerMessage = z
  .discriminatedUnion('type', [
    z.strictObject({ type: z.literal('welcome'), latest: z.int().describe('The newest activity number.') }),
    z.strictObject({ type: z.literal('subscribed'), topic: Topic, latest: z.int() }),
    z.strictObject({ type: z.literal('unsubscribed'), topic: Topic }),
    z.strictObject({ type: z.literal('activity'), topic: Topic, activity: Activity }),
    z.strictObject({
      type: z.literal('lagging'),
      topic: Topic,
      droppedFrom: z.int().describe('Activities from this number on were not sent to this slow client.'),
    }),
    z.strictObject({
      type: z.literal('snapshot'),
      topic: Topic,
      latest: z.int().describe('The snapshot holds everything up to this activity; the stream goes on after it.'),
      sessions: z
        .array(Session)
        .describe('Of the topic’s sessions; none for any other topic, whose clients read the API again.'),
    }),
    z.strictObject({ type: z.literal('pong') }),
    z.strictObject({
      type: z.literal('error'),
      code: z
        .string()
        .describe(
          '`bad-message`, `too-many-subscriptions`, or `forbidden-topic`: a guest of a share link gets the topic of its session only.',
        ),
      message: z.string(),
    }),
  ])
  .meta({ id: 'ServerMessage' });
export type ServerMessage = z.infer<typeof ServerMessage>;

const topic = 'session:ses_k3vq7zt2mbxa';

/** An example of each message, by its type. */
export const messageExamples = {
  subscribe: { type: 'subscribe', topic, since: 4_711 },
  unsubscribe: { type: 'unsubscribe', topic },
  ping: { type: 'ping' },
  welcome: { type: 'welcome', latest: 4_711 },
  subscribed: { type: 'subscribed', topic, latest: 4_711 },
  unsubscribed: { type: 'unsubscribed', topic },
  activity: {
    type: 'activity',
    topic,
    activity: {
      number: 4_712,
      ventureId: 'default',
      sessionId: 'ses_k3vq7zt2mbxa',
      type: 'session.joined',
      tick: 31,
      payload: { attendeeCount: 4 },
      causedBy: null,
      at: '2026-11-21T09:00:31.000Z',
    },
  },
  lagging: { type: 'lagging', topic, droppedFrom: 4_713 },
  snapshot: { type: 'snapshot', topic: 'community', latest: 5_020, sessions: [] },
  pong: { type: 'pong' },
  error: {
    type: 'error',
    code: 'too-many-subscriptions',
    message: 'At most 64 topics a connection; unsubscribe one first.',
  },
} satisfies { [Type in (ClientMessage | ServerMessage)['type']]: (ClientMessage | ServerMessage) & { type: Type } };
