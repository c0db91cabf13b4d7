/** A question before it is asked. */
import type { QuestionDraft } from '../../server/systems/questions/rules.ts';

export const taskId = '019f5a2c-7d10-7c4e-9a51-5f2b8c0d1e37';
export const callId = '019f5a2c-8a02-7e91-b2c4-90d1e2f3a4b5';

/** What a bot wants to know of its creator within ten seconds. */
export const questionDraft = (changes: Partial<QuestionDraft> = {}): QuestionDraft => ({
  ventureId: 'default',
  taskId,
  callId,
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
  liveForSeconds: 10,
  expiresInSeconds: 3_600,
  ...changes,
});
