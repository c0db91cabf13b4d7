import { computed, type WritableComputedRef } from 'vue';
import { useRoute, useRouter } from 'vue-router';

/** One part of the view's state that lives in the URL; null takes it out. */
export function useQueryState(name: string): WritableComputedRef<string | null> {
  const route = useRoute();
  const router = useRouter();
  return computed({
    get: () => {
      const value = route.query[name];
      return typeof value === 'string' ? value : null;
    },
    set: (value) => {
      const { [name]: _, ...rest } = route.query;
      void router.replace({ query: value === null ? rest : { ...rest, [name]: value }, hash: route.hash });
    },
  });
}
