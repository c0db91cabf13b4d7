import { type MaybeRefOrGetter, computed, ref, shallowRef, toValue, watch } from 'vue';

/**
 * A live list that never moves under the pointer: while held it stays as it was and counts what is new.
 *
 * @param entries Oldest first; numbers grow.
 */
export function useHeldList<T extends { number: number }>(entries: MaybeRefOrGetter<readonly T[]>) {
  const isHovered = ref(false);
  const isScrolled = ref(false);
  const shown = shallowRef<readonly T[]>(toValue(entries));
  const isHeld = computed(() => isHovered.value || isScrolled.value);
  const newCount = computed(() => {
    const last = shown.value.at(-1)?.number ?? 0;
    return toValue(entries).filter(({ number }) => number > last).length;
  });
  const catchUp = () => (shown.value = toValue(entries));

  watch([() => toValue(entries), isHeld], ([next, held]) => {
    const isAnotherList =
      next.length === 0 ||
      (shown.value[0] !== undefined && !next.includes(shown.value[0]) && next.length < shown.value.length);
    if (!held || isAnotherList) catchUp();
  });
  return { shown, newCount, isHovered, isScrolled, catchUp };
}
