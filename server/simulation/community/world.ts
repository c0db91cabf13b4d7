/** The community as it stands: recent threads, who follows whom, and what each member has done. */
import { assert } from '../../kernel/errors.ts';
import type { CommunityEvent, PostCreated, ThreadOpened, VoteCast } from './events.ts';
import { keywordsOf } from './keywords.ts';
import type { InboxItem, Member } from './member.ts';
import { newMember } from './member.ts';
import { earnedBy } from './reputation.ts';
import type { WorldPost, WorldThread } from './thread.ts';

/** How long a thread without a new post stays in sight. Assumed; shorter starves slow bots, longer costs memory. */
export const sightMs = 72 * 3_600_000;
/** How many of its own texts, titles included, a bot keeps in mind, so that it does not repeat itself: 50 posts and more. */
export const recentCount = 80;
/** Unseen mentions and replies kept for a bot; older ones fall out. */
const longestInbox = 20;

export class World {
  readonly threads = new Map<number, WorldThread>();
  readonly posts = new Map<number, WorldPost>();
  readonly members = new Map<string, Member>();
  /** Grows with each post and each thread that goes out of sight. */
  version = 0;
  #nextThreadId: number;
  #nextPostId: number;
  #forgotAtMs = 0;

  constructor(next: { threadId: number; postId: number } = { threadId: 1, postId: 1 }) {
    this.#nextThreadId = next.threadId;
    this.#nextPostId = next.postId;
  }

  get nextThreadId(): number {
    return this.#nextThreadId;
  }

  get nextPostId(): number {
    return this.#nextPostId;
  }

  member(id: string): Member {
    const known = this.members.get(id);
    if (known) return known;
    const member = newMember(id);
    this.members.set(id, member);
    return member;
  }

  apply(event: CommunityEvent): void {
    const member = this.member(event.botId);
    switch (event.type) {
      case 'thread.opened':
        this.#open(event);
        member.threadCount += 1;
        this.#wrote(member, { text: event.title, atMs: event.atMs });
        this.#wrote(member, event);
        break;
      case 'post.created':
        this.#reply(event);
        member.replyCount += 1;
        this.#wrote(member, event);
        break;
      case 'vote.cast':
        this.#vote(event);
        member.voteCount += 1;
        break;
      case 'follow.started':
        if (!member.following.has(event.otherId)) this.member(event.otherId).followerCount += 1;
        member.following.set(event.otherId, event.atMs);
        break;
      case 'follow.ended':
        if (member.following.delete(event.otherId)) this.member(event.otherId).followerCount -= 1;
        break;
      case 'heartbeat.ended':
        member.heartbeatCount = event.number;
        member.lastHeartbeatAtMs = event.atMs;
        if (event.gate === null || event.gate === 'cooldown' || event.gate === 'loop_guard') {
          member.lastAttentiveAtMs = event.atMs;
          member.inbox = member.inbox.filter(({ atMs }) => atMs > event.atMs);
        }
        break;
    }
  }

  /** Puts a stored thread back in its place, with its posts and votes, without counting anything anew. */
  restore(thread: WorldThread): void {
    this.threads.set(thread.id, thread);
    for (const post of thread.posts) {
      this.posts.set(post.id, post);
      this.#announce(post);
    }
    this.version += 1;
  }

  /** Forgets threads that are out of sight, so that memory stays flat; looks every ten minutes. */
  forget(nowMs: number): void {
    if (Math.abs(nowMs - this.#forgotAtMs) < 600_000) return;
    this.#forgotAtMs = nowMs;
    for (const thread of this.threads.values()) {
      if (nowMs - thread.lastPostAtMs <= sightMs) continue;
      this.threads.delete(thread.id);
      for (const post of thread.posts) this.posts.delete(post.id);
      this.version += 1;
    }
  }

  #open(event: ThreadOpened): void {
    const { threadId, postId, title, topic, text, botId, atMs, mentions } = event;
    const opening: WorldPost = {
      id: postId,
      threadId,
      number: 0,
      parentId: null,
      authorId: botId,
      text,
      stance: null,
      mentions,
      atMs,
      votes: new Map(),
      replyCount: 0,
    };
    this.threads.set(threadId, {
      id: threadId,
      title,
      topic,
      authorId: botId,
      keywords: keywordsOf(`${title} ${topic} ${text}`),
      openedAtMs: atMs,
      lastPostAtMs: atMs,
      upCount: 0,
      downCount: 0,
      posts: [opening],
    });
    this.posts.set(postId, opening);
    this.#nextThreadId = Math.max(this.#nextThreadId, threadId + 1);
    this.#nextPostId = Math.max(this.#nextPostId, postId + 1);
    this.version += 1;
    this.#announce(opening);
  }

  #reply(event: PostCreated): void {
    const { threadId, postId, parentId, botId, text, stance, mentions, atMs } = event;
    const thread = this.threads.get(threadId);
    const parent = this.posts.get(parentId);
    assert(thread && parent, `a reply answers a post in sight, and ${parentId} in thread ${threadId} is not`);
    this.member(event.otherId).reputation += earnedBy(event, thread);
    const post: WorldPost = {
      id: postId,
      threadId,
      number: thread.posts.length,
      parentId,
      authorId: botId,
      text,
      stance,
      mentions,
      atMs,
      votes: new Map(),
      replyCount: 0,
    };
    thread.posts.push(post);
    thread.lastPostAtMs = atMs;
    parent.replyCount += 1;
    this.posts.set(postId, post);
    this.#nextPostId = Math.max(this.#nextPostId, postId + 1);
    this.version += 1;
    this.#announce(post);
  }

  #vote(event: VoteCast): void {
    const post = this.posts.get(event.postId);
    const thread = this.threads.get(event.threadId);
    assert(post && thread, `a vote is for a post in sight, and ${event.postId} is not`);
    assert(!post.votes.has(event.botId), `${event.botId} votes once for a post`);
    this.member(event.otherId).reputation += earnedBy(event, thread);
    post.votes.set(event.botId, event.value);
    if (event.value === 1) thread.upCount += 1;
    else thread.downCount += 1;
  }

  #wrote(member: Member, { text, atMs }: { text: string; atMs: number }): void {
    member.lastWroteAtMs = atMs;
    member.recent.push(text);
    if (member.recent.length > recentCount) member.recent.shift();
  }

  /** Lays a post into the inbox of whom it names or answers. */
  #announce({ id, threadId, authorId, mentions, parentId, atMs }: WorldPost): void {
    const answered = parentId === null ? null : (this.posts.get(parentId)?.authorId ?? null);
    const put = (botId: string, kind: InboxItem['kind']): void => {
      const member = this.members.get(botId);
      if (!member || botId === authorId || atMs <= member.lastAttentiveAtMs) return;
      member.inbox.push({ postId: id, threadId, fromId: authorId, kind, atMs });
      if (member.inbox.length > longestInbox) member.inbox.shift();
    };
    if (answered !== null) put(answered, 'reply');
    for (const botId of mentions) if (botId !== answered) put(botId, 'mention');
  }
}
