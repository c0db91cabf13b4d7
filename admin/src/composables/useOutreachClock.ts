import { useToast } from '@nuxt/ui/composables';
import { useQuery, useQueryClient } from '@tanstack/vue-query';
import { createSharedComposable, useIntervalFn } from '@vueuse/core';
import { computed, onScopeDispose, ref } from 'vue';
import { OutreachClock } from '../../../server/contract/outreach.ts';
import { fetchOutreachClock, setOutreachSpeed } from '../api/outreach.ts';
import { clockAfter } from '../components/outreach/outreach-clock.ts';
import { useStream } from '../live/stream-store.ts';

const drawEveryMs = 500;
/** Sets right what a laptop that slept, or a clock that was corrected, did to it. Assumed. */
const rereadEveryMs = 60_000;

/** The clock that calls, retries and calling hours go by: read once, then moved on at its speed; set by a person. */
export const useOutreachClock = createSharedComposable(() => {
  const stream = useStream();
  const queries = useQueryClient();
  const toast = useToast();
  const queryKey = ['outreach-clock'] as const;
  const query = useQuery({
    queryKey,
    queryFn: async () => ({ ...(await fetchOutreachClock()), readAtMs: performance.now() }),
    refetchInterval: rereadEveryMs,
    staleTime: rereadEveryMs,
  });
  const take = (clock: OutreachClock) => queries.setQueryData(queryKey, { ...clock, readAtMs: performance.now() });

  const nowMs = ref(performance.now());
  useIntervalFn(() => (nowMs.value = performance.now()), drawEveryMs);
  const clock = computed(() => {
    const read = query.data.value;
    return read ? clockAfter(read, Math.max(0, nowMs.value - read.readAtMs)) : null;
  });

  onScopeDispose(
    stream.listen('outreach', {
      since: () => undefined,
      onActivity: ({ type, payload }) => {
        if (type !== 'outreach.speed_changed') return;
        const parsed = OutreachClock.safeParse(payload);
        if (parsed.success) take(parsed.data);
      },
      onSnapshot: () => void query.refetch(),
    }),
  );

  async function setSpeed(speed: number): Promise<void> {
    try {
      take(await setOutreachSpeed(speed));
    } catch (cause) {
      toast.add({
        title: 'The speed was not changed',
        description: (cause as Error).message,
        color: 'error',
        icon: 'i-lucide-shield-x',
      });
    }
  }

  return {
    clock,
    /** What it shows; the wall clock until it has been read. */
    clockMs: computed(() => (clock.value ? Date.parse(clock.value.now) : Date.now())),
    query,
    setSpeed,
  };
});
