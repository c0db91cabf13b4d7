/** Carries out what a bot decided: gets the words or the results, and plans what is stored. */
import type { CommunityActivity } from '../../contract/community-activity.ts';
import type { Stance } from '../../contract/community.ts';
import type { Intention } from '../../simulation/community/option.ts';
import type { CommunityEvent } from '../../simulation/community/events.ts';
import { keywordsOf, sharedCount } from '../../simulation/community/keywords.ts';
import type { MemoryDraft, MemoryItem } from '../../simulation/community/mind.ts';
import type { Beginning, HeartbeatParts, Turn } from './turn.ts';
import { draftOf, nameIn, stopped } from './turn.ts';
import type { HeartbeatDraft, Outcome } from './outcome.ts';
import type { Article, PromptParts } from './prompts.ts';
import { memoriesOfPost, replyRequest, threadRequest } from './prompts.ts';
import { bondDraft, factDrafts, inboxDrafts, interestDraft } from './remember.ts';
import type { NoWords } from './words.ts';
import { keptDrafts, mentionsIn, writePost } from './words.ts';

/** Results that a bot reads of a search. */
const readResults = 2;

type Plan = () => Outcome;
type Doing<Action extends Intention['action']> = Extract<Intention, { action: Action }>;

export async function act(parts: HeartbeatParts, turn: Turn, beginning: Beginning): Promise<Plan> {
  const intention = beginning.decision!.intention;
  switch (intention.action) {
    case 'nothing':
      return finish(parts, turn, beginning, { sentence: lookedOn(beginning) });
    case 'thread':
      return openThread(parts, turn, beginning, intention);
    case 'reply':
      return reply(parts, turn, beginning, intention);
    case 'vote':
      return vote(parts, turn, beginning, intention);
    case 'follow':
    case 'unfollow':
      return follow(parts, turn, beginning, intention as Doing<'follow' | 'unfollow'>);
    case 'search':
      return search(parts, turn, beginning, intention);
  }
}

interface Deed {
  readonly sentence: string;
  readonly record?: Partial<HeartbeatDraft>;
  readonly events?: readonly CommunityEvent[];
  readonly drafts?: readonly MemoryDraft[];
  readonly used?: readonly MemoryItem[];
  readonly notices?: readonly CommunityActivity[];
  readonly isOutOfSight?: () => boolean;
}

/** The plan of a heartbeat that got as far as its end; the inbox is attended to whatever the bot did. */
function finish(parts: HeartbeatParts, turn: Turn, beginning: Beginning, deed: Deed): Plan {
  return () => {
    const { bot, nowMs } = turn;
    const action = deed.record?.action ?? 'nothing';
    const drafts = [...inboxDrafts(parts.community, turn), ...(deed.drafts ?? [])];
    const used = (deed.used ?? []).filter(({ id }) => bot.mind.warm.has(id));
    const changes = parts.hasMemory ? changesOf(turn, drafts, used) : [];
    const perceived = beginning.perceived && {
      ...beginning.perceived,
      usedMemories: used.map(({ about, text }) => `${nameIn(parts.community)(about)}: ${text}`),
    };
    return {
      events: [
        ...(deed.events ?? []),
        {
          type: 'heartbeat.ended',
          atMs: nowMs,
          botId: bot.id,
          number: beginning.number,
          action,
          gate: null,
        },
      ],
      changes,
      notices: deed.notices ?? [],
      pauseReason: null,
      heartbeat: {
        ...draftOf(turn, {
          ...beginning,
          perceived,
        }),
        sentence: deed.sentence,
        ...deed.record,
      },
    };
  };
}

/** Used memories grow stronger first, so that what is kept now builds on them. */
function changesOf({ bot, nowMs }: Turn, drafts: readonly MemoryDraft[], used: readonly MemoryItem[]) {
  const kept = bot.mind.remember(drafts, nowMs);
  const touched = new Set(kept.map((change) => (change.type === 'kept' ? change.item.id : 0)));
  return [
    ...bot.mind.use(
      used.filter(({ id }) => !touched.has(id)),
      nowMs,
    ),
    ...kept,
  ];
}

