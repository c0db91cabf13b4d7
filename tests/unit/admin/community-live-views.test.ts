import { VueQueryPlugin } from '@tanstack/vue-query';
import { flushPromises, mount } from '@vue/test-utils';
import { createPinia, defineStore } from 'pinia';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { nextTick, ref, shallowRef } from 'vue';
import { everything, type FeedFilter } from '../../../admin/src/components/community/feed-filter.ts';
import { useCommunityFeed } from '../../../admin/src/composables/useCommunityFeed.ts';
import { type ThreadFilter, useCommunityThreads } from '../../../admin/src/composables/useCommunityThreads.ts';
import { useThread } from '../../../admin/src/composables/useThread.ts';
import type { KnownCommunityActivity } from '../../../admin/src/live/community-activity.ts';
import { queryClient } from '../../../admin/src/api/query-client.ts';
import { at, happened, post, thread } from './community-fixtures.ts';

const activities = shallowRef<readonly KnownCommunityActivity[]>([]);
vi.mock('../../../admin/src/live/community-live.ts', () => ({
  useCommunityLive: defineStore('community-in-test', () => ({ activities })),
}));

const follow = (number: number, botId = 'mona-field') =>
  happened(number, { type: 'follow.started', payload: { botId, otherId: 'jens-skov' } });
const stored = ({ number, type, payload }: KnownCommunityActivity) => ({
  number,
  type,
  payload,
  at,
  ventureId: 'default',
  sessionId: null,
  tick: null,
  causedBy: null,
});

/** Answers what is asked by HTTP, and remembers it. */
function serve(answer: (url: URL) => unknown): URL[] {
  const asked: URL[] = [];
  vi.stubGlobal('fetch', async (path: string) => {
    const url = new URL(path, 'http://claque.test');
    asked.push(url);
    return new Response(JSON.stringify(answer(url)));
  });
  return asked;
}

/** Runs a composable as a component would. */
function within<T>(run: () => T): T {
  let result: T | undefined;
  mount(
    {
      setup: () => {
        result = run();
        return () => null;
      },
    },
    { global: { plugins: [createPinia(), [VueQueryPlugin, { queryClient }]] } },
  );
  return result!;
}

beforeEach(() => {
  queryClient.clear();
  activities.value = [];
});

describe('the live feed', () => {
  const log = Array.from({ length: 120 }, (_, index) => follow(index + 1));
  const page = (url: URL) => {
    const before = Number(url.searchParams.get('before') ?? Infinity);
    const items = log.filter(({ number }) => number < before).toReversed();
    return { items: items.slice(0, 50).map(stored), total: log.length, limit: 50, offset: 0 };
  };
  const numbers = (shown: readonly KnownCommunityActivity[]) => shown.map(({ number }) => number);

  it('shows the newest first, and older ones page by page without a gap (BC-14)', async () => {
    const asked = serve(page);
    const feed = within(() => useCommunityFeed({ type: null, botId: null }));
    await flushPromises();
    expect(numbers(feed.shown.value)[0]).toBe(120);
    await feed.readOlder();
    await feed.readOlder();
    expect(numbers(feed.shown.value)).toEqual(log.map(({ number }) => number).toReversed());
    expect(feed.hasOlder.value).toBe(false);
    expect(asked.map((url) => url.searchParams.get('before'))).toEqual([null, '71', '21']);
  });

  it('stays as it was while it is held, and says how many are new (BC-14)', async () => {
    serve(() => ({ items: [], total: 0, limit: 50, offset: 0 }));
    activities.value = [follow(1), follow(2)];
    const feed = within(() => useCommunityFeed({ type: null, botId: null }));
    await flushPromises();
    feed.isHeld.value = true;
    await nextTick();
    activities.value = [...activities.value, follow(3), follow(4)];
    await nextTick();
    expect([numbers(feed.shown.value), feed.newCount.value]).toEqual([[2, 1], 2]);
    feed.catchUp();
    expect([numbers(feed.shown.value), feed.newCount.value]).toEqual([[4, 3, 2, 1], 0]);
    activities.value = [...activities.value, follow(5)];
    await nextTick();
    expect(feed.newCount.value).toBe(1);
    feed.isHeld.value = false;
    await nextTick();
    expect(numbers(feed.shown.value)).toEqual([5, 4, 3, 2, 1]);
  });

  it('begins anew with another filter, which the server knows as well', async () => {
    const asked = serve(() => ({ items: [], total: 0, limit: 50, offset: 0 }));
    activities.value = [follow(1), follow(2, 'rita-calloway')];
    const filter = ref<FeedFilter>({ type: everything, botId: null });
    const feed = within(() => useCommunityFeed(filter));
    await flushPromises();
    filter.value = { type: 'follow.started', botId: 'rita-calloway' };
    await flushPromises();
    expect(numbers(feed.shown.value)).toEqual([2]);
    expect(asked.at(-1)?.search).toBe('?type=follow.started&botId=rita-calloway&limit=50');
  });

  it('says what is wrong and keeps what it has when the server does not answer', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('gone')));
    activities.value = [follow(1)];
    const feed = within(() => useCommunityFeed({ type: null, botId: null }));
    await flushPromises();
    expect(feed.fault.value).toContain('does not answer');
    expect(numbers(feed.shown.value)).toEqual([1]);
  });
});

