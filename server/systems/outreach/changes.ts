/** Writes what tasks and calls have come to, and the activities that tell it: one transaction, whoever asks. */
import type { Knex } from 'knex';
import type { Question } from '../../contract/question.ts';
import type { OutreachActivity } from '../../contract/outreach.ts';
import type { RecordActivity } from '../../platform/activity/activity-log.ts';
import type { Changed } from './rules.ts';
import { isOver } from './rules.ts';
import type { CallState, TaskState } from './task-state.ts';
import { shownCall, shownEvent, shownTask } from './task-state.ts';
import type { TaskQuestions } from './task-questions.ts';
import { isOpen } from './task-questions.ts';
import { insertEvents, saveCalls, saveTasks } from './store.ts';

/** What activities of a task are found by. */
export const subjectOf = (taskId: string): string => `task:${taskId}`;

export interface Told {
  readonly taskId: string;
  readonly ventureId: string;
  readonly causedBy: number | null;
}

/** Records what tells of a task. @returns The activity's number. */
export function tell(
  record: RecordActivity,
  { taskId, ventureId, causedBy }: Told,
  activity: OutreachActivity,
): number {
  return record({ ventureId, sessionId: null, tick: null, causedBy, subject: subjectOf(taskId), ...activity });
}

/** Saves tasks after a change each, and what was asked for those that are over is taken back. @returns The tasks as saved. */
export async function writeChanges(
  trx: Knex,
  record: RecordActivity,
  changes: readonly Changed[],
  questions: TaskQuestions,
): Promise<TaskState[]> {
  for (const { task, event } of changes)
    if (isOver(task.status)) await questions.cancelOfTask(trx, record, task.id, `Its task is over: ${event.why}`);
  const ids = changes.map(({ task }) => task.id);
  const openCounts = openCountsOf(await questions.ofTasks(trx, ids));
  const tasks = changes.map(({ task, event }) => {
    const told = { taskId: task.id, ventureId: task.ventureId, causedBy: task.activityNumber };
    const payload = { task: shownTask(task, openCounts.get(task.id) ?? 0), event: shownEvent(event) };
    return { ...task, activityNumber: tell(record, told, { type: 'task.changed', payload }) };
  });
  await saveTasks(trx, tasks);
  await insertEvents(
    trx,
    changes.map(({ event }) => event),
  );
  return tasks;
}

/** Saves calls that have begun, were answered or ended, and tells it. @returns The numbers of the activities. */
export async function writeCalls(
  trx: Knex,
  record: RecordActivity,
  type: 'call.started' | 'call.answered' | 'call.ended',
  calls: readonly { readonly call: CallState; readonly turnCount: number; readonly causedBy: number | null }[],
): Promise<number[]> {
  await saveCalls(
    trx,
    calls.map(({ call }) => call),
  );
  return calls.map(({ call, turnCount, causedBy }) => {
    const { taskId, ventureId } = call;
    return tell(
      record,
      { taskId, ventureId, causedBy },
      { type, payload: { taskId, call: shownCall(call, turnCount) } },
    );
  });
}

export function openCountsOf(questions: readonly Question[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const question of questions)
    if (isOpen(question) && question.taskId !== null)
      counts.set(question.taskId, (counts.get(question.taskId) ?? 0) + 1);
  return counts;
}
