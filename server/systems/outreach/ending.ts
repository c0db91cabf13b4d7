/** The end of a call and what its task comes to by it: one transaction, whether it ended, was cut off, or was found lost. */
import type { Knex } from 'knex';
import type { Contact } from '../../contract/contact.ts';
import { random, streams } from '../../kernel/random.ts';
import type { RecordActivity } from '../../platform/activity/activity-log.ts';
import { callableFrom } from './calling-hours.ts';
import { writeCalls, writeChanges } from './changes.ts';
import type { EndOfCall, Prospects, When } from './rules.ts';
import { callEnded } from './rules.ts';
import { findCall, findTask, turnCountOf } from './store.ts';
import type { CallState, TaskState } from './task-state.ts';
import type { TaskQuestions } from './task-questions.ts';
import { askedOf } from './task-questions.ts';

export interface EndingParts {
  readonly contacts: ReadonlyMap<string, Contact>;
  readonly questions: TaskQuestions;
  /** What the jitter of retries is drawn from, an unsigned 32-bit integer. */
  readonly seed: number;
}

export interface MeasuredEnd extends EndOfCall {
  /** Simulated time it took; null where nobody knows. */
  readonly durationSeconds: number | null;
}

/** Ends a call; nothing happens if it has ended already. @returns The task as it then is, or null. */
export async function endCall(
  trx: Knex,
  record: RecordActivity,
  end: MeasuredEnd,
  when: When,
  parts: EndingParts,
): Promise<TaskState | null> {
  const call = await findCall(trx, end.callId);
  if (!call || call.endedAtMs !== null) return null;
  const before = (await findTask(trx, call.taskId))!;
  await parts.questions.leaveOfCall(trx, record, call.id);
  const asked = (await parts.questions.ofTasks(trx, [before.id])).filter(({ callId }) => callId === call.id);
  const prospects = prospectsOf(before, askedOf(asked), parts);
  const changed = callEnded(before, end, when, prospects);
  const turnCount = await turnCountOf(trx, call.id);
  await writeCalls(trx, record, 'call.ended', [
    { call: endedCall(call, end, when.atMs), turnCount, causedBy: before.activityNumber },
  ]);
  const [task] = await writeChanges(trx, record, [changed], parts.questions);
  return task!;
}

export function endedCall(
  call: CallState,
  end: Pick<MeasuredEnd, 'outcome' | 'sentence' | 'durationSeconds'>,
  atMs: number,
): CallState {
  const { outcome, sentence, durationSeconds } = end;
  return { ...call, status: 'ended', outcome, sentence, durationSeconds, endedAtMs: Math.max(call.startedAtMs, atMs) };
}

function prospectsOf(task: TaskState, asked: Prospects['asked'], { contacts, seed }: EndingParts): Prospects {
  return {
    asked,
    callableFrom: callableFromOf(contacts, task.contactId),
    jitterOf: (attempt) => random(seed, streams.retry, agentOf(task.id), attempt),
  };
}

/** Of a contact that is gone: at any time, since the next look at the queue ends the task. */
export function callableFromOf(contacts: ReadonlyMap<string, Contact>, contactId: string): Prospects['callableFrom'] {
  const contact = contacts.get(contactId);
  return (clockMs) => (contact ? callableFrom(clockMs, contact) : clockMs);
}

/** The last 32 bits of a UUID, which are chance. */
const agentOf = (taskId: string): number => Number.parseInt(taskId.slice(-8), 16);
