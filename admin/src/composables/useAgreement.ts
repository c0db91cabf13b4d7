import { useQuery, useQueryClient } from '@tanstack/vue-query';
import { promiseTimeout } from '@vueuse/core';
import { computed, type MaybeRefOrGetter, ref, toValue, watch } from 'vue';
import type { Mode } from '../../../server/contract/vocabulary.ts';
import { fetchAgreement } from '../api/reports.ts';
import { isTrusted } from '../components/conductor/agreement-words.ts';

/** So long the question waits for the figures that it shows. Assumed: shorter than a person notices. */
const patienceMs = 300;

export interface AgreementOptions {
  /** Decisions of this session that a person has answered: with each the agreement is read again. */
  answeredCount: MaybeRefOrGetter<number>;
  setMode: (mode: Mode) => void;
}

/**
 * How often people agreed with the conductor, and the question that comes before it acts alone: while little or nothing
 * is known in its favour, going to auto shows that first, once a view.
 */
export function useAgreement({ answeredCount, setMode }: AgreementOptions) {
  const queries = useQueryClient();
  const isAsking = ref(false);
  const isWanted = ref(false);
  let hasAnswered = false;

  const query = useQuery({
    queryKey: ['learnt', 'agreement'],
    queryFn: fetchAgreement,
    // Nothing is read before somebody asks for it.
    enabled: isWanted,
    retry: false,
  });
  watch(
    () => toValue(answeredCount),
    () => void queries.invalidateQueries({ queryKey: ['learnt', 'agreement'] }),
  );

  /** Reads the agreement, from now on whenever it has changed. */
  const want = () => (isWanted.value = true);

  async function ask(mode: Mode): Promise<void> {
    if (mode !== 'auto' || hasAnswered) return setMode(mode);
    want();
    // A server that is slow, or does not know, must not hold the question back.
    await Promise.race([query.refetch(), promiseTimeout(patienceMs)]);
    const known = query.data.value;
    if (known && isTrusted(known)) return setMode(mode);
    isAsking.value = true;
  }

  function switchToAuto(): void {
    // While it closes, its button may be pressed once more.
    if (!isAsking.value) return;
    hasAnswered = true;
    isAsking.value = false;
    setMode('auto');
  }

  return {
    isAsking,
    agreement: computed(() => query.data.value ?? null),
    error: query.error,
    want,
    ask: (mode: Mode) => void ask(mode),
    switchToAuto,
  };
}
