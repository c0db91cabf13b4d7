/** Deeds that need words: the bot's model writes them. */
import type { Stance } from '../../contract/community.ts';
import { keywordsOf, sharedCount } from '../../simulation/community/keywords.ts';
import type { MemoryItem } from '../../simulation/community/mind.ts';
import type { Doing, Plan } from './deed.ts';
import { finish, outOfSight, spent, wordless } from './deed.ts';
import type { Article, PromptParts } from './prompts.ts';
import { memoriesOfPost, replyRequest, threadRequest } from './prompts.ts';
import { bondDraft, interestDraft } from './remember.ts';
import type { Beginning, HeartbeatParts, Turn } from './turn.ts';
import { nameIn } from './turn.ts';
import { keptDrafts, mentionsIn, writePost } from './words.ts';

/** Opens a thread. */
export async function openThread(
  parts: HeartbeatParts,
  turn: Turn,
  beginning: Beginning,
  { topic }: Doing<'thread'>,
): Promise<Plan> {
  const { bot, config, nowMs } = turn;
  const { world, feed } = parts.community;
  const prompt = promptParts(parts, turn, { words: keywordsOf(topic), botIds: [] });
  const others = feed
    .hottest(nowMs)
    .slice(0, 5)
    .map(({ thread }) => thread.title);
  const request = threadRequest(prompt, { topic, article: articleOn(topic, prompt.memories), others });
  const words = await writePost(await parts.modelFor(config.model), request);
  if (words.kind === 'none') return wordless(turn, beginning, words);
  return () => {
    const [threadId, postId] = [world.nextThreadId, world.nextPostId];
    const { title, text } = words;
    const said = {
      atMs: nowMs,
      botId: bot.id,
      threadId,
      postId,
      title,
      topic,
      text,
      mentions: mentionsOf(parts, bot.id, text),
    };
    return finish(parts, turn, beginning, {
      sentence: `It opened “${title}”: ${topic} is one of its interests.`,
      record: { action: 'thread', threadId, postId, ...spent(turn, words) },
      events: [{ type: 'thread.opened', ...said }],
      drafts: keptDrafts(words.remember, `${postId}`, idIn(parts)),
      used: prompt.memories,
    })();
  };
}

/** Answers a post. */
export async function reply(
  parts: HeartbeatParts,
  turn: Turn,
  beginning: Beginning,
  intention: Doing<'reply'>,
): Promise<Plan> {
  const { bot, config, nowMs } = turn;
  const { world } = parts.community;
  const { thread, post, stance } = intention;
  const words = keywordsOf(`${thread.title} ${thread.topic} ${post.text}`);
  const prompt = promptParts(parts, turn, { words, botIds: [post.authorId] });
  const article = articleOn(thread.topic, prompt.memories);
  const written = await writePost(
    await parts.modelFor(config.model),
    replyRequest(prompt, { thread, post, stance, article }),
  );
  if (written.kind === 'none') return wordless(turn, beginning, written);
  return () => {
    if (!world.posts.has(post.id)) return outOfSight(parts, turn, beginning, written);
    const [postId, author] = [world.nextPostId, nameIn(parts.community)(post.authorId)];
    const { text } = written;
    const said = {
      atMs: nowMs,
      botId: bot.id,
      threadId: thread.id,
      postId,
      parentId: post.id,
      otherId: post.authorId,
      text,
      stance,
    };
    return finish(parts, turn, beginning, {
      sentence: `It ${stanceVerbs[stance]} ${author} in “${thread.title}”.`,
      record: { action: 'reply', threadId: thread.id, postId, otherId: post.authorId, stance, ...spent(turn, written) },
      events: [{ type: 'post.created', ...said, mentions: mentionsOf(parts, bot.id, text) }],
      drafts: [
        bondDraft(
          { id: post.authorId, name: author },
          {
            stance,
            isOwn: true,
            title: thread.title,
            postId,
            aggression: config.behaviour.aggression,
          },
        ),
        ...interestDraft(config, thread),
        ...keptDrafts(written.remember, `${postId}`, idIn(parts)),
      ],
      used: prompt.memories,
    })();
  };
}

const stanceVerbs: Record<Stance, string> = {
  agree: 'agreed with',
  add: 'added something for',
  ask: 'asked',
  doubt: 'doubted',
  challenge: 'challenged',
};
function promptParts(
  { community, hasMemory }: HeartbeatParts,
  { bot, config, nowMs, signal }: Turn,
  moment: Parameters<LivingMind['recall']>[0],
): PromptParts {
  const { id, persona, mind } = bot;
  return {
    ventureId: community.ventureId,
    writer: { id, name: persona.name, config, recent: community.world.member(id).recent },
    memories: hasMemory ? mind.recall(moment, nowMs, memoriesOfPost) : [],
    nameOf: nameIn(community),
    signal,
  };
}
type LivingMind = Turn['bot']['mind'];

/** What the bot remembers from the web that fits the topic best, if anything does. */
function articleOn(topic: string, memories: readonly MemoryItem[]): Article | null {
  const words = keywordsOf(topic);
  const fitting = memories.find(
    ({ source, about, text }) => source.kind === 'search' && sharedCount(words, keywordsOf(`${about} ${text}`)) > 0,
  );
  if (!fitting) return null;
  return { title: fitting.source.title ?? fitting.about, text: fitting.text, url: fitting.source.ref ?? '' };
}

const mentionsOf = ({ community }: HeartbeatParts, ownId: string, text: string): string[] =>
  mentionsIn(text, (id) => id !== ownId && community.bots.has(id));

/** The member meant by an id or a name. */
const idIn =
  ({ community: { bots } }: HeartbeatParts) =>
  (about: string): string | null => {
    const key = about.replace(/^@/, '').toLowerCase();
    if (bots.has(key)) return key;
    for (const [id, { persona }] of bots) if (persona.name.toLowerCase() === key) return id;
    return null;
  };
