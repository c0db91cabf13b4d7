/** Examples for the API's description. */
import type {
  Execution,
  ExecutionDetail,
  ExecutionMetrics,
  ExecutionPage,
  ExecutionReceipt,
  Progress,
} from '../../contract/execution.ts';
import type { ModelCallPage } from '../../contract/model-call.ts';

const id = '019f5a2c-7d10-7c4e-9a51-5f2b8c0d1e37';

export const executionExample: Execution = {
  id,
  ventureId: 'default',
  kind: 'call',
  title: 'Ask the venue about the projector',
  source: 'api',
  status: 'running',
  stageNumber: 2,
  stageCount: 4,
  stageName: 'dial',
  stages: [
    { number: 1, name: 'prepare', startedAt: '2026-11-21T09:00:00.000Z' },
    { number: 2, name: 'dial', startedAt: '2026-11-21T09:00:04.000Z' },
  ],
  reason: null,
  metadata: { venue: 'Town hall' },
  entryCount: 1,
  modelCallCount: 1,
  createdAt: '2026-11-21T09:00:00.000Z',
  startedAt: '2026-11-21T09:00:00.000Z',
  endedAt: null,
  updatedAt: '2026-11-21T09:00:06.000Z',
};

const progress: Progress = {
  state: 'moving',
  percent: 25,
  secondsLeft: 40,
  secondsLeftLow: 22,
  secondsLeftHigh: 95,
  basis: 'history',
  sampleCount: 31,
  stalledAfterSeconds: 75,
  sentence:
    'Stage 2 of 4 (dial), 25% done. About 40 s left; 22 s to 2 min in 80 of 100 cases, going by 31 that were as far.',
};

export const executionPageExample: ExecutionPage = {
  items: [{ ...executionExample, progress }],
  total: 1,
  limit: 50,
  offset: 0,
  totals: { pending: 0, running: 1, completed: 31, failed: 2, cancelled: 0 },
};

export const executionDetailExample: ExecutionDetail = {
  ...executionExample,
  progress,
  logs: {
    items: [
      {
        id: '019f5a2c-94e2-7b0a-8d3f-6a1c2b3d4e5f',
        position: 1,
        level: 'info',
        message: 'The line is ringing.',
        context: { attempt: 1 },
        createdAt: '2026-11-21T09:00:06.000Z',
      },
    ],
    total: 1,
    limit: 50,
    offset: 0,
  },
};

export const modelCallPageExample: ModelCallPage = {
  items: [
    {
      position: 1,
      provider: 'scripted',
      model: 'scripted',
      purpose: 'reply',
      code: null,
      sentence: null,
      stable: ['You write posts in a community as one of its members.'],
      messages: [{ role: 'user', text: 'Answer the newest post of this thread.' }],
      leftOutCount: 0,
      answer: 'Two screens did it for us last year.',
      toolCalls: [],
      attemptCount: 1,
      durationSeconds: 0.4,
      inputTokens: 412,
      cachedTokens: 0,
      outputTokens: 14,
      costUsd: 0,
      endedAt: '2026-11-21T09:00:05.000Z',
    },
  ],
  total: 1,
  limit: 20,
  offset: 0,
};

export const receiptExample: ExecutionReceipt = {
  executionId: id,
  status: 'running',
  stageNumber: 2,
  entryCount: 1,
  firstPosition: 1,
  lastPosition: 1,
};

export const executionMetricsExample: ExecutionMetrics = {
  executionId: id,
  durationSeconds: 12.4,
  stageCompletionRatio: 0.25,
  entries: { info: 1, warning: 0, error: 0 },
  stages: [
    { number: 1, name: 'prepare', seconds: 4 },
    { number: 2, name: 'dial', seconds: 8.4 },
  ],
  metrics: [{ name: 'ringSeconds', count: 1, last: 6.2, min: 6.2, max: 6.2, mean: 6.2 }],
  items: [{ name: 'ringSeconds', value: 6.2, recordedAt: '2026-11-21T09:00:10.000Z' }],
  total: 1,
  limit: 50,
  offset: 0,
};
