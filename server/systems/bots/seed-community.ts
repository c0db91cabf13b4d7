/** Fills an empty community with days of history: what its file says, and what the bots make of it (BC-15). */
import type { CommunitySeed } from '../../contract/community-seed.ts';
import { ClaqueError } from '../../kernel/errors.ts';
import type { Stance } from '../../contract/community.ts';
import type { MemoryDraft } from '../../simulation/community/mind.ts';
import { keywordsOf, sharedCount } from '../../simulation/community/keywords.ts';
import type { World } from '../../simulation/community/world.ts';
import type { ActivityLog } from '../../platform/activity/activity-log.ts';
import type { LivingBot } from './bot.ts';
import { Committer } from './committer.ts';
import type { Cue, Settlement } from './perform-community.ts';
import { performCommunity } from './perform-community.ts';
import type { Community, HeartbeatParts } from './turn.ts';
import { mentionsIn } from './words.ts';

const hourMs = 3_600_000;
/** How a relationship that is told of feels: friendly, as most are. Assumed. */
const toldValence = 0.3;

/** The moment at which the history begins: midnight UTC, so many days before the day of `nowMs`. */
const beginningOf = ({ days }: CommunitySeed, nowMs: number): number =>
  Math.floor(nowMs / (24 * hourMs)) * 24 * hourMs - days * 24 * hourMs;

/**
 * What the file lets happen, in the order of time.
 *
 * @throws {ClaqueError} bad-file if it names a bot that there is not, or answers a reply that is not there by then.
 */
export function cuesOf(seed: CommunitySeed, community: Community, startMs: number): Cue[] {
  const cues = seed.threads.flatMap((thread, index) => {
    assertBot(community, thread.author, `threads.${index}.author`);
    const openedAtMs = startMs + thread.atHour * hourMs;
    const posts: Posts = new Map();
    const first: Cue = { atMs: openedAtMs, plan: () => [openingOf(thread, community, openedAtMs, posts)] };
    const replies = thread.replies.map((reply, number): Cue => {
      assertBot(community, reply.author, `threads.${index}.replies.${number}.author`);
      if (reply.to !== undefined && reply.to >= number)
        throw badFile(`threads.${index}.replies.${number}.to`, `answers reply ${reply.to}, which is not before it`);
      if (reply.to !== undefined && thread.replies[reply.to]!.afterMinutes > reply.afterMinutes)
        throw badFile(`threads.${index}.replies.${number}.to`, `answers reply ${reply.to}, which is written later`);
      const atMs = openedAtMs + reply.afterMinutes * 60_000;
      return { atMs, plan: () => replyOf({ ...reply, number }, community, atMs, posts) };
    });
    return [first, ...replies];
  });
  return cues.sort((one, other) => one.atMs - other.atMs);
}

type SeedThread = CommunitySeed['threads'][number];
/** What a thread of the file has become: each reply by its number in the file, and the opening by `opening`. */
type Posts = Map<number, { id: number; authorId: string; threadId: number }>;
const opening = -1;

function openingOf({ author, title, text }: SeedThread, { world, bots }: Community, atMs: number, posts: Posts) {
  const [threadId, postId] = [world.nextThreadId, world.nextPostId];
  posts.set(opening, { id: postId, authorId: author, threadId });
  const said = inOnePiece(text);
  const mentions = mentionsIn(said, (id) => id !== author && bots.has(id));
  return {
    type: 'thread.opened',
    atMs,
    botId: author,
    threadId,
    postId,
    title,
    topic: topicOf(bots.get(author)!, `${title} ${said}`),
    text: said,
    mentions,
  } as const;
}

/** A reply whose thread has gone out of sight is left out: nobody would have seen it. */
function replyOf(
  { author, text, to, number }: SeedThread['replies'][number] & { readonly number: number },
  { world, bots }: Community,
  atMs: number,
  posts: Posts,
) {
  const answered = posts.get(to ?? opening);
  if (!answered || !world.posts.has(answered.id)) return [];
  const postId = world.nextPostId;
  const { threadId, authorId: otherId, id: parentId } = answered;
  posts.set(number, { id: postId, authorId: author, threadId });
  const said = inOnePiece(text);
  const mentions = mentionsIn(said, (id) => id !== author && bots.has(id));
  const stance: Stance = said.includes('?') ? 'ask' : 'add';
  return [
    { type: 'post.created', atMs, botId: author, threadId, postId, parentId, otherId, text: said, stance, mentions },
  ] as const;
}

