/** Outreach as the contract has it, with what a test cares about given. */
import { ContactSummary } from '../../../server/contract/contact.ts';
import {
  type Call,
  type CallDetail,
  Task,
  TaskDetail,
  type TaskEvent,
  type Turn,
} from '../../../server/contract/outreach.ts';
import type { Question } from '../../../server/contract/question.ts';

export const taskId = '01a1ff39-3bcc-761b-bc50-fe0b18b1970f';
export const callId = '01a1ff39-3bcc-761b-bc50-fe0b18b19710';
export const at = (seconds: number) => new Date(Date.UTC(2026, 10, 20, 9) + seconds * 1_000).toISOString();
export const ms = (seconds: number) => Date.parse(at(seconds));

export const task = (given: Partial<Task> = {}): Task =>
  Task.parse({
    id: taskId,
    ventureId: 'default',
    creator: 'panel',
    botId: 'mona-field',
    contactId: 'joana-reis',
    sessionId: null,
    objective: 'Find out whether she speaks on Friday.',
    context: '',
    priority: 'normal',
    maxAttempts: 3,
    attemptCount: 0,
    status: 'PENDING',
    nextActionAt: at(240),
    result: null,
    openQuestionCount: 0,
    callCount: 0,
    createdAt: at(0),
    updatedAt: at(0),
    endedAt: null,
    ...given,
  });

export const event = (given: Partial<TaskEvent> = {}): TaskEvent => ({
  position: 1,
  from: null,
  to: 'PENDING',
  by: 'panel',
  why: 'Created by a person.',
  at: at(0),
  atClock: at(0),
  callId: null,
  ...given,
});

export const call = (given: Partial<Call> = {}): Call => ({
  id: callId,
  taskId,
  ventureId: 'default',
  number: 1,
  botId: 'mona-field',
  contactId: 'joana-reis',
  executionId: null,
  status: 'dialling',
  outcome: null,
  sentence: null,
  startedAt: at(10),
  endedAt: null,
  startedAtClock: at(10),
  durationSeconds: null,
  turnCount: 0,
  ...given,
});
export const callDetail = (given: Partial<CallDetail> = {}): CallDetail => ({ ...call(), turns: [], ...given });

export const turn = (position: number, given: Partial<Turn> = {}): Turn => ({
  position,
  speaker: 'bot',
  text: `Sentence ${position}.`,
  tools: [],
  atSecond: position * 5,
  at: at(10 + position),
  ...given,
});

export const question = (given: Partial<Question> = {}): Question => ({
  id: '01a1ff39-3bcc-761b-bc50-fe0b18b19711',
  ventureId: 'default',
  taskId,
  callId,
  botId: 'mona-field',
  creator: 'panel',
  text: 'Is there a lectern microphone?',
  why: null,
  options: [],
  allowsText: true,
  defaultText: null,
  status: 'open',
  askedAt: at(20),
  liveUntil: at(30),
  expiresAt: at(86_420),
  answer: null,
  closedAt: null,
  closedReason: null,
  ...given,
});

export const taskDetail = (given: Partial<TaskDetail> = {}): TaskDetail =>
  TaskDetail.parse({ ...task(), events: [event()], calls: [], questions: [], ...given });

export const contact = (given: Partial<ContactSummary> = {}): ContactSummary =>
  ContactSummary.parse({
    id: 'joana-reis',
    name: 'Joana Reis',
    role: 'speaker',
    organisation: null,
    phone: '+351 900 000 101',
    timeZone: 'Europe/Lisbon',
    callingHours: { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '18:00' },
    hasMenu: false,
    hasVoicemail: false,
    temperament: 'warm',
    localTime: '2026-11-20T09:00:00+00:00',
    isCallable: true,
    nextCallableAt: at(0),
    ...given,
  });
