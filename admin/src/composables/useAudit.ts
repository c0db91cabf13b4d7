import { keepPreviousData, useQuery } from '@tanstack/vue-query';
import { computed, type MaybeRefOrGetter, ref, toValue } from 'vue';
import { fetchAudit } from '../api/audit.ts';
import type { AuditFilter } from '../components/audit/audit-list.ts';
import { useAccess } from './useAccess.ts';

export const linesPerPage = 50;
/** Assumed: soon enough to see what was done a moment ago. */
const rereadEveryMs = 10_000;

/**
 * A page of the audit log, newest first, for administrators of all ventures (PL-13). It is read anew every ten seconds, but
 * never while held: rows keep their places then.
 *
 * @param page From 1.
 */
export function useAudit(filter: MaybeRefOrGetter<AuditFilter>, page: MaybeRefOrGetter<number>) {
  const { me, can } = useAccess();
  const isHeld = ref(false);
  const mayRead = computed(() => can('configure') && (me.value?.ventures ?? null) === null);
  const query = useQuery({
    queryKey: ['audit', computed(() => toValue(filter)), computed(() => toValue(page))],
    queryFn: () => fetchAudit({ ...toValue(filter), limit: linesPerPage, offset: (toValue(page) - 1) * linesPerPage }),
    placeholderData: keepPreviousData,
    enabled: mayRead,
    refetchOnWindowFocus: () => !isHeld.value,
    refetchInterval: () => (isHeld.value ? false : rereadEveryMs),
  });
  return { query, isHeld, mayRead };
}
