/** The list of bots: which are shown, in which order, and how they are exported. Pure. */
import type { BotStatus, BotSummary } from '../../../../server/contract/bot.ts';
import { toCsv } from '../../csv.ts';

export const botSorts = {
  name: 'Name',
  reputation: 'Reputation',
  activity: 'Last heartbeat',
  next: 'Next heartbeat',
} as const;
export type BotSort = keyof typeof botSorts;

export interface BotFilter {
  status: BotStatus | null;
  text: string;
}

export function filterBots(bots: readonly BotSummary[], { status, text }: BotFilter): BotSummary[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return bots.filter((bot) => {
    const searched = [bot.name, bot.id, ...bot.traits, bot.engagementStyle, bot.provider, bot.model].join(' ');
    return (status === null || bot.status === status) && words.every((word) => searched.toLowerCase().includes(word));
  });
}

const nextMs = ({ nextHeartbeatAt }: BotSummary) =>
  nextHeartbeatAt === null ? Number.MAX_SAFE_INTEGER : Date.parse(nextHeartbeatAt);
const orders: Record<BotSort, (one: BotSummary, other: BotSummary) => number> = {
  name: () => 0,
  reputation: (one, other) => other.reputation - one.reputation,
  activity: (one, other) => (other.lastHeartbeatAt ?? '').localeCompare(one.lastHeartbeatAt ?? ''),
  next: (one, other) => nextMs(one) - nextMs(other),
};

/** Sorted; those that are equal come by name. */
export const sortBots = (bots: readonly BotSummary[], sort: BotSort): BotSummary[] =>
  bots.toSorted((one, other) => orders[sort](one, other) || one.name.localeCompare(other.name));

const columns: [string, (bot: BotSummary) => string | number | null][] = [
  ['id', ({ id }) => id],
  ['name', ({ name }) => name],
  ['status', ({ status }) => status],
  ['status_reason', ({ statusReason }) => statusReason],
  ['engagement_style', ({ engagementStyle }) => engagementStyle],
  ['traits', ({ traits }) => traits.join('; ')],
  ['provider', ({ provider }) => provider],
  ['model', ({ model }) => model],
  ['pace', ({ pace }) => pace],
  ['reputation', ({ reputation }) => reputation],
  ['threads', ({ threadCount }) => threadCount],
  ['replies', ({ replyCount }) => replyCount],
  ['votes', ({ voteCount }) => voteCount],
  ['followers', ({ followerCount }) => followerCount],
  ['following', ({ followingCount }) => followingCount],
  ['heartbeats', ({ heartbeatCount }) => heartbeatCount],
  ['last_action', ({ lastAction }) => lastAction],
  ['last_sentence', ({ lastSentence }) => lastSentence],
  ['last_heartbeat_at', ({ lastHeartbeatAt }) => lastHeartbeatAt],
  ['next_heartbeat_at', ({ nextHeartbeatAt }) => nextHeartbeatAt],
];

export const botsCsv = (bots: readonly BotSummary[]) =>
  toCsv(
    columns.map(([name]) => name),
    bots.map((bot) => columns.map(([, read]) => read(bot))),
  );
