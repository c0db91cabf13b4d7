import { useToast } from '@nuxt/ui/composables';
import { useQueryClient } from '@tanstack/vue-query';
import { ref, shallowRef } from 'vue';
import type { Task } from '../../../server/contract/outreach.ts';
import { ApiError } from '../api/client.ts';
import { cancelTask, createTask } from '../api/outreach.ts';
import { bodyOf, type DraftFaults, refusalOf, type TaskDraft } from '../components/outreach/task-draft.ts';

/** A key nobody else has; made so that it also is where the panel is not served over HTTPS. */
const newKey = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

/** What a person can do about tasks: have one begun, and call one off. A refusal is shown and changes nothing. */
export function useOutreachActions() {
  const toast = useToast();
  const queries = useQueryClient();
  const isBusy = ref(false);
  const refused = shallowRef<DraftFaults>({});
  const fault = shallowRef<string | null>(null);
  let sent = { body: '', key: '' };

  const forget = () => {
    refused.value = {};
    fault.value = null;
  };
  const readAgain = (id: string) => {
    void queries.invalidateQueries({ queryKey: ['tasks'] });
    void queries.invalidateQueries({ queryKey: ['task', id] });
  };

  /** @returns The task; null where it was refused, which `refused` and `fault` then tell. */
  async function create(draft: TaskDraft): Promise<Task | null> {
    if (isBusy.value) return null;
    isBusy.value = true;
    forget();
    const body = bodyOf(draft);
    const text = JSON.stringify(body);
    // The same draft again, after a line that broke, is the same task; another one is another.
    if (sent.body !== text) sent = { body: text, key: newKey() };
    try {
      const task = await createTask(body as Parameters<typeof createTask>[0], sent.key);
      sent = { body: '', key: '' };
      readAgain(task.id);
      return task;
    } catch (cause) {
      const { message } = cause as Error;
      ({ faults: refused.value, fault: fault.value } = refusalOf(
        cause instanceof ApiError ? cause.problem : null,
        message,
      ));
      return null;
    } finally {
      isBusy.value = false;
    }
  }

  /** @returns Whether the server took it. */
  async function cancel(id: string, reason: string): Promise<boolean> {
    if (isBusy.value) return false;
    isBusy.value = true;
    try {
      await cancelTask(id, reason);
      return true;
    } catch (cause) {
      toast.add({
        title: 'It was not cancelled',
        description: (cause as Error).message,
        color: 'error',
        icon: 'i-lucide-shield-x',
      });
      return false;
    } finally {
      isBusy.value = false;
      readAgain(id);
    }
  }

  return { create, cancel, forget, isBusy, refused, fault };
}
