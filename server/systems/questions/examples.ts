/** Examples for the API's description. */
import type { Question, QuestionPage } from '../../contract/question.ts';

const askedExample: Question = {
  id: '019f5a2c-8b14-7d22-8c40-1f6e0a9b3c55',
  ventureId: 'default',
  taskId: '019f5a2c-7d10-7c4e-9a51-5f2b8c0d1e37',
  callId: '019f5a2c-8a02-7e91-b2c4-90d1e2f3a4b5',
  botId: 'mona-field',
  creator: 'panel',
  text: 'May the talk begin half an hour later?',
  why: 'The speaker would come, but has a train to catch.',
  options: [
    { id: 'yes', label: 'Yes, half an hour later' },
    { id: 'no', label: 'No, the time stays' },
  ],
  allowsText: true,
  defaultText: 'No, the time stays',
  status: 'open',
  askedAt: '2026-11-21T09:00:00.000Z',
  liveUntil: '2026-11-21T09:00:10.000Z',
  expiresAt: '2026-11-22T09:00:00.000Z',
  answer: null,
  closedAt: null,
  closedReason: null,
};

export const questionPageExample: QuestionPage = { items: [askedExample], total: 1, limit: 50, offset: 0 };

export const answeredExample: Question = {
  ...askedExample,
  status: 'answered',
  liveUntil: null,
  answer: {
    optionId: 'yes',
    text: 'Yes, half an hour later',
    by: 'panel',
    at: '2026-11-21T09:00:06.000Z',
    isLive: true,
  },
  closedAt: '2026-11-21T09:00:06.000Z',
};
