import { useRoute, useRouter } from 'vue-router';

/** Changes several parts of the URL's query at once; null takes one out. Two changes one by one would lose the first. */
export function useQueryPatch() {
  const route = useRoute();
  const router = useRouter();
  return (patch: Readonly<Record<string, string | null>>): void => {
    const next = { ...route.query };
    for (const [name, value] of Object.entries(patch)) {
      if (value === null) delete next[name];
      else next[name] = value;
    }
    void router.replace({ query: next, hash: route.hash });
  };
}
