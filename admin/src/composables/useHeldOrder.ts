import { computed, type MaybeRefOrGetter, shallowRef, toValue, watch } from 'vue';

/** Keeps a list's order and length while it is pointed at; its entries stay current, new ones are counted. */
export function useHeldOrder<T extends { id: string }>(
  entries: MaybeRefOrGetter<readonly T[]>,
  isHeld: MaybeRefOrGetter<boolean>,
) {
  const ids = shallowRef<readonly string[]>([]);
  const catchUp = () => (ids.value = toValue(entries).map(({ id }) => id));
  watch(
    [() => toValue(entries), () => toValue(isHeld)],
    ([, held]) => {
      if (!held) catchUp();
    },
    { immediate: true },
  );
  return {
    shown: computed(() => {
      const byId = new Map(toValue(entries).map((entry) => [entry.id, entry]));
      return ids.value.map((id) => byId.get(id)).filter((entry) => entry !== undefined);
    }),
    newCount: computed(() => toValue(entries).filter(({ id }) => !ids.value.includes(id)).length),
    catchUp,
  };
}
