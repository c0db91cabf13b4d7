import { useQuery } from '@tanstack/vue-query';
import { computed } from 'vue';
import { defaultVentureId } from '../../../server/contract/vocabulary.ts';
import { fetchVentures } from '../api/access.ts';
import { useAccess } from './useAccess.ts';
import { useQueryState } from './useQueryState.ts';

/** The venture that is shown, in the address: the one asked for, else `default`, else the first that one may see (EX-2). */
export function useShownVenture() {
  const { me } = useAccess();
  const asked = useQueryState('venture');
  const query = useQuery({ queryKey: ['access', 'ventures'], queryFn: fetchVentures });
  const granted = computed(() => me.value?.ventures ?? null);
  const usual = computed(() =>
    granted.value === null || granted.value.includes(defaultVentureId)
      ? defaultVentureId
      : (granted.value[0] ?? defaultVentureId),
  );
  return {
    ventureId: computed(() => asked.value ?? usual.value),
    usual,
    /** Those that one may see. */
    ventures: computed(() => query.data.value?.items ?? []),
  };
}
