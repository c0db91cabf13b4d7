import { computed, ref } from 'vue';
import { useQueryPatch } from './useQueryPatch.ts';
import { useQueryState } from './useQueryState.ts';

export interface WhatIfOptions {
  /** The tick that the scrubber stands at; the session's own where it follows. */
  scrubbedTick: () => number;
  /** Where something happened that one may want otherwise, for a session whose end is what is seen. */
  turningTick: () => number;
  /** The tick that the session has come to. */
  sessionTick: () => number;
  /** The session's planned length: from its end nothing goes another way. */
  tickCount: () => number;
  startOf: (interventionNumber: number) => number | null;
}

/**
 * The form that asks what if: the tick at which the session goes another way, in the URL, and what to leave out, if it
 * was asked for from an intervention.
 */
export function useWhatIf({ scrubbedTick, turningTick, sessionTick, tickCount, startOf }: WhatIfOptions) {
  const from = useQueryState('whatif');
  const without = useQueryState('without');
  const patch = useQueryPatch();
  const isTick = computed(() => from.value !== null && /^\d+$/.test(from.value));
  const clamp = (tick: number) => Math.min(Math.max(1, Math.round(tick)), Math.max(1, sessionTick()));
  const hereTick = computed(() => clamp(scrubbedTick() < tickCount() ? scrubbedTick() : turningTick()));
  /** Each opening is a new form. */
  const openCount = ref(0);

  const open = (tick: number, interventionNumber: number | null = null) => {
    openCount.value += 1;
    patch({
      whatif: String(clamp(tick)),
      without: interventionNumber === null ? null : String(interventionNumber),
      decision: null,
    });
  };

  return {
    openCount,
    fromTick: computed(() => (isTick.value ? clamp(Number(from.value)) : null)),
    withoutNumber: computed(() => (without.value === null ? null : Number(without.value))),
    isOpen: computed({
      get: () => isTick.value,
      set: (isOpen) => {
        if (!isOpen) patch({ whatif: null, without: null });
      },
    }),
    /** Where the scrubber stands, as a person would branch from there. */
    hereTick,
    openHere: () => open(hereTick.value),
    openAt: open,
    openWithout: (interventionNumber: number) =>
      open(startOf(interventionNumber) ?? scrubbedTick(), interventionNumber),
  };
}
