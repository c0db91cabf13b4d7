import { computed, type Ref, ref, watch } from 'vue';
import { type Session, SessionStatus } from '../../../server/contract/session.ts';
import { filterSessions } from '../components/session/session-list.ts';
import { useHeldOrder } from './useHeldOrder.ts';
import { useLiveRows } from './useLiveRows.ts';
import { useQueryState } from './useQueryState.ts';

const rowsPerPage = 20;

/** The sessions that the address asks for, a page of them kept current; while pointed at they keep their places. */
export function useSessionRows(sessions: Readonly<Ref<readonly Session[]>>) {
  const status = useQueryState('status');
  const scenario = useQueryState('scenario');
  const text = useQueryState('q');
  const pageNumber = useQueryState('page');

  const filtered = computed(() =>
    filterSessions(sessions.value, {
      status: SessionStatus.safeParse(status.value).data ?? null,
      scenarioId: scenario.value,
      text: text.value ?? '',
    }),
  );
  const pageCount = computed(() => Math.max(1, Math.ceil(filtered.value.length / rowsPerPage)));
  const page = computed({
    get: () => Math.min(Math.max(1, Number(pageNumber.value) || 1), pageCount.value),
    set: (value) => (pageNumber.value = value > 1 ? String(value) : null),
  });
  const isPointedAt = ref(false);
  const { shown, newCount, catchUp } = useHeldOrder(filtered, isPointedAt);
  const rows = useLiveRows(computed(() => shown.value.slice((page.value - 1) * rowsPerPage, page.value * rowsPerPage)));
  // What a person filters changes at once, wherever the pointer is.
  watch([status, scenario, text], catchUp);
  return {
    status,
    scenario,
    text,
    page,
    rowsPerPage,
    filtered,
    rows,
    newCount,
    catchUp,
    isPointedAt,
    isFiltered: computed(() => status.value !== null || scenario.value !== null || text.value !== null),
  };
}
