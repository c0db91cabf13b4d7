import { useToast } from '@nuxt/ui/composables';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/vue-query';
import { useThrottleFn } from '@vueuse/core';
import { computed, type MaybeRefOrGetter, onScopeDispose, ref, toValue } from 'vue';
import type { CoachQuestion, NewFeedback, RecommendationState } from '../../../server/contract/coach.ts';
import * as api from '../api/coach.ts';
import { useStream } from '../live/stream-store.ts';

/** An insight writes many activities in one go: they are read once. */
const rereadEveryMs = 500;
/** While the stream is down. Assumed: what the coach finds changes once a day. */
const pollEveryMs = 30_000;

/** What the coach says of a venture, read anew when topic `coach` of the stream tells of it. */
export function useCoach(ventureId: MaybeRefOrGetter<string>, state: MaybeRefOrGetter<RecommendationState>) {
  const stream = useStream();
  const queries = useQueryClient();
  const toast = useToast();
  const isRunning = ref(false);
  let lastNumber: number | undefined;

  const venture = computed(() => toValue(ventureId));
  const common = {
    placeholderData: keepPreviousData,
    refetchInterval: computed(() => (stream.status === 'live' ? false : pollEveryMs)),
  } as const;
  const health = useQuery({
    queryKey: ['coach', 'health', venture],
    queryFn: () => api.fetchHealth(venture.value),
    ...common,
  });
  const history = useQuery({
    queryKey: ['coach', 'history', venture],
    queryFn: () => api.fetchHealthHistory(venture.value),
    ...common,
  });
  const insights = useQuery({
    queryKey: ['coach', 'insights', venture],
    queryFn: () => api.fetchInsights(venture.value),
    ...common,
  });
  const advice = useQuery({
    queryKey: ['coach', 'advice', venture, computed(() => toValue(state))],
    queryFn: () => api.fetchRecommendations(venture.value, { state: toValue(state) }),
    ...common,
  });
  const record = useQuery({
    queryKey: ['coach', 'record', venture],
    queryFn: () => api.fetchRecord(venture.value),
    ...common,
  });

  const readAgain = () => queries.invalidateQueries({ queryKey: ['coach'] });
  const readSoon = useThrottleFn(readAgain, rereadEveryMs, true);
  onScopeDispose(
    stream.listen('coach', {
      since: () => lastNumber,
      onActivity: ({ number }) => {
        lastNumber = number;
        void readSoon();
      },
      onSnapshot: (_, latest) => {
        lastNumber = latest;
        void readSoon();
      },
    }),
  );

  const refuse = (title: string, cause: unknown) =>
    toast.add({ title, description: (cause as Error).message, color: 'error', icon: 'i-lucide-shield-x' });

  /** Has the coach look over the venture now. */
  async function run(): Promise<void> {
    if (isRunning.value) return;
    isRunning.value = true;
    try {
      const { sentence } = await api.runInsight(venture.value);
      toast.add({ title: 'The coach has looked', description: sentence, icon: 'i-lucide-lightbulb' });
      await readAgain();
    } catch (cause) {
      refuse('The coach could not look', cause);
    }
    isRunning.value = false;
  }

  /** @returns Whether the server took it. */
  async function give(id: string, body: NewFeedback): Promise<boolean> {
    try {
      await api.giveFeedback(venture.value, id, body);
      void readAgain();
      return true;
    } catch (cause) {
      refuse('The feedback was not taken', cause);
      return false;
    }
  }

  const ask = (id: string, body: CoachQuestion) => api.askCoach(venture.value, id, body);
  return { health, history, insights, advice, record, isRunning, run, give, ask };
}
