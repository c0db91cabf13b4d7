import { keepPreviousData, useQuery, useQueryClient, type UseQueryReturnType } from '@tanstack/vue-query';
import { useThrottleFn } from '@vueuse/core';
import { computed, type Ref, watch } from 'vue';
import type { UsagePage, UsageQuery, UsageRow } from '../../../server/contract/usage.ts';
import {
  fetchActionStatistics,
  fetchFidelity,
  fetchReputationHistory,
  fetchSimilarity,
  fetchUsage,
} from '../api/statistics.ts';
import type { DayRange } from '../components/statistics/range.ts';
import type { CommunityTab } from '../components/statistics/tabs.ts';
import { useCommunityLive } from '../live/community-live.ts';
import { useStream } from '../live/stream-store.ts';
import { useStatisticsHeld } from './useStatisticsHeld.ts';

export interface StatisticsWanted {
  tab: Readonly<Ref<CommunityTab>>;
  range: Readonly<Ref<DayRange>>;
  botId: Readonly<Ref<string | null>>;
  /** How many days back the figures look that have no last day, 1 to 90. */
  daysBack: Readonly<Ref<number>>;
  /** While pointed at, the figures stay as they are. */
  isPointedAt: Readonly<Ref<boolean>>;
}

/** The largest page the server gives. */
const pageLimit = 500;
/** Sums over days need not follow each of a thousand heartbeats a minute. Assumed. */
const rereadEveryMs = 5_000;
const pollEveryMs = 10_000;

/** Every row of a query, page by page, with the totals that the server counts. */
async function fetchAllUsage(query: Partial<UsageQuery>): Promise<UsagePage> {
  const items: UsageRow[] = [];
  for (;;) {
    const page = await fetchUsage({ ...query, limit: pageLimit, offset: items.length });
    items.push(...page.items);
    if (page.items.length === 0 || items.length >= page.total) return { ...page, items };
  }
}

/**
 * The figures of the tab that is open, read again as things happen: by the stream while it is up, every 10 s while it is
 * down. Fidelity and similarity, which look at every post, are read again only when somebody comes back to them.
 */
export function useStatistics({ tab, range, botId, daysBack, isPointedAt }: StatisticsWanted) {
  const live = useCommunityLive();
  const stream = useStream();
  const cache = useQueryClient();
  const reread = useThrottleFn(() => cache.invalidateQueries({ queryKey: ['statistics'] }), rereadEveryMs, true);
  watch(() => live.activities, reread);

  const asked = computed(() => {
    const { from, to } = range.value;
    return { from, to, ...(botId.value === null ? {} : { botId: botId.value }) };
  });
  const common = (name: CommunityTab) => ({
    enabled: () => tab.value === name,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
  // As a ref, not a function: a function is asked again only after a reading, so that polling would not begin.
  const followed = { refetchInterval: computed(() => (stream.status === 'live' ? false : pollEveryMs)) };
  const usage = useQuery({
    ...common('usage'),
    ...followed,
    queryKey: ['statistics', 'usage', asked],
    queryFn: () => fetchAllUsage(asked.value),
  });
  const reputation = useQuery({
    ...common('reputation'),
    ...followed,
    queryKey: ['statistics', 'reputation', asked],
    queryFn: () => fetchReputationHistory(asked.value),
  });
  const actions = useQuery({
    ...common('activity'),
    ...followed,
    queryKey: ['statistics', 'actions', asked],
    queryFn: () => fetchActionStatistics(asked.value),
  });
  const fidelity = useQuery({
    ...common('fidelity'),
    queryKey: ['fidelity', daysBack],
    queryFn: () => fetchFidelity(daysBack.value),
  });
  const similarity = useQuery({ ...common('alike'), queryKey: ['similarity'], queryFn: fetchSimilarity });
  const queries = { usage, reputation, activity: actions, fidelity, alike: similarity };

  const question = computed(() => `${tab.value} ${JSON.stringify(asked.value)} ${daysBack.value}`);
  const hold = <T>({ data, isPlaceholderData }: UseQueryReturnType<T, Error>) =>
    useStatisticsHeld({ data, isPlaceholder: isPlaceholderData, question, isPointedAt });
  const held = {
    usage: hold(usage),
    reputation: hold(reputation),
    activity: hold(actions),
    fidelity: hold(fidelity),
    alike: hold(similarity),
  };
  return {
    usage: held.usage.shown,
    reputation: held.reputation.shown,
    actions: held.activity.shown,
    fidelity: held.fidelity.shown,
    similarity: held.alike.shown,
    current: computed(() => queries[tab.value]),
    isNewer: computed(() => held[tab.value].isNewer.value),
    catchUp: () => held[tab.value].catchUp(),
  };
}
