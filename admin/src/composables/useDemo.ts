import { useToast } from '@nuxt/ui/composables';
import { ref } from 'vue';
import { useRouter } from 'vue-router';
import { startSession } from '../api/sessions.ts';

/** The demo's setting: at 6× a drop, its discovery and the recovery fit into a minute. */
const demo = { scenarioId: 'webinar-drop', isDemo: true, mode: 'manual', speed: 6, seed: 7 } as const;

/** Starts the demo and goes to its Live view (EC-23). */
export function useDemo() {
  const router = useRouter();
  const toast = useToast();
  const isStarting = ref(false);

  async function startDemo(): Promise<void> {
    if (isStarting.value) return;
    isStarting.value = true;
    try {
      const session = await startSession(demo);
      await router.push({ name: 'session', params: { sessionId: session.id } });
    } catch (cause) {
      toast.add({ title: 'The demo did not start', description: (cause as Error).message, color: 'error', icon: 'i-lucide-circle-x' });
    } finally {
      isStarting.value = false;
    }
  }

  return { startDemo, isStarting };
}
