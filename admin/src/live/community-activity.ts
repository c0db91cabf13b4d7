/** What an activity of the community means for what the panel has cached. Pure. */
import type { Activity } from '../../../server/contract/activity.ts';
import type { BotSummary } from '../../../server/contract/bot.ts';
import { CommunityActivity } from '../../../server/contract/community-activity.ts';
import type { Page } from '../../../server/contract/page.ts';
import { UsageActivity } from '../../../server/contract/usage.ts';

/** An activity of a type the panel knows, with its payload parsed. */
export type KnownCommunityActivity = (CommunityActivity | UsageActivity) & Pick<Activity, 'number' | 'causedBy' | 'at'>;

const communityTypes = new Set<string>(CommunityActivity.options.map(({ shape }) => shape.type.value));
const usageTypes = new Set<string>(UsageActivity.options.map(({ shape }) => shape.type.value));

/** Parses an activity's payload by its type; null for a type of a newer server, which an older panel passes over. */
export function toCommunityActivity({ type, payload, number, causedBy, at }: Activity): KnownCommunityActivity | null {
  const schema = communityTypes.has(type) ? CommunityActivity : usageTypes.has(type) ? UsageActivity : null;
  const parsed = schema?.safeParse({ type, payload });
  return parsed?.success ? { ...parsed.data, number, causedBy, at } : null;
}

/** Two lists of activities as one: oldest first, each once. */
export function joined(
  known: readonly KnownCommunityActivity[],
  more: readonly KnownCommunityActivity[],
): KnownCommunityActivity[] {
  const byNumber = new Map([...known, ...more].map((activity) => [activity.number, activity]));
  return [...byNumber.values()].toSorted((one, other) => one.number - other.number);
}

/** Beginnings of the keys of what an activity makes stale; `['bot', id]` stands for everything about one bot. */
export type StaleKey = readonly (string | number)[];

export function staleKeys(activity: KnownCommunityActivity): StaleKey[] {
  const { type, payload } = activity;
  switch (type) {
    case 'thread.opened':
      return [['threads'], ['posts', payload.botId], ['graph'], ...spentKeys(payload.botId)];
    case 'post.created':
      return [
        ['threads'],
        ['thread', payload.threadId],
        ['posts', payload.botId],
        ['posts', payload.otherId],
        ['graph'],
        ...spentKeys(payload.botId),
      ];
    case 'vote.cast':
      return [['threads'], ['thread', payload.threadId], ['posts', payload.otherId], ['votes', payload.postId]];
    case 'follow.started':
    case 'follow.ended':
      return [['follows'], ['graph']];
    case 'heartbeat.ended':
      // Only what asked a model can have spent something; what was written says so itself.
      return [
        ...['profile', 'heartbeats', 'memory'].map((part) => ['bot', payload.botId, part]),
        ['stats', payload.botId],
        ...(payload.gate === 'model' ? spentKeys(payload.botId) : []),
      ];
    case 'search.performed':
      return [['bot', payload.botId, 'memory']];
    case 'memory.compacted':
      return [['bot', payload.botId, 'memory'], ...spentKeys(payload.botId)];
    case 'bot.configured':
    case 'bot.paused':
    case 'bot.resumed':
      return [['bots'], ['bot', payload.botId]];
    case 'pace.changed':
      return [['bots'], ['pace'], payload.botId === null ? ['bot'] : ['bot', payload.botId]];
    case 'provider.degraded':
    case 'provider.recovered':
      return [['bots'], ['bot'], ['providers']];
    case 'usage.cap_changed':
    case 'usage.clamped':
    case 'usage.estimated':
      return [['bots'], ['bot'], ['caps'], ['stats']];
  }
}

/** What is left of the day's budget, of all and of one bot. */
const spentKeys = (botId: string): StaleKey[] => [['caps'], ['bot', botId, 'cap']];

/** Everything of the community: what is read again after a snapshot, or while the stream is down. */
export const communityKeys: readonly StaleKey[] = [
  'bots',
  'bot',
  'threads',
  'thread',
  'posts',
  'votes',
  'follows',
  'graph',
  'stats',
  'caps',
  'pace',
  'providers',
].map((key) => [key]);

/** The list of bots after an activity; the same object if it says nothing about them. */
export function patchBots(bots: Page<BotSummary>, activity: KnownCommunityActivity): Page<BotSummary> {
  const changes = changesOf(activity);
  if (changes.size === 0) return bots;
  return {
    ...bots,
    items: bots.items.map((bot) => {
      const change = changes.get(bot.id);
      return change ? { ...bot, ...change(bot) } : bot;
    }),
  };
}

type Change = (bot: BotSummary) => Partial<BotSummary>;

function changesOf({ type, payload, at }: KnownCommunityActivity): Map<string, Change> {
  switch (type) {
    case 'thread.opened':
      return new Map([[payload.botId, (bot) => ({ threadCount: bot.threadCount + 1 })]]);
    case 'post.created':
      return new Map([[payload.botId, (bot) => ({ replyCount: bot.replyCount + 1 })]]);
    case 'vote.cast':
      return new Map([[payload.botId, (bot) => ({ voteCount: bot.voteCount + 1 })]]);
    case 'follow.started':
    case 'follow.ended':
      return followChanges(payload, type === 'follow.started' ? 1 : -1);
    case 'heartbeat.ended': {
      const { action, sentence, reputation, nextHeartbeatAt, gate } = payload;
      return new Map([
        [
          payload.botId,
          (bot) => ({
            lastAction: action,
            lastSentence: sentence,
            lastHeartbeatAt: at,
            heartbeatCount: bot.heartbeatCount + 1,
            reputation,
            nextHeartbeatAt,
            ...(gate === 'cap' ? { status: 'capped' as const, statusReason: sentence } : {}),
          }),
        ],
      ]);
    }
    default:
      return new Map();
  }
}

const followChanges = ({ botId, otherId }: { botId: string; otherId: string }, by: 1 | -1) =>
  new Map<string, Change>([
    [botId, (bot) => ({ followingCount: Math.max(0, bot.followingCount + by) })],
    [otherId, (bot) => ({ followerCount: Math.max(0, bot.followerCount + by) })],
  ]);
