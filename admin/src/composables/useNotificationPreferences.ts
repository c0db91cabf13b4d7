import { useToast } from '@nuxt/ui/composables';
import { useQuery, useQueryClient } from '@tanstack/vue-query';
import { computed, onScopeDispose, ref } from 'vue';
import { NotificationActivity, type NotificationPreferences } from '../../../server/contract/notification.ts';
import { fetchNotificationPreferences, saveNotificationPreferences } from '../api/notifications.ts';
import { useStream } from '../live/stream-store.ts';
import { useShownVenture } from './useShownVenture.ts';

/** How whoever sits here wants to be told; read anew when another panel of theirs changes it (CO-8, CO-9). */
export function useNotificationPreferences() {
  const stream = useStream();
  const toast = useToast();
  const queries = useQueryClient();
  const { ventureId } = useShownVenture();
  const isSaving = ref(false);
  const queryKey = computed(() => ['notification-preferences', ventureId.value]);
  const query = useQuery({ queryKey, queryFn: () => fetchNotificationPreferences(ventureId.value) });

  onScopeDispose(
    stream.listen('notifications', {
      since: () => undefined,
      onActivity: ({ type, payload }) => {
        const { data } = NotificationActivity.safeParse({ type, payload });
        if (data?.type === 'notification.kept' && data.payload.what === 'preferences' && !isSaving.value)
          void query.refetch();
      },
    }),
  );

  async function save(preferences: NotificationPreferences): Promise<void> {
    const key = queryKey.value;
    isSaving.value = true;
    try {
      queries.setQueryData(key, await saveNotificationPreferences(ventureId.value, preferences));
    } catch (cause) {
      const description = (cause as Error).message;
      toast.add({ title: 'Nothing was changed', description, color: 'error', icon: 'i-lucide-shield-x' });
      await query.refetch();
    }
    isSaving.value = false;
  }
  return { query, isSaving, save };
}
