import { useQuery } from '@tanstack/vue-query';
import { createSharedComposable } from '@vueuse/core';
import { computed } from 'vue';
import { fetchContacts } from '../api/outreach.ts';

/** All contacts, cached; shared by whoever names one. When their hours begin next is told anew every minute. */
export const useContacts = createSharedComposable(() => {
  const query = useQuery({
    queryKey: ['contacts'],
    queryFn: fetchContacts,
    staleTime: 60_000,
    refetchInterval: 60_000,
  });
  const contacts = computed(() => query.data.value?.items ?? []);
  const byId = computed(() => new Map(contacts.value.map((contact) => [contact.id, contact])));
  return {
    contacts,
    byId,
    /** Their name; their id where they are not known (any more). */
    nameOf: (id: string) => byId.value.get(id)?.name ?? id,
    query,
  };
});
