import { describe, expect, it } from 'vitest';
import { TaskStatus } from '../../../server/contract/outreach.ts';
import {
  heldLanes,
  movedCount,
  patchLanes,
  type TaskLane,
  type TaskLanes,
} from '../../../admin/src/components/outreach/task-lanes.ts';
import { filterOf, fits, sortOf, tasksCsv, withTask } from '../../../admin/src/components/outreach/task-list.ts';
import { hasGap, patchTask, toTaskActivity } from '../../../admin/src/live/outreach-activity.ts';
import { at, call, callDetail, callId, event, question, task, taskDetail, taskId, turn } from './outreach-fixtures.ts';

const otherId = '01a1ff39-3bcc-761b-bc50-fe0b18b19799';

describe('the address', () => {
  const asked = { status: null, botId: null, contactId: null, creator: null, text: null, from: null, to: null };

  it('is what the server is asked for; what it would refuse is passed over', () => {
    expect(filterOf({ ...asked, status: 'FAILED', text: ' lectern ', from: '2026-11-20' })).toEqual({
      status: 'FAILED',
      text: 'lectern',
      from: '2026-11-20',
    });
    expect(filterOf({ ...asked, status: 'LOST', text: '  ', to: 'yesterday' })).toEqual({});
    expect([sortOf('due'), sortOf('loudest'), sortOf(null)]).toEqual(['due', 'newest', 'newest']);
  });

  it('lets a task through by what is known of it', () => {
    expect(fits({ text: 'FRIDAY', botId: 'mona-field', to: '2026-11-20' }, task())).toBe(true);
    expect(fits({ to: '2026-11-19' }, task())).toBe(false);
    expect(fits({ text: 'lectern' }, task())).toBe(false);
  });
});

const totals = (given: Partial<TaskLanes['totals']> = {}) => ({
  ...(Object.fromEntries(TaskStatus.options.map((status) => [status, 0])) as TaskLanes['totals']),
  ...given,
});
const lane = (key: TaskLane['key'], tasks: TaskLane['tasks'] = []): TaskLane => ({ key, tasks, total: tasks.length });
const board = (tasks: TaskLane['tasks']): TaskLanes => ({
  lanes: TaskStatus.options.map((key) =>
    lane(
      key,
      tasks.filter(({ status }) => status === key),
    ),
  ),
  totals: totals(
    Object.fromEntries(TaskStatus.options.map((key) => [key, tasks.filter(({ status }) => status === key).length])),
  ),
});
const idsOf = (lanes: TaskLanes, key: TaskLane['key']) =>
  lanes.lanes.find((one) => one.key === key)?.tasks.map(({ id }) => id);

describe('the board', () => {
  const all = { filter: {}, sort: 'newest' as const };
  const started = {
    task: task({ status: 'IN_PROGRESS', updatedAt: at(5), nextActionAt: null }),
    event: event({ position: 2, from: 'PENDING', to: 'IN_PROGRESS', by: 'server' }),
  };

  it('moves a task to the column of its status, and counts it there (OR-9)', () => {
    const next = patchLanes(board([task()]), started, all);
    expect(idsOf(next, 'PENDING')).toEqual([]);
    expect(idsOf(next, 'IN_PROGRESS')).toEqual([taskId]);
    expect(next.totals).toMatchObject({ PENDING: 0, IN_PROGRESS: 1 });
    expect(next.lanes.find(({ key }) => key === 'IN_PROGRESS')?.total).toBe(1);
  });

  it('counts nothing twice when the same is told again, and goes back to nothing older', () => {
    const next = patchLanes(board([task()]), started, all);
    expect(patchLanes(next, started, all).totals).toEqual(next.totals);
    expect(patchLanes(next, { task: task(), event: event() }, all)).toBe(next);
  });

  it('takes in one that is new, at its place in the order, unless the filter keeps it out (OR-9)', () => {
    const created = { task: task({ id: otherId, createdAt: at(-60), updatedAt: at(1) }), event: event() };
    expect(idsOf(patchLanes(board([task()]), created, all), 'PENDING')).toEqual([taskId, otherId]);
    const filtered = patchLanes(board([task()]), created, { ...all, filter: { botId: 'kai' } });
    expect(idsOf(filtered, 'PENDING')).toEqual([taskId]);
    expect(filtered.totals.PENDING).toBe(1);
  });

  it('keeps every task at its place while the pointer is on it, and says how many would have moved (OR-9)', () => {
    const held = board([task(), task({ id: otherId })]);
    const current = patchLanes(held, started, all);
    const shown = heldLanes(held, current);
    expect(idsOf(shown, 'PENDING')).toEqual([taskId, otherId]);
    expect(shown.lanes[0]?.tasks[0]?.status).toBe('IN_PROGRESS');
    expect(shown.totals.IN_PROGRESS).toBe(1);
    expect(movedCount(held, current)).toBe(1);
    expect(movedCount(held, held)).toBe(0);
  });
});

