import { refDebounced } from '@vueuse/core';
import { computed } from 'vue';
import { useRouter } from 'vue-router';
import { filterOf, sortOf } from '../components/outreach/task-list.ts';
import { useQueryPatch } from './useQueryPatch.ts';
import { useQueryState } from './useQueryState.ts';

const parts = { status: 'status', botId: 'bot', contactId: 'contact', creator: 'creator', text: 'q' } as const;

/** Somebody who types has not finished the word. */
const typingMs = 250;

/** Which tasks are shown, and how: all of it lives in the address. */
export function useTaskFilter() {
  const router = useRouter();
  const patch = useQueryPatch();
  /** Another filter begins on its first page. */
  const part = (name: string) => {
    const state = useQueryState(name);
    return computed({ get: () => state.value, set: (value: string | null) => patch({ [name]: value, page: null }) });
  };
  const status = part(parts.status);
  const botId = part(parts.botId);
  const contactId = part(parts.contactId);
  const creator = part(parts.creator);
  const text = part(parts.text);
  const from = part('from');
  const to = part('to');
  const sortState = part('sort');
  const viewState = part('view');
  const pageNumber = useQueryState('page');

  const settledText = refDebounced(text, typingMs);
  const filter = computed(() =>
    filterOf({
      status: status.value,
      botId: botId.value,
      contactId: contactId.value,
      creator: creator.value,
      text: settledText.value,
      from: from.value,
      to: to.value,
    }),
  );
  return {
    status,
    botId,
    contactId,
    creator,
    text,
    from,
    to,
    filter,
    isFiltered: computed(() => Object.keys(filter.value).length > 0),
    sort: computed({
      get: () => sortOf(sortState.value),
      set: (value: string) => (sortState.value = value === 'newest' ? null : value),
    }),
    view: computed({
      get: () => (viewState.value === 'list' ? 'list' : 'board'),
      set: (value: 'board' | 'list') => (viewState.value = value === 'board' ? null : value),
    }),
    page: computed({
      get: () => Math.max(1, Math.floor(Number(pageNumber.value)) || 1),
      set: (value) => (pageNumber.value = value > 1 ? String(value) : null),
    }),
    clear: () => {
      const isList = viewState.value === 'list';
      void router.replace({ query: isList ? { view: 'list' } : {} });
    },
  };
}
