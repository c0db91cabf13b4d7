/** Examples for the API's description. */
import type { ContactSummary } from '../../contract/contact.ts';
import type { CallDetail, NewTask, OutreachClock, Task, TaskDetail, TaskEvent } from '../../contract/outreach.ts';

const id = '019f5a2c-7d10-7c4e-9a51-5f2b8c0d1e37';
const callId = '019f5a2c-94e2-7b0a-8d3f-6a1c2b3d4e5f';

export const newTaskExample: Partial<NewTask> & Pick<NewTask, 'botId' | 'contactId' | 'objective'> = {
  botId: 'mona-field',
  contactId: 'kenji-mori',
  objective: 'Confirm the talk on Saturday at ten, and ask what equipment is needed.',
  context: 'The autumn summit; hall B; a clip-on microphone is there.',
  priority: 'high',
};

export const taskExample: Task = {
  id,
  ventureId: 'default',
  creator: 'panel',
  botId: 'mona-field',
  contactId: 'kenji-mori',
  sessionId: null,
  objective: newTaskExample.objective,
  context: newTaskExample.context!,
  priority: 'high',
  maxAttempts: 3,
  attemptCount: 0,
  status: 'PENDING',
  nextActionAt: '2026-11-23T00:30:00.000Z',
  result: null,
  openQuestionCount: 0,
  callCount: 0,
  createdAt: '2026-11-21T09:00:00.000Z',
  updatedAt: '2026-11-21T09:00:00.000Z',
  endedAt: null,
};

export const cancelledExample: Task = {
  ...taskExample,
  status: 'CANCELLED',
  nextActionAt: null,
  result: 'He has confirmed by mail.',
  updatedAt: '2026-11-21T09:05:00.000Z',
  endedAt: '2026-11-21T09:05:00.000Z',
};

export const eventExample: TaskEvent = {
  position: 1,
  from: null,
  to: 'PENDING',
  by: 'panel',
  why: 'It was created.',
  at: '2026-11-21T09:00:00.000Z',
  atClock: '2026-11-21T09:00:00.000Z',
  callId: null,
};

export const callExample: CallDetail = {
  id: callId,
  taskId: id,
  ventureId: 'default',
  number: 1,
  botId: 'mona-field',
  contactId: 'kenji-mori',
  executionId: '019f5a2c-94e3-7f11-a0c2-0d4e5f6a7b8c',
  status: 'ended',
  outcome: 'DONE',
  sentence: 'He confirmed, and needs one screen.',
  startedAt: '2026-11-23T00:30:00.000Z',
  endedAt: '2026-11-23T00:32:04.000Z',
  startedAtClock: '2026-11-23T00:30:00.000Z',
  durationSeconds: 124,
  turnCount: 1,
  turns: [
    {
      position: 1,
      speaker: 'line',
      text: 'Kamogawa University. For a member of staff, press 2.',
      tools: [],
      atSecond: 9.5,
      at: '2026-11-23T00:30:09.500Z',
    },
  ],
};

const movedExample = (position: number, from: TaskEvent['from'], to: TaskEvent['to'], why: string, at: string) => ({
  ...eventExample,
  position,
  from,
  to,
  by: 'server',
  why,
  at,
  atClock: at,
  callId,
});

export const taskDetailExample: TaskDetail = {
  ...taskExample,
  status: 'COMPLETED',
  attemptCount: 1,
  callCount: 1,
  nextActionAt: null,
  result: 'Confirmed; one screen.',
  updatedAt: '2026-11-23T00:32:04.000Z',
  endedAt: '2026-11-23T00:32:04.000Z',
  events: [
    eventExample,
    movedExample(2, 'PENDING', 'IN_PROGRESS', 'Call 1 began: attempt 1 of 3.', callExample.startedAt),
    movedExample(3, 'IN_PROGRESS', 'COMPLETED', callExample.sentence!, callExample.endedAt!),
  ],
  calls: [callExample],
  questions: [],
};

export const contactExample: ContactSummary = {
  id: 'kenji-mori',
  name: 'Kenji Mori',
  role: 'speaker',
  organisation: 'Kamogawa University',
  phone: '+999 81 555 0117',
  timeZone: 'Asia/Tokyo',
  callingHours: { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:30', to: '18:00' },
  hasMenu: true,
  hasVoicemail: false,
  temperament: 'curt',
  localTime: '2026-11-21T18:00:00+09:00',
  isCallable: false,
  nextCallableAt: '2026-11-23T00:30:00.000Z',
};

export const clockExample: OutreachClock = { now: '2026-11-21T10:00:00.000Z', speed: 60, aheadSeconds: 3_600 };
