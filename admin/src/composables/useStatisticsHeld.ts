import { computed, type Ref, shallowRef, watch } from 'vue';

export interface HeldOptions<T> {
  data: Readonly<Ref<T | undefined>>;
  /** Whether the data is that of an earlier question, shown until the answer comes. */
  isPlaceholder: Readonly<Ref<boolean>>;
  /** What was asked: another question shows its answer at once. */
  question: Readonly<Ref<string>>;
  isPointedAt: Readonly<Ref<boolean>>;
}

/** Figures that never move under the pointer: while pointed at they stay as they were, and newer ones wait. */
export function useStatisticsHeld<T>({ data, isPlaceholder, question, isPointedAt }: HeldOptions<T>) {
  const shown = shallowRef<T | undefined>();
  let answered: string | null = null;
  const catchUp = () => {
    shown.value = data.value;
    if (!isPlaceholder.value) answered = question.value;
  };
  watch(
    [data, isPlaceholder, question, isPointedAt],
    () => {
      const isSame = answered === question.value && shown.value !== undefined && data.value !== undefined;
      if (!isPointedAt.value || !isSame) catchUp();
    },
    { immediate: true },
  );
  return { shown, isNewer: computed(() => data.value !== shown.value), catchUp };
}
