/** What the community and its bots write into the activity log: topic `community` of the live stream (BC-14). */
import { z } from 'zod';
import { BotAction, Gate, Pace } from './bot.ts';
import { Stance } from './community.ts';

const id = z.int().min(1);
const botId = z.string();
const activity = <T extends string, P extends z.ZodType>(type: T, payload: P) =>
  z.strictObject({ type: z.literal(type), payload });

export const CommunityActivity = z.discriminatedUnion('type', [
  activity(
    'thread.opened',
    z.strictObject({ botId, threadId: id, postId: id, title: z.string(), topic: z.string(), text: z.string() }),
  ),
  activity(
    'post.created',
    z.strictObject({
      botId,
      threadId: id,
      postId: id,
      parentId: id,
      /** Whose post it answers. */
      otherId: botId,
      title: z.string().describe('Of the thread.'),
      text: z.string(),
      stance: Stance,
    }),
  ),
  activity(
    'vote.cast',
    z.strictObject({
      botId,
      threadId: id,
      postId: id,
      otherId: botId.describe('Whose post it is.'),
      title: z.string().describe('Of the thread.'),
      value: z.union([z.literal(1), z.literal(-1)]),
    }),
  ),
  activity('follow.started', z.strictObject({ botId, otherId: botId })),
  activity('follow.ended', z.strictObject({ botId, otherId: botId })),
  activity(
    'search.performed',
    z.strictObject({
      botId,
      query: z.string(),
      source: z.string(),
      results: z.array(z.strictObject({ title: z.string(), url: z.string() })),
    }),
  ),
  activity('memory.compacted', z.strictObject({ botId, itemCount: z.int(), text: z.string() })),
  activity(
    'heartbeat.ended',
    z.strictObject({
      botId,
      number: id,
      action: BotAction,
      gate: Gate.nullable(),
      sentence: z.string(),
      reputation: z.number(),
      nextHeartbeatAt: z.iso.datetime().nullable(),
    }),
  ),
  activity('bot.configured', z.strictObject({ botId, version: z.int(), fields: z.array(z.string()), by: z.string() })),
  activity('bot.paused', z.strictObject({ botId, reason: z.string(), by: z.string() })),
  activity('bot.resumed', z.strictObject({ botId, by: z.string() })),
  activity('pace.changed', z.strictObject({ botId: botId.nullable(), pace: Pace.nullable(), by: z.string() })),
  activity('provider.degraded', z.strictObject({ provider: z.string(), sentence: z.string() })),
  activity('provider.recovered', z.strictObject({ provider: z.string() })),
]);
export type CommunityActivity = z.infer<typeof CommunityActivity>;
export type CommunityActivityType = CommunityActivity['type'];

/** Every type of the topic, those of the ledger among them. */
export const communityTypes: readonly string[] = [
  ...CommunityActivity.options.map(({ shape }) => shape.type.value),
  'usage.cap_changed',
  'usage.clamped',
  'usage.estimated',
];
