import { describe, expect, it } from 'vitest';
import {
  communityKeys,
  joined,
  type KnownCommunityActivity,
  patchBots,
  staleKeys,
  toCommunityActivity,
} from '../../../admin/src/live/community-activity.ts';
import { CommunityActivity } from '../../../server/contract/community-activity.ts';
import { bot } from './bot-fixtures.ts';

const at = '2026-11-21T10:30:00.000Z';
const activity = (type: string, payload: Record<string, unknown>, number = 7): KnownCommunityActivity => {
  const known = toCommunityActivity({
    number,
    type,
    payload,
    at,
    ventureId: 'default',
    sessionId: null,
    tick: null,
    causedBy: null,
  });
  if (!known) throw new Error(`the panel does not know ${type}`);
  return known;
};
const ended = (gate: string | null = null) =>
  activity('heartbeat.ended', {
    botId: 'mona-field',
    number: 9,
    action: gate ? 'nothing' : 'vote',
    gate,
    sentence: 'Voted.',
    reputation: 13.5,
    nextHeartbeatAt: '2026-11-21T10:45:00.000Z',
  });
const page = { items: [bot(), bot({ id: 'leo-brandt', name: 'Leo' })], total: 2, limit: 500, offset: 0 };

describe('an activity of the community', () => {
  it('is passed over if its type is of a newer server, or its payload is not what the contract says', () => {
    const raw = { number: 1, at, ventureId: 'default', sessionId: null, tick: null, causedBy: null };
    expect(toCommunityActivity({ ...raw, type: 'bot.dreamt', payload: {} })).toBeNull();
    expect(toCommunityActivity({ ...raw, type: 'vote.cast', payload: { botId: 1 } })).toBeNull();
  });

  it('patches the bot it is about at once and no other (BC-14)', () => {
    const [mona, leo] = patchBots(page, ended()).items;
    expect(mona).toMatchObject({ lastAction: 'vote', reputation: 13.5, heartbeatCount: 7, lastHeartbeatAt: at });
    expect(leo).toBe(page.items[1]);
  });

  it('shows a bot as capped as soon as its heartbeat was stopped by the cap (BC-9)', () =>
    expect(patchBots(page, ended('cap')).items[0]?.status).toBe('capped'));

  it('counts both sides of a follow, and never below nothing', () => {
    const none = { ...page, items: page.items.map((one) => ({ ...one, followerCount: 0, followingCount: 0 })) };
    const after = patchBots(none, activity('follow.started', { botId: 'mona-field', otherId: 'leo-brandt' }));
    expect(after.items.map((one) => [one.followingCount, one.followerCount])).toEqual([
      [1, 0],
      [0, 1],
    ]);
    const ends = patchBots(none, activity('follow.ended', { botId: 'mona-field', otherId: 'leo-brandt' }));
    expect(ends.items.map((one) => one.followerCount)).toEqual([0, 0]);
  });

  it('leaves the list as it is where it says nothing about bots', () =>
    expect(patchBots(page, activity('provider.recovered', { provider: 'ollama' }))).toBe(page));

  it('makes stale what it may have changed: a heartbeat its bot, and the budget where a model was asked', () => {
    expect(staleKeys(ended())).toEqual([
      ['bot', 'mona-field', 'profile'],
      ['bot', 'mona-field', 'heartbeats'],
      ['bot', 'mona-field', 'memory'],
      ['stats', 'mona-field'],
    ]);
    expect(staleKeys(ended('model'))).toContainEqual(['caps']);
    expect(staleKeys(ended('model'))).toContainEqual(['bot', 'mona-field', 'cap']);
    const pace = activity('pace.changed', { botId: null, pace: 'slow', by: 'panel' });
    expect(staleKeys(pace)).toContainEqual(['pace']);
    expect(staleKeys(pace)).toContainEqual(['bot']);
  });

  it('makes stale the posts of who wrote and of who was answered or voted on, and of nobody else (BC-14)', () => {
    const about = { botId: 'mona-field', otherId: 'leo-brandt', threadId: 4, postId: 9, title: 'Indexes' };
    const reply = activity('post.created', { ...about, parentId: 8, text: 'Yes.', stance: 'agree' });
    const postsOf = (known: KnownCommunityActivity) => staleKeys(known).filter(([key]) => key === 'posts');
    expect(postsOf(reply)).toEqual([
      ['posts', 'mona-field'],
      ['posts', 'leo-brandt'],
    ]);
    expect(postsOf(activity('vote.cast', { ...about, value: 1 }))).toEqual([['posts', 'leo-brandt']]);
  });

  it('makes nothing stale that a panel cut off from the stream would not read again', () => {
    const known = new Set(communityKeys.map(([key]) => key));
    const example = { botId: 'a', threadId: 1, postId: 1, parentId: 1, otherId: 'b', by: 'panel', provider: 'x' };
    for (const type of CommunityActivity.options.map(({ shape }) => shape.type.value)) {
      const made = { type, payload: example, number: 1, causedBy: null, at } as unknown as KnownCommunityActivity;
      for (const [first] of staleKeys(made)) expect(known, `${type} makes ${first} stale`).toContain(first);
    }
  });

  it('is kept once and in order, however often it arrives', () => {
    const of = (number: number) => activity('bot.resumed', { botId: 'mona-field', by: 'panel' }, number);
    expect(joined([of(1), of(3)], [of(3), of(2)]).map(({ number }) => number)).toEqual([1, 2, 3]);
  });
});
