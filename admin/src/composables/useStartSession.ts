import { useToast } from '@nuxt/ui/composables';
import { ref, shallowRef } from 'vue';
import { useRouter } from 'vue-router';
import type { Session, StartSession } from '../../../server/contract/session.ts';
import { startSession } from '../api/sessions.ts';

export type StartBody = Partial<StartSession> & Pick<StartSession, 'scenarioId'>;

/** Starts a session and goes to its Live view; a refusal is shown and leaves everything as it was. */
export function useStartSession() {
  const router = useRouter();
  const toast = useToast();
  const isStarting = ref(false);
  const fault = shallowRef<string | null>(null);

  async function start(body: StartBody): Promise<void> {
    if (isStarting.value) return;
    isStarting.value = true;
    fault.value = null;
    try {
      const session = await startSession(body);
      await router.push({ name: 'session', params: { sessionId: session.id } });
    } catch (cause) {
      fault.value = (cause as Error).message;
      toast.add({
        title: 'The session did not start',
        description: fault.value,
        color: 'error',
        icon: 'i-lucide-circle-x',
      });
    } finally {
      isStarting.value = false;
    }
  }

  return { start, isStarting, fault };
}

/** The demo's setting: at 6× a drop, its discovery and the recovery fit into a minute (EC-23). */
export const demo: StartBody = {
  scenarioId: 'webinar-drop',
  isDemo: true,
  mode: 'manual',
  speed: 6,
  seed: 7,
  wording: 'model',
};

/** The same scenario under the same seed: with the same decisions, the same evening. */
export const sameAgain = ({
  scenarioId,
  seed,
  attendeeCount,
  mode,
  policy,
  speed,
  isDemo,
  wording,
}: Session): StartBody => ({
  scenarioId,
  seed,
  attendeeCount,
  mode,
  policy,
  isDemo,
  speed,
  wording,
});
