/** Examples for the API's description. */
import type { Branch, BranchRequest } from '../../../contract/branch.ts';

export const branchRequestExample: BranchRequest = {
  fromTick: 326,
  change: { kind: 'without', interventionNumber: 1, instead: { kind: 'CHAT_PROMPT', variant: 'open_question' } },
};

export const branchExample: Branch = {
  id: 'ses_k3vq7zt2mbxa-b1',
  sessionId: 'ses_k3vq7zt2mbxa',
  number: 1,
  title: 'A chat prompt in place of intervention 1',
  fromTick: 326,
  change: { kind: 'without', interventionNumber: 1, instead: { kind: 'CHAT_PROMPT', variant: 'open_question' } },
  tickCount: 900,
  comparedTicks: [330, 335],
  meanScore: 0.43,
  sessionMeanScore: 0.47,
  uplift: -0.04,
  anomalies: [{ tick: 318, type: 'SUDDEN_DROP', severity: 'CRITICAL', score: 0.93, detectionDelaySeconds: 8 }],
  interventions: [
    {
      tick: 326,
      kind: 'CHAT_PROMPT',
      variant: 'open_question',
      state: 'measured',
      confidence: null,
      anomalyType: 'SUDDEN_DROP',
      delta: 0.08,
      uplift: 0.09,
    },
  ],
  points: [
    { tick: 330, score: 0.42 },
    { tick: 335, score: 0.44 },
  ],
  digest: '1c888aac3f00721c88a8d911247bc925d0ea2362940eb4c382e48345c3ff5f3a',
  createdAt: '2026-11-21T09:06:12.000Z',
};
