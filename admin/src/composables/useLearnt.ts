import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/vue-query';
import { useThrottleFn } from '@vueuse/core';
import { onScopeDispose, type Ref } from 'vue';
import type { PolicyName } from '../../../server/contract/vocabulary.ts';
import { type EffectsQuery, fetchAgreement, fetchEffects, fetchPolicyStanding } from '../api/reports.ts';
import { useStream } from '../live/stream-store.ts';

/** A session that ends teaches; sums over all sessions need not follow faster than this. Assumed. */
const rereadEveryMs = 3_000;

function useRereadWhenSessionsChange(): void {
  const cache = useQueryClient();
  const reread = useThrottleFn(() => cache.invalidateQueries({ queryKey: ['learnt'] }), rereadEveryMs, true);
  onScopeDispose(useStream().listen('sessions', { since: () => undefined, onActivity: reread }));
}

/** What the venture's policy has learnt, and how often people agreed with it (EC-14, EC-18). */
export function usePolicyStanding(policy: Readonly<Ref<PolicyName>>) {
  useRereadWhenSessionsChange();
  return {
    standing: useQuery({
      queryKey: ['learnt', 'policy', policy],
      queryFn: () => fetchPolicyStanding(policy.value),
      placeholderData: keepPreviousData,
    }),
    agreement: useQuery({ queryKey: ['learnt', 'agreement'], queryFn: fetchAgreement }),
  };
}

/** Which interventions worked where (EC-26). */
export function useEffects(asked: Readonly<Ref<EffectsQuery>>) {
  useRereadWhenSessionsChange();
  return useQuery({
    queryKey: ['learnt', 'effects', asked],
    queryFn: () => fetchEffects(asked.value),
    placeholderData: keepPreviousData,
  });
}
