import { useQuery } from '@tanstack/vue-query';
import { computed, type MaybeRefOrGetter, toValue } from 'vue';
import { fetchVotes } from '../api/community.ts';

/** Who voted for a post and who against it; read only once somebody wants to know. */
export function useThreadVotes(postId: MaybeRefOrGetter<number>, isWanted: MaybeRefOrGetter<boolean>) {
  const query = useQuery({
    queryKey: computed(() => ['votes', toValue(postId)] as const),
    queryFn: () => fetchVotes(toValue(postId), { limit: 500 }),
    enabled: () => toValue(isWanted),
  });
  const of = (value: 1 | -1) =>
    computed(() => (query.data.value?.items ?? []).filter((vote) => vote.value === value).map(({ botId }) => botId));
  return { query, upIds: of(1), downIds: of(-1) };
}
