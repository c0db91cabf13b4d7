import { watch } from 'vue';
import type { SessionState } from '../live/session-state.ts';
import { anomalyWords, categoryWords, kindWords, modeWords } from '../words.ts';
import { useAnnouncer } from './useAnnouncer.ts';

/** Says the changes of state of a session to those who listen instead of looking. */
export function useSessionAnnouncements(state: () => SessionState | null): void {
  const { announce } = useAnnouncer();
  const said = <T>(read: (state: SessionState) => T, say: (value: T, state: SessionState) => string | null) =>
    watch(
      () => (state() ? read(state()!) : undefined),
      (value, before) => {
        if (value === undefined || before === undefined) return;
        const text = say(value, state()!);
        if (text) announce(text);
      },
    );

  said(
    ({ session }) => session.category,
    (category) =>
      category === 'critical'
        ? 'Engagement below 30%'
        : category
          ? `Engagement is ${categoryWords[category].label.toLowerCase()}`
          : null,
  );
  said(
    ({ anomalies }) => anomalies.length,
    (length, { anomalies }) =>
      length > 0 ? `Anomaly: ${anomalyWords[anomalies.at(-1)!.type].label.toLowerCase()}` : null,
  );
  said(
    ({ interventions }) =>
      interventions.findLast(({ state: standing }) => standing === 'awaiting_approval')?.number ?? 0,
    (number, { interventions }) => {
      const intervention = interventions.find((entry) => entry.number === number);
      return intervention ? `Suggestion ready: ${kindWords[intervention.kind].label.toLowerCase()}` : null;
    },
  );
  said(
    ({ interventions }) => interventions.findLast(({ state: standing }) => standing === 'shadowed')?.number ?? 0,
    (number, { interventions }) => {
      const intervention = interventions.find((entry) => entry.number === number);
      return intervention ? `In shadow: would launch a ${kindWords[intervention.kind].noun}` : null;
    },
  );
  said(
    ({ session }) => session.mode,
    (mode) => `Mode: ${modeWords[mode].label.toLowerCase()}`,
  );
  said(
    ({ session }) => session.status,
    (status) => `Session ${status}`,
  );
}
