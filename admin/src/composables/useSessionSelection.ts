import { computed } from 'vue';
import { useQueryState } from './useQueryState.ts';

/** Which rows are ticked, as the address has them; a range goes from the last one ticked. */
export function useSessionSelection(rowIds: () => readonly string[]) {
  const named = useQueryState('sel');
  let anchor: string | null = null;
  const ids = computed({
    get: () => named.value?.split(',').filter(Boolean) ?? [],
    set: (list: readonly string[]) => (named.value = list.length > 0 ? list.join(',') : null),
  });

  /** The rows from the anchor to this one, or this one alone. */
  function rangeTo(id: string): readonly string[] {
    const rows = rowIds();
    const ends = [rows.indexOf(anchor ?? id), rows.indexOf(id)].toSorted((a, b) => a - b);
    return ends[0] === -1 ? [id] : rows.slice(ends[0], ends[1]! + 1);
  }

  return {
    ids,
    /** @param isRange Everything between this row and the last one ticked becomes as this one does. */
    toggle(id: string, isRange = false): void {
      const changed = isRange ? rangeTo(id) : [id];
      const rest = ids.value.filter((other) => !changed.includes(other));
      ids.value = ids.value.includes(id) ? rest : [...rest, ...changed];
      anchor = id;
    },
    clear: () => (ids.value = []),
  };
}
