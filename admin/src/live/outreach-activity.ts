/** What the stream tells of outreach, and what it changes in a task that is open. Pure (OR-9). */
import type { Activity } from '../../../server/contract/activity.ts';
import {
  type Call,
  type CallDetail,
  OutreachActivity,
  type Task,
  type TaskDetail,
  type TaskEvent,
  type Turn,
} from '../../../server/contract/outreach.ts';
import { type Question, QuestionActivity } from '../../../server/contract/question.ts';

export type KnownTaskActivity = OutreachActivity | QuestionActivity;

/** Parses an activity's payload by its type; null for a type of a newer server, which an older panel passes over. */
export function toTaskActivity({ type, payload }: Activity): KnownTaskActivity | null {
  return (
    OutreachActivity.safeParse({ type, payload }).data ?? QuestionActivity.safeParse({ type, payload }).data ?? null
  );
}

/** Whether what is known cannot be patched up to this activity: something before it was missed. */
export function hasGap(detail: TaskDetail, activity: KnownTaskActivity): boolean {
  if (activity.type !== 'call.turn') return false;
  const call = detail.calls.find(({ id }) => id === activity.payload.callId);
  return call === undefined || activity.payload.turn.position > (call.turns.at(-1)?.position ?? 0) + 1;
}

/** A task as it stands after an activity about it; what is known already changes nothing. */
export function patchTask(detail: TaskDetail, activity: KnownTaskActivity): TaskDetail {
  switch (activity.type) {
    case 'task.created':
    case 'task.changed':
      return activity.payload.task.id === detail.id ? withChange(detail, activity.payload) : detail;
    case 'call.started':
    case 'call.answered':
    case 'call.ended':
      return activity.payload.taskId === detail.id ? withCall(detail, activity.payload.call) : detail;
    case 'call.turn':
      return activity.payload.taskId === detail.id
        ? withTurn(detail, activity.payload.callId, activity.payload.turn)
        : detail;
    case 'outreach.speed_changed':
      return detail;
    default:
      return activity.payload.taskId === detail.id ? withQuestion(detail, activity.payload) : detail;
  }
}

function withChange(detail: TaskDetail, { task, event }: { task: Task; event: TaskEvent }): TaskDetail {
  const isKnown = detail.events.some(({ position }) => position === event.position);
  const events = isKnown ? detail.events : [...detail.events, event];
  const isNewer = Date.parse(task.updatedAt) >= Date.parse(detail.updatedAt);
  return isNewer ? { ...detail, ...task, events } : { ...detail, events };
}

function withCall(detail: TaskDetail, call: Call): TaskDetail {
  const place = detail.calls.findIndex(({ id }) => id === call.id);
  if (place === -1) return { ...detail, calls: [...detail.calls, { ...call, turns: [] }] };
  const known = detail.calls[place]!;
  // Over is over: what was said before it changes nothing.
  if (known.status === 'ended' && call.status !== 'ended') return detail;
  const turnCount = Math.max(known.turnCount, call.turnCount);
  return { ...detail, calls: detail.calls.with(place, { ...known, ...call, turnCount }) };
}

function withTurn(detail: TaskDetail, callId: string, turn: Turn): TaskDetail {
  const place = detail.calls.findIndex(({ id }) => id === callId);
  const call: CallDetail | undefined = detail.calls[place];
  if (!call || call.turns.some(({ position }) => position === turn.position)) return detail;
  const turns = [...call.turns, turn];
  const turnCount = Math.max(call.turnCount, turns.length);
  return { ...detail, calls: detail.calls.with(place, { ...call, turns, turnCount }) };
}

function withQuestion(detail: TaskDetail, question: Question): TaskDetail {
  const place = detail.questions.findIndex(({ id }) => id === question.id);
  const questions = place === -1 ? [...detail.questions, question] : detail.questions.with(place, question);
  return { ...detail, questions, openQuestionCount: questions.filter(({ status }) => status === 'open').length };
}
