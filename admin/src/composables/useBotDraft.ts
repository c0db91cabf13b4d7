import { useLocalStorage } from '@vueuse/core';
import { computed, type MaybeRefOrGetter, toValue } from 'vue';
import { differences, Draft } from '../components/bot/config-draft.ts';

const Drafts = { read: (text: string) => parsed(text), write: (value: unknown) => JSON.stringify(value) };

/** What a person has changed and not saved of a bot; outlives a reload, and is null where nothing is changed (BC-11). */
export function useBotDraft(botId: MaybeRefOrGetter<string>) {
  const draft = useLocalStorage<Draft | null>(() => `claque-bot-draft-${toValue(botId)}`, null, {
    serializer: Drafts,
    writeDefaults: false,
  });
  return {
    draft,
    changes: computed(() => (draft.value ? differences(draft.value.base, draft.value.edited) : [])),
  };
}

/** What an older panel or another hand left there is worth nothing. */
function parsed(text: string): Draft | null {
  try {
    return Draft.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
