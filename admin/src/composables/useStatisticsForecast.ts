import { keepPreviousData, useQuery } from '@tanstack/vue-query';
import { computed, type MaybeRefOrGetter, toValue } from 'vue';
import { fetchCostForecast } from '../api/statistics.ts';
import { type Estimate, faultsOf } from '../components/statistics/estimate.ts';

/** What a planned day of the community would cost, asked anew whenever the plan changes and can be asked. */
export function useStatisticsForecast(plan: MaybeRefOrGetter<Estimate>) {
  const asked = computed(() => {
    const { provider, model, botCount, callsPerBot, inputTokens, outputTokens } = toValue(plan);
    return { provider, model, callCount: botCount * callsPerBot, inputTokens, outputTokens };
  });
  return useQuery({
    queryKey: ['cost-forecast', asked],
    queryFn: () => fetchCostForecast(asked.value),
    enabled: () => faultsOf(toValue(plan)).length === 0,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
}
