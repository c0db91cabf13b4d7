import { useToast } from '@nuxt/ui/composables';
import { useQuery, useQueryClient } from '@tanstack/vue-query';
import { computed, ref } from 'vue';
import type { CapsChange } from '../../../server/contract/usage.ts';
import { fetchCostCap } from '../api/bots.ts';
import { fetchCaps, saveCaps } from '../api/settings.ts';
import { effectOf, effectSentence } from '../components/settings/caps-form.ts';
import { useCommunityLive } from '../live/community-live.ts';

/** The default caps and the venture's, with where it stands today (BC-9). */
export function useSettingsCaps() {
  useCommunityLive();
  const toast = useToast();
  const queries = useQueryClient();
  const query = useQuery({ queryKey: ['caps'], queryFn: fetchCaps, staleTime: 15_000 });
  const isSaving = ref(false);

  /** In force for the next call. @returns Whether the server took it. */
  async function save(change: CapsChange): Promise<boolean> {
    if (isSaving.value) return false;
    isSaving.value = true;
    try {
      queries.setQueryData(['caps'], await saveCaps(change));
      for (const key of ['bots', 'bot']) void queries.invalidateQueries({ queryKey: [key] });
      toast.add({ title: 'The caps are saved', description: 'In force for the next call.', icon: 'i-lucide-check' });
      return true;
    } catch (cause) {
      toast.add({
        title: 'The caps were not saved',
        description: (cause as Error).message,
        color: 'error',
        icon: 'i-lucide-shield-x',
      });
      return false;
    } finally {
      isSaving.value = false;
    }
  }

  /**
   * What a change would do at once, in words. Where each bot stands is read when somebody asks this, and not before.
   */
  async function askEffect(change: CapsChange, botIds: readonly string[]): Promise<string> {
    const caps = query.data.value;
    const standings = await Promise.all(botIds.map(fetchCostCap)).catch(() => null);
    if (!caps || !standings)
      return 'What it does to the bots at once cannot be told: the server did not say where they stand.';
    return effectSentence(effectOf(change, caps, standings), standings.length);
  }

  return { caps: computed(() => query.data.value ?? null), query, isSaving, save, askEffect };
}
