/** One turn of a bot: perceive, decide, act, remember (BC-2). Asks models and the web, and stores nothing itself. */
import type { BotConfig, Gate, Perceived } from '../../contract/bot.ts';
import type { LanguageModel } from '../../language/port.ts';
import { random, streams } from '../../kernel/random.ts';
import type { WebSearch } from '../../search/port.ts';
import type { Decision } from '../../simulation/community/decide.ts';
import { decide } from '../../simulation/community/decide.ts';
import type { Feed, FeedEntry } from '../../simulation/community/feed.ts';
import type { Taste } from '../../simulation/community/taste.ts';
import type { World } from '../../simulation/community/world.ts';
import { act } from './act.ts';
import type { LivingBot } from './bot.ts';
import type { HeartbeatDraft, Outcome } from './outcome.ts';

/** What all bots share. */
export interface Community {
  readonly ventureId: string;
  readonly world: World;
  readonly feed: Feed;
  readonly bots: ReadonlyMap<string, LivingBot>;
}

export interface HeartbeatParts {
  readonly community: Community;
  readonly modelFor: (choice: LivingBot['config']['model']) => Promise<LanguageModel>;
  readonly search: WebSearch;
  readonly isCapped: (botId: string) => Promise<boolean>;
  /** Off only to measure what memory does (BC-18). */
  readonly hasMemory: boolean;
}

export interface Turn {
  readonly bot: LivingBot;
  /** The configuration in force when it begins: a change made meanwhile is for the next one (BC-10). */
  readonly config: BotConfig;
  readonly configVersion: number;
  readonly taste: Taste;
  /** When it begins, in ms since 1970. */
  readonly nowMs: number;
  /** Its pace in force; a paused bot can still be asked for one heartbeat. */
  readonly gapSeconds: number;
  readonly missedCount: number;
  readonly signal?: AbortSignal | undefined;
}

/** The turn of a bot as it is configured now. */
export const turnOf = (
  bot: LivingBot,
  when: Pick<Turn, 'nowMs' | 'gapSeconds'> & Partial<Pick<Turn, 'missedCount' | 'signal'>>,
): Turn => ({ bot, config: bot.config, configVersion: bot.configVersion, taste: bot.taste, missedCount: 0, ...when });

/** What is known of a heartbeat before it acts. */
export interface Beginning {
  readonly number: number;
  readonly perceived: Perceived | null;
  readonly decision: Decision | null;
}

/** After a post a bot writes nothing for this share of its mean gap. Assumed: people do not post twice in a breath. */
const quietRatio = 0.5;

/** Performs a heartbeat. @returns What came of it, as a plan to be made against the world as it is when it is stored. */
export async function performHeartbeat(parts: HeartbeatParts, turn: Turn): Promise<() => Outcome> {
  const { bot } = turn;
  const { world } = parts.community;
  const number = world.member(bot.id).heartbeatCount + 1;
  const blank: Beginning = { number, perceived: null, decision: null };
  if (bot.pause) return stopped(turn, blank, 'paused', bot.pause.reason);
  if (await parts.isCapped(bot.id))
    return stopped(turn, blank, 'cap', 'Its budget of the day is used up; it resumes with the next UTC day.');
  const feed = parts.community.feed.of(bot.id, (thread) => turn.taste.in(thread), turn.nowMs);
  const decision = decideFor(parts, turn, number, feed);
  const perceived = perceivedOf(parts, bot, feed);
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

export const nameIn =
  ({ bots }: Community) =>
  (botId: string): string =>
    bots.get(botId)?.persona.name ?? botId;

/** A counter of its own for each named draw of each heartbeat. */
function drawNumber(number: number, what: string): number {
  let hash = number | 0;
  for (let index = 0; index < what.length; index += 1) hash = Math.imul(hash ^ what.charCodeAt(index), 0x0100_0193);
  return hash >>> 0;
}

function perceivedOf({ community: { world } }: HeartbeatParts, bot: LivingBot, feed: readonly FeedEntry[]): Perceived {
  return {
    feed: feed.map(({ thread, heat, isNew }) => ({ threadId: thread.id, title: thread.title, heat, isNew })),
    inbox: world.member(bot.id).inbox.map(({ postId, threadId, fromId, kind }) => ({ postId, threadId, fromId, kind })),
    memoryCount: bot.mind.warm.size,
    usedMemories: [],
  };
}

/** The plan of a heartbeat that a gate stopped. */
export function stopped(turn: Turn, beginning: Beginning, gate: Gate, sentence: string): () => Outcome {
  return () => ({
    ...{ events: [ended(turn, beginning, gate)], changes: [], notices: [], pauseReason: null },
    heartbeat: { ...draftOf(turn, beginning), gate, sentence },
  });
}

const ended = ({ bot, nowMs }: Turn, { number }: Beginning, gate: Gate | null) =>
  ({ type: 'heartbeat.ended', atMs: nowMs, botId: bot.id, number, action: 'nothing', gate }) as const;

/** A record of a heartbeat in which nothing was done. */
export function draftOf({ bot, configVersion, nowMs, missedCount }: Turn, beginning: Beginning): HeartbeatDraft {
  const { number, perceived, decision } = beginning;
  return {
    ...{ botId: bot.id, number, atMs: nowMs, durationMs: 0, action: 'nothing', gate: null, sentence: '', missedCount },
    ...{ perceived, considered: [...(decision?.considered ?? [])], drawRatio: decision?.drawRatio ?? null },
    ...{ postId: null, threadId: null, otherId: null, stance: null, provider: null, model: null, tokens: null },
    configVersion,
  };
}
