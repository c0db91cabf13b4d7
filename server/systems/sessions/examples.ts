/** Examples for the API's description. */
import type { Activity } from '../../contract/activity.ts';
import type { RunFile } from '../../contract/run-file.ts';
import type { Scenario } from '../../contract/scenario.ts';
import type { Page } from '../../contract/page.ts';
import type { PolicyStanding } from '../../contract/report.ts';
import type {
  Anomaly,
  Counterfactual,
  Intervention,
  InterventionStatistics,
  Metrics,
  Session,
} from '../../contract/session.ts';

export const pageExample = <T>(item: T): Page<T> => ({ items: [item], total: 1, limit: 50, offset: 0 });

export const sessionExample: Session = {
  id: 'ses_k3vq7zt2mbxa',
  scenarioId: 'webinar-drop',
  title: 'Scaling without tears',
  eventId: 'evt_autumn-summit',
  eventTitle: 'Autumn summit',
  format: 'webinar',
  subject: 'databases',
  seed: 1,
  attendeeCount: 200,
  mode: 'semi',
  policy: 'thompson',
  status: 'running',
  speed: 6,
  isDemo: false,
  wording: 'template',
  isRecorded: false,
  tick: 325,
  tickCount: 900,
  buildUpSeconds: 150,
  windDownSeconds: 60,
  semiConfidenceRatio: 0.75,
  presentCount: 187,
  score: 0.41,
  category: 'low',
  conductorState: 'awaiting_approval',
  conductorSentence: 'A poll is suggested; a person decides.',
  detectionLimit: null,
  anomalyCount: 1,
  interventionCount: 1,
  digest: null,
  failure: null,
  lastActivityNumber: 1204,
  createdAt: '2026-11-21T09:00:00.000Z',
  endedAt: null,
};

export const interventionExample: Intervention = {
  id: 'ses_k3vq7zt2mbxa-1',
  sessionId: 'ses_k3vq7zt2mbxa',
  number: 1,
  kind: 'POLL',
  variant: 'quick_pulse',
  state: 'approved',
  suggestedTick: 321,
  startedTick: null,
  endedTick: null,
  expiresTick: 411,
  durationSeconds: 60,
  confidence: 0.71,
  anomalyNumber: 1,
  anomalyType: 'SUDDEN_DROP',
  content: {
    text: 'How is the pace so far?',
    options: ['Too fast', 'Just right', 'Too slow'],
    source: 'template',
    templateId: 'pace',
    category: 'quick_pulse',
  },
  reasoning: null,
  decidedBy: 'panel',
  dismissReason: null,
  verdict: null,
  reachedCount: null,
  delta: null,
  uplift: null,
};

export const anomalyExample: Anomaly = {
  id: 'ses_k3vq7zt2mbxa-a1',
  sessionId: 'ses_k3vq7zt2mbxa',
  number: 1,
  tick: 318,
  type: 'SUDDEN_DROP',
  severity: 'CRITICAL',
  score: 0.93,
  sentence: 'Attention fell suddenly: 81 attendees are in focus, where 139 were a minute ago.',
  detectionDelaySeconds: 8,
  evidence: [{ signal: 'active', before: 0.74, now: 0.43, unit: 'share of those present', test: 'sequential test' }],
};

export const metricsExample: Metrics = {
  sessionId: 'ses_k3vq7zt2mbxa',
  points: [
    {
      tick: 320,
      score: 0.41,
      category: 'low',
      signals: {
        chatPerMinute: 9,
        activeCount: 81,
        activeRatio: 0.58,
        presentCount: 187,
        pollParticipationRatio: null,
        reactionsPerMinute: 4,
        leavesPerMinute: 2,
      },
      parts: { chat: 0.45, polls: null, active: 0.55, reactions: 0.4, leaves: 0.3 },
      ghostScore: null,
      anomalyScore: 0.93,
    },
  ],
  total: 64,
  limit: 1,
  offset: 63,
  statistics: { pointCount: 64, mean: 0.62, min: 0.41, max: 0.75 },
};

export const counterfactualExample: Counterfactual = {
  sessionId: 'ses_k3vq7zt2mbxa',
  meanScore: 0.42,
  runMeanScore: 0.57,
  uplift: 0.15,
  points: [{ tick: 380, score: 0.57, ghostScore: 0.42 }],
};

export const activityExample: Activity = {
  number: 1203,
  ventureId: 'default',
  sessionId: 'ses_k3vq7zt2mbxa',
  type: 'conductor.mode_changed',
  tick: 324,
  payload: { mode: 'semi', by: 'panel' },
  causedBy: null,
  at: '2026-11-21T09:00:54.000Z',
};

export const scenarioExample: Scenario = {
  id: 'webinar-drop',
  title: 'Scaling without tears',
  event: 'Autumn summit',
  description: 'Attention falls in the middle of a talk, and can be won back.',
  format: 'webinar',
  durationSeconds: 900,
  buildUpSeconds: 150,
  windDownSeconds: 60,
  topic: { subject: 'databases', keywords: ['replicas', 'query plans'], isTechnical: true },
  audience: { attendeeCount: 200, preset: 'committed', presentAtStartRatio: 0.6, arrivalMeanSeconds: 45 },
  segments: [{ atSeconds: 0, title: 'Welcome', appealRatio: 0.7 }],
  script: [
    {
      atSeconds: 310,
      label: 'The speaker reads configuration files aloud',
      appealRatio: 0.26,
      overSeconds: 4,
      forSeconds: 300,
      leaveRatio: 0,
      leaveOverSeconds: 30,
      cause: 'tiring',
      expect: 'SUDDEN_DROP',
    },
  ],
  bots: [],
  interventionEffectRatio: 1,
  conductor: {
    mode: 'semi',
    semiConfidenceRatio: 0.75,
    suggestionExpirySeconds: 90,
    cooldownSeconds: {},
    norms: {},
  },
};

export const runFileExample: RunFile = {
  format: 'claque-run',
  version: 1,
  spec: {
    scenario: scenarioExample,
    seed: 1,
    mode: 'semi',
    policy: 'thompson',
    personas: [],
    posterior: null,
    wording: 'template',
    recording: null,
  },
  inputs: [{ kind: 'approve', tick: 326, by: 'panel', interventionNumber: 1 }],
  tickCount: 900,
  digest: '1c888aac3f00721c88a8d911247bc925d0ea2362940eb4c382e48345c3ff5f3a',
};

export const statisticsExample: InterventionStatistics = {
  sessionId: 'ses_k3vq7zt2mbxa',
  count: 2,
  byState: { measured: 1, dismissed: 1 },
  byKind: [{ kind: 'POLL', count: 2, measuredCount: 1, deltaMean: 0.12, upliftMean: 0.17 }],
  upliftMean: 0.17,
  arms: [
    {
      kind: 'POLL',
      variant: 'quick_pulse',
      trialCount: 3,
      successCount: 3,
      successRatio: 0.8,
      low: 0.398,
      high: 0.994,
      upliftMean: 0.17,
    },
  ],
};

export const standingExample: PolicyStanding = {
  policy: 'thompson',
  sessionCount: 2,
  lessonCount: 5,
  arms: statisticsExample.arms,
  history: [
    {
      sessionId: 'ses_k3vq7zt2mbxa',
      title: 'Scaling without tears',
      at: '2026-11-21T09:02:30.000Z',
      arms: [{ kind: 'POLL', variant: 'quick_pulse', trialCount: 3, successRatio: 0.8 }],
    },
  ],
};
