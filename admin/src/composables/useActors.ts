import { useQuery } from '@tanstack/vue-query';
import { computed, watchEffect } from 'vue';
import { keepActors } from '../actors.ts';
import { fetchActorNames } from '../api/access.ts';
import { useAccess } from './useAccess.ts';

/** Assumed: whoever has just been given a token is nameless for so long at most. */
const rereadEveryMs = 60_000;

/** Keeps the names of those who act; once, for the whole panel. */
export function useActors(): void {
  const { me, isOpen } = useAccess();
  const { data } = useQuery({
    queryKey: ['access', 'names', computed(() => me.value?.id ?? null)],
    queryFn: fetchActorNames,
    enabled: () => me.value !== null,
    refetchInterval: () => (isOpen.value ? false : rereadEveryMs),
  });
  watchEffect(() => keepActors(me.value?.id ?? 'panel', data.value?.items ?? []));
}
