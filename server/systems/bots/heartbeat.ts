/** One turn of a bot: perceive, decide, act, remember (BC-2). Asks models and the web, and stores nothing itself. */
import type { Perceived } from '../../contract/bot.ts';
import { random, streams } from '../../kernel/random.ts';
import type { Decision } from '../../simulation/community/decide.ts';
import { decide } from '../../simulation/community/decide.ts';
import type { FeedEntry } from '../../simulation/community/feed.ts';
import { act } from './act.ts';
import type { LivingBot } from './bot.ts';
import type { Outcome } from './outcome.ts';
import type { Beginning, HeartbeatParts, Turn } from './turn.ts';
import { cappedSentence, nameIn, stopped } from './turn.ts';

/** After a post a bot writes nothing for this share of its mean gap. Assumed: people do not post twice in a breath. */
const quietRatio = 0.5;

/** Performs a heartbeat. @returns What came of it, as a plan to be made against the world as it is when it is stored. */
export async function performHeartbeat(parts: HeartbeatParts, turn: Turn): Promise<() => Outcome> {
  const { bot } = turn;
  const { world } = parts.community;
  const number = world.member(bot.id).heartbeatCount + 1;
  const blank: Beginning = { number, perceived: null, decision: null };
  if (bot.pause) return stopped(turn, blank, 'paused', bot.pause.reason);
  if (await parts.isCapped(bot.id)) return stopped(turn, blank, 'cap', cappedSentence);
  turn.onStage?.('perceive');
  const feed = parts.community.feed.of(bot.id, (thread) => turn.taste.in(thread), turn.nowMs);
  turn.onStage?.('decide');
  const decision = decideFor(parts, turn, number, feed);
  const perceived = perceivedOf(parts, bot, feed);
  turn.onStage?.('act');
  return act(parts, turn, { ...blank, perceived, decision });
}

function decideFor(
  { community }: HeartbeatParts,
  { bot, config, nowMs, gapSeconds }: Turn,
  number: number,
  feed: FeedEntry[],
): Decision {
  const member = community.world.member(bot.id);
  const { mind, who } = bot;
  const quietUntilMs = member.lastWroteAtMs === null ? 0 : member.lastWroteAtMs + gapSeconds * 1_000 * quietRatio;
  const draw = (what: string) => random(who.seed, streams.heartbeat, who.agent, drawNumber(number, what));
  const nameOf = nameIn(community);
  return decide({ world: community.world, member, mind, config, feed, nowMs, quietUntilMs, draw, nameOf });
}

/** A counter of its own for each named draw of each heartbeat. */
function drawNumber(number: number, what: string): number {
  let hash = number | 0;
  for (let index = 0; index < what.length; index += 1) hash = Math.imul(hash ^ what.charCodeAt(index), 0x0100_0193);
  return hash >>> 0;
}

function perceivedOf({ community: { world } }: HeartbeatParts, bot: LivingBot, feed: readonly FeedEntry[]): Perceived {
  return {
    feed: feed.map(({ thread, heat, isNew }) => ({
      threadId: thread.id,
      title: thread.title,
      heat: Math.round(heat * 1_000) / 1_000,
      isNew,
    })),
    inbox: world.member(bot.id).inbox.map(({ postId, threadId, fromId, kind }) => ({ postId, threadId, fromId, kind })),
    memoryCount: bot.mind.warm.size,
    usedMemories: [],
  };
}
