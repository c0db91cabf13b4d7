import { expect, test } from 'vitest';
import type { Activity } from '../../../../server/contract/activity.ts';
import { answeredExample, questionPageExample } from '../../../../server/systems/questions/examples.ts';
import { capDraft } from '../../../../server/systems/notifications/cap-watch.ts';
import { consequenceOf, followedTypes } from '../../../../server/systems/notifications/sources.ts';
import { taskDetailExample } from '../../../../server/systems/outreach/examples.ts';
import { isFault } from '../../../../server/systems/bots/failed-heartbeats.ts';

const bots = { nameOf: (botId: string) => botId.toUpperCase(), isFault };
const [question] = questionPageExample.items;
const consequence = (type: string, payload: object, sessionId: string | null = null) => {
  const envelope = {
    number: 7,
    ventureId: 'default',
    sessionId,
    type,
    tick: null,
    causedBy: null,
    at: '2026-11-21T09:00:00.000Z',
  };
  return consequenceOf({ ...envelope, payload: payload as Activity['payload'] }, bots);
};

test('a question is told to whom it is put, under one key from asking to expiry, and links to its task (OR-7, CO-8)', () => {
  const told = (type: string) => consequence(type, question!);
  const common = {
    ventureId: 'default',
    reader: 'panel',
    kind: 'question',
    link: `/outreach?task=${question!.taskId}`,
  };
  const groupKey = `question:${question!.id}`;
  expect(told('question.asked')).toMatchObject({ what: 'tell', draft: { ...common, groupKey, level: 'info' } });
  expect(told('question.left_open')).toMatchObject({ what: 'tell', draft: { ...common, groupKey, level: 'warning' } });
  expect(consequence('question.expired', { ...question, closedReason: 'Its default holds.' })).toMatchObject({
    draft: { groupKey, text: `${question!.text} Its default holds.` },
  });
});

test('what has been answered or taken back is left to nobody to read (OR-7)', () => {
  const settled = { what: 'settle', ventureId: 'default', reader: 'panel', groupKey: `question:${question!.id}` };
  expect(consequence('question.answered', answeredExample)).toEqual(settled);
  expect(consequence('question.cancelled', question!)).toEqual(settled);
});

test('a task that is done or has failed is told to its creator; its other changes are not (OR-1, CO-8)', () => {
  const { events: _e, calls: _c, questions: _q, ...task } = taskDetailExample;
  const [event] = taskDetailExample.events;
  const changed = (to: string) =>
    consequence('task.changed', {
      task: { ...task, objective: 'Ask her.', status: to, result: 'She comes.' },
      event: { ...event, to },
    });
  const common = { reader: task.creator, kind: 'task', link: `/outreach?task=${task.id}` };
  expect(changed('COMPLETED')).toMatchObject({
    draft: { ...common, level: 'success', text: 'Ask her: She comes.' },
  });
  expect(changed('FAILED')).toMatchObject({ draft: { ...common, level: 'error', title: 'Task failed' } });
  for (const other of ['IN_PROGRESS', 'RETRY_SCHEDULED', 'PENDING_USER_INFO', 'CANCELLED'])
    expect(changed(other)).toBeNull();
});

test('only failed heartbeats are looked back from, and only bots that had to be paused are told of (CO-9)', () => {
  const ended = (gate: string | null) =>
    consequence('heartbeat.ended', { botId: 'mona', number: 9, gate, sentence: 'No answer.' });
  expect(ended('model')).toMatchObject({
    what: 'look back',
    botId: 'mona',
    number: 9,
    draft: { kind: 'heartbeat', level: 'error' },
  });
  for (const gate of [null, 'cap', 'paused', 'cooldown', 'loop_guard', 'late']) expect(ended(gate)).toBeNull();
  const paused = (by: string) => consequence('bot.paused', { botId: 'mona', reason: 'No credit.', by });
  expect(paused('claque')).toMatchObject({
    draft: { title: 'MONA has been paused', text: 'No credit.', link: '/bots/mona' },
  });
  expect(paused('panel')).toBeNull();
});

test('executions that fail by the dozen and sessions that break are told to everybody (EX-10, CO-8)', () => {
  const alert = { ventureId: 'b', kind: 'call', failedCount: 5, finishedCount: 8, sentence: '5 of 8.' };
  expect(consequence('execution.alert', alert)).toMatchObject({
    draft: { ventureId: 'b', reader: null, level: 'warning', text: '5 of 8.', groupKey: 'execution:call' },
  });
  expect(consequence('session.failed', { message: 'broken' }, 'ses_1')).toMatchObject({
    draft: { reader: null, kind: 'session', level: 'error', link: '/live/ses_1' },
  });
});

test('what concerns nobody leads to nothing, and what does not fit its type is an error', () => {
  expect(consequence('vote.cast', {})).toBeNull();
  for (const type of followedTypes) expect(() => consequence(type, { id: 3 })).toThrow('invalid');
});

test('a cap is told of from four fifths on, again when it is reached, each once a day (CO-9)', () => {
  const use = (spentRatio: number, isCapped = false, botId: string | null = 'mona') =>
    capDraft('default', { botId, day: '2026-11-21', spentRatio, isCapped }, bots.nameOf);
  expect(use(0.799)).toBeNull();
  expect(use(0.8)).toMatchObject({
    title: 'MONA has used 80% of today’s cap',
    level: 'warning',
    onceKey: 'cap:mona:near:2026-11-21',
  });
  expect(use(0.97, true)).toMatchObject({
    title: 'MONA has reached today’s cap',
    isCritical: false,
    onceKey: 'cap:mona:reached:2026-11-21',
  });
  expect(use(1, true, null)).toMatchObject({
    title: 'The venture has reached today’s cap',
    level: 'error',
    isCritical: true,
  });
});