describe('the list of threads', () => {
  let order = [thread(1), thread(2)];
  const answer = (url: URL) => {
    const items = url.searchParams.get('sort') === 'top' ? order.toReversed() : order;
    return { items, total: items.length, limit: 20, offset: 0 };
  };
  const ids = (shown: readonly { id: number }[]) => shown.map(({ id }) => id);

  it('keeps its order while it is pointed at, its figures current, and counts what is new', async () => {
    serve(answer);
    const threads = within(() => useCommunityThreads({ sort: 'hot' }, { limit: 20, offset: 0 }));
    await flushPromises();
    threads.isHeld.value = true;
    await nextTick();
    order = [thread(3), thread(2, { replyCount: 9 }), thread(1)];
    await queryClient.invalidateQueries({ queryKey: ['threads'] });
    await flushPromises();
    expect([ids(threads.shown.value), threads.newCount.value]).toEqual([[1, 2], 1]);
    expect(threads.shown.value[1]?.replyCount).toBe(9);
    threads.isHeld.value = false;
    await nextTick();
    expect([ids(threads.shown.value), threads.newCount.value]).toEqual([[3, 2, 1], 0]);
  });

  it('shows at once what a person asks for, wherever the pointer is', async () => {
    serve(answer);
    order = [thread(1), thread(2)];
    const filter = ref<ThreadFilter>({ sort: 'hot' });
    const threads = within(() => useCommunityThreads(filter, { limit: 20, offset: 0 }));
    await flushPromises();
    threads.isHeld.value = true;
    filter.value = { sort: 'top' };
    await flushPromises();
    expect(ids(threads.shown.value)).toEqual([2, 1]);
  });
});

describe('a thread', () => {
  const posts = Array.from({ length: 70 }, (_, index) => post(index + 1, index === 0 ? null : 1));
  const answer = (url: URL) => {
    const offset = Number(url.searchParams.get('offset'));
    const items = posts.slice(offset, offset + 50);
    return { thread: thread(1), posts: { items, total: posts.length, limit: 50, offset } };
  };

  it('is read page by page, or until a post is there', async () => {
    serve(answer);
    const read = within(() => useThread(1));
    await flushPromises();
    expect([read.posts.value.length, read.restCount.value]).toEqual([50, 20]);
    expect(await read.readUntil(65)).toBe(true);
    expect([read.posts.value.length, read.restCount.value]).toEqual([70, 0]);
    expect(await read.readUntil(999)).toBe(false);
  });

  it('lets new posts wait until somebody wants them, and says how many (BC-14)', async () => {
    serve(answer);
    const read = within(() => useThread(1));
    await flushPromises();
    await read.readAll();
    posts.push(post(71, 3), post(72, 71));
    posts[0]!.upCount = 9;
    await queryClient.invalidateQueries({ queryKey: ['thread', 1] });
    await flushPromises();
    expect([read.posts.value.length, read.newCount.value]).toEqual([70, 2]);
    expect(read.posts.value[0]?.upCount).toBe(9);
    expect(await read.catchUp()).toBe(71);
    expect([read.posts.value.length, read.newCount.value, [...read.freshIds.value]]).toEqual([72, 0, [71, 72]]);
  });
});
