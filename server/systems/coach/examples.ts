/** Examples for the API's description. */
import type {
  ActionPlan,
  CoachAnswer,
  CoachRecord,
  Health,
  HealthHistory,
  Insight,
  Prediction,
  Recommendation,
} from '../../contract/coach.ts';

const id = '019f5a2c-7d10-7c4e-9a51-5f2b8c0d1e37';
const at = '2026-11-21T06:00:12.000Z';
const formula = 'See docs/coach.md.';

export const healthExample: Health = {
  ventureId: 'default',
  at,
  score: 91.5,
  parts: [
    {
      name: 'budget',
      points: 88,
      weightRatio: 0.35,
      countedRatio: 0.583_333_333,
      inputs: [
        { label: 'Days that what is left of today’s cap lasts', value: 3.1, unit: 'days', note: null },
        { label: 'Burn rate: mean of seven days as a share of the cap', value: 0.65, unit: 'ratio', note: null },
      ],
      formula,
      arithmetic: '100 for what is left × 60% + 70 for the burn rate × 40% = 88.',
      missing: null,
    },
    {
      name: 'operations',
      points: 96.5,
      weightRatio: 0.25,
      countedRatio: 0.416_666_667,
      inputs: [{ label: 'Heartbeats that succeeded, of 24 hours', value: 0.973, unit: 'ratio', note: null }],
      formula,
      arithmetic: '96.5 for heartbeats × 100% = 96.5.',
      missing: null,
    },
    {
      name: 'engagement',
      points: null,
      weightRatio: 0.25,
      countedRatio: 0,
      inputs: [],
      formula,
      arithmetic: 'Not counted: it has no data.',
      missing: 'No session has ended in the last 28 days.',
    },
    {
      name: 'return',
      points: null,
      weightRatio: 0.15,
      countedRatio: 0,
      inputs: [],
      formula,
      arithmetic: 'Not counted: it has no data.',
      missing: 'No session has ended in the last 28 days.',
    },
  ],
  sentence:
    '91.5 of 100: budget 88 × 58% + operations 96.5 × 42%. Without data, and so shared out among the others: engagement, return.',
};

export const healthHistoryExample: HealthHistory = {
  items: [
    {
      day: '2026-11-21',
      at,
      score: 91.5,
      parts: { budget: 88, operations: 96.5, engagement: null, return: null },
    },
  ],
  total: 1,
  limit: 50,
  offset: 0,
};

export const insightExample: Insight = {
  id,
  ventureId: 'default',
  day: '2026-11-21',
  trigger: 'daily',
  by: 'server',
  at,
  executionId: '019f5a2c-7d10-7c4e-9a51-5f2b8c0d1e38',
  score: 91.5,
  sentence: 'Health 91.5 of 100: 1 thing deserves attention, 1 new.',
  recommendationIds: [id],
  withdrawnCount: 0,
  checkedCount: 2,
  silent: [{ templateId: 'calls-reach-nobody', missing: 'No call has ended in the last 28 days.' }],
};

const prediction: Prediction = {
  metric: 'heartbeatFailureRatio',
  label: 'Share of heartbeats that failed, of 24 hours',
  unit: 'ratio',
  comparator: 'above',
  threshold: 0.1,
  probabilityRatio: 0.71,
  reason:
    'Had it moved as in each of the 26 spans of a day so far, it would be at the threshold or above in 19 of them: (19 + 1) / (26 + 2) = 71%.',
  sentence:
    'If nobody acts on it: share of heartbeats that failed, of 24 hours will be at least 10% on 2026-11-22 06:00 UTC.',
  valueThen: 0.18,
  madeAt: at,
  dueAt: '2026-11-22T06:00:12.000Z',
  state: 'open',
  value: null,
  checkedAt: null,
  voidReason: null,
};

export const recommendationExample: Recommendation = {
  id,
  ventureId: 'default',
  templateId: 'heartbeats-failing',
  category: 'operations',
  subject: null,
  state: 'open',
  restsUntil: null,
  title: 'One heartbeat in five fails',
  text: '18% of the heartbeats of the last 24 hours failed, most of them since their model gave no usable answer.',
  enriched: null,
  action: 'Check the provider of the bots that fail most, and put them on another model meanwhile.',
  link: '/bots',
  figures: [
    { label: 'Failed', value: 0.18, unit: 'ratio', note: null },
    { label: 'Heartbeats', value: 412, unit: 'count', note: null },
    { label: 'A week ago', value: 0.02, unit: 'ratio', note: null },
    { label: 'Bots that fail', value: 3, unit: 'count', note: null },
  ],
  trend: {
    label: 'Share of heartbeats that failed, of 24 hours',
    unit: 'ratio',
    points: [
      { at: '2026-11-20T06:00:12.000Z', value: 0.02 },
      { at, value: 0.18 },
    ],
    threshold: 0.1,
  },
  breakdown: {
    columns: [
      { label: 'Bot', unit: null },
      { label: 'Failed', unit: 'count' },
    ],
    rows: [['Mona Field', 40]],
  },
  prediction,
  ranking: {
    score: 65,
    priority: 65,
    feedbackFactor: 1,
    recordFactor: 1,
    why: 'Its trigger holds. Priority 65 × 1 for feedback × 1 for its category’s record = 65.',
    feedbackWhy: 'Nobody has said yet whether such advice helps: factor 1.',
    recordWhy: 'None of its predictions has been checked yet: factor 1.',
  },
  suggestedQuestions: ['What is this based on?', 'What happens if I do nothing?'],
  feedback: null,
  actionPlanIds: [],
  firstAt: at,
  lastAt: at,
  foundCount: 1,
};

const checked = { openCount: 1, hitCount: 7, missCount: 2, voidCount: 1, brier: 0.16, brierLow: 0.05, brierHigh: 0.27 };

export const recordExample: CoachRecord = {
  ventureId: 'default',
  overall: checked,
  categories: [
    {
      category: 'operations',
      ...checked,
      recordFactor: 1.09,
      sentence:
        '7 of 9 predictions of its category came true, Brier score 0.16 (0 is perfect, 0.25 a tossed coin); with ten tosses beside them 0.21, so 1 + 0.5 × (0.25 − 0.21) ÷ 0.25 = 1.09.',
    },
  ],
  predictions: {
    items: [
      {
        ...prediction,
        recommendationId: id,
        templateId: 'heartbeats-failing',
        category: 'operations',
        title: 'One heartbeat in five fails',
      },
    ],
    total: 1,
    limit: 50,
    offset: 0,
  },
};

export const answerExample: CoachAnswer = {
  text: 'Check the provider of the bots that fail most, and put them on another model meanwhile. Begin with Mona Field: Failed 40.',
  source: 'model',
  note: null,
  provider: 'scripted',
  model: 'scripted',
  tokens: 412,
  suggestedQuestions: ['What happens if I do nothing?', 'How sure are you?'],
};

export const planExample: ActionPlan = {
  id,
  ventureId: 'default',
  recommendationId: null,
  title: 'Get heartbeats going again',
  details: 'The provider answers slowly since Friday.',
  priority: 'high',
  state: 'open',
  startsOn: '2026-11-21',
  dueOn: '2026-11-25',
  tasks: [
    {
      id: '019f5a2c-7d10-7c4e-9a51-5f2b8c0d1e3a',
      title: 'Check the provider',
      priority: 'high',
      dueOn: '2026-11-22',
      isDone: false,
      doneAt: null,
      doneBy: null,
      isOverdue: false,
    },
  ],
  doneCount: 0,
  overdueCount: 0,
  createdAt: at,
  createdBy: 'panel',
  updatedAt: at,
};
