/** Examples for the API's description. */
import type { Agreement, InterventionEffects, SessionComparison } from '../../contract/report.ts';

export const comparisonExample: SessionComparison = {
  sessions: [
    {
      sessionId: 'ses_k3vq7zt2mbxa',
      title: 'Scaling without tears',
      event: 'Autumn summit',
      scenarioId: 'webinar-drop',
      seed: 1,
      isRecorded: false,
      sessionFormat: 'webinar',
      mode: 'semi',
      policy: 'thompson',
      status: 'ended',
      attendeeCount: 200,
      tick: 900,
      scores: { mean: 0.57, min: 0.28, max: 0.74, final: 0.61 },
      uplift: 0.15,
      anomalyCount: 2,
      anomaliesByType: { SUDDEN_DROP: 1, GRADUAL_DECLINE: 1 },
      detectionDelayMeanSeconds: 8,
      interventionCount: 3,
      measuredCount: 3,
      upliftPerIntervention: 0.05,
      points: [
        { tick: 320, score: 0.41 },
        { tick: 380, score: 0.57 },
      ],
    },
  ],
};

export const effectsExample: InterventionEffects = {
  groupedBy: 'anomalyType',
  sessionCount: 14,
  rows: [
    {
      kind: 'POLL',
      variant: 'quick_pulse',
      group: 'SUDDEN_DROP',
      sessionCount: 9,
      startedCount: 11,
      measuredCount: 10,
      upliftMean: 0.14,
      upliftCi95: [0.09, 0.19],
      deltaMean: 0.06,
      dismissedCount: 1,
    },
  ],
};

export const agreementExample: Agreement = {
  decisionCount: 8,
  agreeCount: 7,
  ratio: 0.8,
  low: 0.518,
  high: 0.972,
  recent: [{ interventionId: 'ses_k3vq7zt2mbxa-3', kind: 'CHAT_PROMPT', variant: 'experience', agrees: true }],
};