/** The one of its author's interests that a text is about; the first where none shows. */
function topicOf({ persona }: LivingBot, text: string): string {
  const words = keywordsOf(text, 200);
  const { interests } = persona.personality;
  const ranked = interests.map((interest) => ({ interest, count: sharedCount(keywordsOf(interest), words) }));
  return ranked.reduce((best, other) => (other.count > best.count ? other : best)).interest;
}
/** The file wraps its lines; an empty one parts paragraphs. */
const inOnePiece = (text: string): string => text.trim().replace(/(?<!\n)\n(?!\n)/g, ' ');

/** What bots know of each other before anything has happened. */
function seededMemories(seed: CommunitySeed, community: Community): Map<string, MemoryDraft[]> {
  const drafts = new Map<string, MemoryDraft[]>();
  seed.relationships.forEach(({ bot, about, text, strength }, index) => {
    for (const [field, id] of [
      ['bot', bot],
      ['about', about],
    ] as const)
      assertBot(community, id, `relationships.${index}.${field}`);
    const source = { kind: 'seed', ref: null, title: seed.title } as const;
    const draft = { kind: 'relationship', about, text, source, strength, valence: toldValence } as const;
    drafts.set(bot, [...(drafts.get(bot) ?? []), draft]);
  });
  return drafts;
}

/** Settles on disk, one step after the other. */
function settlementOn(committer: Committer): Settlement {
  return {
    async settle(bot, plan, nextAtMs) {
      await committer.commit(bot, plan, { generation: committer.generation, nextAtMs });
    },
    settleMemory: (bot, change) => committer.commitMemory(bot, () => [change], committer.generation),
    settleEvents: (plan) => committer.commitEvents(plan),
  };
}

/** @throws {ClaqueError} illegal-transition if there is a community already: its history is not to be mixed. */
function assertEmpty(world: World): void {
  const hasLived = [...world.members.values()].some(({ heartbeatCount }) => heartbeatCount > 0);
  if (world.nextThreadId === 1 && !hasLived) return;
  throw new ClaqueError(
    'illegal-transition',
    'There is a community already; a history is written into an empty one only. Name another CLAQUE_DATA_DIR, or take that folder away.',
  );
}

function assertBot({ bots }: Community, id: string, field: string): void {
  if (!bots.has(id)) throw badFile(field, `there is no bot “${id}”; there are: ${[...bots.keys()].join(', ')}`);
}

const badFile = (field: string, message: string): ClaqueError =>
  new ClaqueError('bad-file', `The community's file, ${field}: ${message}.`, { fields: [{ field, message }] });

export interface HistoryParts extends Omit<HeartbeatParts, 'community' | 'hasMemory'> {
  readonly seedFile: CommunitySeed;
  readonly community: Community;
  readonly activityLog: ActivityLog;
  /** When the history ends: now, in ms since 1970. */
  readonly endMs: number;
  /** Sets the clock that the log and the ledger read to a moment of the history. */
  readonly onTime: (nowMs: number) => void;
}

/**
 * Performs days of community on disk, as if the server had run.
 *
 * @returns How many heartbeats there were.
 * @throws {ClaqueError} illegal-transition if there is a community already; bad-file if the file does not fit the bots.
 */
export async function writeHistory(parts: HistoryParts): Promise<number> {
  const { seedFile, community, activityLog, endMs, onTime, ...rest } = parts;
  assertEmpty(community.world);
  const startMs = beginningOf(seedFile, endMs);
  const cues = cuesOf(seedFile, community, startMs).filter(({ atMs }) => atMs <= endMs);
  const memories = seededMemories(seedFile, community);
  const reload = () => Promise.reject(new Error('the history could not be written'));
  const committer = new Committer({ activityLog, community: () => community, reload });
  onTime(startMs);
  for (const [botId, drafts] of memories) {
    const bot = community.bots.get(botId)!;
    await committer.commitMemory(bot, () => bot.mind.remember(drafts, startMs), committer.generation);
  }
  const plan = { startMs, endMs, pace: 'normal', cues, onTime } as const;
  return performCommunity({ ...rest, community, hasMemory: true }, plan, settlementOn(committer));
}
