import type { Question } from '../../../server/contract/question.ts';

/** Milliseconds of the moment at which a question of these tests was asked. */
export const askedMs = Date.UTC(2026, 10, 21, 9);
export const at = (seconds: number) => new Date(askedMs + seconds * 1_000).toISOString();

export const idOf = (number: number) => `019f5a2c-9b13-7aa0-8d11-${String(number).padStart(12, '0')}`;

/** One that a call waits 10 s for, and that expires an hour later. */
export const question = (changes: Partial<Question> = {}): Question => ({
  id: idOf(1),
  ventureId: 'default',
  taskId: '019f5a2c-7d10-7c4e-9a51-5f2b8c0d1e37',
  callId: '019f5a2c-8a02-7e91-b2c4-90d1e2f3a4b5',
  botId: 'mona-field',
  creator: 'panel',
  text: 'May the talk begin half an hour later?',
  why: 'The speaker has a train to catch.',
  options: [
    { id: 'yes', label: 'Yes, half an hour later' },
    { id: 'no', label: 'No, the time stays' },
  ],
  allowsText: true,
  defaultText: null,
  status: 'open',
  askedAt: at(0),
  liveUntil: at(10),
  expiresAt: at(3_600),
  answer: null,
  closedAt: null,
  closedReason: null,
  ...changes,
});

export const answeredBy = (by: string, isLive: boolean, changes: Partial<Question> = {}): Question =>
  question({
    status: 'answered',
    liveUntil: null,
    answer: { optionId: 'yes', text: 'Yes, half an hour later', by, at: at(4), isLive },
    closedAt: at(4),
    ...changes,
  });
