import { useQueryClient } from '@tanstack/vue-query';
import { useIntervalFn, useThrottleFn } from '@vueuse/core';
import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import type { Activity } from '../../../server/contract/activity.ts';
import type { BotSummary } from '../../../server/contract/bot.ts';
import type { Page } from '../../../server/contract/page.ts';
import { fetchCommunityActivity } from '../api/community.ts';
import {
  communityKeys,
  joined,
  type KnownCommunityActivity,
  patchBots,
  type StaleKey,
  staleKeys,
  toCommunityActivity,
} from './community-activity.ts';
import { createFrameQueue } from './frame-queue.ts';
import { useStream } from './stream-store.ts';

const keptCount = 200;
/** Assumed: often enough to feel live, seldom enough that a community at turbo does not flood the server. */
const rereadEveryMs = 1_000;
const pollEveryMs = 10_000;

/**
 * The community as it happens (BC-14): one subscription for the whole panel, opened with its first use. The stream
 * patches the bots and marks as stale what it cannot patch; only while it is down everything is read again every 10 s.
 */
export const useCommunityLive = defineStore('community', () => {
  const stream = useStream();
  const queries = useQueryClient();
  /** The newest, oldest first. */
  const activities = shallowRef<readonly KnownCommunityActivity[]>([]);
  const isLoaded = ref(false);
  let lastNumber: number | undefined;

  const stale = new Map<string, StaleKey>();
  const reread = useThrottleFn(
    () => {
      const keys = [...stale.values()];
      stale.clear();
      for (const queryKey of keys) void queries.invalidateQueries({ queryKey });
    },
    rereadEveryMs,
    true,
  );
  const markStale = (keys: readonly StaleKey[]) => {
    for (const key of keys) stale.set(key.join(' '), key);
    void reread();
  };

  const keep = (known: readonly KnownCommunityActivity[]) => {
    activities.value = joined(activities.value, known).slice(-keptCount);
    lastNumber = activities.value.at(-1)?.number ?? lastNumber;
  };
  const queue = createFrameQueue<KnownCommunityActivity>((arrived) => {
    const fresh = arrived.filter(({ number }) => number > (lastNumber ?? 0));
    if (fresh.length === 0) return;
    keep(fresh);
    queries.setQueryData<Page<BotSummary>>(['bots'], (bots) => bots && fresh.reduce(patchBots, bots));
    markStale(fresh.flatMap(staleKeys));
  });
  const take = (activity: Activity) => {
    const known = toCommunityActivity(activity);
    if (known) queue.push(known);
  };

  /** Reads what happened before the panel opened, or while it was cut off. */
  async function catchUp(): Promise<void> {
    const page = await fetchCommunityActivity({ limit: keptCount }).catch(() => null);
    keep((page?.items ?? []).map(toCommunityActivity).filter((activity) => activity !== null));
    isLoaded.value = true;
  }
  const readAgain = () => {
    markStale(communityKeys);
    return catchUp();
  };

  useIntervalFn(() => {
    if (stream.status !== 'live') void readAgain();
  }, pollEveryMs);

  void catchUp().then(() =>
    stream.listen('community', { since: () => lastNumber, onActivity: take, onSnapshot: () => void readAgain() }),
  );

  return { activities, isLoaded };
});
