/** Deeds that need no model: votes, follows, searches. */
import type { Doing, Plan } from './deed.ts';
import { finish } from './deed.ts';
import { bondDraft, factDrafts } from './remember.ts';
import type { Beginning, HeartbeatParts, Turn } from './turn.ts';
import { nameIn } from './turn.ts';

/** Results that a bot reads of a search. */
const readResults = 2;

/** Votes for or against a post. */
export function vote(
  parts: HeartbeatParts,
  turn: Turn,
  beginning: Beginning,
  { thread, post, value }: Doing<'vote'>,
): Plan {
  const { bot, nowMs } = turn;
  const author = nameIn(parts.community)(post.authorId);
  return () => {
    if (!parts.community.world.posts.has(post.id) || post.votes.has(bot.id))
      return finish(parts, turn, beginning, { sentence: `What ${author} wrote could no longer be voted for.` })();
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

/** Begins or ceases to follow another. */
export function follow(
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

/** Looks something up, and remembers what was found. */
export async function search(
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
