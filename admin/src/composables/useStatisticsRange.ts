import { useNow } from '@vueuse/core';
import { computed } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { type DayRange, dayOf, daysBack, readRange } from '../components/statistics/range.ts';

/** The days and the bot that the statistics are of, as the address has them. */
export function useStatisticsRange() {
  const route = useRoute();
  const router = useRouter();
  const now = useNow({ interval: 60_000 });
  const today = computed(() => dayOf(now.value.getTime()));
  const text = (name: string) => {
    const value = route.query[name];
    return typeof value === 'string' && value !== '' ? value : null;
  };
  const range = computed(() => readRange({ days: text('days'), from: text('from'), to: text('to') }, today.value));

  /** Another choice begins a table's pages anew. */
  const put = (change: Record<string, string | undefined>) => {
    const query = Object.entries({ ...route.query, page: undefined, ...change }).filter(
      ([, value]) => value !== undefined,
    );
    void router.replace({ query: Object.fromEntries(query) });
  };
  return {
    today,
    range,
    botId: computed(() => text('bot')),
    daysBack: computed(() => daysBack(range.value, today.value)),
    setDays: (days: number) => put({ days: String(days), from: undefined, to: undefined }),
    setBetween: ({ from, to }: DayRange) => put({ from, to, days: undefined }),
    setBot: (botId: string | null) => put({ bot: botId ?? undefined, hide: undefined, focus: undefined }),
  };
}
