import { useToast } from '@nuxt/ui/composables';
import { useQuery, useQueryClient } from '@tanstack/vue-query';
import { computed, type Ref, ref, shallowRef } from 'vue';
import type { IssuedShareLink, NewShareLink, ShareLink } from '../../../server/contract/share.ts';
import { createShare, fetchShares, revokeShare } from '../api/shares.ts';

/** The share links of a session, read once they are looked at (PL-14). */
export function useShareLinks(sessionId: () => string, isShown: Ref<boolean>) {
  const toast = useToast();
  const queries = useQueryClient();
  const queryKey = ['share-links', computed(sessionId)];
  const query = useQuery({ queryKey, queryFn: () => fetchShares(sessionId()), enabled: isShown });
  /** Just made, with its secret: gone with the closing of what shows it. */
  const issued = shallowRef<IssuedShareLink | null>(null);
  const fault = ref<string | null>(null);
  const isBusy = ref(false);

  async function create(body: NewShareLink): Promise<boolean> {
    if (isBusy.value) return false;
    isBusy.value = true;
    fault.value = null;
    try {
      issued.value = await createShare(sessionId(), body);
      return true;
    } catch (cause) {
      fault.value = (cause as Error).message;
      return false;
    } finally {
      isBusy.value = false;
      void queries.invalidateQueries({ queryKey });
    }
  }

  async function revoke({ id, name }: ShareLink): Promise<void> {
    try {
      await revokeShare(id);
      if (issued.value?.link.id === id) issued.value = null;
      toast.add({ title: `The link “${name}” is revoked`, icon: 'i-lucide-check' });
    } catch (cause) {
      toast.add({
        title: `The link “${name}” was not revoked`,
        description: (cause as Error).message,
        color: 'error',
        icon: 'i-lucide-shield-x',
      });
    }
    void queries.invalidateQueries({ queryKey });
  }

  return { query, links: computed(() => query.data.value?.items ?? []), issued, fault, isBusy, create, revoke };
}
