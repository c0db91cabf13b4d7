import { useToast } from '@nuxt/ui/composables';
import { type MaybeRefOrGetter, ref, toValue } from 'vue';
import type { ManualIntervention } from '../../../server/contract/input.ts';
import type { Speed } from '../../../server/contract/session.ts';
import type { Mode } from '../../../server/contract/vocabulary.ts';
import * as interventions from '../api/interventions.ts';
import * as sessions from '../api/sessions.ts';

/** What a person can do to a session. Each is confirmed by its activity on the stream; a refusal is shown and changes nothing. */
export function useSessionActions(sessionId: MaybeRefOrGetter<string>) {
  const toast = useToast();
  const isBusy = ref(false);

  async function attempt(what: string, action: (id: string) => Promise<void>): Promise<boolean> {
    isBusy.value = true;
    try {
      await action(toValue(sessionId));
      return true;
    } catch (cause) {
      toast.add({
        title: `${what} was refused`,
        description: (cause as Error).message,
        color: 'error',
        icon: 'i-lucide-shield-x',
      });
      return false;
    } finally {
      isBusy.value = false;
    }
  }

  return {
    isBusy,
    pause: () => attempt('Pausing', sessions.pauseSession),
    resume: () => attempt('Going on', sessions.resumeSession),
    step: (ticks: number) => attempt('The step', (id) => sessions.stepSession(id, ticks)),
    stop: () => attempt('Stopping', sessions.stopSession),
    reset: () => attempt('The reset', sessions.resetSession),
    setSpeed: (speed: Speed) => attempt('The speed', (id) => sessions.setSpeed(id, speed)),
    setMode: (mode: Mode) => attempt('The mode', (id) => sessions.setMode(id, mode)),
    approve: (number: number) => attempt('Approving', (id) => interventions.approveIntervention(id, number)),
    dismiss: (number: number, reason: string) =>
      attempt('Dismissing', (id) => interventions.dismissIntervention(id, number, reason)),
    inject: (intervention: ManualIntervention) =>
      attempt('The intervention', (id) => interventions.injectIntervention(id, intervention)),
  };
}

export type SessionActions = ReturnType<typeof useSessionActions>;
