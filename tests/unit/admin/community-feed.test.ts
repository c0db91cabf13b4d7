import { describe, expect, it } from 'vitest';
import { CommunityActivity } from '../../../server/contract/community-activity.ts';
import { UsageActivity } from '../../../server/contract/usage.ts';
import { activityWords, lineOf } from '../../../admin/src/components/community/activity-line.ts';
import { everything, feedCsv, feedTypeOf, isShown } from '../../../admin/src/components/community/feed-filter.ts';
import { heatRatio, sortOf, threadsCsv } from '../../../admin/src/components/community/thread-list.ts';
import { at, happened, thread } from './community-fixtures.ts';

const reply = happened(7, {
  type: 'post.created',
  payload: {
    botId: 'jens-skov',
    threadId: 3,
    postId: 12,
    parentId: 11,
    otherId: 'mona-field',
    title: 'Vacuum',
    text: 'What did you measure?',
    stance: 'ask',
  },
});
const heartbeat = (gate: 'cap' | null = null) =>
  happened(8, {
    type: 'heartbeat.ended',
    payload: {
      botId: 'jens-skov',
      number: 4,
      action: 'nothing',
      gate,
      sentence: 'Nothing was worth a word.',
      reputation: 3,
      nextHeartbeatAt: null,
    },
  });
const pace = happened(9, { type: 'pace.changed', payload: { botId: null, pace: 'turbo', by: 'panel' } });

describe('a line of the feed', () => {
  it('has words and an icon for every type of the topic (BC-14, BC-16)', () => {
    const types = [...CommunityActivity.options, ...UsageActivity.options].map(({ shape }) => shape.type.value);
    expect(Object.keys(activityWords).toSorted()).toEqual(types.toSorted());
  });

  it('names the bot whose cap changed, and what of its configuration (BC-9, BC-10)', () => {
    const cap = { tokens: 10, nanoUsd: null };
    const capOf = (holder: string) =>
      lineOf(happened(1, { type: 'usage.cap_changed', payload: { ventureId: 'default', holder, cap, by: 'panel' } }));
    expect(capOf('bot:mona-field')).toMatchObject({ botId: 'mona-field', verb: 'got another cap by you' });
    expect(capOf('venture')).toMatchObject({ botId: null, verb: 'Cap of the venture changed by you' });
    const fields = ['behaviour.shyness', 'model.name'];
    const payload = { botId: 'mona-field', version: 2, fields, by: 'panel' };
    expect(lineOf(happened(2, { type: 'bot.configured', payload })).detail).toBe('Shyness, Model');
  });

  it('says how a reply relates to what it answers, and leads to the post', () => {
    expect(lineOf(reply)).toMatchObject({
      verb: 'asks',
      otherId: 'mona-field',
      thread: { id: 3, postId: 12 },
      isWritten: true,
      hasWhy: true,
    });
  });

  it('says what stopped a heartbeat', () => {
    expect(lineOf(heartbeat('cap')).verb).toContain('budget of the day');
  });

  it('asks no heartbeat why where a person acted', () => {
    expect(lineOf(pace)).toMatchObject({ botId: null, verb: 'Pace turbo, set by you', hasWhy: false });
  });
});

describe('the filter of the feed', () => {
  it('leaves heartbeats out unless they are asked for', () => {
    expect(isShown(heartbeat(), { type: null, botId: null })).toBe(false);
    expect(isShown(heartbeat(), { type: everything, botId: null })).toBe(true);
    expect(isShown(heartbeat(), { type: 'heartbeat.ended', botId: null })).toBe(true);
  });

  it('joins type and bot with and', () => {
    expect(isShown(reply, { type: 'post.created', botId: 'jens-skov' })).toBe(true);
    expect(isShown(reply, { type: 'post.created', botId: 'mona-field' })).toBe(false);
    expect(isShown(reply, { type: 'vote.cast', botId: 'jens-skov' })).toBe(false);
    expect(isShown(pace, { type: null, botId: 'jens-skov' })).toBe(false);
  });

  it('reads no type from the address that is none', () => {
    expect([feedTypeOf('vote.cast'), feedTypeOf('toString'), feedTypeOf(null)]).toEqual(['vote.cast', null, null]);
  });

  it('is exported with names instead of ids', () => {
    const line = feedCsv([reply], (id) => `<${id}>`).split('\r\n')[1];
    expect(line).toBe(`7,${at},post.created,<jens-skov>,asks,<mona-field>,Vacuum,What did you measure?`);
  });
});

describe('the list of threads', () => {
  it('shows heat beside the hottest, and none where all have gone cold', () => {
    const list = [thread(1, { heat: 4 }), thread(2, { heat: 1 }), thread(3, { heat: 0 })];
    expect(list.map((entry) => heatRatio(entry, list))).toEqual([1, 0.25, 0]);
    expect(heatRatio(list[2]!, [list[2]!])).toBe(0);
  });

  it('is sorted by heat unless the address says otherwise', () =>
    expect([sortOf('top'), sortOf('odd'), sortOf(null)]).toEqual(['top', 'hot', 'hot']));

  it('is exported a line a thread, its title defused (F-42)', () => {
    expect(threadsCsv([thread(1, { title: '@cmd' })], () => 'Mona').split('\r\n')[1]).toBe(
      `1,'@cmd,postgres,Mona,3,5,1,2,2,${at},${at}`,
    );
  });
});