describe('the list', () => {
  it('keeps the place of a task that changes, and leaves a new one to the next reading (OR-9)', () => {
    const before = { lanes: [lane('all', [task({ id: otherId }), task()])], totals: totals({ PENDING: 2 }) };
    const failed = {
      task: task({ status: 'FAILED', updatedAt: at(9) }),
      event: event({ position: 2, from: 'PENDING', to: 'FAILED' }),
    };
    const next = patchLanes(before, failed, { filter: {}, sort: 'newest' });
    expect(next.lanes[0]?.tasks.map(({ status }) => status)).toEqual(['PENDING', 'FAILED']);
    const created = { task: task({ id: callId }), event: event() };
    const after = patchLanes(next, created, { filter: {}, sort: 'newest' });
    expect(after.lanes[0]?.tasks).toHaveLength(2);
    expect(after.totals).toMatchObject({ PENDING: 2, FAILED: 1 });
  });

  it('is ordered by what is due, by urgency, and by what changed last', () => {
    const late = task({ id: otherId, nextActionAt: null, priority: 'urgent', updatedAt: at(30) });
    expect(withTask([task()], late, 'due').map(({ id }) => id)).toEqual([taskId, otherId]);
    expect(withTask([task()], late, 'priority').map(({ id }) => id)).toEqual([otherId, taskId]);
    expect(withTask([task()], late, 'updated').map(({ id }) => id)).toEqual([otherId, taskId]);
  });

  it('is exported with its texts as text, never as a formula', () =>
    expect(tasksCsv([task({ objective: '=HYPERLINK("x")' })])).toContain(`"'=HYPERLINK(""x"")"`));
});

const activity = (type: string, payload: object) =>
  toTaskActivity({
    number: 9,
    ventureId: 'default',
    sessionId: null,
    type,
    tick: null,
    causedBy: null,
    at: at(9),
    payload: payload as never,
  })!;

describe('an open task', () => {
  const talking = taskDetail({ status: 'IN_PROGRESS', calls: [callDetail({ status: 'talking', turns: [turn(1)] })] });

  it('shows a turn as it is spoken, each once (OR-9)', () => {
    const spoken = activity('call.turn', { taskId, callId, turn: turn(2) });
    const next = patchTask(talking, spoken);
    expect(next.calls[0]?.turns.map(({ position }) => position)).toEqual([1, 2]);
    expect(next.calls[0]?.turnCount).toBe(2);
    expect(patchTask(next, spoken).calls[0]?.turns).toHaveLength(2);
  });

  it('knows that it missed something, and has to be read again (OR-9)', () => {
    expect(hasGap(talking, activity('call.turn', { taskId, callId, turn: turn(2) }))).toBe(false);
    expect(hasGap(talking, activity('call.turn', { taskId, callId, turn: turn(4) }))).toBe(true);
    expect(hasGap(talking, activity('call.turn', { taskId, callId: otherId, turn: turn(1) }))).toBe(true);
  });

  it('takes in a call that begins and one that ends, whose end nothing takes back (OR-4, OR-9)', () => {
    const ended = activity('call.ended', {
      taskId,
      call: call({ status: 'ended', outcome: 'DONE', sentence: 'She comes.', endedAt: at(60), durationSeconds: 50 }),
    });
    const over = patchTask(talking, ended);
    expect(over.calls[0]).toMatchObject({ outcome: 'DONE', sentence: 'She comes.', turns: [{ position: 1 }] });
    expect(patchTask(over, activity('call.answered', { taskId, call: call({ status: 'talking' }) }))).toBe(over);
    const second = activity('call.started', { taskId, call: call({ id: otherId, number: 2 }) });
    expect(patchTask(over, second).calls).toHaveLength(2);
  });

  it('adds each change to its timeline once (OR-1, OR-9)', () => {
    const change = activity('task.changed', {
      task: task({ status: 'COMPLETED', result: 'She comes.', updatedAt: at(60) }),
      event: event({ position: 2, from: 'IN_PROGRESS', to: 'COMPLETED', why: 'She comes.' }),
    });
    const next = patchTask(patchTask(talking, change), change);
    expect(next).toMatchObject({ status: 'COMPLETED', result: 'She comes.' });
    expect(next.events.map(({ position }) => position)).toEqual([1, 2]);
  });

  it('counts its open questions, and shows what was answered (OR-7, OR-9)', () => {
    const asked = patchTask(talking, activity('question.asked', question()));
    expect(asked.openQuestionCount).toBe(1);
    const answer = { optionId: null, text: 'Yes.', by: 'panel', at: at(25), isLive: true };
    const closed = question({ status: 'answered', answer, closedAt: at(25) });
    const answered = patchTask(asked, activity('question.answered', closed));
    expect(answered).toMatchObject({ openQuestionCount: 0, questions: [{ answer: { text: 'Yes.' } }] });
  });

  it('is left alone by what is about another, and by what a newer server says', () => {
    const other = activity('call.turn', { taskId: otherId, callId, turn: turn(2) });
    expect(patchTask(talking, other)).toBe(talking);
    expect(activity('call.hummed', { taskId })).toBeNull();
  });
});
