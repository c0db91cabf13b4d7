import { useToast } from '@nuxt/ui/composables';
import { type MaybeRefOrGetter, ref, toValue } from 'vue';
import type { ManualIntervention } from '../../../server/contract/input.ts';
import type { Speed } from '../../../server/contract/session.ts';
import type { Mode, Verdict } from '../../../server/contract/vocabulary.ts';
import { ApiError } from '../api/client.ts';
import * as interventions from '../api/interventions.ts';
import * as sessions from '../api/sessions.ts';
import type { Accepted } from '../live/session-state.ts';

/**
 * What a person can do to a session. Each is confirmed by its activity on the stream; a refusal is shown and changes
 * nothing.
 *
 * @param onAccepted Told of what takes effect only at the session's next tick.
 */
export function useSessionActions(
  sessionId: MaybeRefOrGetter<string>,
  onAccepted: (accepted: Accepted) => void = () => {},
) {
  const toast = useToast();
  const isDeciding = ref(false);

  async function attempt(what: string, action: (id: string) => Promise<void>): Promise<boolean> {
    try {
      await action(toValue(sessionId));
      return true;
    } catch (cause) {
      const isSilent = cause instanceof ApiError && cause.status === 0;
      toast.add({
        title: isSilent ? `${what} did not reach the server` : `${what} was refused`,
        description: (cause as Error).message,
        color: 'error',
        icon: 'i-lucide-shield-x',
      });
      return false;
    }
  }

  /** One decision at a time; nothing else that is under way (a pause, a speed) may swallow one. */
  async function decide(what: string, action: (id: string) => Promise<void>): Promise<boolean> {
    if (isDeciding.value) return false;
    isDeciding.value = true;
    const isDone = await attempt(what, action);
    isDeciding.value = false;
    return isDone;
  }

  /** A verdict shows at once, and is taken back if the server refuses it. */
  async function judge(number: number, verdict: Verdict): Promise<void> {
    if (isDeciding.value) return;
    onAccepted({ number, verdict });
    const isDone = await decide('The verdict', (id) => interventions.judgeIntervention(id, number, verdict));
    if (!isDone) onAccepted({ number, verdict: null });
  }

  return {
    isDeciding,
    pause: () => attempt('Pausing', sessions.pauseSession),
    resume: () => attempt('Going on', sessions.resumeSession),
    step: (ticks: number) => attempt('The step', (id) => sessions.stepSession(id, ticks)),
    stop: () => attempt('Stopping', sessions.stopSession),
    reset: () => attempt('The reset', sessions.resetSession),
    setSpeed: (speed: Speed) => attempt('The speed', (id) => sessions.setSpeed(id, speed)),
    setMode: (mode: Mode) =>
      attempt('The mode', async (id) => {
        await sessions.setMode(id, mode);
        onAccepted({ mode });
      }),
    approve: (number: number) =>
      decide('Approving', async (id) => {
        await interventions.approveIntervention(id, number);
        onAccepted({ number, state: 'approved' });
      }),
    dismiss: (number: number, reason: string) =>
      decide('Dismissing', async (id) => {
        await interventions.dismissIntervention(id, number, reason);
        onAccepted({ number, state: 'dismissed' });
      }),
    judge,
    inject: (intervention: ManualIntervention) =>
      attempt('The intervention', (id) => interventions.injectIntervention(id, intervention)),
  };
}

export type SessionActions = ReturnType<typeof useSessionActions>;
