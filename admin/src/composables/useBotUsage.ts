import { keepPreviousData, useQuery } from '@tanstack/vue-query';
import { computed, type MaybeRefOrGetter, toValue } from 'vue';
import { fetchUsage } from '../api/statistics.ts';
import { daysEnding, purposesOf, usageByDay } from '../components/bot/usage-days.ts';

/** The largest page the server gives: more than a bot has purposes in three months. */
const pageLimit = 500;

/** What a bot used in the days before and today, by day and purpose (BC-8). */
export function useBotUsage(botId: MaybeRefOrGetter<string>, dayCount: MaybeRefOrGetter<number>) {
  const days = computed(() => daysEnding(new Date().toISOString().slice(0, 10), toValue(dayCount)));
  const range = computed(() => ({ from: days.value[0], to: days.value.at(-1) }));
  const query = useQuery({
    queryKey: ['stats', botId, 'usage', range],
    queryFn: () => fetchUsage({ ...range.value, botId: toValue(botId), limit: pageLimit }),
    placeholderData: keepPreviousData,
  });
  const rows = computed(() => query.data.value?.items ?? []);
  const purposes = computed(() => purposesOf(rows.value));
  return {
    rows,
    purposes,
    days: computed(() => usageByDay(rows.value, days.value, purposes.value)),
    totals: computed(() => query.data.value?.totals ?? null),
    query,
  };
}
