import { useToast } from '@nuxt/ui/composables';
import { useQuery, useQueryClient } from '@tanstack/vue-query';
import { computed, type MaybeRefOrGetter, ref, toValue } from 'vue';
import type { BotConfigState } from '../../../server/contract/bot.ts';
import type { CostCap } from '../../../server/contract/usage.ts';
import { fetchBotConfig, resetBotConfig, saveBotConfig, saveCostCap } from '../api/bots.ts';
import { ApiError } from '../api/client.ts';
import { carriedOver, copyOf, type Edited, differences, partsChanged } from '../components/bot/config-draft.ts';
import { useBotCap } from './useBotCap.ts';
import { useBotDraft } from './useBotDraft.ts';

const editedOf = ({ config }: BotConfigState, { tokens, usd }: CostCap): Edited => ({
  config,
  cap: {
    capTokens: tokens.source === 'custom' ? tokens.capTokens : null,
    capUsd: usd.source === 'custom' ? usd.capUsd : null,
  },
});

/** A bot's configuration and caps as a form: what is in force, what a person changes, saving, conflicts (BC-10, BC-11). */
export function useBotConfig(botId: MaybeRefOrGetter<string>) {
  const toast = useToast();
  const queries = useQueryClient();
  const config = useQuery({
    queryKey: ['bot', botId, 'config'],
    queryFn: () => fetchBotConfig(toValue(botId)),
  });
  const cap = useBotCap(botId);
  const { draft, changes } = useBotDraft(botId);
  const isSaving = ref(false);

  const current = computed(() =>
    config.data.value && cap.data.value ? editedOf(config.data.value, cap.data.value) : null,
  );
  const edited = computed(() => draft.value?.edited ?? current.value);
  /** What others changed since this draft was begun; saving over it would be blind. */
  const meanwhile = computed(() =>
    draft.value && current.value && config.data.value && draft.value.version !== config.data.value.version
      ? differences(draft.value.base, current.value)
      : [],
  );
  const isStale = computed(() => draft.value !== null && draft.value.version !== config.data.value?.version);

  /** Applies one change of the form; the draft goes once nothing differs any more. */
  function edit(change: (edited: Edited) => void): void {
    if (!current.value || !config.data.value) return;
    const {
      version,
      base,
      edited: before,
    } = draft.value ?? {
      version: config.data.value.version,
      base: current.value,
      edited: current.value,
    };
    const next = copyOf(before);
    change(next);
    draft.value = differences(base, next).length === 0 ? null : { version, base: copyOf(base), edited: next };
  }

  /** Puts the person's changes onto what is in force now. */
  function carryOver(): void {
    if (!draft.value || !current.value || !config.data.value) return;
    const next = carriedOver(draft.value, current.value);
    const base = copyOf(current.value);
    draft.value =
      differences(base, next).length === 0 ? null : { version: config.data.value.version, base, edited: next };
  }

  const readAgain = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ['bot', toValue(botId)] }),
      queries.invalidateQueries({ queryKey: ['bots'] }),
    ]);

  async function attempt(title: string, action: () => Promise<unknown>, done: string): Promise<void> {
    if (isSaving.value) return;
    isSaving.value = true;
    try {
      await action();
      toast.add({ title: done, icon: 'i-lucide-check', color: 'success' });
    } catch (cause) {
      const isConflict = cause instanceof ApiError && cause.status === 409;
      toast.add({
        title: isConflict ? 'It was changed meanwhile' : title,
        description: isConflict ? 'Nothing was saved. The form shows what is different now.' : (cause as Error).message,
        color: 'error',
        icon: 'i-lucide-shield-x',
      });
    } finally {
      await readAgain();
      isSaving.value = false;
    }
  }

  const save = () =>
    attempt(
      'It was not saved',
      async () => {
        if (!draft.value) return;
        const id = toValue(botId);
        const { base, edited: next, version } = draft.value;
        const parts = partsChanged(base, next);
        if (parts.config) {
          const state = await saveBotConfig(id, { config: next.config, version });
          queries.setQueryData(['bot', id, 'config'], state);
          // Should the caps be refused, what is saved is no longer a change.
          draft.value = parts.cap
            ? { version: state.version, base: { ...base, config: state.config }, edited: next }
            : null;
        }
        if (parts.cap) {
          queries.setQueryData(['bot', id, 'cap'], await saveCostCap(id, next.cap));
          draft.value = null;
        }
      },
      'Saved; in force from the next heartbeat',
    );

  const reset = () =>
    attempt(
      'It was not reset',
      async () => {
        const id = toValue(botId);
        queries.setQueryData(['bot', id, 'config'], await resetBotConfig(id));
        draft.value = null;
      },
      'Reset to its file; in force from the next heartbeat',
    );

  return {
    config,
    cap,
    current,
    edited,
    changes,
    meanwhile,
    isStale,
    isSaving,
    edit,
    carryOver,
    save,
    reset,
    discard: () => (draft.value = null),
    error: computed(() => config.error.value ?? cap.error.value),
    retry: () => Promise.all([config.refetch(), cap.refetch()]),
  };
}

export type BotConfigForm = ReturnType<typeof useBotConfig>;
