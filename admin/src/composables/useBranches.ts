import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query';
import { computed, type MaybeRefOrGetter, toValue } from 'vue';
import { createBranch, deleteBranch, fetchBranches } from '../api/branches.ts';
import { ApiError } from '../api/client.ts';
import type { BranchRequest } from '../../../server/contract/branch.ts';

/** The branches of a session: what if. Performing one takes a while, and changes nothing of the session. */
export function useBranches(sessionId: MaybeRefOrGetter<string>) {
  const queries = useQueryClient();
  const key = () => ['branches', toValue(sessionId)] as const;
  const refresh = () => queries.invalidateQueries({ queryKey: key() });
  const query = useQuery({ queryKey: computed(key), queryFn: () => fetchBranches(toValue(sessionId)) });

  const performing = useMutation({
    mutationFn: (body: BranchRequest) => createBranch(toValue(sessionId), body),
    onSuccess: refresh,
  });
  const removing = useMutation({
    // What is gone already is as wanted.
    mutationFn: (id: string) =>
      deleteBranch(id).catch((cause: unknown) => {
        if (!(cause instanceof ApiError && cause.status === 404)) throw cause;
      }),
    onSettled: refresh,
  });

  return {
    query,
    branches: computed(() => (query.data.value?.items ?? []).toSorted((a, b) => a.number - b.number)),
    refresh,
    perform: performing.mutateAsync,
    isPerforming: performing.isPending,
    fault: computed(() => performing.error.value?.message ?? null),
    clearFault: performing.reset,
    remove: removing.mutateAsync,
  };
}
