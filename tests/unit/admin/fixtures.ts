/** A session's data as the contract has it, with what a test cares about given. */
import type { AnomalyBody, InterventionBody, Point } from '../../../server/contract/activity.ts';
import { Session } from '../../../server/contract/session.ts';
import { categoryOf } from '../../../server/contract/vocabulary.ts';

export const point = (tick: number, score: number, given: Partial<Point> = {}): Point => ({
  tick,
  score,
  category: categoryOf(score),
  signals: {
    chatPerMinute: 10,
    activeCount: 50,
    activeRatio: 0.5,
    presentCount: 100,
    pollParticipationRatio: null,
    reactionsPerMinute: 4,
    leavesPerMinute: 1,
  },
  parts: { chat: 0.5, polls: null, active: 0.5, reactions: 0.5, leaves: 0 },
  ghostScore: null,
  anomalyScore: 0,
  ...given,
});

export const anomaly = (given: Partial<AnomalyBody> = {}): AnomalyBody => ({
  number: 1,
  tick: 100,
  type: 'SUDDEN_DROP',
  severity: 'WARNING',
  score: 0.7,
  sentence: 'The share in focus fell.',
  evidence: [],
  ...given,
});

export const intervention = (given: Partial<InterventionBody> = {}): InterventionBody => ({
  number: 1,
  kind: 'POLL',
  variant: 'quick_pulse',
  state: 'awaiting_approval',
  suggestedTick: 105,
  startedTick: null,
  endedTick: null,
  expiresTick: 195,
  durationSeconds: 60,
  confidence: 0.6,
  anomalyNumber: 1,
  anomalyType: 'SUDDEN_DROP',
  content: {
    text: 'How is it going?',
    options: ['Well', 'Badly'],
    source: 'template',
    templateId: 't1',
    category: 'quick_pulse',
  },
  reasoning: null,
  decidedBy: null,
  dismissReason: null,
  reachedCount: null,
  delta: null,
  uplift: null,
  ...given,
});

export const session = (given: Partial<Session> = {}): Session =>
  Session.parse({
    id: 's1',
    scenarioId: 'webinar-drop',
    title: 'Scaling Postgres',
    eventId: 'autumn-summit',
    eventTitle: 'Autumn Summit',
    format: 'webinar',
    subject: 'Postgres',
    seed: 7,
    attendeeCount: 200,
    mode: 'manual',
    policy: 'thompson',
    status: 'running',
    speed: 6,
    isDemo: false,
    tick: 0,
    tickCount: 1_200,
    buildUpSeconds: 150,
    windDownSeconds: 60,
    presentCount: 120,
    score: null,
    category: null,
    conductorState: 'monitoring',
    conductorSentence: 'Watching.',
    detectionLimit: null,
    anomalyCount: 0,
    interventionCount: 0,
    digest: null,
    failure: null,
    lastActivityNumber: 0,
    createdAt: '2026-11-21T10:00:00.000Z',
    endedAt: null,
    ...given,
  });
