import { useToast } from '@nuxt/ui/composables';
import { useQueryClient } from '@tanstack/vue-query';
import { ref } from 'vue';
import { cancelExecution } from '../api/executions.ts';

/** Calls an execution off; a refusal is shown and changes nothing. */
export function useCancelExecution(executionId: string) {
  const toast = useToast();
  const queries = useQueryClient();
  const isCancelling = ref(false);

  async function cancel(): Promise<void> {
    isCancelling.value = true;
    try {
      await cancelExecution(executionId);
    } catch (cause) {
      toast.add({
        title: 'It was not cancelled',
        description: (cause as Error).message,
        color: 'error',
        icon: 'i-lucide-shield-x',
      });
    }
    isCancelling.value = false;
    await queries.invalidateQueries({ queryKey: ['execution', executionId] });
  }
  return { cancel, isCancelling };
}