function lookedOn({ decision }: Beginning): string {
  const [best] = [...decision!.considered]
    .filter(({ action }) => action !== 'nothing')
    .sort((one, other) => other.chanceRatio - one.chanceRatio);
  if (!best || best.chanceRatio === 0) return 'It looked on: there was nothing to do for it.';
  const chance = `${(best.chanceRatio * 100).toFixed(best.chanceRatio < 0.01 ? 2 : 0)}%`;
  return `It looked on; likeliest otherwise was to ${verbs[best.action]} ${best.target} (${chance}): ${best.why}.`;
}

const verbs = {
  thread: 'open a thread on',
  reply: 'reply in',
  vote: 'vote',
  follow: 'follow',
  unfollow: 'unfollow',
  search: 'search for',
  nothing: 'do',
};

async function openThread(
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

async function reply(
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
    if (!world.posts.has(post.id)) return outOfSight(parts, turn, beginning);
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

function vote(parts: HeartbeatParts, turn: Turn, beginning: Beginning, { thread, post, value }: Doing<'vote'>): Plan {
  const { bot, nowMs } = turn;
  const author = nameIn(parts.community)(post.authorId);
  return () => {
    if (!parts.community.world.posts.has(post.id) || post.votes.has(bot.id)) return outOfSight(parts, turn, beginning);
    const cast = { atMs: nowMs, botId: bot.id, threadId: thread.id, postId: post.id, otherId: post.authorId, value };
    return finish(parts, turn, beginning, {
      sentence: `It voted ${value === 1 ? 'up' : 'down'} what ${author} wrote in “${thread.title}”.`,
      record: { action: 'vote', threadId: thread.id, postId: post.id, otherId: post.authorId },
      events: [{ type: 'vote.cast', ...cast }],
      drafts: [
        bondDraft(
          { id: post.authorId, name: author },
          {
            stance: value === 1 ? 'liked' : 'disliked',
            isOwn: true,
            title: thread.title,
            postId: post.id,
            aggression: 0,
          },
        ),
      ],
    })();
  };
}

function follow(
  parts: HeartbeatParts,
  turn: Turn,
  beginning: Beginning,
  { action, otherId }: Doing<'follow' | 'unfollow'>,
): Plan {
  const { bot, nowMs } = turn;
  const type = action === 'follow' ? 'follow.started' : 'follow.ended';
  return finish(parts, turn, beginning, {
    sentence: `It ${action === 'follow' ? 'began to follow' : 'no longer follows'} ${nameIn(parts.community)(otherId)}.`,
    record: { action, otherId },
    events: [{ type, atMs: nowMs, botId: bot.id, otherId }],
  });
}

async function search(
  parts: HeartbeatParts,
  turn: Turn,
  beginning: Beginning,
  { query }: Doing<'search'>,
): Promise<Plan> {
  const found = await parts.search.find(query, { limit: readResults, signal: turn.signal });
  if (found.kind === 'failed')
    return finish(parts, turn, beginning, {
      sentence: `It searched for “${query}”: ${found.sentence}`,
      record: { action: 'search' },
    });
  const results = found.results.map(({ title, url }) => ({ title, url }));
  const titles = results.map(({ title }) => `“${title}”`).join(' and ') || 'nothing';
  return finish(parts, turn, beginning, {
    sentence: `It searched for “${query}” and found ${titles}.`,
    record: { action: 'search' },
    drafts: factDrafts(query, found.results),
    notices: [{ type: 'search.performed', payload: { botId: turn.bot.id, query, source: parts.search.name, results } }],
  });
}

/** No words, no action: the reason stands in the record, and a bot whose provider needs a person waits for one. */
function wordless(turn: Turn, beginning: Beginning, none: NoWords): Plan {
  return () => {
    const outcome = stopped(turn, beginning, none.gate, `It wanted to write: ${none.sentence}`)();
    const heartbeat = { ...outcome.heartbeat, ...spent(turn, none) };
    return { ...outcome, heartbeat, pauseReason: none.mustPause ? none.sentence : null };
  };
}

const outOfSight = (parts: HeartbeatParts, turn: Turn, beginning: Beginning): Outcome =>
  finish(parts, turn, beginning, { sentence: 'What it wanted to answer was gone by the time it had the words.' })();

const spent = ({ config }: Turn, { tokens }: { tokens: number }) => ({
  provider: config.model.provider,
  model: config.model.name,
  tokens,
});

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
